"""Expressions of Python's own trees to `ir` expressions."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from routelint.facts.literals import formatted
from routelint.facts.native.places import Places
from routelint.facts.native.strings import PLACED, parts_of
from routelint.facts.scopes import MAX_DEPTH, Scopes, unknown
from routelint.model import ir


class Context(Scopes):
    """The state of one lowering."""

    def __init__(self, places: Places, scopes: tuple[str, ...] = ()) -> None:
        super().__init__(scopes)
        self.places = places
        self.span = places.span


def expression(node: ast.expr, context: Context) -> ir.Expr:
    """Lower one expression."""
    lowering = _LOWERINGS.get(node.__class__)
    if lowering is None or context.depth >= MAX_DEPTH:
        return unknown(context.span(node))
    context.depth += 1
    result = lowering(node, context)
    context.depth -= 1
    return result


def optional(node: ast.expr | None, context: Context) -> ir.Expr | None:
    return None if node is None else expression(node, context)


def _name(node: ast.Name, context: Context) -> ir.Expr:
    return ir.Name(node.id, context.span(node))


def _attribute(node: ast.Attribute, context: Context) -> ir.Expr:
    value = expression(node.value, context)
    return ir.Attribute(value, node.attr, context.span(node), context.places.last_name(node))


def _constant(node: ast.Constant, context: Context) -> ir.Expr:
    return ir.Constant(node.value, context.span(node))


# --- strings --------------------------------------------------------------------------------------
def _joined(node: ast.JoinedStr, context: Context) -> ir.Expr:
    span = context.span(node)
    if PLACED:
        return formatted(_interpolated(node.values, context), span)
    places = context.places
    found = parts_of(places, places.start(node), places.end(node))
    parts = (part if isinstance(part, str) else expression(part, context) for part in found)
    return formatted(parts, span)


def _template(node: Any, context: Context) -> ir.Expr:
    # https://peps.python.org/pep-0750/
    return formatted(_interpolated(node.values, context), context.span(node))


def _interpolated(values: Sequence[Any], context: Context) -> Iterator[ir.Expr | str]:
    for value in values:
        if isinstance(value, ast.Constant):
            yield str(value.value)
        else:
            yield expression(value.value, context)
            if value.format_spec is not None:
                # Constant parts of a format specification are no text of the string.
                inner = _interpolated(value.format_spec.values, context)
                yield from (part for part in inner if not isinstance(part, str))


# --- operators ------------------------------------------------------------------------------------
OPERATORS: dict[type[ast.AST], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.MatMult: "@",
    ast.LShift: "<<",
    ast.RShift: ">>",
    ast.BitAnd: "&",
    ast.BitOr: "|",
    ast.BitXor: "^",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.And: "and",
    ast.Or: "or",
    ast.USub: "-",
    ast.UAdd: "+",
    ast.Invert: "~",
}


def _comparison(node: ast.Compare, context: Context) -> ir.Expr:
    return ir.Compare(
        expression(node.left, context),
        tuple([OPERATORS[op.__class__] for op in node.ops]),
        tuple([expression(c, context) for c in node.comparators]),
        context.span(node),
    )


def _unary(node: ast.UnaryOp, context: Context) -> ir.Expr:
    operand = expression(node.operand, context)
    if isinstance(node.op, ast.Not):
        return ir.Not(operand, context.span(node))
    return ir.UnaryOp(OPERATORS[node.op.__class__], operand, context.span(node))


def _binary(node: ast.BinOp, context: Context) -> ir.Expr:
    return ir.BinaryOp(
        OPERATORS[node.op.__class__],
        expression(node.left, context),
        expression(node.right, context),
        context.span(node),
    )


def _boolean(node: ast.BoolOp, context: Context) -> ir.Expr:
    kind = node.op.__class__
    values: list[ir.Expr] = []
    pending = list(reversed(node.values))
    while pending:
        at = pending.pop()
        if isinstance(at, ast.BoolOp) and at.op.__class__ is kind:
            pending.extend(reversed(at.values))
        else:
            values.append(expression(at, context))
    return ir.BoolOp(OPERATORS[kind], tuple(values), context.span(node))


def _conditional(node: ast.IfExp, context: Context) -> ir.Expr:
    return ir.Conditional(
        expression(node.test, context),
        expression(node.body, context),
        expression(node.orelse, context),
        context.span(node),
    )


def _named(node: ast.NamedExpr, context: Context) -> ir.Expr:
    target = ir.Name(node.target.id, context.span(node.target))
    return ir.NamedExpr(target, expression(node.value, context), context.span(node))


# --- calls ----------------------------------------------------------------------------------------
def arguments(
    args: Sequence[ast.expr], keywords: Sequence[ast.keyword], opening: int, context: Context
) -> list[ir.Argument]:
    """The arguments between the parentheses that open at an offset, in source order."""
    places = context.places
    found: list[ir.Argument] = []
    written: Sequence[ast.expr | ast.keyword] = (*args, *keywords)
    if args and keywords and places.start(keywords[0]) < places.start(args[-1]):
        written = sorted(written, key=places.start)
    at = opening
    for node in written:
        first = places.skip(at + 1)
        if isinstance(node, ast.keyword):
            star = "" if node.arg else "**"
            value = expression(node.value, context)
            found.append(ir.Argument(value, node.arg, star, context.span(node)))
            at = places.end(node)
        elif isinstance(node, ast.Starred):
            value = expression(node.value, context)
            found.append(ir.Argument(value, None, "*", context.span(node)))
            at = places.end(node)
        else:
            value = expression(node, context)
            start = places.start(node)
            if start == opening and isinstance(node, ast.GeneratorExp):
                # As the only argument, a generator has no parentheses of its own.
                span = places.between(first, _generator_end(node, places))
                value = replace(value, span=span)
                found.append(ir.Argument(value, None, "", span))
                return found
            at = places.closed(places.end(node), places.opened(first, start))
            span = value.span if first == start else places.between(first, at)
            found.append(ir.Argument(value, None, "", span))
        if node is not written[-1]:
            at = places.skip(at)
    return found


def _generator_end(node: ast.GeneratorExp, places: Places) -> int:
    """Where a generator ends that stands in the parentheses of a call."""
    last = node.generators[-1]
    end, limit = places.end((last.ifs or [last.iter])[-1]), places.end(node) - 1
    after = places.skip(end)
    while after < limit and places.text[after] == ")":
        end = after + 1
        after = places.skip(end)
    return end


def _call(node: ast.Call, context: Context) -> ir.Expr:
    places = context.places
    func = expression(node.func, context)
    opening = places.find("(", places.end(node.func))
    args = arguments(node.args, node.keywords, opening, context)
    span = places.between(opening, places.end(node))
    return ir.Call(func, tuple(args), context.span(node), span)


def _await(node: ast.Await, context: Context) -> ir.Expr:
    return ir.Await(expression(node.value, context), context.span(node))


def _yield(node: ast.Yield, context: Context) -> ir.Expr:
    context.saw_yield()
    return ir.Yield(optional(node.value, context), False, context.span(node))


def _yield_from(node: ast.YieldFrom, context: Context) -> ir.Expr:
    context.saw_yield()
    return ir.Yield(expression(node.value, context), True, context.span(node))


def _lambda(node: ast.Lambda, context: Context) -> ir.Expr:
    places = context.places
    span = context.span(node)
    params = parameters(node.args, context)
    qualname = context.qualname("<lambda>")
    with context.function("<lambda>") as generator:
        value = expression(node.body, context)
    start = places.start(node)
    last = start + len("lambda")
    colon = places.find(":", max((last, *map(places.end, written(node.args)))))
    function = ir.Function(
        name="<lambda>",
        qualname=qualname,
        params=params,
        decorators=(),
        returns=None,
        body=(ir.Return(value, value.span),),
        is_async=False,
        is_generator=generator[0],
        span=span,
        name_span=places.between(start, last),
        header=places.between(start, colon + 1),
    )
    return ir.Lambda(function, span)


def written(args: ast.arguments) -> list[ast.arg | ast.expr]:
    """Everything of a list of parameters that has a place."""
    params = [*args.posonlyargs, *args.args, args.vararg, *args.kwonlyargs, args.kwarg]
    values = [*args.defaults, *args.kw_defaults]
    return [node for node in (*params, *values) if node is not None]


def parameters(args: ast.arguments, context: Context) -> tuple[ir.Parameter, ...]:
    """The parameters of a function in the order in which they are written."""
    positional = len(args.posonlyargs)
    plain = [*args.posonlyargs, *args.args]
    missing = len(plain) - len(args.defaults)
    found = []
    for i, arg in enumerate(plain):
        kind = "positional-only" if i < positional else "positional"
        default = args.defaults[i - missing] if i >= missing else None
        found.append(_parameter(arg, kind, default, context))
    if args.vararg is not None:
        found.append(_parameter(args.vararg, "*", None, context))
    for arg, kw_default in zip(args.kwonlyargs, args.kw_defaults, strict=True):
        found.append(_parameter(arg, "keyword-only", kw_default, context))
    if args.kwarg is not None:
        found.append(_parameter(args.kwarg, "**", None, context))
    return tuple(found)


def _parameter(arg: ast.arg, kind: str, default: ast.expr | None, context: Context) -> ir.Parameter:
    places = context.places
    value = optional(default, context)
    annotation = optional(arg.annotation, context)
    last = default or arg.annotation
    if not kind.startswith("*"):
        row, column = arg.lineno, arg.col_offset
        span = places.between(places.offset(row, column), places.end(last or arg))
    else:
        start = places.back_to(kind, places.start(arg))
        span = places.between(start, places.end(last or arg))
    return ir.Parameter(arg.arg, kind, annotation, value, span)


# --- collections ----------------------------------------------------------------------------------
def _starred(node: ast.Starred, context: Context) -> ir.Expr:
    return ir.Starred(expression(node.value, context), context.span(node))


def _collection(kind: str) -> Callable[[Any, Context], ir.Expr]:
    def lower(node: ast.Tuple | ast.List | ast.Set, context: Context) -> ir.Expr:
        items = tuple([expression(item, context) for item in node.elts])
        return ir.Collection(kind, items, context.span(node))

    return lower


def _dictionary(node: ast.Dict, context: Context) -> ir.Expr:
    items: list[tuple[ir.Expr | None, ir.Expr]] = []
    for key, value in zip(node.keys, node.values, strict=True):
        items.append((optional(key, context), expression(value, context)))
    return ir.Dictionary(tuple(items), context.span(node))


def _subscript(node: ast.Subscript, context: Context) -> ir.Expr:
    value = expression(node.value, context)
    index = expression(node.slice, context)
    if isinstance(node.slice, ast.Tuple) and isinstance(index, ir.Collection):
        # The comma at the end is none of the tuple's.
        places = context.places
        start, end = places.start(node.slice), places.end(node.slice)
        if places.text[end - 1] == "," and places.text[start] != "(":
            index = replace(index, span=places.between(start, places.stripped(end - 1)))
    return ir.Subscript(value, index, context.span(node))


def _slice(node: ast.Slice, context: Context) -> ir.Expr:
    bounds = [optional(node.lower, context), optional(node.upper, context)]
    if node.step is not None:
        bounds.append(expression(node.step, context))
    return ir.Slice(tuple(bounds), context.span(node))


# --- comprehensions -------------------------------------------------------------------------------
def _clauses(nodes: Sequence[ast.comprehension], context: Context) -> tuple[ir.Clause, ...]:
    return tuple(
        [
            ir.Clause(
                expression(at.target, context),
                expression(at.iter, context),
                tuple([expression(condition, context) for condition in at.ifs]),
                bool(at.is_async),
            )
            for at in nodes
        ]
    )


def _comprehension(kind: str) -> Callable[[Any, Context], ir.Expr]:
    def lower(node: Any, context: Context) -> ir.Expr:
        clauses = _clauses(node.generators, context)
        elements = (expression(node.elt, context),)
        return ir.Comprehension(kind, elements, clauses, context.span(node))

    return lower


def _dict_comprehension(node: ast.DictComp, context: Context) -> ir.Expr:
    clauses = _clauses(node.generators, context)
    elements = (expression(node.key, context), expression(node.value, context))
    return ir.Comprehension("dict", elements, clauses, context.span(node))


_LOWERINGS: dict[type[ast.expr], Callable[[Any, Context], ir.Expr]] = {
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.Constant: _constant,
    ast.JoinedStr: _joined,
    ast.Compare: _comparison,
    ast.UnaryOp: _unary,
    ast.BinOp: _binary,
    ast.BoolOp: _boolean,
    ast.IfExp: _conditional,
    ast.NamedExpr: _named,
    ast.Call: _call,
    ast.Await: _await,
    ast.Yield: _yield,
    ast.YieldFrom: _yield_from,
    ast.Lambda: _lambda,
    ast.Starred: _starred,
    ast.Tuple: _collection("tuple"),
    ast.List: _collection("list"),
    ast.Set: _collection("set"),
    ast.Dict: _dictionary,
    ast.Subscript: _subscript,
    ast.Slice: _slice,
    ast.GeneratorExp: _comprehension("generator"),
    ast.ListComp: _comprehension("list"),
    ast.SetComp: _comprehension("set"),
    ast.DictComp: _dict_comprehension,
}
# https://docs.python.org/3.14/library/ast.html#ast.TemplateStr
if hasattr(ast, "TemplateStr"):
    _LOWERINGS[ast.TemplateStr] = _template
