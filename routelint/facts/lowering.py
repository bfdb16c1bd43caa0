"""Puts what a parser has read of a file into the slices that are wanted."""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Generic, TypeVar

from routelint.findings import Span
from routelint.model import ir
from routelint.model.facts import Slice
from routelint.source.text import lines_of

#: A statement of the parser's tree, and what its lowering needs to know around it.
Node = TypeVar("Node")
Around = TypeVar("Around")


class Lowering(ABC, Generic[Node, Around]):
    """One parse of (parts of) a file; what is said of its tree is up to the parser's own class.

    Lines are those of the file, 1-based; 0 for what stands in none of its own.
    """

    def __init__(self, text: str, outline: Sequence[Slice], wanted: frozenset[int]) -> None:
        self.wanted = wanted
        self.lines = lines_of(text)
        self.children: dict[int, list[Slice]] = {}
        for part in outline:
            self.children.setdefault(part.parent, []).append(part)
        self.lowered: dict[int, tuple[ir.Stmt, ...]] = {}

    # --- the parser's tree ------------------------------------------------------------------------
    @abstractmethod
    def around(self, scopes: tuple[str, ...]) -> Around:
        """What is around the statements in the classes of these names, from the outermost one on."""

    @abstractmethod
    def line(self, node: Node) -> int:
        """The line on which a statement starts."""

    @abstractmethod
    def kind(self, node: Node) -> str:
        """What is defined: "class", "function", or "" for other statements."""

    @abstractmethod
    def members(self, node: Node) -> Iterable[Node]:
        """The statements in the block of a class."""

    @abstractmethod
    def statements(self, node: Node, around: Around) -> Iterable[ir.Stmt]:
        """A statement, which may be several here."""

    @abstractmethod
    def class_definition(
        self, node: Node, around: Around, body: tuple[ir.Stmt, ...] | None
    ) -> ir.Class:
        """A class with that body, or with all of its own for None."""

    # --- slices -----------------------------------------------------------------------------------
    def of_module(self, body: Iterable[Node]) -> dict[int, tuple[ir.Stmt, ...]]:
        """The statements of each wanted slice, among the statements at the top level."""
        top = self.children.get(-1, [])
        starts = [part.start_line for part in top]
        found: dict[int, list[ir.Stmt]] = {}
        around = self.around(())
        for node in body:
            at = bisect_right(starts, self.line(node)) - 1
            if at < 0:
                continue
            part = top[at]
            if part.kind == "class" and self.kind(node) == "class":
                self._class(node, part)
            elif part.index in self.wanted:
                found.setdefault(part.index, []).extend(self.statements(node, around))
        for index, statements in found.items():
            self.lowered[index] = tuple(statements)
        return self.lowered

    def _class(self, node: Node, part: Slice) -> None:
        """Lower what is wanted of a class: itself, its methods, its nested classes."""
        children = self.children.get(part.index, [])
        scopes = tuple(part.qualname.split("."))
        own = part.index in self.wanted
        outer = self.around(scopes[:-1])
        if not children:
            if own:
                self.lowered[part.index] = (self.class_definition(node, outer, None),)
            return
        starts = [child.start_line for child in children]
        inner = self.around(scopes)
        statements: list[ir.Stmt] = []
        for item in self.members(node):
            line, kind = self.line(item), self.kind(item)
            if kind:
                child = children[bisect_right(starts, line) - 1]
                if kind == "class":
                    self._class(item, child)
                elif child.index in self.wanted:
                    self.lowered[child.index] = tuple(self.statements(item, inner))
            elif own and line:
                statements.extend(self.statements(item, inner))
        if own:
            statements.extend(map(self._elided, children))
            statements.sort(key=lambda s: s.span)
            lowered = self.class_definition(node, outer, tuple(statements))
            # The last method may not stand in the text that was parsed.
            span = Span(*lowered.span.start, part.end_line, part.end_column)
            self.lowered[part.index] = (replace(lowered, span=span),)

    def _elided(self, part: Slice) -> ir.Elided:
        first = self.lines[part.start_line - 1]
        column = len(first) - len(first.lstrip()) + 1
        span = Span(part.start_line, column, part.end_line, part.end_column)
        name = part.qualname.rpartition(".")[2]
        return ir.Elided(part.index, name, part.kind, span)
