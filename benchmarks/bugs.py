"""How many of the real bugs do other linters point at?

    python benchmarks/bugs.py BUGS [--semgrep-rules DIRECTORY] [--record]

BUGS holds each bug of tests/ecosystem/bugs.toml as `id/bad` and `id/fixed` (`scripts/ecosystem.py
bugs BUGS --fetch` makes them). Needs ruff and bandit on the PATH, and semgrep for the option (a
checkout of its public rules). A bug counts as found when a tool reports anything within the same
distance of the place that counts for routelint, whatever it is about; and as `named` when the same rule
is silent at that place in the commit that mended the bug. With `--record` the numbers are kept for
docs/accuracy.md.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from benchmarks import tools  # noqa: E402
from tests.ecosystem.bugs import TOLERANCE, Bug, bugs  # noqa: E402

MEASURED = REPOSITORY / "tests" / "ecosystem" / "measured.json"


def at(hits: list[tuple[str, int, str]], file: Path, lines: tuple[int, ...]) -> set[str]:
    return {
        name
        for path, line, name in hits
        if Path(path) == file and any(abs(line - wanted) <= TOLERANCE for wanted in lines)
    }


def of_tool(
    run: Callable[[list[str]], tools.Hits], places: list[tuple[Bug, Path, Path]]
) -> list[dict[str, Any]]:
    files = sorted({str(file) for _, bad, fixed in places for file in (bad, fixed)})
    hits = list(run(files))
    rows = []
    for bug, bad, fixed in places:
        before = at(hits, bad, bug.lines)
        after = at(hits, fixed, (bug.fixed_line,))
        rows.append({"id": bug.id, "found": sorted(before), "still": sorted(before & after)})
    return rows


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("checkouts", type=Path)
    parser.add_argument("--semgrep-rules", type=Path)
    parser.add_argument("--record", action="store_true")
    arguments = parser.parse_args()
    root = arguments.checkouts.resolve()
    places = [
        (bug, root / bug.id / "bad" / bug.path, root / bug.id / "fixed" / bug.fixed_path)
        for bug in bugs()
    ]
    places = [place for place in places if place[1].is_file() and place[2].is_file()]
    runs: dict[str, Callable[[list[str]], tools.Hits]] = {
        "ruff": tools.ruff,
        "bandit": tools.bandit,
    }
    if arguments.semgrep_rules is not None:
        runs["semgrep"] = lambda files: tools.semgrep(files, arguments.semgrep_rules)
    measured = {}
    for name, run in runs.items():
        rows = of_tool(run, places)
        measured[name] = {"version": tools.version(name), "bugs": rows}
        found = [row for row in rows if row["found"]]
        named = [row for row in found if set(row["found"]) - set(row["still"])]
        print(f"{name} {measured[name]['version']}: {len(rows)} bugs, something is reported at")
        print(f"  {len(found)}, and no longer after the fix at {len(named)}:")
        for row in named:
            print(f"  {row['id']:7}{', '.join(sorted(set(row['found']) - set(row['still'])))}")
    if arguments.record:
        kept = json.loads(MEASURED.read_text(encoding="utf-8"))
        kept["other tools"] = measured
        MEASURED.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
