"""What no table says of django-ninja: the order of operations, and functions that authenticate."""

from __future__ import annotations

from collections.abc import Iterator

from routelint.frameworks.django import requests
from routelint.model import ir
from routelint.model.app import Container, Include, Registration, Role, Route
from routelint.model.link import Linker
from routelint.model.scopes import Scope
from routelint.model.values import ClassRef, FunctionRef, Instance, Known, as_function
from routelint.model.vocabulary import Framework

_VIEW_DECORATOR = "ninja.decorators.decorate_view"


def read(linker: Linker, framework: Framework) -> None:
    """Puts operations in the order in which they are looked at, and finds who authenticates."""
    requests.bind(linker, framework)
    for container in list(linker.containers.values()):
        if container.framework is framework:
            _sort(linker, container)
            for call, scope in _calls(container):
                _authenticating(linker, framework, container, call, scope)
    _view_decorators(linker, framework)


def _sort(linker: Linker, container: Container) -> None:
    """The operations of one path are one view, which stands where the first one is registered; a
    router's own paths come before those of the routers in it.

    https://github.com/vitalik/django-ninja/blob/master/ninja/router.py, `Router.path_operations`
    """
    entries: dict[object, list[Registration]] = {}
    routers: list[Registration] = []
    others: list[Registration] = []
    for registration in container.registrations:
        if isinstance(registration, Route):
            text = None
            if registration.path is not None:
                path = registration.path
                text = linker.resolver.constant(path.expr, path.scope)
            if isinstance(text, str):
                registration.entry = (id(container), text)
            registration.may_answer_nothing = _may_be_nothing(linker, registration)
            entries.setdefault(registration.entry or id(registration), []).append(registration)
        elif isinstance(registration, Include):
            routers.append(registration)
        else:
            others.append(registration)
    own = [registration for entry in entries.values() for registration in entry]
    container.registrations[:] = [*own, *routers, *others]


def _may_be_nothing(linker: Linker, operation: Route) -> bool:
    """Whether `response=` lets what an operation returns be None. A value without a status is taken
    for that of 200, or of the only status that is declared.

    https://django-ninja.dev/guides/response/
    """
    declared = None if operation.call is None else operation.call.keyword("response")
    if declared is None:
        return False
    scope = operation.scope
    value = linker.resolver.evaluate(declared, scope)
    if isinstance(value, Known) and isinstance(value.expr, ir.Dictionary):
        items, scope = value.expr.items, value.scope
        statuses = [
            linker.resolver.constant(key, scope) if key is not None else None for key, _ in items
        ]
        if len(items) == 1:
            declared = items[0][1]
        elif 200 in statuses:
            declared = items[statuses.index(200)][1]
        else:
            # Sets of statuses, and what is merged from elsewhere.
            return not all(isinstance(status, int) for status in statuses)
    named = linker.resolver.evaluate(declared, scope)
    text = ir.text(declared, 400)
    if isinstance(named, Known):
        text += ir.text(named.expr, 400)
    return "None" in text or "Optional" in text


def _calls(container: Container) -> Iterator[tuple[ir.Call, Scope]]:
    """The calls that may say who authenticates: of the constructor, of operations and routers."""
    if container.call is not None:
        yield container.call, container.scope
    for registration in container.registrations:
        if isinstance(registration, (Route, Include)) and registration.call is not None:
            yield registration.call, registration.scope


def _authenticating(
    linker: Linker, framework: Framework, container: Container, call: ir.Call, scope: Scope
) -> None:
    """Makes handlers of the functions and objects in `auth=`: whatever is true lets pass.

    https://django-ninja.dev/guides/authentication/
    """
    given = call.keyword("auth")
    if given is None:
        return
    for expr, inner in linker.resolver.items(given, scope) or [(given, scope)]:
        value = linker.resolver.evaluate(expr, inner)
        functions: list[FunctionRef | None] = [as_function(value)]
        if isinstance(value, Instance) and isinstance(value.cls, ClassRef):
            names = ("authenticate", "__call__")
            functions = [linker.resolver.method(value.cls, name) for name in names]
        for function in functions:
            if function is not None:
                linker.calling.handler(function, Role.TEST, framework, container, function.location)


def _view_decorators(linker: Linker, framework: Framework) -> None:
    """The decorators of the project in `@decorate_view(...)` are put around the operation."""
    for handler in list(linker.handlers.values()):
        if handler.framework is not framework or handler.role != Role.VIEW:
            continue
        for use in handler.decorators:
            call = use.decorator.value
            if use.name == _VIEW_DECORATOR and isinstance(call, ir.Call):
                for arg in call.args:
                    decorator = as_function(
                        linker.resolver.evaluate(arg.value, handler.function.scope)
                    )
                    if decorator is not None:
                        linker.calling.wrapped(handler, decorator)
