"""Where the statements of a function stand: in which block, and below which statements."""

from __future__ import annotations

from collections.abc import Iterator

from routelint.model import ir

Block = tuple[ir.Stmt, ...]


class Blocks:
    """The blocks of one function, nested functions left out."""

    def __init__(self, function: ir.Function) -> None:
        self.body = function.body
        self._above: dict[int, tuple[Block, ir.Stmt | None]] = {}
        self._statement: dict[int, ir.Stmt] = {}
        self._note(function.body, None)

    def statement(self, node: ir.Node) -> ir.Stmt | None:
        """The innermost statement that a node belongs to."""
        return self._statement.get(id(node))

    def block(self, statement: ir.Stmt) -> Block:
        """The block that a statement stands in."""
        return self._above[id(statement)][0]

    def above(self, statement: ir.Stmt) -> Iterator[ir.Stmt]:
        """The statements that a statement stands below, the innermost first."""
        parent = self._above[id(statement)][1]
        while parent is not None:
            yield parent
            parent = self._above[id(parent)][1]

    def is_within(self, node: ir.Node, block: Block) -> bool:
        """Whether a node stands in a block or below it."""
        own = {id(n) for n in ir.walk_body(block)}
        return id(node) in own

    def _note(self, block: Block, parent: ir.Stmt | None) -> None:
        for statement in block:
            self._above[id(statement)] = (block, parent)
            if not isinstance(statement, (ir.Function, ir.Class)):
                for node in ir.walk(statement):
                    self._statement[id(node)] = statement
            for inner in _blocks(statement):
                self._note(inner, statement)


def _blocks(statement: ir.Stmt) -> Iterator[Block]:
    if isinstance(statement, (ir.If, ir.For, ir.While)):
        yield statement.body
        yield statement.orelse
    elif isinstance(statement, ir.With):
        yield statement.body
    elif isinstance(statement, ir.Try):
        yield statement.body
        for handler in statement.handlers:
            yield handler.body
        yield statement.orelse
        yield statement.finalbody
    elif isinstance(statement, ir.Match):
        for case in statement.cases:
            yield case.body
