"""Fill the blocks of README.md: `<!-- frameworks -->` with the names of all frameworks, and
`<!-- output -->` with a real run of `routelint fixtures/apps/flask_shop`.

`python scripts/update_readme.py` writes, `--check` says whether a block is out of date (exit 1).
Only the last two findings are shown, with the summary line.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import textwrap
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from routelint.frameworks import all_frameworks  # noqa: E402

README = REPOSITORY / "README.md"
COMMAND = ["check", "fixtures/apps/flask_shop"]
_BLOCK = re.compile(r"(<!-- output -->\n).*?(<!-- /output -->)", re.DOTALL)
_FRAMEWORKS = re.compile(r"(<!-- frameworks -->\n).*?(<!-- /frameworks -->)", re.DOTALL)
_SHOWN = 2


def frameworks() -> str:
    """All of them in one sentence."""
    titles = sorted((framework.title for framework in all_frameworks()), key=str.lower)
    return textwrap.fill(f"It knows {', '.join(titles[:-1])} and {titles[-1]}.", 100) + "\n"


def output() -> str:
    """The text that a user sees, cut after some findings; raises RuntimeError when it failed."""
    run = subprocess.run(
        [sys.executable, "-m", "routelint", *COMMAND, "--color", "never", "--no-cache"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode != 1:
        raise RuntimeError(f"routelint ended with {run.returncode}:\n{run.stdout}{run.stderr}")
    lines = run.stdout.rstrip().split("\n")
    starts = [i for i, line in enumerate(lines) if re.match(r"\S+:\d+:\d+: RL\d{3} ", line)]
    cut = starts[-_SHOWN] if len(starts) > _SHOWN else 0
    note = f"... {len(starts) - _SHOWN} more ...\n\n" if cut else ""
    return note + "\n".join(lines[cut:])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, compare")
    check = parser.parse_args().check
    old = README.read_text(encoding="utf-8")
    shown = f"```console\n$ routelint {' '.join(COMMAND[1:])}\n{output()}\n```\n"
    new = _BLOCK.sub(lambda match: match[1] + shown + match[2], old)
    new = _FRAMEWORKS.sub(lambda match: match[1] + frameworks() + match[2], new)
    if check:
        if new != old:
            print("out of date: README.md")
        return int(new != old)
    README.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
