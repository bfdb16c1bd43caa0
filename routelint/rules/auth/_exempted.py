"""Paths that authentication lets pass, given as expressions that are searched in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from routelint.findings import Location
from routelint.model.app import Ref
from routelint.model.project import Project
from routelint.model.values import ClassRef
from routelint.model.vocabulary import Framework
from routelint.policies.guards import Guard

# What people write for "and all below": `/*` is no glob here, and matches nothing more.
_OPEN_END = re.compile(r"(?:/|\$|[*?]|\.[*+])+$")


def exempted(project: Project) -> Iterator[tuple[Framework, Ref, Location]]:
    """Each expression, and where the guard is that it belongs to."""
    for container in project.containers:
        for exemption in container.exemptions:
            for ref in exemption.patterns:
                yield container.framework, ref, exemption.location
    for handler in project.handlers:
        cls = handler.view_class
        if cls is None or not Guard(project, handler).is_guard:
            continue
        for framework in project.used:
            for base, attribute in framework.exemptions.items():
                if project.resolver.is_a(cls, base):
                    for ref in _attribute(project, cls, attribute):
                        yield framework, ref, handler.function.location


def _attribute(project: Project, cls: ClassRef, name: str) -> Iterator[Ref]:
    scope = project.resolver.class_scope(cls)
    for binding in scope.bindings(name):
        if binding.value is not None:
            items = project.resolver.items(binding.value, scope)
            yield from (
                Ref(e, s) for e, s in ([(binding.value, scope)] if items is None else items)
            )


def let_pass(project: Project, pattern: str) -> str:
    """A route of the project that an expression lets pass besides those that it is for; empty when
    there is none. It is for the path that it names and what is below that, in one place."""
    name = _OPEN_END.sub("", pattern.removeprefix("^").replace("\\", ""))
    try:
        compiled = re.compile(pattern)
    except re.error:
        return ""
    if re.search(r"[*+?|()\[\]{}$]", name):
        return ""
    places: dict[str, str] = {}
    longer: list[str] = []
    for path in project.memo("paths-of-routes", lambda: _paths(project)):
        if not compiled.search(path):
            continue
        if not name:
            return path
        head, _, tail = path.partition(name)
        if tail.startswith("/") or not tail:
            places.setdefault(head, path)
        else:
            longer.append(path)
    if len(places) > 1:
        return places[max(places, key=len)]
    return longer[0] if places and longer else ""


def _paths(project: Project) -> list[str]:
    """The path of each route, with something plain for its parameters."""
    found: dict[str, None] = {}
    for container in project.containers:
        if container.kind == "app" or not project.apps_of(container):
            for served in project.effective_routes(container):
                if served.pattern is not None and served.pattern.regex is None:
                    parts = served.pattern.parts
                    text = "".join(part if isinstance(part, str) else "0" for part in parts)
                    found[text or "/"] = None
    return list(found)
