"""The outline of a file whose syntax is newer than that of the running Python."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import libcst as cst

from routelint.facts.context import Context
from routelint.facts.lower import parse
from routelint.facts.positions import Positions
from routelint.facts.scopes import LoweringError
from routelint.facts.statements import statement
from routelint.model import ir
from routelint.model.facts import Slice
from routelint.source.outline import Part, finish
from routelint.source.text import split_lines
from routelint.source.vocabulary import Vocabulary

_COMPOUND = (cst.If, cst.For, cst.While, cst.Try, cst.TryStar, cst.With, cst.Match)


def outline_of_tree(text: str, vocabulary: Vocabulary) -> tuple[Slice, ...] | None:
    """The slices of a file in source order; None when LibCST refuses it as well."""
    if not is_shallow(text):
        return None
    try:
        module = parse(text)
    except LoweringError:
        return None
    positions = Positions(module, text)
    parts = tuple(_parts(module.body, "", positions))
    return finish(parts, _bindings(module, positions), text, vocabulary)


# LibCST's native parser overflows its stack, and ends the process, some ten thousand levels deep.
_MAX_TEXT = 400_000
_MAX_LINE = 10_000
_MAX_PREFIXES = 3_000
_MAX_BRACKETS = 200
_PREFIX = re.compile(r"\b(?:lambda|not|else|elif|await)\b|\*\*|[-+~]\s*(?=[-+~])")
_LEADING_OPERATOR = re.compile(r"^[ \t]*(?:[-+*/%&|^.]|and\b|or\b)", re.MULTILINE)
_LITERAL_LINE = re.compile(r"^[ \t]*[rbuftRBUFT]{0,2}[\"']", re.MULTILINE)
_BRACKET = re.compile(r"[()\[\]{}]")


def is_shallow(text: str) -> bool:
    """Whether code for whose nesting `ast` does not vouch is certainly not nested very deeply.

    Counts what nests; strings and comments are counted as well.
    """
    if len(text) > _MAX_TEXT or max(map(len, split_lines(text))) > _MAX_LINE:
        return False
    for pattern in (_PREFIX, _LEADING_OPERATOR, _LITERAL_LINE):
        if sum(1 for _ in pattern.finditer(text)) > _MAX_PREFIXES:
            return False
    depth = 0
    for found in _BRACKET.finditer(text):
        depth = max(depth + (1 if found.group() in "([{" else -1), 0)
        if depth > _MAX_BRACKETS:
            return False
    return True


def _parts(body: Sequence[cst.CSTNode], prefix: str, positions: Positions) -> Iterator[Part]:
    for node in body:
        if isinstance(node, (cst.FunctionDef, cst.ClassDef)):
            yield _definition(node, prefix, positions)
        elif not prefix:
            span = positions.span(node)
            lowered = tuple(statement(node, Context(positions)))
            imports = any(isinstance(s, (ir.Import, ir.ImportFrom)) for s in lowered)
            names = tuple(dict.fromkeys(name for s in lowered for name in bound_names(s)))
            yield Part(
                "import" if imports and not isinstance(node, _COMPOUND) else "statement",
                "",
                names,
                span.line,
                span.end_line,
                compound=isinstance(node, _COMPOUND),
                calls=any(
                    isinstance(s, (ir.ExprStmt, ir.Assign, ir.AugAssign))
                    and isinstance(s.value, ir.Call)
                    for s in lowered
                ),
            )


def _definition(node: cst.FunctionDef | cst.ClassDef, prefix: str, positions: Positions) -> Part:
    name = node.name.value
    first = node.decorators[0] if node.decorators else node
    span = positions.between(first, node)
    qualname = prefix + name
    if isinstance(node, cst.FunctionDef):
        return Part(
            "function", qualname, (name,), span.line, span.end_line, end_column=span.end_column
        )
    body_line = span.line
    children: tuple[Part, ...] = ()
    if isinstance(node.body, cst.IndentedBlock):
        children = tuple(_parts(node.body.body, f"{qualname}.", positions))
        inner = node.body.body[0]
        decorated = isinstance(inner, (cst.FunctionDef, cst.ClassDef)) and inner.decorators
        body_line = positions.line(decorated[0] if decorated else inner)
    return Part(
        "class",
        qualname,
        (name,),
        span.line,
        span.end_line,
        body_line,
        children,
        end_column=span.end_column,
    )


def bound_names(node: ir.Stmt) -> Iterator[str]:
    """Every name that a statement binds in its own scope."""
    for inner in ir.walk(node):
        if isinstance(inner, (ir.Function, ir.Class)):
            if inner is node or inner.name != "<lambda>":
                yield inner.name
        elif isinstance(inner, ir.Import):
            for alias in inner.names:
                yield alias.asname or alias.name.partition(".")[0]
        elif isinstance(inner, ir.ImportFrom):
            yield from (alias.bound for alias in inner.names)
        elif isinstance(inner, ir.Assign):
            yield from (name for target in inner.targets for name in _targets(target))
        elif isinstance(inner, (ir.AugAssign, ir.For)):
            yield from _targets(inner.target)
        elif isinstance(inner, ir.NamedExpr):
            yield inner.target.id
        elif isinstance(inner, ir.WithItem):
            yield from _targets(inner.target)
        elif isinstance(inner, ir.ExceptHandler):
            if inner.name:
                yield inner.name
        elif isinstance(inner, ir.Case):
            yield from inner.names


def _targets(target: ir.Expr | None) -> Iterator[str]:
    if isinstance(target, ir.Name):
        yield target.id
    elif isinstance(target, ir.Starred):
        yield from _targets(target.value)
    elif isinstance(target, ir.Collection):
        for item in target.items:
            yield from _targets(item)


def _bindings(module: cst.Module, positions: Positions) -> Iterator[tuple[str, str]]:
    context = Context(positions)
    for node in module.body:
        if isinstance(node, (cst.FunctionDef, cst.ClassDef)):
            continue
        for lowered in statement(node, context):
            for inner in ir.walk(lowered):
                if isinstance(inner, ir.Import):
                    for alias in inner.names:
                        yield alias.asname or alias.name.partition(".")[0], alias.name
                elif isinstance(inner, ir.ImportFrom):
                    for alias in inner.names:
                        yield alias.bound, f"{inner.module}.{alias.name}"
