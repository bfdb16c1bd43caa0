"""How linking gets at files: the engine implements this, with its cache and process pool."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from routelint.model import ir
from routelint.model.facts import FileFacts


class Loader(Protocol):
    """Paths are relative to the project root, with forward slashes."""

    def paths(self) -> Sequence[str]:
        """Every Python file of the project, sorted."""
        ...

    def folder(self) -> str:
        """The project's own directory, without a final slash; "" for the root."""
        ...

    def matched(self) -> Sequence[str]:
        """The files that passed the gate and belong to no test suite, sorted."""
        ...

    def containing(
        self, words: frozenset[str], regexes: frozenset[str] = frozenset()
    ) -> Mapping[str, Sequence[int]]:
        """The slices of all files in which one of the words stands, or something that one of the regular
        expressions matches, and that the gate did not match."""
        ...

    def calling_coroutines(self) -> Mapping[str, Sequence[int]]:
        """The functions of all files that, by their text, may drop a coroutine of the project."""
        ...

    def facts(self, path: str) -> FileFacts | None:
        """The facts of a file, also of one that the gate refused; None when it can't be read."""
        ...

    def lower(self, path: str, index: int) -> tuple[ir.Stmt, ...]:
        """The statements of one slice, lowered now if it was not needed before."""
        ...

    def lower_together(self, path: str, indices: Sequence[int]) -> None:
        """Lowers slices that will all be asked for, with one parse."""
        ...
