"""Background tasks that are part of a response: those that are never attached, and those that are
dropped with the answer that they were for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from routelint.flow.meaning import Meaning, ProjectSemantics
from routelint.flow.paths import Event, explore
from routelint.flow.values import dropped_values
from routelint.model import ir
from routelint.model.app import Handler, Role
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import Instance


def _is_background(project: Project, expr: ir.Expr | None, scope: Scope) -> bool:
    return project.resolver.is_a(project.evaluate(expr, scope), *project.names.background_tasks)


def _builds(project: Project, expr: ir.Expr | None, scope: Scope) -> bool:
    value = project.evaluate(expr, scope)
    return (
        isinstance(expr, ir.Call)
        and isinstance(value, Instance)
        and value.call is expr
        and _is_background(project, expr, scope)
    )


def unattached(project: Project, function: ir.Function, scope: Scope) -> Iterator[ir.Call]:
    """Background tasks that a function builds and does nothing with but to add to them."""
    for dropped in dropped_values(function):
        if isinstance(dropped.expr, ir.Call) and _builds(project, dropped.expr, scope):
            yield dropped.expr
    for node in ir.nodes_of(function.body, ir.Assign):
        if len(node.targets) == 1:
            target, value = node.targets[0], node.value
            if isinstance(target, ir.Name) and isinstance(value, ir.Call):
                if _builds(project, value, scope) and _is_only_filled(function, target):
                    yield value


def _is_only_filled(function: ir.Function, target: ir.Name) -> bool:
    filling: set[int] = set()
    for node in ir.walk_body(function.body):
        if isinstance(node, ir.Call) and isinstance(node.func, ir.Attribute):
            if node.func.attr == "add_task":
                filling.add(id(node.func.value))
        elif isinstance(node, ir.Global) and target.id in node.names:
            return False
    uses = [
        node
        for node in ir.walk_body(function.body, into_functions=True)
        if isinstance(node, ir.Name) and node.id == target.id and node is not target
    ]
    return bool(uses) and all(id(use) in filling for use in uses)


class _Adding(ProjectSemantics):
    """Additions to the background tasks that a handler is given, as events."""

    def __init__(self, project: Project, scope: Scope, given: frozenset[str]) -> None:
        super().__init__(Meaning.of(project), scope)
        self.given = given

    def events(self, expr: ir.Expr) -> Iterable[Event]:
        if isinstance(expr, ir.Call) and isinstance(expr.func, ir.Attribute):
            owner = expr.func.value
            if expr.func.attr == "add_task" and isinstance(owner, ir.Name):
                if owner.id in self.given:
                    yield Event("add", expr)


def dropped(project: Project, handler: Handler) -> Iterator[tuple[ir.Call, ir.Stmt | None]]:
    """The additions of a handler to tasks that it is given, from which no way leads to a response
    that takes them; with the statement that drops them."""
    option = handler.framework.background_option
    function = handler.function
    if not option or handler.role not in (Role.VIEW, Role.DEPENDENCY):
        return
    scope = project.scope(function)
    given = frozenset(
        p.name
        for p in function.node.params
        if p.annotation is not None and _is_background(project, ir.Name(p.name, p.span), scope)
    )
    if not given:
        return
    paths = explore(function.node, _Adding(project, scope, given))
    if not paths.complete:
        return
    fate: dict[int, tuple[ir.Call, list[tuple[bool, ir.Stmt | None]]]] = {}
    for path in paths.paths:
        end = path.end
        if end.kind == "return":
            value = end.value
            if isinstance(value, ir.Name):
                value = path.env.get(value.id) or value
            lost = isinstance(value, ir.Call) and _has_its_own(value, option, given)
        else:
            lost = end.kind in ("raise", "never")
        for event in path.events:
            if isinstance(event.node, ir.Call):
                entry = fate.setdefault(id(event.node), (event.node, []))
                entry[1].append((lost, end.statement))
    for call, ends in fate.values():
        if all(lost for lost, _ in ends):
            yield call, ends[0][1]


def _has_its_own(response: ir.Call, option: str, given: frozenset[str]) -> bool:
    own = response.keyword(option)
    if own is None or (isinstance(own, ir.Constant) and own.value is None):
        return False
    return not any(isinstance(node, ir.Name) and node.id in given for node in ir.walk(own))
