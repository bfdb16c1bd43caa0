"""Which versions of the frameworks the project runs: from the configuration, or else from the lower
bounds of its declared dependencies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from routelint.config.schema import Config

_REQUIREMENT = re.compile(
    r"^[\"'\s]*(?P<name>[A-Za-z][\w.-]*)(?:\[[^\]]*\])?\s*(?P<assigned>=\s*[\"'])?"
    r"(?P<op>==|~=|>=|\^|~)?\s*v?(?P<version>\d+(?:\.\d+)*)"
)
_FILES = ("requirements*.txt", "requirements/*.txt", "pyproject.toml")


def target_versions(root: Path, config: Config) -> Mapping[str, tuple[int, ...]]:
    """The lowest version of each package that the project allows, as far as it says; a package that
    is not named runs in its newest version."""
    found: dict[str, tuple[int, ...]] = {}
    for pattern in _FILES:
        for path in sorted(root.glob(pattern)):
            for name, version in _pins(path):
                found.setdefault(name, version)
    for name, text in config.target_versions.items():
        found[name.lower()] = _version(text)
    return found


def _pins(path: Path) -> Iterator[tuple[str, tuple[int, ...]]]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return
    for line in text.splitlines():
        match = _REQUIREMENT.match(line)
        # `fastapi = "0.83.0"`, as Poetry has it, is a pin too.
        if match and (match["op"] or match["assigned"]):
            yield match["name"].lower().replace("_", "-"), _version(match["version"])


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text)[:3])
