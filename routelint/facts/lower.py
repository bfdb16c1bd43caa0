"""Lowering any set of slices of a file with one parse."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import libcst as cst

from routelint.facts.context import Context
from routelint.facts.lowering import Lowering
from routelint.facts.positions import Positions
from routelint.facts.scopes import LoweringError
from routelint.facts.statements import class_definition, statement
from routelint.model import ir
from routelint.model.facts import Slice
from routelint.source.mask import Reduced, reduce
from routelint.source.text import lines_of


def parse(text: str) -> cst.Module:
    """Parse with LibCST; raises LoweringError for whatever goes wrong in its native parser."""
    try:
        return cst.parse_module(text)
    except cst.ParserSyntaxError as error:
        raise LoweringError(error.message, error.raw_line) from error
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        # A panic of the native parser is no Exception.
        raise LoweringError(f"{type(error).__name__}: {error}") from error


def lower_slices(
    text: str, outline: Sequence[Slice], wanted: Collection[int]
) -> dict[int, tuple[ir.Stmt, ...]]:
    """The statements of each wanted slice; raises LoweringError."""
    if not wanted:
        return {}
    try:
        return _lower(reduce(text, outline, wanted), text, outline, wanted)
    except LoweringError:
        # Something stands across slices in a way that the mask does not know.
        whole = Reduced(text, tuple(range(1, len(lines_of(text)) + 1)))
        return _lower(whole, text, outline, wanted)


def _lower(
    reduced: Reduced, text: str, outline: Sequence[Slice], wanted: Collection[int]
) -> dict[int, tuple[ir.Stmt, ...]]:
    module = parse(reduced.text)
    positions = Positions(module, reduced.text, reduced.line_map)
    return _Lowering(positions, text, outline, frozenset(wanted)).of_module(module.body)


class _Lowering(Lowering[cst.CSTNode, Context]):
    def __init__(
        self, positions: Positions, text: str, outline: Sequence[Slice], wanted: frozenset[int]
    ) -> None:
        super().__init__(text, outline, wanted)
        self.positions = positions

    def around(self, scopes: tuple[str, ...]) -> Context:
        return Context(self.positions, scopes)

    def line(self, node: cst.CSTNode) -> int:
        return self.positions.line(node)

    def kind(self, node: cst.CSTNode) -> str:
        if isinstance(node, cst.ClassDef):
            return "class"
        return "function" if isinstance(node, cst.FunctionDef) else ""

    def members(self, node: cst.CSTNode) -> Iterable[cst.CSTNode]:
        assert isinstance(node, cst.ClassDef)
        return node.body.body if isinstance(node.body, cst.IndentedBlock) else ()

    def statements(self, node: cst.CSTNode, around: Context) -> Iterable[ir.Stmt]:
        return statement(node, around)

    def class_definition(
        self, node: cst.CSTNode, around: Context, body: tuple[ir.Stmt, ...] | None
    ) -> ir.Class:
        assert isinstance(node, cst.ClassDef)
        return class_definition(node, around, body)
