"""What lowering carries along: the names around a node, and the depth of nesting."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from routelint.findings import Span
from routelint.model import ir

#: Deeper expressions are generated data; their insides become the name `...`, which resolves to
#: nothing. What reads the skeletons is recursive.
MAX_DEPTH = 120


class Scopes:
    """`scopes` are the names of the definitions around a node."""

    def __init__(self, scopes: tuple[str, ...] = ()) -> None:
        self.scopes = list(scopes)
        self.depth = 0
        self._yields: list[bool] = [False]

    def qualname(self, name: str) -> str:
        return ".".join((*self.scopes, name))

    def saw_yield(self) -> None:
        self._yields[-1] = True

    @contextmanager
    def definition(self, name: str) -> Iterator[None]:
        """Inside a class body, where a `yield` can't stand."""
        self.scopes.append(name)
        try:
            yield
        finally:
            self.scopes.pop()

    @contextmanager
    def function(self, name: str) -> Iterator[list[bool]]:
        """Inside a function; the list's one item tells afterwards whether it yields."""
        generator = [False]
        self.scopes.append(name)
        self._yields.append(False)
        depth, self.depth = self.depth, 0
        try:
            yield generator
        finally:
            self.depth = depth
            generator[0] = self._yields.pop()
            self.scopes.pop()


def unknown(span: Span) -> ir.Name:
    """Stands for an expression that was not kept."""
    return ir.Name("...", span)


class LoweringError(Exception):
    """LibCST refused code that `ast` accepts; `line` is 1-based in the file, 0 when unknown."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
