"""What the decorators of a project put in the place of a function."""

from __future__ import annotations

from routelint.model import ir
from routelint.model.resolve import Resolver
from routelint.model.values import (
    FunctionRef,
)


def decorator_wrapper(decorator: FunctionRef, resolver: Resolver) -> tuple[FunctionRef, str] | None:
    """The function that a project decorator puts in place of the decorated one, and the name under
    which it knows that one; also through one level of arguments (`def decorator(role): ...`)."""
    candidates = [decorator]
    scope = resolver.scope(decorator)
    inner = [
        FunctionRef(decorator.module, n, scope)
        for n in decorator.node.body
        if isinstance(n, ir.Function)
    ]
    candidates += inner
    # A function that only gets the name as an argument may be a decorator with arguments, whose own
    # function calls what it is given.
    handing_over: tuple[FunctionRef, str] | None = None
    for outer in candidates:
        names = [p.name for p in outer.node.params if p.kind in ("positional", "positional-only")]
        if outer.owner is not None:
            names = names[1:]
        outer_scope = resolver.scope(outer)
        for node in ir.nodes_of(outer.node.body, ir.Function):
            called = {
                c.func.id
                for c in ir.walk_body(node.body, into_functions=True)
                if isinstance(c, ir.Call) and isinstance(c.func, ir.Name)
            }
            passed = {
                a.value.id
                for c in ir.walk_body(node.body, into_functions=True)
                if isinstance(c, ir.Call)
                for a in c.args
                if isinstance(a.value, ir.Name)
            }
            for name in names[:1]:
                if not _returns(outer.node, node.name):
                    continue
                if name in called:
                    return FunctionRef(outer.module, node, outer_scope), name
                if name in passed and len(names) == 1 and handing_over is None:
                    handing_over = FunctionRef(outer.module, node, outer_scope), name
    return handing_over


def _returns(function: ir.Function, name: str) -> bool:
    """Whether the function returns the inner function of that name, wrapped or not."""
    for node in ir.nodes_of(function.body, ir.Return):
        if node.value is not None:
            for part in ir.walk(node.value):
                if isinstance(part, ir.Name) and part.id == name:
                    return True
    return False
