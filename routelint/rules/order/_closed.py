"""What is registered on an application that takes nothing any more."""

from __future__ import annotations

from routelint.findings import Location
from routelint.model import ir
from routelint.model.app import Container, Registration, Role
from routelint.model.project import Project

_ANSWERING = (Role.VIEW, Role.WEBSOCKET, Role.MIDDLEWARE, Role.BEFORE, Role.AFTER)


def closed(
    project: Project, container: Container, registration: Registration
) -> tuple[str, Location, str] | None:
    """Why a registration is too late, the place that makes it so and what that place is."""
    return _mounted(project, container, registration) or _serving(project, container, registration)


def _mounted(
    project: Project, container: Container, registration: Registration
) -> tuple[str, Location, str] | None:
    """The application was made part of another one before, in the same body."""
    why = container.framework.facts.get("late-mounted", "")
    if not why or container.phantom:
        return None
    for mount in project.mounts_of(container):
        same = mount.scope.module is registration.scope.module
        if same and mount.scope.node is registration.scope.node and not mount.conditional:
            if mount.order < registration.order:
                return why, mount.location, "the application was mounted here"
    return None


def _serving(
    project: Project, container: Container, registration: Registration
) -> tuple[str, Location, str] | None:
    """A function that answers requests registers it."""
    why = container.framework.facts.get("while-serving", "")
    function = registration.scope.node
    if not why or not isinstance(function, ir.Function):
        return None
    for handler in project.with_role(*_ANSWERING):
        if handler.function.node is function and handler.framework is container.framework:
            return why, handler.location, "answers requests"
    return None
