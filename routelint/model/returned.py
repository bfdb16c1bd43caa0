"""What functions may return, by their statements alone."""

from __future__ import annotations

from collections.abc import Iterator

from routelint.model import ir


def returnable(node: ir.Function) -> Iterator[ir.Expr]:
    """What a function may return on any path: a name may stand for all that is assigned in it."""
    named = False
    for statement in ir.nodes_of(node.body, ir.Return):
        if isinstance(statement.value, ir.Name):
            named = True
        elif statement.value is not None:
            yield from alternatives(statement.value)
    if named:
        assigned = [part.value for part in ir.nodes_of(node.body, ir.Assign)]
        assigned += [part.value for part in ir.nodes_of(node.body, ir.NamedExpr)]
        for value in assigned:
            if value is not None:
                yield from alternatives(value)


def alternatives(value: ir.Expr) -> tuple[ir.Expr, ...]:
    """What `a() or b()` and `a() if x else b()` can come to."""
    if isinstance(value, ir.BoolOp) and value.op == "or":
        return value.values
    if isinstance(value, ir.Conditional):
        return (value.body, value.orelse)
    return (value,)


def answer_in(value: ir.Expr) -> ir.Expr:
    """What may be a response in a value that is returned: itself, or the first part of a tuple."""
    if isinstance(value, ir.Collection) and value.kind == "tuple" and value.items:
        return value.items[0]
    return value
