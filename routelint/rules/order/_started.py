"""What is registered when the application runs already, or on a list that it has copied."""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Location
from routelint.model import ir
from routelint.model.app import Container, Registration, Role
from routelint.model.project import Project
from routelint.model.values import FunctionRef, as_function

_GROWING = frozenset({"append", "extend", "insert"})


def runs_at_startup(project: Project, registration: Registration) -> FunctionRef | None:
    """The start-up function in which a registration is executed, itself or by a function that
    nothing else calls."""
    if not isinstance(registration.scope.node, ir.Function):
        return None
    return _startup_only(project).get(id(registration.scope.node))


def _startup_only(project: Project) -> dict[int, FunctionRef]:
    def compute() -> dict[int, FunctionRef]:
        starting = {id(h.function.node): h.function for h in project.with_role(Role.STARTUP)}
        called: dict[int, FunctionRef] = {}
        elsewhere: set[int] = set()
        for caller, target in _calls(project):
            if caller is not None and id(caller.node) in starting:
                called.setdefault(id(target.node), starting[id(caller.node)])
            else:
                elsewhere.add(id(target.node))
        return {**{k: v for k, v in called.items() if k not in elsewhere}, **starting}

    return project.memo("startup-only", compute)


def _calls(project: Project) -> Iterator[tuple[FunctionRef | None, FunctionRef]]:
    """Calls of project functions, by the calling function (None: at module level)."""
    for function in project.pipeline_functions():
        scope = project.scope(function)
        for node in ir.nodes_of(function.node.body, ir.Call):
            target = as_function(project.evaluate(node.func, scope))
            if target is not None:
                yield function, target
    for module in project.modules:
        for node in ir.nodes_of(tuple(module.top_level()), ir.Call):
            target = as_function(project.evaluate(node.func, module.scope))
            if target is not None:
                yield None, target


def copied_lists(project: Project, app: Container) -> Iterator[tuple[Location, Location, str]]:
    """Where something is added to a list after an app has copied it: the places of the copying and
    of the adding, and what the list is for."""
    given = [
        (app.options[option], app.location, option)
        for option in app.framework.copied_options
        if option in app.options
    ]
    given += [(ref, ref.location, "routes") for ref in app.taken]
    for ref, taken, option in given:
        if not isinstance(ref.expr, ir.Name) or ref.scope.node is not None:
            continue
        module = ref.scope.module
        for statement in module.top_level():
            added = _added(statement, ref.expr.id)
            if added is not None and added.span.start > taken.span.start:
                yield taken, Location(module.path, added.span), option


def _added(statement: ir.Stmt, name: str) -> ir.Expr | None:
    """What a statement adds to the list of a name, if it does."""
    if isinstance(statement, ir.AugAssign):
        target: ir.Expr | None = statement.target
        added: ir.Expr | None = statement.value
    else:
        call = statement.value if isinstance(statement, ir.ExprStmt) else None
        func = call.func if isinstance(call, ir.Call) else None
        if not isinstance(func, ir.Attribute) or func.attr not in _GROWING:
            return None
        target, added = func.value, call
    return added if isinstance(target, ir.Name) and target.id == name else None
