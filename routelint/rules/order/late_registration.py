"""A route, hook or handler is registered after the point where it can take effect.

## What it does
Reports registrations on a router that was already included, registrations below the call that starts
the server, and registrations that are made only when the file is run as a script.

## Why it matters
Behind a WSGI or ASGI server the module is imported: what stands under `if __name__ == "__main__":`
does not exist there. Below `app.run()` it does not exist until the server stops. On a router that was
included it is refused or lost, depending on the framework.

## Example
```python
if __name__ == "__main__":
    app.register_blueprint(admin)
    app.run()
```

## Use instead
```python
app.register_blueprint(admin)

if __name__ == "__main__":
    app.run()
```

## Frameworks
Those in which something is added by calls. Applications of aiohttp take nothing any more once they are
part of another one, or serve. Pyramid: what is registered below `make_wsgi_app()` and not committed,
and what decorators note in modules that no `scan()` reads.
Falcon: below `serve_forever()`, or under the guard of the main module.
Sanic: middleware and error handlers of a blueprint that was registered already never run.
Litestar: `Router.register()` behind what has copied the router, and lists that were copied.
django-ninja: operations and routers behind the place where `api.urls` is read. Flask-RESTful: resources
that are added behind `api.init_app()`, unless the `Api` was made with its application.

## When it stays silent
Inside of functions, since they run when they are called; for applications whose creation is itself
under the guard; for conditional starts that no registration of the same module follows.

## Fix safety
No fix: moving code changes what else it sees.

## References
- https://flask.palletsprojects.com/en/stable/lifecycle/#application-setup
- https://flask.palletsprojects.com/en/stable/blueprints/#registering-blueprints
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from routelint.findings import Finding, Location, Related, RuleMeta
from routelint.model import ir
from routelint.model.app import (
    Container,
    ErrorHandler,
    Hook,
    Include,
    Middleware,
    Mount,
    Registration,
    Role,
    Route,
    Scan,
    View,
)
from routelint.model.project import Project
from routelint.rules.order._closed import closed
from routelint.rules.order._started import copied_lists, runs_at_startup

META = RuleMeta(
    code="RL205",
    slug="late-registration",
    category="order",
    severity="error",
    tier="A",
    summary="A route, hook or handler is registered too late to take effect",
    references=("https://flask.palletsprojects.com/en/stable/lifecycle/#application-setup",),
)

_KINDS = (Route, Hook, ErrorHandler, Include, Mount, Middleware, View, Scan)
_NAMES = {
    Route: "route",
    Hook: "hook",
    ErrorHandler: "error handler",
    Include: "router",
    Mount: "mounted application",
    Middleware: "middleware",
    View: "view",
    Scan: "scan",
}


def check(project: Project) -> Iterator[Finding]:
    for container in project.containers:
        if container.module.is_test:
            continue
        for registration in container.registrations:
            if not isinstance(registration, _KINDS):
                continue
            if registration.waits:
                continue
            registration = _as_handed_over(registration)
            found = closed(project, container, registration) or (
                _why(project, container, registration)
                if _at_module_level(registration)
                else _when_started(project, container, registration)
                or _in_one_function(project, container, registration)
            )
            if found is not None:
                yield _finding(container, registration, *found)
        yield from _never_scanned(container)
        for taken, place, option in copied_lists(project, container):
            yield _finding_on_copy(container, taken, place, option)


def _as_handed_over(registration: Registration) -> Registration:
    """The registration as if it were written where what it registers is handed over."""
    given = registration.handed_over
    if given is None:
        return registration
    span = given.location.span
    return replace(registration, location=given.location, scope=given.scope, statement=span)


def _when_started(
    project: Project, container: Container, registration: Registration
) -> tuple[str, Location, str] | None:
    """Why something registered by a start-up function is too late."""
    kind = "middleware" if isinstance(registration, Middleware) else "error-handler"
    framework = container.framework
    if project.version(framework.slug) < framework.fixed_since:
        return None
    consequence = framework.fixed_when_started.get(kind, "")
    if not consequence or not isinstance(registration, (Middleware, ErrorHandler)):
        return None
    function = runs_at_startup(project, registration)
    if function is None:
        return None
    return (
        f"is added when the application has started: {consequence}",
        function.location,
        "runs at start-up",
    )


def _in_one_function(
    project: Project, container: Container, registration: Registration
) -> tuple[str, Location, str] | None:
    """Why something is too late that the function registers which has made the application."""
    function = registration.scope.node
    for run in container.runs:
        same = run.scope.node is function and run.scope.module is registration.scope.module
        if not same or run.order > registration.order or run.conditional or container.phantom:
            continue
        if isinstance(function, ir.Function) and not _goes_on(function, run):
            return _below(container, run)
    for include in _taking(project, container) if not container.phantom else ():
        same = include.scope.node is function and include.scope.module is registration.scope.module
        # A function that is called twice registers the same again, later than all of the first time.
        below = include.location.span.start < registration.location.span.start
        if same and below and include.order < registration.order and not include.conditional:
            included = _late_router(project, container, registration, include)
            if included:
                return included, include.location, "the router was included here"
    return None


def _late_router(
    project: Project, container: Container, registration: Registration, include: Include
) -> str:
    """What comes of a registration on a router whose routes were taken; "" where nothing does."""
    framework = container.framework
    until = framework.late_routers_until
    if until and project.version(framework.slug) >= until:
        return ""
    if isinstance(registration, ErrorHandler) and "error-handlers-stay-open" in framework.facts:
        return ""
    if container.kind == "router" or isinstance(registration, Route):
        moved = (
            framework.facts.get("late-moved-router", "") if _is_moved(container, include) else ""
        )
        general = framework.facts.get("late-router", "")
        return moved or general or _by_kind(framework.facts, registration)
    return ""


def _goes_on(function: ir.Function, run: Registration) -> bool:
    """Whether the function commits what it registers below the call, or makes it once more."""
    return any(
        isinstance(node.func, ir.Attribute)
        and node.func.attr in ("commit", _called(run))
        and node.span.start > run.location.span.start
        for node in ir.nodes_of(function.body, ir.Call)
    )


def _called(run: Registration) -> str:
    func = None if run.call is None else run.call.func
    return func.attr if isinstance(func, ir.Attribute) else ""


def _below(container: Container, run: Registration) -> tuple[str, Location, str]:
    made = container.framework.facts.get("made-by", "")
    if made:
        return f"is registered below {made}", run.location, "the application is made here"
    title = container.framework.title
    return (
        f"is registered below the call that starts {title}'s server",
        run.location,
        "the server starts here",
    )


def _never_scanned(container: Container) -> Iterator[Finding]:
    """What decorators have noted in modules that no app scans: the first of each module."""
    by_module: dict[str, list[Registration]] = {}
    for registration in container.registrations:
        if registration.waits:
            by_module.setdefault(registration.location.path, []).append(registration)
    for found in by_module.values():
        first = min(found, key=lambda registration: registration.location.span.start)
        others = f", nor {len(found) - 1} more" if len(found) > 1 else ""
        why = f"is never registered{others}: no scan of the application reads this module"
        yield replace(
            _finding(container, first, why, container.location, "the application"),
            hint="Have it scanned, or register it by a call.",
        )


def _finding_on_copy(
    container: Container, taken: Location, place: Location, option: str
) -> Finding:
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="high",
        message=f"This is added to a list of `{option}` that {container.framework.title} has copied.",
        path=place.path,
        span=place.span,
        hint="Move it above, or register it on the application.",
        related=(Related(taken, "the list was copied here"),),
        framework=container.framework.slug,
        statement=place.span,
    )


def _at_module_level(registration: Registration) -> bool:
    return registration.scope.node is None


def _why(
    project: Project, container: Container, registration: Registration
) -> tuple[str, Location, str] | None:
    """Why a registration is too late, the place that makes it so and what that place is."""
    if container.phantom:
        return None
    if isinstance(registration, Hook) and registration.role == Role.DEPENDENCY:
        above = [r for r in container.routes if r.order < registration.order]
        if above:
            return "covers only the routes below it", above[0].location, "open"
        return None
    if registration.main_guard and container.framework.facts.get("started-by") == "script":
        # No server imports the module.
        return None
    if registration.main_guard:
        served = any(
            r is not registration and not r.main_guard for r in container.registrations
        ) or _is_served(project, container)
        if served and not _made_under_guard(container):
            return (
                "exists only when the file is run as a script, not when a server imports it",
                container.location,
                "of this one",
            )
        return None
    for run in container.runs:
        same = run.scope.module is registration.scope.module and run.scope.node is None
        if same and run.order < registration.order:
            return _below(container, run)
    for include in _taking(project, container):
        taken = include.order if include.as_of is None else include.as_of
        if include.scope.node is not None or taken >= registration.order:
            continue
        if include.as_of is None or include.scope is registration.scope:
            included = _late_router(project, container, registration, include)
            if included:
                return included, include.location, "the router was included here"
    return None


def _by_kind(facts: Mapping[str, str], registration: Registration) -> str:
    """What becomes of something late on a router where that differs by what it is."""
    if isinstance(registration, Hook) and registration.role != Role.STARTUP:
        return facts.get("late-router-hook", "")
    if isinstance(registration, ErrorHandler):
        return facts.get("late-router-error-handler", "")
    return ""


def _is_moved(container: Container, include: Include) -> bool:
    """Whether a router was included with another prefix, or as a part of another router."""
    return include.prefix is not None or include.child is not container


def _taking(project: Project, container: Container, depth: int = 0) -> Iterator[Include]:
    """Where the routes of a router are taken: where it is included, or what only notes it is."""
    for include in project.includes_of(container):
        if include.lazy and depth < 8:
            yield from _taking(project, include.container, depth + 1)
        elif not include.lazy and not include.open:
            yield include


def _is_served(project: Project, container: Container) -> bool:
    return bool(project.apps_of(container))


def _made_under_guard(container: Container) -> bool:
    """Whether the app itself is created under the guard: a script, and meant as one."""
    return bool(container.registrations) and all(r.main_guard for r in container.registrations)


def _finding(
    container: Container, registration: Registration, why: str, place: Location, label: str
) -> Finding:
    kind = next(name for cls, name in _NAMES.items() if isinstance(registration, cls))
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="high",
        message=f"This {kind} {why}.",
        path=registration.location.path,
        span=registration.location.span,
        hint="Move the registration above.",
        related=(Related(place, label),),
        framework=container.framework.slug,
        statement=registration.statement,
    )
