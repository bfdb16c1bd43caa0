"""Which fixtures there are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from routelint.rules import load_rules

REPOSITORY = Path(__file__).resolve().parents[2]
FIXTURES = REPOSITORY / "fixtures"


class RuleFixture(NamedTuple):
    slug: str
    framework: str
    path: Path


def rule_fixtures() -> Iterator[RuleFixture]:
    """Files and directories at fixtures/rules/<slug>/<framework>/."""
    for framework in _entries(FIXTURES / "rules", 2):
        for path in _entries(framework, 1):
            yield RuleFixture(framework.parent.name, framework.name, path)


def all_fixtures() -> list[Path]:
    """Every project below fixtures/: each is analysed on its own."""
    return [
        *(fixture.path for fixture in rule_fixtures()),
        *_entries(FIXTURES / "resolution", 2),
        *_entries(FIXTURES / "apps", 1),
    ]


def fixture_id(path: Path) -> str:
    return path.relative_to(FIXTURES).as_posix()


def python_files(fixture: Path) -> list[tuple[str, Path]]:
    """(path within the project, file) of each Python file of a fixture."""
    if fixture.is_file():
        return [(fixture.name, fixture)]
    return [(f.relative_to(fixture).as_posix(), f) for f in sorted(fixture.rglob("*.py"))]


def _entries(directory: Path, depth: int) -> list[Path]:
    """The files and directories exactly `depth` levels below a directory."""
    found = [directory]
    for _ in range(depth):
        found = [
            entry
            for parent in found
            if parent.is_dir()
            for entry in sorted(parent.iterdir())
            if (entry.is_dir() and entry.name != "__pycache__") or entry.suffix == ".py"
        ]
    return found


#: Opt-in rules about what an application lacks as a whole. A fixture that is about something else lacks
#: most of it, and says nothing of it unless by a marker.
ADVICE = frozenset(
    rule.META.code
    for rule in load_rules()
    if rule.META.tier == "C" and rule.META.severity == "info"
)


def own_code(fixture: Path) -> frozenset[str]:
    """The code of the rule that a fixture is about."""
    return frozenset(rule.META.code for rule in load_rules() if rule.META.slug in fixture.parts)
