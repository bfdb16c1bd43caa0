"""Time routelint and other linters on real applications.

    python benchmarks/speed.py --tree small=DIR --tree medium=DIR --tree large=DIR
        [--plot DIR ...] [--semgrep-rules DIR] [--repeat 3] [--limit 300] [--record]

Each tree is copied first (its Python files and what configures tools). Then, in turn and as often as
asked for: the floor (`ast.parse` of every file, in one process), routelint without cache (cold), with
a cache of the same content (warm) and after one file changed, ruff, bandit, pylint, Fixit and semgrep,
as far as they are on the PATH. Of these, what takes longer than the limit (seconds) is stopped and not
run again.
Times are seconds of wall clock and of CPU (all processes), memory is the peak of the largest process in
MiB; of each the median counts. `--plot` names more trees, on which only the floor and routelint's cold
run are timed. With `--record` everything is kept in benchmarks/speed.json, of which
scripts/performance.py makes docs/performance.md; with `--extend`, beside what is in there of other trees.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import platform
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from benchmarks import tools  # noqa: E402
from routelint import __version__  # noqa: E402

RECORD = REPOSITORY / "benchmarks" / "speed.json"
FLOOR = """\
import ast, pathlib, sys
for path in pathlib.Path(sys.argv[1]).rglob("*.py"):
    try:
        ast.parse(path.read_bytes())
    except (SyntaxError, ValueError):
        pass
"""
_COPIED = ("*.py", "*.toml", "*.cfg", "*.ini", "requirements*.txt", ".gitignore")


@dataclass(frozen=True)
class Cost:
    """Seconds of wall clock and CPU, and MiB of the largest process. `stopped`: at the limit."""

    wall: float
    cpu: float
    memory: float
    stopped: bool = False


@dataclass(frozen=True)
class Step:
    """A command, and what is to be done before it (not timed). A `patient` one has no time limit."""

    name: str
    command: Sequence[str]
    before: Callable[[], None] = lambda: None
    patient: bool = True


def timed(command: Sequence[str], directory: Path, limit: float) -> Cost:
    """What one run costs, with its processes; its exit code doesn't matter."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=directory,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        start_new_session=True,
    )
    stopped = False
    while True:
        # The usage of a process that is waited for counts those that it has waited for, too.
        done, _, usage = os.wait4(process.pid, os.WNOHANG)
        if done:
            break
        if time.perf_counter() - start > limit and not stopped:
            stopped = True
            os.killpg(process.pid, signal.SIGKILL)
        time.sleep(0.002)
    process.returncode = 0
    wall = time.perf_counter() - start
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, stopped)


def _environment() -> dict[str, str]:
    """This checkout is measured, whatever is installed, and with its modules compiled, as those of
    installed packages are."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(REPOSITORY)}


def copied(source: Path, target: Path) -> Path:
    """A copy of the files that matter; what is excluded everywhere is left out."""
    left_out = {".git", "node_modules", "__pycache__", ".venv"}
    for pattern in _COPIED:
        for path in source.rglob(pattern):
            relative = path.relative_to(source)
            if path.is_file() and not left_out & set(relative.parts):
                (target / relative).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target / relative)
    return target


def python_files(tree: Path) -> list[Path]:
    return sorted(tree.rglob("*.py"))


def web_lines(tree: Path, files: Iterable[Path]) -> int:
    """The lines of the files in which routelint looks for anything at all."""
    from routelint.frameworks import frameworks_in, vocabulary
    from routelint.model.suites import is_test
    from routelint.source.vocabulary import Vocabulary

    own = (path for path in files if not is_test(path.relative_to(tree).as_posix()))
    texts = [path.read_bytes() for path in own]
    words = Vocabulary(*vocabulary(frameworks_in(texts)))
    return sum(text.count(b"\n") for text in texts if words.gate(text))


def routelint(tree: Path, cache: Path, *options: str) -> list[str]:
    command = [sys.executable, "-m", "routelint", "check", "--output-format", "concise", "-q"]
    return [*command, "--cache-dir", str(cache), *options, str(tree)]


def own_steps(tree: Path, cache: Path) -> Iterator[Step]:
    """Cold, warm (on the cache that the cold run has filled), and after a change of one file."""
    changed = max(python_files(tree), key=lambda path: b"route" in path.read_bytes())

    def change() -> None:
        changed.write_bytes(changed.read_bytes() + b"\n# Changed.\n")

    yield Step("routelint, cold", routelint(tree, cache), lambda: clear(cache))
    yield Step("routelint, warm", routelint(tree, cache))
    yield Step("routelint, one file changed", routelint(tree, cache), change)


def clear(cache: Path) -> None:
    shutil.rmtree(cache, ignore_errors=True)


def other_steps(tree: Path, rules: Path | None) -> Iterator[Step]:
    where = str(tree)
    known = {
        "ruff": ["check", "--isolated", "--no-cache", "--select", tools.RUFF_RULES, where],
        "bandit": ["-q", "-r", where],
        "pylint": ["--recursive=y", "--persistent=n", where],
        "fixit": ["--quiet", "lint", where],
    }
    for name, arguments in known.items():
        found = shutil.which(name)
        if found:
            yield Step(name, [found, *arguments], patient=False)
    found = shutil.which("semgrep")
    if found and rules is not None:
        options = ["--metrics", "off", "--no-git-ignore", "--quiet", "--disable-version-check"]
        command = [found, "scan", *options, *tools.semgrep_configs(rules), where]
        yield Step("semgrep", command, patient=False)


def measured(steps: Sequence[Step], tree: Path, repeat: int, limit: float) -> dict[str, Any]:
    """The medians of each step, which take turns."""
    costs: dict[str, list[Cost]] = {step.name: [] for step in steps}
    for _ in range(repeat):
        for step in steps:
            if any(cost.stopped for cost in costs[step.name]):
                continue
            step.before()
            cost = timed(step.command, tree, float("inf") if step.patient else limit)
            costs[step.name].append(cost)
            print(
                f"  {step.name:30}{cost.wall:8.2f} s {cost.cpu:8.2f} s CPU {cost.memory:6.0f} MiB"
            )
    return {
        name: asdict(
            Cost(
                round(statistics.median(cost.wall for cost in found), 3),
                round(statistics.median(cost.cpu for cost in found), 3),
                round(statistics.median(cost.memory for cost in found), 1),
                any(cost.stopped for cost in found),
            )
        )
        for name, found in costs.items()
    }


def machine() -> dict[str, Any]:
    names = ("ruff", "bandit", "pylint", "fixit", "semgrep")
    return {
        "processors": os.cpu_count(),
        "python": platform.python_version(),
        "routelint": __version__,
        **{name: tools.version(name) for name in names if shutil.which(name)},
    }


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--tree", action="append", default=[], metavar="NAME=DIR")
    parser.add_argument("--plot", action="append", default=[], type=Path)
    parser.add_argument("--semgrep-rules", type=Path)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--limit", type=float, default=300)
    parser.add_argument("--record", action="store_true")
    parser.add_argument("--extend", action="store_true")
    arguments = parser.parse_args()
    compileall.compile_dir(REPOSITORY / "routelint", quiet=1)
    result: dict[str, Any] = {"machine": machine(), "trees": [], "plot": []}
    wanted = [tuple(text.split("=", 1)) for text in arguments.tree]
    wanted += [("", str(path)) for path in arguments.plot]
    for name, source in wanted:
        with tempfile.TemporaryDirectory() as directory:
            tree = copied(Path(source).resolve(), Path(directory) / "tree")
            files = python_files(tree)
            print(f"{name or 'plot'}: {Path(source).name}, {len(files)} files")
            cache = Path(directory) / "cache"
            floor = Step("floor", [sys.executable, "-c", FLOOR, str(tree)])
            steps = [floor, *own_steps(tree, cache)]
            steps = [*steps, *other_steps(tree, arguments.semgrep_rules)] if name else steps[:2]
            row = {
                "name": name,
                "application": Path(source).name.rpartition("__")[2],
                "files": len(files),
                "runs": arguments.repeat if name else 1,
                "lines": sum(path.read_bytes().count(b"\n") for path in files),
                "web lines": web_lines(tree, files),
                "costs": measured(steps, tree, arguments.repeat if name else 1, arguments.limit),
            }
            result["trees" if name else "plot"].append(row)
    if arguments.extend:
        kept = json.loads(RECORD.read_text(encoding="utf-8"))
        for kind in ("trees", "plot"):
            again = {row["application"] for row in result[kind]}
            result[kind] = [r for r in kept[kind] if r["application"] not in again] + result[kind]
    if arguments.record or arguments.extend:
        RECORD.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
