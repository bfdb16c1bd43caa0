"""Pickles that whoever wrote the analysed project may have written: the cache lies in it."""

from __future__ import annotations

import io
import pickle
from collections.abc import Iterable
from types import ModuleType
from typing import Any


def dumps(value: object) -> bytes:
    return pickle.dumps(value, protocol=5)


class Reader:
    """Reads pickles in which there is nothing but plain values and the classes of some modules."""

    def __init__(self, modules: Iterable[ModuleType]) -> None:
        self._allowed: dict[tuple[str, str], Any] = {
            (module.__name__, name): value
            for module in modules
            for name, value in vars(module).items()
            if isinstance(value, type) and value.__module__ == module.__name__
        }
        self._allowed["builtins", "complex"] = complex
        self._allowed["builtins", "Ellipsis"] = Ellipsis

    def loads(self, raw: bytes) -> object:
        """The value in `raw`; None when it holds anything else."""
        try:
            return _Unpickler(io.BytesIO(raw), self._allowed).load()
        except Exception:
            # Hostile or cut-off bytes can raise nearly anything; it is then made again.
            return None


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, allowed: dict[tuple[str, str], Any]) -> None:
        super().__init__(file)
        self._allowed = allowed

    def find_class(self, module: str, name: str) -> Any:
        try:
            return self._allowed[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module}.{name} is not kept here") from None
