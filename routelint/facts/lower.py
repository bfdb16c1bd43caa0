"""Lowering any set of slices of a file with one parse."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import replace

import libcst as cst

from routelint.facts.context import Context
from routelint.facts.positions import Positions
from routelint.facts.scopes import LoweringError
from routelint.facts.statements import class_definition, function, statement
from routelint.findings import Span
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
    return _Lowering(positions, text, outline, frozenset(wanted)).module(module)


class _Lowering:
    def __init__(
        self,
        positions: Positions,
        text: str,
        outline: Sequence[Slice],
        wanted: frozenset[int],
    ) -> None:
        self.positions = positions
        self.outline = outline
        self.wanted = wanted
        self.lines = lines_of(text)
        self.children: dict[int, list[Slice]] = {}
        for part in outline:
            self.children.setdefault(part.parent, []).append(part)
        self.lowered: dict[int, tuple[ir.Stmt, ...]] = {}

    def module(self, module: cst.Module) -> dict[int, tuple[ir.Stmt, ...]]:
        top = self.children.get(-1, [])
        starts = [part.start_line for part in top]
        found: dict[int, list[ir.Stmt]] = {}
        context = Context(self.positions)
        for node in module.body:
            at = bisect_right(starts, self.positions.line(node)) - 1
            if at < 0:
                continue
            part = top[at]
            if isinstance(node, cst.ClassDef) and part.kind == "class":
                self.class_slice(node, part)
            elif part.index in self.wanted:
                found.setdefault(part.index, []).extend(statement(node, context))
        for index, statements in found.items():
            self.lowered[index] = tuple(statements)
        return self.lowered

    def class_slice(self, node: cst.ClassDef, part: Slice) -> None:
        """Lower what is wanted of a class: itself, its methods, its nested classes."""
        children = self.children.get(part.index, [])
        starts = [child.start_line for child in children]
        scopes = tuple(part.qualname.split("."))
        own = part.index in self.wanted
        outer = Context(self.positions, scopes[:-1])
        inner = Context(self.positions, scopes)
        statements: list[ir.Stmt] = []
        if isinstance(node.body, cst.IndentedBlock) and children:
            for item in node.body.body:
                line = self.positions.line(item)
                if isinstance(item, (cst.FunctionDef, cst.ClassDef)):
                    child = children[bisect_right(starts, line) - 1]
                    if isinstance(item, cst.ClassDef):
                        self.class_slice(item, child)
                    elif child.index in self.wanted:
                        self.lowered[child.index] = (function(item, inner),)
                elif own and line:
                    statements.extend(statement(item, inner))
        elif own:
            body = class_definition(node, outer)
            self.lowered[part.index] = (body,)
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
