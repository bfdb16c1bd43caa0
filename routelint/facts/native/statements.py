"""Statements of Python's own trees to `ir` statements."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from routelint.facts.native.expressions import (
    OPERATORS,
    Context,
    arguments,
    expression,
    optional,
    parameters,
    written,
)
from routelint.model import ir


def statement(node: ast.stmt, context: Context) -> Iterator[ir.Stmt]:
    """Lower a statement; nothing for one that means nothing here."""
    lowering = _LOWERINGS.get(node.__class__)
    if lowering is not None:
        yield lowering(node, context)


def block(nodes: Sequence[ast.stmt], context: Context) -> tuple[ir.Stmt, ...]:
    """Lower the body of a compound statement."""
    return tuple([lowered for node in nodes for lowered in statement(node, context)])


# --- simple statements ----------------------------------------------------------------------------
def _expr(node: ast.Expr, context: Context) -> ir.Stmt:
    return ir.ExprStmt(expression(node.value, context), context.span(node))


def _assign(node: ast.Assign, context: Context) -> ir.Stmt:
    targets = tuple([expression(target, context) for target in node.targets])
    return ir.Assign(targets, expression(node.value, context), None, context.span(node))


def _annotated(node: ast.AnnAssign, context: Context) -> ir.Stmt:
    return ir.Assign(
        (expression(node.target, context),),
        optional(node.value, context),
        expression(node.annotation, context),
        context.span(node),
    )


def _augmented(node: ast.AugAssign, context: Context) -> ir.Stmt:
    return ir.AugAssign(
        expression(node.target, context),
        OPERATORS[node.op.__class__],
        expression(node.value, context),
        context.span(node),
    )


def _type_alias(node: Any, context: Context) -> ir.Stmt:
    target = expression(node.name, context)
    return ir.Assign((target,), expression(node.value, context), None, context.span(node))


def _return(node: ast.Return, context: Context) -> ir.Stmt:
    return ir.Return(optional(node.value, context), context.span(node))


def _raise(node: ast.Raise, context: Context) -> ir.Stmt:
    return ir.Raise(optional(node.exc, context), optional(node.cause, context), context.span(node))


def _assert(node: ast.Assert, context: Context) -> ir.Stmt:
    test = expression(node.test, context)
    return ir.Assert(test, optional(node.msg, context), context.span(node))


def _delete(node: ast.Delete, context: Context) -> ir.Stmt:
    # `del (a, b)` deletes two things: its tuple is syntax, not a value.
    targets: Sequence[ast.expr] = node.targets
    if len(targets) == 1 and isinstance(targets[0], ast.Tuple):
        targets = targets[0].elts
    lowered = tuple([expression(target, context) for target in targets])
    return ir.Delete(lowered, context.span(node))


def _import(node: ast.Import, context: Context) -> ir.Stmt:
    return ir.Import(tuple(map(_alias, node.names)), context.span(node))


def _import_from(node: ast.ImportFrom, context: Context) -> ir.Stmt:
    names = tuple(map(_alias, node.names))
    return ir.ImportFrom(node.module or "", names, node.level, context.span(node))


def _alias(node: ast.alias) -> ir.ImportedName:
    return ir.ImportedName(node.name, node.asname)


def _global(node: ast.Global | ast.Nonlocal, context: Context) -> ir.Stmt:
    return ir.Global(tuple(node.names), isinstance(node, ast.Nonlocal), context.span(node))


def _keyword(kind: str) -> Callable[[Any, Context], ir.Stmt]:
    def lower(node: ast.stmt, context: Context) -> ir.Stmt:
        return ir.Simple(kind, context.span(node))

    return lower


# --- compound statements --------------------------------------------------------------------------
def _if(node: ast.If, context: Context) -> ir.Stmt:
    test = expression(node.test, context)
    body = block(node.body, context)
    return ir.If(test, body, block(node.orelse, context), context.span(node))


def _for(node: ast.For | ast.AsyncFor, context: Context) -> ir.Stmt:
    return ir.For(
        expression(node.target, context),
        expression(node.iter, context),
        block(node.body, context),
        block(node.orelse, context),
        isinstance(node, ast.AsyncFor),
        context.span(node),
    )


def _while(node: ast.While, context: Context) -> ir.Stmt:
    test = expression(node.test, context)
    body = block(node.body, context)
    return ir.While(test, body, block(node.orelse, context), context.span(node))


def _handler(node: ast.ExceptHandler, star: bool, context: Context) -> ir.ExceptHandler:
    places = context.places
    start = places.start(node)
    colon = places.find(":", start if node.type is None else places.end(node.type))
    return ir.ExceptHandler(
        optional(node.type, context),
        node.name,
        block(node.body, context),
        star,
        context.span(node),
        places.between(start, colon + 1),
    )


def _try(node: Any, context: Context) -> ir.Stmt:
    star = node.__class__.__name__ == "TryStar"
    return ir.Try(
        block(node.body, context),
        tuple([_handler(handler, star, context) for handler in node.handlers]),
        block(node.orelse, context),
        block(node.finalbody, context),
        context.span(node),
    )


def _with(node: ast.With | ast.AsyncWith, context: Context) -> ir.Stmt:
    items = tuple(
        [
            ir.WithItem(
                expression(item.context_expr, context), optional(item.optional_vars, context)
            )
            for item in node.items
        ]
    )
    body = block(node.body, context)
    return ir.With(items, body, isinstance(node, ast.AsyncWith), context.span(node))


def _match(node: ast.Match, context: Context) -> ir.Stmt:
    places = context.places
    subject = expression(node.subject, context)
    at = places.find(":", places.end(node.subject)) + 1
    cases = []
    for case in node.cases:
        start = places.skip(at)
        cases.append(_case(case, start, context))
        at = places.end(case.body[-1])
        # The statements of a line may end with a semicolon.
        after = places.skip(at)
        at = after + 1 if places.text.startswith(";", after) else at
    return ir.Match(subject, tuple(cases), context.span(node))


def _case(node: ast.match_case, start: int, context: Context) -> ir.Case:
    places = context.places
    first = start + len("case")
    if node.guard is None:
        last = places.find(":", places.end(node.pattern))
    else:
        last = places.back_to("if", places.start(node.guard))
    return ir.Case(
        pattern=places.text[first:last].strip(),
        names=tuple(dict.fromkeys(_captures(node.pattern))),
        irrefutable=_irrefutable(node.pattern),
        guard=optional(node.guard, context),
        body=block(node.body, context),
        span=places.between(start, places.end(node.body[-1])),
    )


def _irrefutable(pattern: ast.pattern) -> bool:
    """https://docs.python.org/3/reference/compound_stmts.html#irrefutable-case-blocks"""
    if isinstance(pattern, ast.MatchAs):
        return pattern.pattern is None or _irrefutable(pattern.pattern)
    if isinstance(pattern, ast.MatchOr):
        return any(_irrefutable(choice) for choice in pattern.patterns)
    return False


def _captures(pattern: ast.pattern) -> Iterator[str]:
    """The names that a pattern binds, in source order."""
    if isinstance(pattern, ast.MatchAs):
        if pattern.pattern is not None:
            yield from _captures(pattern.pattern)
        if pattern.name is not None:
            yield pattern.name
    elif isinstance(pattern, ast.MatchStar):
        if pattern.name is not None:
            yield pattern.name
    elif isinstance(pattern, ast.MatchMapping):
        for inner in pattern.patterns:
            yield from _captures(inner)
        if pattern.rest is not None:
            yield pattern.rest
    elif isinstance(pattern, ast.MatchClass):
        for inner in (*pattern.patterns, *pattern.kwd_patterns):
            yield from _captures(inner)
    elif isinstance(pattern, (ast.MatchSequence, ast.MatchOr)):
        for inner in pattern.patterns:
            yield from _captures(inner)


# --- definitions ----------------------------------------------------------------------------------
def _decorators(nodes: Sequence[ast.expr], context: Context) -> tuple[ir.Decorator, ...]:
    places = context.places
    found = []
    for node in nodes:
        start = places.start(node)
        at = places.back_to("@", start)
        end = places.closed(places.end(node), places.opened(places.skip(at + 1), start))
        found.append(ir.Decorator(expression(node, context), places.between(at, end)))
    return tuple(found)


def function(node: ast.FunctionDef | ast.AsyncFunctionDef, context: Context) -> ir.Function:
    """Lower a function with everything in it."""
    places = context.places
    qualname = context.qualname(node.name)
    decorators = _decorators(node.decorator_list, context)
    params = parameters(node.args, context)
    returns = optional(node.returns, context)
    with context.function(node.name) as generator:
        body = block(node.body, context)
    start, end = places.start(node), places.end(node)
    name_span, name_end = places.defined_name(node)
    before = [*getattr(node, "type_params", ()), *written(node.args), node.returns]
    colon = places.find(":", max(name_end, *(places.end(n) for n in before if n is not None), 0))
    first = start
    if node.decorator_list:
        first = places.back_to("@", places.start(node.decorator_list[0]))
    return ir.Function(
        name=node.name,
        qualname=qualname,
        params=params,
        decorators=decorators,
        returns=returns,
        body=body,
        is_async=isinstance(node, ast.AsyncFunctionDef),
        is_generator=generator[0],
        span=places.between(first, end),
        name_span=name_span,
        header=places.between(start, colon + 1),
    )


def class_definition(
    node: ast.ClassDef, context: Context, body: tuple[ir.Stmt, ...] | None = None
) -> ir.Class:
    """Lower a class; `body` replaces the lowering of what stands in it."""
    places = context.places
    qualname = context.qualname(node.name)
    decorators = _decorators(node.decorator_list, context)
    name_span, name_end = places.defined_name(node)
    before = [*getattr(node, "type_params", ()), *node.bases, *node.keywords]
    bases: list[ir.Argument] = []
    if node.bases or node.keywords:
        types = [places.end(n) for n in getattr(node, "type_params", ())]
        opening = places.find("(", max(name_end, *types, 0))
        bases = arguments(node.bases, node.keywords, opening, context)
        # As LibCST has them: `class A(metaclass=M, *bases)` is written by nobody.
        bases.sort(key=lambda base: base.keyword is not None or base.star == "**")
    if body is None:
        with context.definition(node.name):
            body = block(node.body, context)
    start = places.start(node)
    first = start
    if node.decorator_list:
        first = places.back_to("@", places.start(node.decorator_list[0]))
    colon = places.find(":", max(name_end, *(places.end(n) for n in before), 0))
    return ir.Class(
        name=node.name,
        qualname=qualname,
        bases=tuple(bases),
        decorators=decorators,
        body=body,
        span=places.between(first, places.end(node)),
        name_span=name_span,
        header=places.between(start, colon + 1),
    )


_LOWERINGS: dict[type[ast.stmt], Callable[[Any, Context], ir.Stmt]] = {
    ast.Expr: _expr,
    ast.Assign: _assign,
    ast.AnnAssign: _annotated,
    ast.AugAssign: _augmented,
    ast.Return: _return,
    ast.Raise: _raise,
    ast.Assert: _assert,
    ast.Delete: _delete,
    ast.Import: _import,
    ast.ImportFrom: _import_from,
    ast.Global: _global,
    ast.Nonlocal: _global,
    ast.Pass: _keyword("pass"),
    ast.Break: _keyword("break"),
    ast.Continue: _keyword("continue"),
    ast.If: _if,
    ast.For: _for,
    ast.AsyncFor: _for,
    ast.While: _while,
    ast.Try: _try,
    ast.With: _with,
    ast.AsyncWith: _with,
    ast.Match: _match,
    ast.FunctionDef: function,
    ast.AsyncFunctionDef: function,
    ast.ClassDef: class_definition,
}
# Newer than the oldest supported Python.
for _newer, _lowering in (("TryStar", _try), ("TypeAlias", _type_alias)):
    if hasattr(ast, _newer):
        _LOWERINGS[getattr(ast, _newer)] = _lowering
