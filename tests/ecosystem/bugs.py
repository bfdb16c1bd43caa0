"""Real bugs with the commit that mended each: found before, silent after?

`bugs.toml` names them. A directory of checkouts holds `<id>/bad` and `<id>/fixed`; `fetch` makes them.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

#: How many lines a finding may be away from the place that was written down.
TOLERANCE = 3

CATEGORIES = {
    "C1": "missing return or raise",
    "C2": "next after send",
    "C3": "registration order",
    "C4": "scope of authentication",
    "C5": "body limits and uploads",
    "C6": "CORS",
    "C7": "returns nothing",
    "C8": "blocking call",
    "C9": "un-awaited or swallowed",
    "C10": "request mutation",
    "C11": "leaks and debug",
    "C12": "secrets and JWT",
    "C13": "paths, cookies, static files, proxies",
    "C14": "string parameters",
    "C15": "status and unsafe GET",
}

#: Which rules are about a category: another one that reports something at the same place has not found
#: the bug, and what it says need not be gone when that is mended. Prefixes of codes.
RULES = {
    "C1": ("RL101", "RL102", "RL103", "RL104", "RL105", "RL108"),
    "C2": ("RL102", "RL103", "RL104", "RL105", "RL107", "RL206", "RL305"),
    "C3": ("RL2", "RL406"),
    "C4": ("RL3",),
    "C5": ("RL4", "RL508"),
    "C6": ("RL501", "RL502", "RL503", "RL511", "RL308"),
    "C7": ("RL101", "RL105", "RL108", "RL602"),
    "C8": ("RL601",),
    "C9": ("RL201", "RL305", "RL602", "RL603", "RL604"),
    "C10": ("RL701", "RL702"),
    "C11": ("RL505", "RL506"),
    "C12": ("RL307", "RL507"),
    "C13": ("RL504", "RL508", "RL510"),
    "C14": ("RL703",),
    "C15": ("RL108", "RL604", "RL8"),
}


@dataclass(frozen=True)
class Bug:
    """Lines are 1-based. `hard` ones need knowledge of a project or library, `cross_file` ones more
    than one file. A `partial` fix leaves some of the bug, of which a report afterwards is true."""

    id: str
    repository: str
    bad_commit: str
    fix_commit: str
    framework: str
    category: str
    path: str
    lines: tuple[int, ...]
    fixed_path: str
    fixed_line: int
    cross_file: bool
    hard: bool
    partial: bool = False


def bugs() -> list[Bug]:
    text = (Path(__file__).parent / "bugs.toml").read_text(encoding="utf-8")
    return [Bug(**{**row, "lines": tuple(row["lines"])}) for row in tomllib.loads(text)["bug"]]


def fetch(bug: Bug, checkouts: Path) -> None:
    """Make the checkouts of both commits; raises CalledProcessError when git can't."""
    for name, commit in (("bad", bug.bad_commit), ("fixed", bug.fix_commit)):
        path = checkouts / bug.id / name
        path.mkdir(parents=True, exist_ok=True)
        url = f"https://github.com/{bug.repository}"
        for arguments in (
            ("init", "-q"),
            ("fetch", "-q", "--depth", "1", url, commit),
            ("checkout", "-q", "FETCH_HEAD"),
        ):
            subprocess.run(["git", "-C", str(path), *arguments], check=True)


def about(bug: Bug, codes: Iterable[str]) -> set[str]:
    """Those of some codes whose rules are about what the bug is."""
    return {code for code in codes if code.startswith(RULES[bug.category])}


def codes_at(
    findings: Iterable[dict[str, Any]], path: str, lines: Iterable[int], *, related: bool = False
) -> set[str]:
    """The rules with a finding at one of the lines; those about the linter itself don't count. With
    `related` (for bugs that take more than one file) its related places count like its own: they are
    the way from where a client's text comes in to where it does harm, and those who wrote down the
    place of a bug chose one of its ends."""
    wanted = tuple(lines)
    found = set()
    for finding in findings:
        if finding["code"].startswith("RL0"):
            continue
        places = [finding, *(finding["related"] if related else ())]
        if any(_is_at(place, path, wanted) for place in places):
            found.add(str(finding["code"]))
    return found


def _is_at(place: dict[str, Any], path: str, lines: tuple[int, ...]) -> bool:
    span = place["range"]
    start, end = span["start"]["line"] - TOLERANCE, span["end"]["line"] + TOLERANCE
    return bool(place["path"] == path) and any(start <= line <= end for line in lines)
