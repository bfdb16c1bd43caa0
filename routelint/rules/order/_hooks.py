"""Hooks in the order in which they see a request, and guards that come too late among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from routelint.model import ir
from routelint.model.app import Container, Handler, Hook, Role
from routelint.model.project import Project
from routelint.policies.guards import Guard


@dataclass(frozen=True)
class LateGuard:
    guard: Hook
    answering: Hook

    @property
    def guard_name(self) -> str:
        return self.guard.handler.name if self.guard.handler is not None else "the guard"

    @property
    def answering_name(self) -> str:
        return self.answering.handler.name if self.answering.handler is not None else "a hook"


def late_guards(project: Project) -> Iterator[LateGuard]:
    """Guards before which another hook answers with what it has looked up, in order."""
    hooks = [
        hook
        for container in project.containers
        for hook in container.hooks
        if hook.role == Role.BEFORE and hook.handler is not None
    ]
    guards = [h for h in hooks if h.handler is not None and Guard(project, h.handler).is_guard]
    for answering in hooks:
        if answering in guards or answering.handler is None:
            continue
        if not _answers_with_data(project, answering.handler):
            continue
        if any(_before(project, guard, answering) for guard in guards):
            continue
        for guard in guards:
            if _before(project, answering, guard):
                yield LateGuard(guard, answering)


def _before(project: Project, first: Hook, second: Hook) -> bool:
    """Whether every request that `second` sees was seen by `first` before."""
    facts = first.container.framework.facts
    if facts.get("hook-order") == "registration":
        covers = first.reach == "app" or first.container is second.container
        earlier = (-first.priority, first.order) < (-second.priority, second.order)
        return covers and earlier and _same_app(project, first.container, second.container)
    if first.reach == second.reach:
        if first.reach == "router" and first.container is not second.container:
            return False
        return _same_app(project, first.container, second.container) and first.order < second.order
    return first.reach == "app" and _same_app(project, first.container, second.container)


def _same_app(project: Project, one: Container, other: Container) -> bool:
    apps = project.apps_of(one)
    return one is other or any(app in apps for app in project.apps_of(other))


def _answers_with_data(project: Project, handler: Handler) -> bool:
    """Whether the hook returns something that it has looked up (a cached page), and not a refusal,
    a redirect or a fixed text."""
    scope, responses = project.scope(handler.function), project.names.responses
    # What the request says of itself is nothing that was looked up.
    asked = {"request", *(p.name for p in handler.function.node.params if p.name != "self")}
    for node in ir.nodes_of(handler.function.node.body, ir.Return):
        if node.value is not None:
            value: ir.Expr | None = node.value
            if isinstance(value, ir.Call) and project.name_of(value.func, scope) in responses:
                value = value.positional(0)
                if not isinstance(value, ir.Name):
                    continue
            if isinstance(value, ir.Name):
                bindings = scope.bindings(value.id)
                value = bindings[-1].value if bindings else None
            if value is not None and (ir.text(value).partition(".")[0] in asked):
                continue
            if isinstance(value, ir.Subscript):
                return True
            if isinstance(value, ir.Call) and isinstance(value.func, ir.Attribute):
                if value.func.attr == "get" and value.args:
                    return True
    return False
