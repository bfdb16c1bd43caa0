"""Handlers that have a request answered by something else, and don't tell the framework."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from routelint.findings import Location
from routelint.flow.calls import reached_by
from routelint.model import ir
from routelint.model.app import Handler, Role, Route
from routelint.model.passing import Passing
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import BoundMethod, ClassRef, FunctionRef, Instance, Known, Value
from routelint.rules.lifecycle._left_open import leaves_open

_ANSWERING = (Role.VIEW, Role.BEFORE)


@dataclass(frozen=True, eq=False)
class Past:
    """`call` answers the request that `handler` is for, by what is made at `made`; the framework will
    answer it, too."""

    handler: Handler
    call: ir.Call
    made: Location | None = None


def answered_past(project: Project) -> Iterator[Past]:
    """The first such call of each function."""
    seen: set[int] = set()
    for handler in project.with_role(*_ANSWERING):
        table = handler.framework.passing
        if table.writes and id(handler.function.node) not in seen:
            seen.add(id(handler.function.node))
            past = _past(project, handler, table)
            if past is not None and not _is_told(project, handler, table):
                yield past


def _past(project: Project, handler: Handler, table: Passing) -> Past | None:
    cls = handler.view_class
    if cls is None or not table.apart.isdisjoint(project.resolver.class_names(cls)):
        return None
    scope = project.scope(handler.function)
    for call in ir.nodes_of(handler.function.node.body, ir.Call):
        if _writes(call, table):
            return Past(handler, call)
        if call.args and _is_request(project, handler, call.args[0].value, scope):
            for value in _called(project, handler, cls, call.func, scope):
                if isinstance(value, Instance) and _answers(project, value, table):
                    return Past(handler, call, _made(value))
    return None


def _made(value: Instance) -> Location | None:
    if value.call is None or value.scope is None:
        return None
    return Location(value.scope.module.path, value.call.span)


def _writes(call: ir.Call, table: Passing) -> bool:
    return (ir.dotted(call.func) or "").endswith(table.writes)


def _is_request(project: Project, handler: Handler, expr: ir.Expr, scope: Scope) -> bool:
    names = project.resolver.class_names(project.evaluate(expr, scope))
    return any(name in handler.framework.request_objects for name in names)


def _called(
    project: Project, handler: Handler, cls: ClassRef, func: ir.Expr, scope: Scope
) -> Iterator[Value]:
    """What is called: itself, or what routes give for the attribute."""
    value = project.evaluate(func, scope)
    if isinstance(value, Instance):
        yield value
    elif isinstance(func, ir.Attribute):
        table = handler.framework.passing
        given = project.resolver.method(cls, table.given)
        owner = given.function if isinstance(given, BoundMethod) else given
        if isinstance(owner, FunctionRef):
            for name in _kept(owner.node, func.attr):
                for route in handler.routes:
                    yield from _option(project, route, table, name)


def _kept(node: ir.Function, attribute: str) -> Iterator[str]:
    """The parameters that a method keeps in an attribute of its object."""
    for statement in ir.nodes_of(node.body, ir.Assign):
        if isinstance(statement.value, ir.Name) and node.parameter(statement.value.id) is not None:
            for target in statement.targets:
                if isinstance(target, ir.Attribute) and target.attr == attribute:
                    yield statement.value.id


def _option(project: Project, route: Route, table: Passing, name: str) -> Iterator[Value]:
    """What a route gives for a parameter: `{"name": ...}` or `dict(name=...)`."""
    keyword, position = table.options
    options = None if route.call is None else route.call.argument(position, keyword)
    value = project.evaluate(options, route.scope)
    found: ir.Expr | None = None
    scope = route.scope
    if isinstance(value, Known) and isinstance(value.expr, ir.Dictionary):
        scope = value.scope
        for key, item in value.expr.items:
            if isinstance(key, ir.Constant) and key.value == name:
                found = item
    elif isinstance(value, Instance) and value.call is not None and value.scope is not None:
        scope, found = value.scope, value.call.keyword(name)
    given = None if found is None else project.evaluate(found, scope)
    if given is not None:
        yield given


def _answers(project: Project, value: Instance, table: Passing) -> bool:
    """Whether an object answers the request that it is called with."""
    if not table.classes.isdisjoint(project.resolver.class_names(value.cls)):
        return True
    return isinstance(value.cls, ClassRef) and any(
        _writes(call, table)
        for method in project.resolver.methods(value.cls)
        for call in ir.walk_body(method.node.body, into_functions=True)
        if isinstance(call, ir.Call)
    )


def _is_told(project: Project, handler: Handler, table: Passing) -> bool:
    """Whether the framework may learn of the answer: by what is set on the handler, in what it calls
    as well, because the connection is taken, or because the class completes answers by itself."""
    if leaves_open(project, handler) or any(
        project.resolver.method(handler.view_class, name) is not None
        for name in table.finishing
        if handler.view_class is not None
    ):
        return True
    framework = handler.framework
    told = {name.rpartition(".")[2] for name in (*framework.answered, *framework.answers_later)}
    for function in reached_by(project, [handler.function]):
        for node in ir.walk_body(function.node.body, into_functions=True):
            if isinstance(node, ir.Assign):
                if any(isinstance(t, ir.Attribute) and t.attr in told for t in node.targets):
                    return True
            elif isinstance(node, ir.Call) and isinstance(node.func, ir.Attribute):
                if node.func.attr in table.leaving:
                    return True
    return False
