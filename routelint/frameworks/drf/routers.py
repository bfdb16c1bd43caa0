"""Routers: the routes that `register()` makes of a view set.

https://www.django-rest-framework.org/api-guide/routers/#simplerouter
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from routelint.model import ir
from routelint.model.app import Container, Registration, Route
from routelint.model.link import Linker
from routelint.model.pattern import Param, Part, Pattern
from routelint.model.values import ClassRef, FunctionRef, Known

_ACTION = "rest_framework.decorators.action"
_PLAIN = re.compile(r"[\w/-]*")
_LIST = frozenset({"list", "create"})
_DETAIL = frozenset({"retrieve", "update", "partial_update", "destroy"})
_INHERITED = {
    "rest_framework.viewsets.ModelViewSet": _LIST | _DETAIL,
    "rest_framework.viewsets.ReadOnlyModelViewSet": frozenset({"list", "retrieve"}),
    "rest_framework.mixins.ListModelMixin": frozenset({"list"}),
    "rest_framework.mixins.CreateModelMixin": frozenset({"create"}),
    "rest_framework.mixins.RetrieveModelMixin": frozenset({"retrieve"}),
    "rest_framework.mixins.UpdateModelMixin": frozenset({"update", "partial_update"}),
    "rest_framework.mixins.DestroyModelMixin": frozenset({"destroy"}),
}
_SAMPLES = ("word", "7", "a-b", "2024", "9b2c")


#: https://www.django-rest-framework.org/api-guide/routers/#simplerouter
_METHODS = {
    "list": "GET",
    "create": "POST",
    "retrieve": "GET",
    "update": "PUT",
    "partial_update": "PATCH",
    "destroy": "DELETE",
}


def read(linker: Linker) -> None:
    """Puts in the place of each registration of a view set the routes that it makes, in order."""
    for container in linker.containers.values():
        if container.framework.slug == "drf":
            registrations: list[Registration] = []
            for registration in container.registrations:
                if isinstance(registration, Route):
                    registrations.extend(_routes(linker, container, registration))
                else:
                    registrations.append(registration)
            container.registrations[:] = registrations


def _routes(linker: Linker, container: Container, registered: Route) -> Iterator[Route]:
    prefix = None
    if registered.path is not None:
        prefix = linker.resolver.constant(registered.path.expr, registered.path.scope)
    cls = registered.endpoint
    if not isinstance(prefix, str) or not _PLAIN.fullmatch(prefix) or not isinstance(cls, ClassRef):
        yield _placed(registered, None)
        return
    end = _end(linker, container)
    lookup = _lookup(linker, cls)
    if end is None or lookup is None:
        yield _placed(registered, None)
        return
    actions = _actions(linker, cls)
    extra = list(_extra(linker, cls))
    head: tuple[Part, ...] = (prefix,) if prefix else ()
    slash = "/" if prefix else ""
    if actions & _LIST:
        methods = {_METHODS[action] for action in actions & _LIST}
        yield _placed(registered, (*head, end if prefix else ""), methods)
    for path, detail, methods in extra:
        if path is not None and not detail:
            yield _placed(registered, (*head, slash + path + end), methods)
    if actions & _DETAIL:
        methods = {_METHODS[action] for action in actions & _DETAIL}
        yield _placed(registered, (*head, slash, lookup, end), methods)
    for path, detail, methods in extra:
        if path is not None and detail:
            yield _placed(registered, (*head, slash, lookup, f"/{path}{end}"), methods)


def _placed(
    registered: Route, parts: tuple[Part, ...] | None, methods: set[str] | None = None
) -> Route:
    pattern = None if parts is None else Pattern(()).joined(Pattern(parts))
    made = replace(registered, pattern=pattern, methods=frozenset(methods or ()))
    for handler in made.handlers:
        handler.routes.append(made)
    return made


def _end(linker: Linker, container: Container) -> str | None:
    """What stands at the end of all paths; None when it isn't known."""
    call = container.call
    given = None if call is None else call.argument(0, "trailing_slash")
    if given is None:
        return "/"
    value = linker.resolver.constant(given, container.scope)
    return ("/" if value else "") if isinstance(value, bool) else None


def _lookup(linker: Linker, cls: ClassRef) -> Param | None:
    regex = "[^/.]+"
    found = linker.resolver.class_attribute(cls, "lookup_value_regex")
    if found is not None:
        text = None
        if isinstance(found, Known):
            text = linker.resolver.constant(found.expr, found.scope)
        if not isinstance(text, str):
            return None
        regex = text
    if linker.resolver.class_attribute(cls, "lookup_value_converter") is not None:
        return None
    try:
        samples = tuple(text for text in _SAMPLES if re.fullmatch(regex, text))
    except re.error:
        return None
    return Param("pk", "", regex, samples) if samples else None


def _actions(linker: Linker, cls: ClassRef) -> set[str]:
    """The standard actions that a view set has; a router makes no route for those it lacks."""
    found: set[str] = set()
    for base in linker.resolver.mro(cls):
        if isinstance(base, ClassRef):
            found |= {m.name for m in linker.resolver.methods(base)} & (_LIST | _DETAIL)
        else:
            found |= _INHERITED.get(base.name, frozenset())
    return found


def _extra(linker: Linker, cls: ClassRef) -> Iterator[tuple[str | None, bool, set[str]]]:
    """The paths of extra actions (None when not known), whether they are of one object, and their
    methods (none when not known)."""
    for base in linker.resolver.mro(cls):
        if not isinstance(base, ClassRef):
            continue
        for method in linker.resolver.methods(base):
            call = _action(linker, method)
            if call is not None:
                detail = linker.resolver.constant(call.argument(1, "detail"), method.scope)
                given = call.argument(2, "url_path")
                path = linker.resolver.constant(given, method.scope) if given else method.name
                plain = isinstance(path, str) and _PLAIN.fullmatch(path)
                verbs = call.argument(0, "methods")
                items = linker.resolver.items(verbs, method.scope) if verbs else ()
                named = {linker.resolver.constant(*item) for item in items or ()}
                methods = {m.upper() for m in named if isinstance(m, str)}
                if verbs is None:
                    methods = {"GET"}
                yield (path if plain and isinstance(path, str) else None), bool(detail), methods


def _action(linker: Linker, method: FunctionRef) -> ir.Call | None:
    for use in linker.calling.decorators(method):
        if use.name == _ACTION and isinstance(use.decorator.value, ir.Call):
            return use.decorator.value
    return None
