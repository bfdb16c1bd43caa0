"""What functions call, at any depth and in any module."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from routelint.model import ir
from routelint.model.resolve import Resolver
from routelint.model.values import FunctionRef, as_function

#: A function that is reached, the one that calls it, and the call; None twice for those at the start.
Step = tuple[FunctionRef, FunctionRef | None, ir.Call | None]


def steps_from(resolver: Resolver, functions: Iterable[FunctionRef]) -> dict[int, Step]:
    """For each function that is reached, by the identity of its node, the step that first got there."""
    found: dict[int, Step] = {}
    pending: deque[FunctionRef] = deque()
    for function in functions:
        if id(function.node) not in found:
            found[id(function.node)] = (function, None, None)
            pending.append(function)
    while pending:
        caller = pending.popleft()
        for call, function in _called(resolver, caller):
            if id(function.node) not in found:
                found[id(function.node)] = (function, caller, call)
                pending.append(function)
    return found


_CALLS = frozenset([ir.Call])


def _called(resolver: Resolver, function: FunctionRef) -> Iterator[tuple[ir.Call, FunctionRef]]:
    scope = resolver.scope(function)
    for node in ir.walk_body(function.node.body, into_functions=True, only=_CALLS):
        if isinstance(node, ir.Call):
            # A function that is handed over is called somewhere, too.
            for expr in (node.func, *(arg.value for arg in node.args)):
                called = as_function(resolver.evaluate(expr, scope))
                if called is not None:
                    yield node, called
