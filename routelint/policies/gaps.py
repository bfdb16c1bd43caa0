"""What the guards around an application do not reach."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from routelint.findings import Location
from routelint.model import ir
from routelint.model.app import Container, EffectiveRoute, Handler, Role, Route
from routelint.model.project import Project
from routelint.policies.guards import Guard
from routelint.policies.protection import Protection, Protections
from routelint.policies.public import is_public


@dataclass(frozen=True, eq=False)
class Gap:
    """Something at `location` that `guard` does not reach. `what` names its kind: "websocket",
    "mount", "include", "sink" or "route"."""

    what: str
    label: str
    location: Location
    guard: Protection
    route: Route
    handler: Handler | None


def gaps(project: Project) -> Iterator[Gap]:
    """The gaps in the guards of all apps, each once."""
    if not any(framework.unreached for framework in project.used):
        return
    finder = _Finder(project)
    for app in project.apps:
        if app.framework.unreached and not app.module.is_test:
            yield from finder.of_app(app)


class _Finder:
    def __init__(self, project: Project) -> None:
        self.project = project
        self.protections = Protections(project)
        self.mounts = {
            id(project.mount_route(mount)): mount for c in project.containers for mount in c.mounts
        }
        self.seen: set[int] = set()

    def of_app(self, app: Container) -> Iterator[Gap]:
        for served in self.project.served(app):
            missed = [p for p in self.protections.missed(served) if self._is_for(p, served)]
            if not missed:
                continue
            gap = self._gap(served, missed[0])
            if gap is not None and id(gap.location) not in self.seen:
                self.seen.add(id(gap.location))
                yield gap

    def _is_for(self, guard: Protection, served: EffectiveRoute) -> bool:
        """Whether a guard would have refused what it does not reach."""
        if not guard.partial:
            return True
        if guard.handler is None or served.pattern is None:
            return False
        return Guard(self.project, guard.handler).closes_all_but(served.pattern.text)

    def _gap(self, served: EffectiveRoute, guard: Protection) -> Gap | None:
        route = served.route
        label = "" if served.pattern is None else served.pattern.text
        if is_public(served):
            return None
        mount = self.mounts.get(id(route))
        if mount is not None:
            if mount.target is None or not self._has_open_routes(mount.target):
                return None
            return Gap("mount", label, mount.location, guard, route, None)
        handler = route.handlers[0] if route.handlers else None
        if handler is None or any(self._asks(h) for h in route.handlers):
            return None
        if route.role == Role.WEBSOCKET:
            return Gap("websocket", label, route.location, guard, route, handler)
        if route.role == Role.SINK:
            return Gap("sink", label, route.location, guard, route, handler)
        if served.trail:
            return Gap("include", label, served.trail[0].location, guard, route, handler)
        return Gap("route", label, route.location, guard, route, handler)

    def _has_open_routes(self, app: Container) -> bool:
        """Whether anybody may use something of a mounted application."""
        return any(
            served.route.handlers
            and not self.protections.of(served)
            and not any(self._asks(handler) for handler in served.route.handlers)
            and not is_public(served)
            for served in self.project.served(app)
        )

    def _asks(self, handler: Handler) -> bool:
        """Whether a handler looks itself at who asks, or is decorated with what can't be known."""
        if Guard(self.project, handler).is_about_auth():
            return True
        if any(use.kind == "" and not use.name for use in handler.decorators):
            return True
        return any(
            node.attr in ("cookies", "user", "auth")
            for node in ir.nodes_of(handler.function.node.body, ir.Attribute)
        )
