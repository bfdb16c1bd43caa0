"""Writers: one module for each format, found by looking. Each has `NAME` and `write(view)`, but for those
of the route map, which begin with `map_`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable

from routelint.output.view import View

Writer = Callable[[View], str]


def writers() -> dict[str, Writer]:
    """The writers by the name of their format."""
    found: dict[str, Writer] = {}
    for info in pkgutil.iter_modules(__path__):
        if info.name.startswith("map_"):
            continue
        module = importlib.import_module(f"{__name__}.{info.name}")
        if hasattr(module, "NAME"):
            found[module.NAME] = module.write
    return found
