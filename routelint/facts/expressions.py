"""LibCST expressions to `ir` expressions."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import libcst as cst

from routelint.facts.context import Context
from routelint.facts.literals import fixed_text, formatted, literal
from routelint.facts.scopes import MAX_DEPTH, unknown
from routelint.findings import Span
from routelint.model import ir

_StringPiece = cst.SimpleString | cst.FormattedString | cst.TemplatedString


def expression(node: cst.BaseExpression, context: Context) -> ir.Expr:
    """Lower one expression."""
    lowering = _LOWERINGS.get(node.__class__)
    if lowering is None or context.depth >= MAX_DEPTH:
        return unknown(context.span(node))
    context.depth += 1
    result = lowering(node, context)
    context.depth -= 1
    return result


def optional(node: cst.BaseExpression | None, context: Context) -> ir.Expr | None:
    return None if node is None else expression(node, context)


def _name(node: cst.Name, context: Context) -> ir.Expr:
    span = context.span(node)
    # In the tree, as in Python 2, these three are names.
    if node.value in _SINGLETONS:
        return ir.Constant(_SINGLETONS[node.value], span)
    return ir.Name(node.value, span)


def _attribute(node: cst.Attribute, context: Context) -> ir.Expr:
    value = expression(node.value, context)
    return ir.Attribute(value, node.attr.value, context.span(node), context.span(node.attr))


def _ellipsis(node: cst.Ellipsis, context: Context) -> ir.Expr:
    return ir.Constant(Ellipsis, context.span(node))


def _number(node: cst.Integer | cst.Float | cst.Imaginary, context: Context) -> ir.Expr:
    span = context.span(node)
    try:
        return ir.Constant(ast.literal_eval(node.value), span)
    except (ValueError, SyntaxError):
        # Integers of more than 4300 digits: https://docs.python.org/3/library/stdtypes.html
        return unknown(span)


def _integer(node: cst.Integer, context: Context) -> ir.Expr:
    if node.value.isdigit() and len(node.value) < 20:
        return ir.Constant(int(node.value), context.span(node))
    return _number(node, context)


# --- strings --------------------------------------------------------------------------------------
def _string(node: cst.SimpleString, context: Context) -> ir.Expr:
    return ir.Constant(literal(node.value), context.span(node))


def _formatted_parts(parts: Sequence[Any], start: str, context: Context) -> Iterator[ir.Expr | str]:
    for part in parts:
        if isinstance(part, (cst.FormattedStringText, cst.TemplatedStringText)):
            prefix = start.rstrip("'\"")
            quote = start[len(prefix) :]
            prefix = prefix.lower().replace("f", "").replace("t", "")
            yield fixed_text(part.value, prefix, quote)
        else:
            if part.equal is not None:
                yield context.positions.source(part.expression, part.equal) + _written(part.equal)
            yield expression(part.expression, context)
            if part.format_spec:
                inner = _formatted_parts(part.format_spec, start, context)
                # Constant parts of a format specification are no text of the string.
                yield from (spec for spec in inner if not isinstance(spec, str))


def _written(equal: cst.AssignEqual) -> str:
    blanks = (equal.whitespace_before, equal.whitespace_after)
    before, after = (getattr(blank, "value", "") for blank in blanks)
    return f"{before}={after}"


def _formatted(node: cst.FormattedString | cst.TemplatedString, context: Context) -> ir.Expr:
    return formatted(_formatted_parts(node.parts, node.start, context), context.span(node))


def _concatenated(node: cst.ConcatenatedString, context: Context) -> ir.Expr:
    pieces: list[_StringPiece] = []
    at: cst.BaseExpression = node
    while isinstance(at, cst.ConcatenatedString):
        pieces.append(at.left)
        at = at.right
    assert isinstance(at, (cst.SimpleString, cst.FormattedString, cst.TemplatedString))
    pieces.append(at)
    span = context.span(node)
    values = [literal(p.value) for p in pieces if isinstance(p, cst.SimpleString)]
    if len(values) == len(pieces):
        if all(isinstance(value, str) for value in values):
            return ir.Constant("".join(v for v in values if isinstance(v, str)), span)
        return ir.Constant(b"".join(v for v in values if isinstance(v, bytes)), span)
    parts: list[ir.Expr | str] = []
    for piece in pieces:
        if isinstance(piece, cst.SimpleString):
            parts.append(str(literal(piece.value)))
        else:
            parts.extend(_formatted_parts(piece.parts, piece.start, context))
    return formatted(parts, span)


# --- operators ------------------------------------------------------------------------------------
_OPERATORS: dict[type[cst.CSTNode], str] = {
    cst.Add: "+",
    cst.Subtract: "-",
    cst.Multiply: "*",
    cst.Divide: "/",
    cst.FloorDivide: "//",
    cst.Modulo: "%",
    cst.Power: "**",
    cst.MatrixMultiply: "@",
    cst.LeftShift: "<<",
    cst.RightShift: ">>",
    cst.BitAnd: "&",
    cst.BitOr: "|",
    cst.BitXor: "^",
    cst.Equal: "==",
    cst.NotEqual: "!=",
    cst.LessThan: "<",
    cst.LessThanEqual: "<=",
    cst.GreaterThan: ">",
    cst.GreaterThanEqual: ">=",
    cst.In: "in",
    cst.NotIn: "not in",
    cst.Is: "is",
    cst.IsNot: "is not",
    cst.And: "and",
    cst.Or: "or",
    cst.Minus: "-",
    cst.Plus: "+",
    cst.BitInvert: "~",
    cst.AddAssign: "+",
    cst.SubtractAssign: "-",
    cst.MultiplyAssign: "*",
    cst.DivideAssign: "/",
    cst.FloorDivideAssign: "//",
    cst.ModuloAssign: "%",
    cst.PowerAssign: "**",
    cst.MatrixMultiplyAssign: "@",
    cst.LeftShiftAssign: "<<",
    cst.RightShiftAssign: ">>",
    cst.BitAndAssign: "&",
    cst.BitOrAssign: "|",
    cst.BitXorAssign: "^",
}


def operator(node: cst.CSTNode) -> str:
    """The text of an operator; an augmented assignment's lacks its `=`."""
    return _OPERATORS[node.__class__]


def _comparison(node: cst.Comparison, context: Context) -> ir.Expr:
    return ir.Compare(
        expression(node.left, context),
        tuple([_OPERATORS[c.operator.__class__] for c in node.comparisons]),
        tuple([expression(c.comparator, context) for c in node.comparisons]),
        context.span(node),
    )


def _unary(node: cst.UnaryOperation, context: Context) -> ir.Expr:
    operand = expression(node.expression, context)
    if isinstance(node.operator, cst.Not):
        return ir.Not(operand, context.span(node))
    return ir.UnaryOp(_OPERATORS[node.operator.__class__], operand, context.span(node))


def _binary(node: cst.BinaryOperation, context: Context) -> ir.Expr:
    return ir.BinaryOp(
        _OPERATORS[node.operator.__class__],
        expression(node.left, context),
        expression(node.right, context),
        context.span(node),
    )


def _boolean(node: cst.BooleanOperation, context: Context) -> ir.Expr:
    kind = node.operator.__class__
    values: list[ir.Expr] = []
    pending: list[cst.BaseExpression] = [node.right, node.left]
    while pending:
        at = pending.pop()
        if isinstance(at, cst.BooleanOperation) and at.operator.__class__ is kind:
            pending.append(at.right)
            pending.append(at.left)
        else:
            values.append(expression(at, context))
    return ir.BoolOp(_OPERATORS[kind], tuple(values), context.span(node))


def _conditional(node: cst.IfExp, context: Context) -> ir.Expr:
    return ir.Conditional(
        expression(node.test, context),
        expression(node.body, context),
        expression(node.orelse, context),
        context.span(node),
    )


def _named(node: cst.NamedExpr, context: Context) -> ir.Expr:
    target = node.target
    assert isinstance(target, cst.Name)
    return ir.NamedExpr(
        ir.Name(target.value, context.span(target)),
        expression(node.value, context),
        context.span(node),
    )


# --- calls ----------------------------------------------------------------------------------------
def argument(node: cst.Arg, context: Context) -> ir.Argument:
    keyword = node.keyword.value if node.keyword is not None else None
    return ir.Argument(expression(node.value, context), keyword, node.star, context.span(node))


def _call(node: cst.Call, context: Context) -> ir.Expr:
    return ir.Call(
        expression(node.func, context),
        tuple([argument(arg, context) for arg in node.args]),
        context.span(node),
        context.positions.from_token_before(node.whitespace_before_args, node),
    )


def _await(node: cst.Await, context: Context) -> ir.Expr:
    return ir.Await(expression(node.expression, context), context.span(node))


def _yield(node: cst.Yield, context: Context) -> ir.Expr:
    context.saw_yield()
    value = node.value
    if isinstance(value, cst.From):
        return ir.Yield(expression(value.item, context), True, context.span(node))
    return ir.Yield(optional(value, context), False, context.span(node))


def _lambda(node: cst.Lambda, context: Context) -> ir.Expr:
    span = context.span(node)
    params = parameters(node.params, context)
    qualname = context.qualname("<lambda>")
    with context.function("<lambda>") as generator:
        value = expression(node.body, context)
    name_span = Span(span.line, span.column, span.line, span.column + len("lambda"))
    header = context.positions.start_to_first(node, node.colon.whitespace_after)
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
        name_span=name_span,
        header=header,
    )
    return ir.Lambda(function, span)


def parameters(node: cst.Parameters, context: Context) -> tuple[ir.Parameter, ...]:
    """The parameters of a function in the order in which they are written."""
    found = [_parameter(p, "positional-only", context) for p in node.posonly_params]
    found += [_parameter(p, "positional", context) for p in node.params]
    if isinstance(node.star_arg, cst.Param):
        found.append(_parameter(node.star_arg, "*", context))
    found += [_parameter(p, "keyword-only", context) for p in node.kwonly_params]
    if node.star_kwarg is not None:
        found.append(_parameter(node.star_kwarg, "**", context))
    return tuple(found)


def _parameter(node: cst.Param, kind: str, context: Context) -> ir.Parameter:
    default = optional(node.default, context)
    annotation = optional(None if node.annotation is None else node.annotation.annotation, context)
    # LibCST's own range of a parameter is that of its name and star.
    span = context.span(node)
    last = default or annotation
    if last is not None:
        span = Span(*span.start, *last.span.end)
    return ir.Parameter(node.name.value, kind, annotation, default, span)


# --- collections ----------------------------------------------------------------------------------
def _element(node: cst.BaseElement, context: Context) -> ir.Expr:
    if isinstance(node, cst.StarredElement):
        return _starred(node, context)
    return expression(node.value, context)


def _starred(node: cst.StarredElement, context: Context) -> ir.Expr:
    return ir.Starred(expression(node.value, context), context.span(node))


def _parenthesised(node: cst.Tuple | cst.GeneratorExp, context: Context) -> Span:
    """The parentheses of a tuple or generator are its own."""
    if node.lpar:
        return context.positions.parenthesised(node.lpar[-1], node.rpar[0])
    return context.span(node)


def _tuple(node: cst.Tuple, context: Context) -> ir.Expr:
    items = tuple([_element(e, context) for e in node.elements])
    return ir.Collection("tuple", items, _parenthesised(node, context))


def _list(node: cst.List, context: Context) -> ir.Expr:
    items = tuple([_element(e, context) for e in node.elements])
    return ir.Collection("list", items, context.span(node))


def _set(node: cst.Set, context: Context) -> ir.Expr:
    items = tuple([_element(e, context) for e in node.elements])
    return ir.Collection("set", items, context.span(node))


def _dictionary(node: cst.Dict, context: Context) -> ir.Expr:
    items: list[tuple[ir.Expr | None, ir.Expr]] = []
    for element in node.elements:
        key = expression(element.key, context) if isinstance(element, cst.DictElement) else None
        items.append((key, expression(element.value, context)))
    return ir.Dictionary(tuple(items), context.span(node))


def _subscript(node: cst.Subscript, context: Context) -> ir.Expr:
    value = expression(node.value, context)
    elements = node.slice
    first = elements[0]
    # `a[b,]` and `a[*b]` have a tuple as index.
    starred = isinstance(first.slice, cst.Index) and first.slice.star is not None
    if len(elements) == 1 and not starred and not isinstance(first.comma, cst.Comma):
        index = _index(elements[0], context)
    else:
        items = tuple([_index(element, context) for element in elements])
        span = context.positions.between(elements[0], elements[-1])
        index = ir.Collection("tuple", items, span)
    return ir.Subscript(value, index, context.span(node))


def _index(node: cst.SubscriptElement, context: Context) -> ir.Expr:
    part = node.slice
    if isinstance(part, cst.Index):
        value = expression(part.value, context)
        return ir.Starred(value, context.span(node)) if part.star else value
    assert isinstance(part, cst.Slice)
    bounds = [optional(part.lower, context), optional(part.upper, context)]
    if part.step is not None:
        bounds.append(expression(part.step, context))
    return ir.Slice(tuple(bounds), context.positions.stripped(node))


# --- comprehensions -------------------------------------------------------------------------------
def _clauses(node: cst.CompFor, context: Context) -> tuple[ir.Clause, ...]:
    clauses = []
    at: cst.CompFor | None = node
    while at is not None:
        clauses.append(
            ir.Clause(
                expression(at.target, context),
                expression(at.iter, context),
                tuple([expression(condition.test, context) for condition in at.ifs]),
                at.asynchronous is not None,
            )
        )
        at = at.inner_for_in
    return tuple(clauses)


def _comprehension(kind: str) -> Callable[[Any, Context], ir.Expr]:
    def lower(node: cst.BaseSimpleComp, context: Context) -> ir.Expr:
        span = (
            _parenthesised(node, context)
            if isinstance(node, cst.GeneratorExp)
            else context.span(node)
        )
        clauses = _clauses(node.for_in, context)
        return ir.Comprehension(kind, (expression(node.elt, context),), clauses, span)

    return lower


def _dict_comprehension(node: cst.DictComp, context: Context) -> ir.Expr:
    clauses = _clauses(node.for_in, context)
    elements = (expression(node.key, context), expression(node.value, context))
    return ir.Comprehension("dict", elements, clauses, context.span(node))


def _starred_dict_comprehension(node: Any, context: Context) -> ir.Expr:
    # `{**d for d in ds}`: https://peps.python.org/pep-0798/
    clauses = _clauses(node.for_in, context)
    value = expression(node.value, context)
    elements = (ir.Starred(value, value.span),)
    return ir.Comprehension("dict", elements, clauses, context.span(node))


_SINGLETONS = {"None": None, "True": True, "False": False}

_LOWERINGS: dict[type[cst.CSTNode], Callable[[Any, Context], ir.Expr]] = {
    cst.Name: _name,
    cst.Attribute: _attribute,
    cst.Ellipsis: _ellipsis,
    cst.Integer: _integer,
    cst.Float: _number,
    cst.Imaginary: _number,
    cst.SimpleString: _string,
    cst.FormattedString: _formatted,
    cst.ConcatenatedString: _concatenated,
    cst.Comparison: _comparison,
    cst.UnaryOperation: _unary,
    cst.BinaryOperation: _binary,
    cst.BooleanOperation: _boolean,
    cst.IfExp: _conditional,
    cst.NamedExpr: _named,
    cst.Call: _call,
    cst.Await: _await,
    cst.Yield: _yield,
    cst.Lambda: _lambda,
    cst.StarredElement: _starred,
    cst.Tuple: _tuple,
    cst.List: _list,
    cst.Set: _set,
    cst.Dict: _dictionary,
    cst.Subscript: _subscript,
    cst.GeneratorExp: _comprehension("generator"),
    cst.ListComp: _comprehension("list"),
    cst.SetComp: _comprehension("set"),
    cst.DictComp: _dict_comprehension,
    cst.TemplatedString: _formatted,
}
# Newer than the oldest supported LibCST.
if hasattr(cst, "StarredDictComp"):
    _LOWERINGS[cst.StarredDictComp] = _starred_dict_comprehension
