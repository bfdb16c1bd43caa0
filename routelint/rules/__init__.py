"""The rules: one module each, found by looking, registered nowhere."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import lru_cache
from types import ModuleType
from typing import Protocol, cast

from routelint.findings import Finding, RuleMeta
from routelint.model.project import Project


class RuleModule(Protocol):
    """A module with `META`, a docstring that is its documentation, and `check`."""

    META: RuleMeta
    __doc__: str | None
    __name__: str

    def check(self, project: Project) -> Iterator[Finding]: ...


@lru_cache(maxsize=1)
def load_rules() -> tuple[RuleModule, ...]:
    """All rule modules, sorted by code."""
    found: list[ModuleType] = []
    for package in pkgutil.iter_modules(__path__):
        if not package.ispkg:
            continue
        category = importlib.import_module(f"{__name__}.{package.name}")
        for info in pkgutil.iter_modules(category.__path__):
            if info.name.startswith("_"):
                continue
            module = importlib.import_module(f"{category.__name__}.{info.name}")
            if hasattr(module, "META"):
                found.append(module)
    return tuple(sorted(cast("list[RuleModule]", found), key=lambda m: m.META.code))
