"""Which functions a request gets to: what handlers are and call, at any depth and in any module."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from routelint.findings import Location, Related
from routelint.model import ir
from routelint.model.app import Handler
from routelint.model.project import Project
from routelint.model.values import FunctionRef, as_function

#: A function that is reached, the one that calls it, and the call; None twice for a handler.
Step = tuple[FunctionRef, FunctionRef | None, ir.Call | None]


def functions_on_the_way(project: Project) -> frozenset[int]:
    """The functions that handlers are or call, by the identities of their nodes (kept)."""
    return frozenset(_steps(project))


def reached_from(project: Project, handlers: Iterable[Handler]) -> frozenset[int]:
    """The functions that some handlers are or call, by the identities of their nodes."""
    return frozenset(_walk(project, handlers))


def reached(project: Project, handlers: Iterable[Handler] | None = None) -> list[FunctionRef]:
    """The functions that some handlers (default: all, kept) are or call: the handlers first, then what
    is called by them, and so on."""
    steps = _steps(project) if handlers is None else _walk(project, handlers)
    return [function for function, _, _ in steps.values()]


def reached_by(project: Project, functions: Iterable[FunctionRef]) -> list[FunctionRef]:
    """Some functions and those that they call: these first, then what is called by them, and so on."""
    return [function for function, _, _ in _walk_from(project, functions).values()]


def way_to(project: Project, function: FunctionRef) -> tuple[Related, ...]:
    """The calls by which a handler gets to a function, the handler's own first, on a shortest way;
    empty when the function is a handler itself, or none gets there."""
    steps = _steps(project)
    found: list[Related] = []
    while id(function.node) in steps:
        _, caller, call = steps[id(function.node)]
        if caller is None or call is None:
            break
        place = Location(caller.module.path, call.span)
        found.append(Related(place, f"called by `{caller.node.qualname}` here"))
        function = caller
    return tuple(reversed(found))


def _steps(project: Project) -> dict[int, Step]:
    return project.memo("steps-from-handlers", lambda: _walk(project, project.handlers))


def _walk(project: Project, handlers: Iterable[Handler]) -> dict[int, Step]:
    """For each function that is reached, by the identity of its node, the step that first got there."""
    return _walk_from(project, (handler.function for handler in handlers))


def _walk_from(project: Project, functions: Iterable[FunctionRef]) -> dict[int, Step]:
    found: dict[int, Step] = {}
    pending: deque[FunctionRef] = deque()
    for function in functions:
        if id(function.node) not in found:
            found[id(function.node)] = (function, None, None)
            pending.append(function)
    while pending:
        caller = pending.popleft()
        for call, function in _called(project, caller):
            if id(function.node) not in found:
                found[id(function.node)] = (function, caller, call)
                pending.append(function)
    return found


def _called(project: Project, function: FunctionRef) -> Iterator[tuple[ir.Call, FunctionRef]]:
    scope = project.scope(function)
    for node in ir.walk_body(function.node.body, into_functions=True):
        if isinstance(node, ir.Call):
            # A function that is handed over is called somewhere, too.
            for expr in (node.func, *(arg.value for arg in node.args)):
                called = as_function(project.evaluate(expr, scope))
                if called is not None:
                    yield node, called
