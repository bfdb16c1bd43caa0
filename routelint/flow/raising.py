"""HTTP errors that leave a body: raised by it, or by what it calls, however many modules away."""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Location, Related
from routelint.flow.meaning import Meaning
from routelint.model import ir
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import FunctionRef, as_function, callable_name

Raised = ir.Raise | ir.Call


def raised_in(project: Project, body: tuple[ir.Stmt, ...], scope: Scope) -> Raised | None:
    """The first statement or call through which the body raises an HTTP error that it does not catch
    itself; None when there is none."""
    meaning = Meaning.of(project)
    for statement in body:
        if isinstance(statement, (ir.Function, ir.Class)):
            continue
        if isinstance(statement, ir.Raise):
            if meaning.is_http_exception(statement.exc, scope):
                return statement
            continue
        if isinstance(statement, ir.Try):
            if not statement.handlers:
                found = raised_in(project, statement.body, scope)
                if found is not None:
                    return found
            continue
        for block in ("body", "orelse"):
            inner = getattr(statement, block, None)
            if isinstance(inner, tuple):
                found = raised_in(project, inner, scope)
                if found is not None:
                    return found
        if isinstance(statement, (ir.ExprStmt, ir.Return, ir.Assign)) and statement.value:
            for call in ir.walk(statement.value):
                if isinstance(call, ir.Call) and (
                    meaning.is_abort(call, scope)
                    or _raises_by_name(project, call, scope)
                    or raised_by(project, _callee(project, call, scope)) is not None
                ):
                    return call
    return None


def raised_by(project: Project, function: FunctionRef | None) -> Raised | None:
    """`raised_in` of a function's body (kept); None for a generator, and within a recursion."""
    if function is None or function.node.is_generator:
        return None

    def compute() -> Raised | None:
        return raised_in(project, function.node.body, project.scope(function))

    return project.guarded_memo(f"raised-by:{id(function.node)}", None, compute)


def way_to_error(project: Project, raised: Raised, scope: Scope) -> Iterator[Related]:
    """The places from a statement or call of `raised_in` down to where the error comes from."""
    yield Related(Location(scope.module.path, raised.span), "raised here")
    seen: set[int] = set()
    while isinstance(raised, ir.Call):
        function = _callee(project, raised, scope)
        inner = raised_by(project, function)
        if function is None or inner is None or id(function.node) in seen:
            return
        seen.add(id(function.node))
        raised, scope = inner, project.scope(function)
        what = "calls what raises it" if isinstance(raised, ir.Call) else "raises it"
        yield Related(Location(scope.module.path, raised.span), f"`{function.name}` {what} here")


def _callee(project: Project, call: ir.Call, scope: Scope) -> FunctionRef | None:
    return as_function(project.evaluate(call.func, scope))


def _raises_by_name(project: Project, call: ir.Call, scope: Scope) -> bool:
    """`get_object_or_404(...)` and its like: they raise by contract."""
    name = callable_name(project.evaluate(call.func, scope)) or ""
    return name in project.names.controls
