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


def matches_more(pattern: str) -> str:
    """What an expression matches besides what it names; empty when nothing, or not known."""
    plain = pattern.removeprefix("^").replace("\\", "")
    if re.search(r"[*+?|()\[\]{}]", plain.removesuffix("$").removesuffix("/?")):
        return ""
    name = plain.rstrip("$")
    if name == "/":
        return "" if pattern == "^/$" else "it is in every path"
    if not pattern.startswith("^"):
        return f"it is in `/admin{name}` too"
    if not plain.endswith(("/", "$")):
        return f"it is in `{name}-internal` too"
    return ""
