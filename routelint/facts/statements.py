"""LibCST statements to `ir` statements."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import libcst as cst

from routelint.facts.context import Context, dotted_name
from routelint.facts.expressions import argument, expression, operator, optional, parameters
from routelint.model import ir


def statement(node: cst.CSTNode, context: Context) -> Iterator[ir.Stmt]:
    """Lower a statement; a line of several simple ones gives several."""
    if isinstance(node, cst.SimpleStatementLine):
        for small in node.body:
            yield from _simple(small, context)
    else:
        lowering = _COMPOUND.get(node.__class__)
        if lowering is not None:
            yield lowering(node, context)


def block(node: cst.BaseSuite, context: Context) -> tuple[ir.Stmt, ...]:
    """Lower the body of a compound statement."""
    body: list[ir.Stmt] = []
    if isinstance(node, cst.SimpleStatementSuite):
        for small in node.body:
            body.extend(_simple(small, context))
    else:
        for child in node.body:
            body.extend(statement(child, context))
    return tuple(body)


# --- simple statements ----------------------------------------------------------------------------
def _simple(node: cst.BaseSmallStatement, context: Context) -> Iterator[ir.Stmt]:
    lowering = _SIMPLE.get(node.__class__)
    if lowering is not None:
        yield lowering(node, context)


def _expr(node: cst.Expr, context: Context) -> ir.Stmt:
    return ir.ExprStmt(expression(node.value, context), context.span(node))


def _assign(node: cst.Assign, context: Context) -> ir.Stmt:
    targets = tuple([expression(t.target, context) for t in node.targets])
    return ir.Assign(targets, expression(node.value, context), None, context.span(node))


def _annotated(node: cst.AnnAssign, context: Context) -> ir.Stmt:
    return ir.Assign(
        (expression(node.target, context),),
        optional(node.value, context),
        expression(node.annotation.annotation, context),
        context.span(node),
    )


def _augmented(node: cst.AugAssign, context: Context) -> ir.Stmt:
    return ir.AugAssign(
        expression(node.target, context),
        operator(node.operator),
        expression(node.value, context),
        context.span(node),
    )


def _type_alias(node: Any, context: Context) -> ir.Stmt:
    target = expression(node.name, context)
    return ir.Assign((target,), expression(node.value, context), None, context.span(node))


def _return(node: cst.Return, context: Context) -> ir.Stmt:
    return ir.Return(optional(node.value, context), context.span(node))


def _raise(node: cst.Raise, context: Context) -> ir.Stmt:
    cause = node.cause.item if node.cause is not None else None
    return ir.Raise(optional(node.exc, context), optional(cause, context), context.span(node))


def _assert(node: cst.Assert, context: Context) -> ir.Stmt:
    test = expression(node.test, context)
    return ir.Assert(test, optional(node.msg, context), context.span(node))


def _delete(node: cst.Del, context: Context) -> ir.Stmt:
    # `del a, b` deletes two things: its tuple is syntax, not a value.
    target: cst.BaseExpression = node.target
    if isinstance(target, cst.Tuple):
        targets = tuple([expression(e.value, context) for e in target.elements])
    else:
        targets = (expression(target, context),)
    return ir.Delete(targets, context.span(node))


def _import(node: Any, context: Context) -> ir.Stmt:
    return ir.Import(tuple(map(_alias, node.names)), context.span(node))


def _import_from(node: Any, context: Context) -> ir.Stmt:
    names: tuple[ir.ImportedName, ...]
    if isinstance(node.names, cst.ImportStar):
        names = (ir.ImportedName("*", None),)
    else:
        names = tuple(map(_alias, node.names))
    return ir.ImportFrom(dotted_name(node.module), names, len(node.relative), context.span(node))


def _alias(node: cst.ImportAlias) -> ir.ImportedName:
    asname = node.asname.name if node.asname is not None else None
    return ir.ImportedName(
        dotted_name(node.name), asname.value if isinstance(asname, cst.Name) else None
    )


def _global(node: cst.Global | cst.Nonlocal, context: Context) -> ir.Stmt:
    names = tuple([item.name.value for item in node.names])
    return ir.Global(names, isinstance(node, cst.Nonlocal), context.span(node))


def _keyword(kind: str) -> Callable[[Any, Context], ir.Stmt]:
    def lower(node: cst.BaseSmallStatement, context: Context) -> ir.Stmt:
        return ir.Simple(kind, context.span(node))

    return lower


# --- compound statements --------------------------------------------------------------------------
def _if(node: cst.If, context: Context) -> ir.Stmt:
    test = expression(node.test, context)
    body = block(node.body, context)
    orelse: tuple[ir.Stmt, ...] = ()
    if isinstance(node.orelse, cst.If):
        orelse = (_if(node.orelse, context),)
    elif node.orelse is not None:
        orelse = block(node.orelse.body, context)
    return ir.If(test, body, orelse, context.span(node))


def _else(node: cst.Else | cst.Finally | None, context: Context) -> tuple[ir.Stmt, ...]:
    return () if node is None else block(node.body, context)


def _for(node: cst.For, context: Context) -> ir.Stmt:
    return ir.For(
        expression(node.target, context),
        expression(node.iter, context),
        block(node.body, context),
        _else(node.orelse, context),
        node.asynchronous is not None,
        context.span(node),
    )


def _while(node: cst.While, context: Context) -> ir.Stmt:
    test = expression(node.test, context)
    body = block(node.body, context)
    return ir.While(test, body, _else(node.orelse, context), context.span(node))


def _handler(node: cst.ExceptHandler | cst.ExceptStarHandler, context: Context) -> ir.ExceptHandler:
    name = node.name.name if node.name is not None else None
    return ir.ExceptHandler(
        optional(node.type, context),
        name.value if isinstance(name, cst.Name) else None,
        block(node.body, context),
        isinstance(node, cst.ExceptStarHandler),
        context.span(node),
        context.positions.header(node, node.body),
    )


def _try(node: cst.Try | cst.TryStar, context: Context) -> ir.Stmt:
    return ir.Try(
        block(node.body, context),
        tuple([_handler(handler, context) for handler in node.handlers]),
        _else(node.orelse, context),
        _else(node.finalbody, context),
        context.span(node),
    )


def _with(node: cst.With, context: Context) -> ir.Stmt:
    items = []
    for item in node.items:
        target = item.asname.name if item.asname is not None else None
        items.append(ir.WithItem(expression(item.item, context), optional(target, context)))
    body = block(node.body, context)
    return ir.With(tuple(items), body, node.asynchronous is not None, context.span(node))


def _match(node: cst.Match, context: Context) -> ir.Stmt:
    subject = expression(node.subject, context)
    cases = tuple([_case(case, context) for case in node.cases])
    return ir.Match(subject, cases, context.span(node))


def _case(node: cst.MatchCase, context: Context) -> ir.Case:
    end = node.whitespace_before_colon if node.guard is None else node.whitespace_before_if
    pattern = context.positions.source(node.pattern, end).strip()
    return ir.Case(
        pattern=pattern,
        names=tuple(dict.fromkeys(_captures(node.pattern))),
        irrefutable=_irrefutable(node.pattern),
        guard=optional(node.guard, context),
        body=block(node.body, context),
        span=context.span(node),
    )


def _irrefutable(pattern: cst.MatchPattern) -> bool:
    """https://docs.python.org/3/reference/compound_stmts.html#irrefutable-case-blocks"""
    if isinstance(pattern, cst.MatchAs):
        return pattern.pattern is None or _irrefutable(pattern.pattern)
    if isinstance(pattern, cst.MatchOr):
        return any(_irrefutable(choice.pattern) for choice in pattern.patterns)
    return False


def _captures(pattern: cst.CSTNode) -> Iterator[str]:
    """The names that a pattern binds, in source order."""
    if isinstance(pattern, cst.MatchAs):
        if pattern.pattern is not None:
            yield from _captures(pattern.pattern)
        if pattern.name is not None:
            yield pattern.name.value
    elif isinstance(pattern, cst.MatchStar):
        if pattern.name is not None:
            yield pattern.name.value
    elif isinstance(pattern, cst.MatchMapping):
        for element in pattern.elements:
            yield from _captures(element.pattern)
        if pattern.rest is not None:
            yield pattern.rest.value
    elif isinstance(pattern, cst.MatchClass):
        for positional in pattern.patterns:
            yield from _captures(positional.value)
        for keyword in pattern.kwds:
            yield from _captures(keyword.pattern)
    elif isinstance(pattern, (cst.MatchSequence, cst.MatchOr)):
        inner: Sequence[cst.CSTNode] = pattern.patterns
        for item in inner:
            yield from _captures(item)
    elif isinstance(pattern, cst.MatchSequenceElement):
        yield from _captures(pattern.value)
    elif isinstance(pattern, cst.MatchOrElement):
        yield from _captures(pattern.pattern)


# --- definitions ----------------------------------------------------------------------------------
def decorators(nodes: Sequence[cst.Decorator], context: Context) -> tuple[ir.Decorator, ...]:
    return tuple([ir.Decorator(expression(d.decorator, context), context.span(d)) for d in nodes])


def function(node: cst.FunctionDef, context: Context) -> ir.Function:
    """Lower a function with everything in it."""
    positions = context.positions
    name = node.name.value
    qualname = context.qualname(name)
    lowered_decorators = decorators(node.decorators, context)
    params = parameters(node.params, context)
    returns = expression(node.returns.annotation, context) if node.returns is not None else None
    with context.function(name) as generator:
        body = block(node.body, context)
    first = node.decorators[0] if node.decorators else node
    return ir.Function(
        name=name,
        qualname=qualname,
        params=params,
        decorators=lowered_decorators,
        returns=returns,
        body=body,
        is_async=node.asynchronous is not None,
        is_generator=generator[0],
        span=positions.between(first, node),
        name_span=positions.span(node.name),
        header=positions.header(node, node.body),
    )


def class_definition(
    node: cst.ClassDef, context: Context, body: tuple[ir.Stmt, ...] | None = None
) -> ir.Class:
    """Lower a class; `body` replaces the lowering of what stands in it."""
    positions = context.positions
    name = node.name.value
    qualname = context.qualname(name)
    lowered_decorators = decorators(node.decorators, context)
    bases = tuple([argument(arg, context) for arg in (*node.bases, *node.keywords)])
    if body is None:
        with context.definition(name):
            body = block(node.body, context)
    first = node.decorators[0] if node.decorators else node
    return ir.Class(
        name=name,
        qualname=qualname,
        bases=bases,
        decorators=lowered_decorators,
        body=body,
        span=positions.between(first, node),
        name_span=positions.span(node.name),
        header=positions.header(node, node.body),
    )


_SIMPLE: dict[type[cst.CSTNode], Callable[[Any, Context], ir.Stmt]] = {
    cst.Expr: _expr,
    cst.Assign: _assign,
    cst.AnnAssign: _annotated,
    cst.AugAssign: _augmented,
    cst.TypeAlias: _type_alias,
    cst.Return: _return,
    cst.Raise: _raise,
    cst.Assert: _assert,
    cst.Del: _delete,
    cst.Import: _import,
    cst.ImportFrom: _import_from,
    cst.Global: _global,
    cst.Nonlocal: _global,
    cst.Pass: _keyword("pass"),
    cst.Break: _keyword("break"),
    cst.Continue: _keyword("continue"),
}
# PEP 810; newer than the oldest supported LibCST.
if hasattr(cst, "LazyImport"):
    _SIMPLE[cst.LazyImport] = _import
    _SIMPLE[cst.LazyImportFrom] = _import_from

_COMPOUND: dict[type[cst.CSTNode], Callable[[Any, Context], ir.Stmt]] = {
    cst.If: _if,
    cst.For: _for,
    cst.While: _while,
    cst.Try: _try,
    cst.TryStar: _try,
    cst.With: _with,
    cst.Match: _match,
    cst.FunctionDef: function,
    cst.ClassDef: class_definition,
}
