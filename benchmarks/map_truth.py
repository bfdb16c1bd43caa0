"""Does `routelint map` say of an installed application what its framework says when it runs?

    python benchmarks/map_truth.py --python VENV/bin/python --framework flask \
        --app package.module:app [--only PATH ...] [--show] CHECKOUT

`--app` is `module:attribute` (an attribute that is a class or function is called), for Django the name
of the settings; `--code` is Python that gives the app the name `app`, where more has to be done. It is
run by the application's own interpreter in `--cwd` (CHECKOUT, unless told otherwise), routelint by this
one. Compared are methods and paths; `--only` takes one of several apps in the map, by its file.

The numbers: routes at run time; **found**: in the map with the same method and path; **in part**: in the
map with a path of which a part is not known, `{?}`; **behind a line**:
the map has one line for a package's routes or an app that is no part of the project, and this one is
below its path; **missing**: not in the map; **invented**: only in the map; **unknown**: lines of the map
whose path is `?`; **twice**: lines with the method and path of another one.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from routelint.map.paths import UNKNOWN  # noqa: E402
from routelint.map.table import RouteMap, from_json  # noqa: E402

Row = tuple[str, str]
ROUTELINT = (sys.executable, "-m", "routelint")


@dataclass(frozen=True)
class Comparison:
    served: frozenset[Row]
    shown: Counter[Row]
    unknown: int

    @property
    def found(self) -> list[Row]:
        return sorted(self.served & set(self.shown))

    @property
    def in_part(self) -> dict[Row, list[Row]]:
        """The rows of the map with a part of the path not known, and what they may be."""
        rest = self.served - set(self.shown)
        found: dict[Row, list[Row]] = {}
        for method, path in self.shown:
            if UNKNOWN in path:
                parts = path.replace("/" + UNKNOWN, UNKNOWN).split(UNKNOWN)
                expression = re.compile(".*".join(map(re.escape, parts)))
                found[method, path] = [
                    row for row in rest if row[0] == method and expression.fullmatch(row[1])
                ]
        return found

    @property
    def partly(self) -> list[Row]:
        return sorted({row for rows in self.in_part.values() for row in rows})

    @property
    def behind(self) -> list[Row]:
        """Routes at run time that a line of the map stands for together with others."""
        lines = [path.rstrip("/") for method, path in self.shown if method == "MOUNT"]
        rest = self.served - set(self.shown) - set(self.partly)
        return sorted(
            row
            for row in rest
            if any(f"{row[1]}/".startswith(f"{line}/") for line in lines if line)
        )

    @property
    def missing(self) -> list[Row]:
        return sorted(self.served - set(self.shown) - set(self.partly) - set(self.behind))

    @property
    def invented(self) -> list[Row]:
        lines = {path.rstrip("/") for _, path in self.behind}
        return sorted(
            (method, path)
            for method, path in set(self.shown) - self.served
            if not self.in_part.get((method, path))
            if method != "MOUNT" or not any(f"{p}/".startswith(path.rstrip("/")) for p in lines)
        )

    @property
    def twice(self) -> int:
        return sum(count - 1 for count in self.shown.values())

    @property
    def numbers(self) -> dict[str, int]:
        return {
            "at run time": len(self.served),
            "found": len(self.found),
            "in part": len(self.partly),
            "behind a line": len(self.behind),
            "missing": len(self.missing),
            "invented": len(self.invented),
            "unknown": self.unknown,
            "twice": self.twice,
        }


def shown(checkout: Path, only: list[str]) -> tuple[Counter[Row], int]:
    """The rows of the map, and how many of its lines have no known path."""
    run = subprocess.run(
        [*ROUTELINT, "map", "--isolated", "--no-cache", "--output-format", "json"],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=True,
    )
    routes: RouteMap = from_json(json.loads(run.stdout))
    listed = [r for app in routes.apps if not only or app.path in only for r in app.routes]
    rows = Counter(
        (method, route.path)
        for route in listed
        if route.path is not None
        for method in set(route.methods) - {"HEAD", "OPTIONS"} or [route.shown_methods]
    )
    return rows, sum(route.path is None for route in listed)


def served(python: Path, framework: str, source: list[str], directory: Path) -> frozenset[Row]:
    """The framework's own table, made by the application's interpreter."""
    reader = REPOSITORY / "tests" / "map" / "runtime.py"
    run = subprocess.run(
        [str(python.absolute()), str(reader), framework, *source],
        cwd=directory,
        env={**os.environ, "PYTHONPATH": str(directory), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        raise SystemExit(f"The application does not start:\n{run.stderr[-3000:]}")
    return frozenset((method, path) for method, path in json.loads(run.stdout.splitlines()[-1]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("checkout", type=Path)
    parser.add_argument("--python", type=Path, required=True, help="the application's interpreter")
    parser.add_argument("--framework", required=True)
    given = parser.add_mutually_exclusive_group(required=True)
    given.add_argument("--app", help="module:attribute, or the name of Django's settings")
    given.add_argument("--code", help="Python code that gives the app the name `app`")
    parser.add_argument("--cwd", type=Path, help="where the application is started")
    parser.add_argument("--only", action="append", default=[], metavar="PATH")
    parser.add_argument("--show", action="store_true", help="list the differences")
    options = parser.parse_args()
    source = ["--code", options.code] if options.code else options.app.split(":")
    rows, unknown = shown(options.checkout, options.only)
    directory = (options.cwd or options.checkout).resolve()
    comparison = Comparison(
        served(options.python, options.framework, source, directory), rows, unknown
    )
    for name, number in comparison.numbers.items():
        print(f"{name:>14} {number}")
    if options.show:
        for name in ("missing", "invented", "behind"):
            for method, path in getattr(comparison, name):
                print(f"{name:>8} {method:>9} {path}")


if __name__ == "__main__":
    main()
