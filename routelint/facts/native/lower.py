"""Lowering any set of slices of a file with one parse by Python itself."""

from __future__ import annotations

import ast
import warnings
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import replace

from routelint.facts.native.expressions import Context
from routelint.facts.native.places import Places
from routelint.facts.native.statements import class_definition, function, statement
from routelint.findings import Span
from routelint.model import ir
from routelint.model.facts import Slice
from routelint.source.mask import reduce
from routelint.source.text import lines_of

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
            return _Lowering(places, text, outline, frozenset(wanted)).module(tree)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def lower_tree(
    tree: ast.Module, text: str, outline: Sequence[Slice], wanted: frozenset[int]
) -> dict[int, tuple[ir.Stmt, ...]] | None:
    """The statements of each wanted slice of a file that was parsed whole; None when it is nested too
    deeply."""
    try:
        return _Lowering(Places(text), text, outline, wanted).module(tree)
    except (RecursionError, MemoryError):
        return None


class _Lowering:
    def __init__(
        self, places: Places, text: str, outline: Sequence[Slice], wanted: frozenset[int]
    ) -> None:
        self.places = places
        self.outline = outline
        self.wanted = wanted
        self.lines = lines_of(text)
        self.children: dict[int, list[Slice]] = {}
        for part in outline:
            self.children.setdefault(part.parent, []).append(part)
        self.lowered: dict[int, tuple[ir.Stmt, ...]] = {}

    def module(self, module: ast.Module) -> dict[int, tuple[ir.Stmt, ...]]:
        top = self.children.get(-1, [])
        starts = [part.start_line for part in top]
        found: dict[int, list[ir.Stmt]] = {}
        context = Context(self.places)
        for node in module.body:
            at = bisect_right(starts, self.places.line(node)) - 1
            if at < 0:
                continue
            part = top[at]
            if isinstance(node, ast.ClassDef) and part.kind == "class":
                self.class_slice(node, part)
            elif part.index in self.wanted:
                found.setdefault(part.index, []).extend(statement(node, context))
        for index, statements in found.items():
            self.lowered[index] = tuple(statements)
        return self.lowered

    def class_slice(self, node: ast.ClassDef, part: Slice) -> None:
        """Lower what is wanted of a class: itself, its methods, its nested classes."""
        children = self.children.get(part.index, [])
        starts = [child.start_line for child in children]
        scopes = tuple(part.qualname.split("."))
        own = part.index in self.wanted
        outer = Context(self.places, scopes[:-1])
        inner = Context(self.places, scopes)
        statements: list[ir.Stmt] = []
        if children:
            for item in node.body:
                line = self.places.line(item)
                if isinstance(item, (*_FUNCTIONS, ast.ClassDef)):
                    child = children[bisect_right(starts, line) - 1]
                    if isinstance(item, ast.ClassDef):
                        self.class_slice(item, child)
                    elif child.index in self.wanted:
                        self.lowered[child.index] = (function(item, inner),)
                elif own and line:
                    statements.extend(statement(item, inner))
        elif own:
            self.lowered[part.index] = (class_definition(node, outer),)
            return
        if own:
            statements.extend(map(self.elided, children))
            statements.sort(key=lambda s: s.span)
            lowered = class_definition(node, outer, tuple(statements))
            # The last method may not stand in the text that was parsed.
            span = Span(*lowered.span.start, part.end_line, part.end_column)
            self.lowered[part.index] = (replace(lowered, span=span),)

    def elided(self, part: Slice) -> ir.Elided:
        first = self.lines[part.start_line - 1]
        column = len(first) - len(first.lstrip()) + 1
        span = Span(part.start_line, column, part.end_line, part.end_column)
        name = part.qualname.rpartition(".")[2]
        return ir.Elided(part.index, name, part.kind, span)
