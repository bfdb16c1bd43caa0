"""Work that runs beside or after a request: which calls make a task, and who is told of its errors."""

from __future__ import annotations

from collections.abc import Iterator

from routelint.model import ir
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import FunctionRef, as_function, callable_name

_MAKERS = frozenset(
    f"{module}.{name}"
    for module in ("asyncio", "asyncio.tasks")
    for name in ("create_task", "ensure_future")
)
_LOOPS = frozenset(
    {
        "asyncio.AbstractEventLoop",
        "asyncio.BaseEventLoop",
        "asyncio.get_event_loop",
        "asyncio.get_running_loop",
    }
)
_PLAIN_LOOP_NAMES = ("loop", "event_loop")
_BROAD = frozenset({"builtins.Exception", "builtins.BaseException"})


def makes_task(project: Project, expr: ir.Expr, scope: Scope) -> bool:
    """Whether an expression is a call that has the loop run a coroutine beside what runs now, and
    gives back the only thing that tells of its errors."""
    if not isinstance(expr, ir.Call):
        return False
    name = callable_name(project.evaluate(expr.func, scope)) or ""
    if name in _MAKERS:
        return True
    func = expr.func
    if not isinstance(func, ir.Attribute) or func.attr != "create_task":
        return False
    owner = name.rpartition(".")[0]
    if owner:
        return owner in _LOOPS or owner in project.names.loops
    # `self.loop` and its like are given from outside, as a rule without an annotation.
    written = (ir.dotted(func.value) or "").rpartition(".")[2]
    unknown = project.evaluate(func, scope) is None
    return unknown and written in _PLAIN_LOOP_NAMES and bool(expr.args)


def coroutine_of(project: Project, task: ir.Call, scope: Scope) -> FunctionRef | None:
    """The function of the project that a task runs, where that is known."""
    given = task.argument(0, "coro")
    if not isinstance(given, ir.Call):
        return None
    return as_function(project.evaluate(given.func, scope))


def deals_with_errors(project: Project, function: FunctionRef) -> bool:
    """Whether whatever a coroutine awaits stands in a `try` that takes all errors."""
    scope = project.scope(function)
    return not any(_awaits_openly(project, function.node.body, scope))


def _awaits_openly(project: Project, body: tuple[ir.Stmt, ...], scope: Scope) -> Iterator[bool]:
    for statement in body:
        if isinstance(statement, ir.Try):
            if not any(_takes_all(project, h, scope) for h in statement.handlers):
                yield from _awaits_openly(project, statement.body, scope)
            for block in (*(h.body for h in statement.handlers), statement.orelse):
                yield from _awaits_openly(project, block, scope)
        elif isinstance(statement, (ir.While, ir.If)):
            yield from _has_await(statement.test)
            yield from _awaits_openly(project, statement.body, scope)
            yield from _awaits_openly(project, statement.orelse, scope)
        elif not isinstance(statement, (ir.Function, ir.Class)):
            yield from _has_await(statement)


def _has_await(node: ir.Node) -> Iterator[bool]:
    for part in ir.walk(node):
        if isinstance(part, ir.Await) or (isinstance(part, (ir.With, ir.For)) and part.is_async):
            yield True


def _takes_all(project: Project, handler: ir.ExceptHandler, scope: Scope) -> bool:
    if any(isinstance(node, ir.Raise) for node in ir.walk_body(handler.body)):
        return False
    if handler.type is None:
        return True
    types = handler.type.items if isinstance(handler.type, ir.Collection) else (handler.type,)
    return any(callable_name(project.evaluate(t, scope)) in _BROAD for t in types)
