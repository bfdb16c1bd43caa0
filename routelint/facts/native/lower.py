"""Lowering any set of slices of a file with one parse by Python itself."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Collection, Iterable, Sequence

from routelint.facts.lowering import Lowering
from routelint.facts.native.expressions import Context
from routelint.facts.native.places import Places
from routelint.facts.native.statements import class_definition, statement
from routelint.model import ir
from routelint.model.facts import Slice
from routelint.source.mask import reduce

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def lower_slices(
    text: str, outline: Sequence[Slice], wanted: Collection[int]
) -> dict[int, tuple[ir.Stmt, ...]] | None:
    """The statements of each wanted slice; None when this Python can't parse them."""
    reduced = reduce(text, outline, wanted)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(reduced.text)
            places = Places(reduced.text, reduced.line_map)
            return _Lowering(places, text, outline, frozenset(wanted)).of_module(tree.body)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def lower_tree(
    tree: ast.Module, text: str, outline: Sequence[Slice], wanted: frozenset[int]
) -> dict[int, tuple[ir.Stmt, ...]] | None:
    """The statements of each wanted slice of a file that was parsed whole; None when it is nested too
    deeply."""
    try:
        return _Lowering(Places(text), text, outline, wanted).of_module(tree.body)
    except (RecursionError, MemoryError):
        return None


class _Lowering(Lowering[ast.stmt, Context]):
    def __init__(
        self, places: Places, text: str, outline: Sequence[Slice], wanted: frozenset[int]
    ) -> None:
        super().__init__(text, outline, wanted)
        self.places = places

    def around(self, scopes: tuple[str, ...]) -> Context:
        return Context(self.places, scopes)

    def line(self, node: ast.stmt) -> int:
        return self.places.line(node)

    def kind(self, node: ast.stmt) -> str:
        if isinstance(node, ast.ClassDef):
            return "class"
        return "function" if isinstance(node, _FUNCTIONS) else ""

    def members(self, node: ast.stmt) -> Iterable[ast.stmt]:
        assert isinstance(node, ast.ClassDef)
        return node.body

    def statements(self, node: ast.stmt, around: Context) -> Iterable[ir.Stmt]:
        return statement(node, around)

    def class_definition(
        self, node: ast.stmt, around: Context, body: tuple[ir.Stmt, ...] | None
    ) -> ir.Class:
        assert isinstance(node, ast.ClassDef)
        return class_definition(node, around, body)
