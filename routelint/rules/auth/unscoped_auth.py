"""Authentication for the whole application decides by what paths look like.

## What it does
Reports hooks and middleware of the whole application that ask for a sign-in, or do not, by testing the
path: prefixes without a closing slash, substrings, and equality with a path that is to be protected;
guards of one router that are registered for the whole application; and guards, decorators among them,
that let requests pass because a text is part of their route's name.

Also patterns, prefixes and sets of paths that close a route at one of its places, while the same handler
answers at another one that they do not match: an application that is mounted once more below `/v2`, a
blueprint or router that is included twice, two paths of one view.

## Why it matters
Paths only look like a hierarchy. An exemption for `/login` is one for `/login-history` too, `static` in
the path can be put there by anybody, and `/admin/` is not `/admin`. A guard that is registered for the
routes that it is meant for has no such gaps. A list of forbidden paths knows nothing of the place at which
the next version of the same routes is put.

## Example
```python
@app.before_request
def protect():
    if request.path.startswith("/login"):
        return
    if not signed_in():
        abort(401)
```

## Use instead
```python
members = Blueprint("members", __name__)


@members.before_request
def protect():
    if not signed_in():
        abort(401)
```

## Frameworks
Flask hooks; middleware of FastAPI, Starlette, Django and raw WSGI; tweens and subscribers of Pyramid;
permissions of REST framework, and what an API of django-ninja is given as `auth`; `process_request()`
of Falcon's components.
Litestar: also the expressions for paths that authentication leaves out, where one that is meant for a
route is found in another one's path, too.

Handlers at two places: hooks and middleware of applications of Flask (with its extensions), Quart,
FastAPI, Starlette, Litestar, Sanic, aiohttp, Django (with REST framework and ninja), Falcon, Bottle,
Microdot and Pyramid, with `startswith()`, `endswith()`, comparisons, `in`, and the functions of `re`,
compiled or not. Not Tornado, whose handlers guard themselves and whose paths are expressions, and not
raw applications, which have no table of routes.

## When it stays silent
Membership in a set of exact paths or names, prefixes that end with a slash, tests in functions that
refuse nobody or that have nothing to do with authentication.

Handlers at two places: lists of paths that are let pass; tests that close all of a place, for then it is
the place that is closed; places that differ in more than a version or something in front of the path;
places with guards of their own; and tests that can't be made without running the program.

## Fix safety
No fix: routes have to be moved to a router of their own.

## References
- https://flask.palletsprojects.com/en/stable/blueprints/
- https://cwe.mitre.org/data/definitions/288.html
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, Location, Related, RuleMeta
from routelint.model import ir
from routelint.model.app import Handler, Hook, Role
from routelint.model.project import Project
from routelint.policies.bypassed import Bypass, bypasses
from routelint.policies.guards import Guard
from routelint.rules.auth._exempted import exempted, let_pass

META = RuleMeta(
    code="RL301",
    slug="unscoped-auth",
    category="auth",
    severity="warning",
    tier="A",
    summary="Authentication for the whole application decides by what paths look like",
    cwe=(288, 862),
    references=("https://flask.palletsprojects.com/en/stable/blueprints/",),
)


_MIDDLEWARE = (Role.MIDDLEWARE, Role.ASGI_MIDDLEWARE, Role.WSGI_MIDDLEWARE)
_HOOKS = (Role.BEFORE, Role.BEFORE_WEBSOCKET, Role.GUARD)


def check(project: Project) -> Iterator[Finding]:
    yield from _exempting_decorators(project)
    yield from _exempting_expressions(project)
    passed_by = list(bypasses(project))
    yield from (_bypassed(bypass) for bypass in passed_by)
    told = {id(bypass.test.node) for bypass in passed_by}
    for handler in project.with_role(*_HOOKS, *_MIDDLEWARE):
        hook = _hook(project, handler)
        # A hook of a middleware class sees every request, like the middleware itself.
        of_class = hook is None and handler.view_class is not None
        if handler.role in _HOOKS and not of_class and (hook is None or hook.reach != "app"):
            continue
        guard = Guard(project, handler)
        if not guard.is_guard and not guard.refuses_senders:
            continue
        tests = [test for test in guard.path_tests() if id(test.node) not in told]
        for test in tests:
            yield _finding(
                project,
                handler,
                Location(handler.function.module.path, test.node.span),
                f"`{handler.name}` guards the whole application by its paths: {test.message}.",
            )
        if (
            guard.is_guard
            and hook is not None
            and hook.container.kind == "router"
            and not guard.looks_at_request()
        ):
            if _has_others(project, hook):
                yield _finding(
                    project,
                    handler,
                    hook.location,
                    f"`{handler.name}` belongs to one router, and is registered for every route of "
                    "the application, static files and unknown paths included.",
                )


def _exempting_expressions(project: Project) -> Iterator[Finding]:
    """Expressions for paths that authentication lets pass, which match more than they name."""
    for framework, ref, place in exempted(project):
        text = project.value_of(ref)
        other = let_pass(project, text) if isinstance(text, str) else ""
        if other:
            yield Finding(
                code=META.code,
                rule=META.slug,
                severity=META.severity,
                confidence="medium",
                message=(
                    f"{framework.title} looks for {ir.text(ref.expr)} anywhere in a path before it "
                    f"asks who is there: `{other}` passes, too."
                ),
                path=ref.location.path,
                span=ref.location.span,
                hint="Anchor it at both ends (`^/login$`, `^/public/`), or opt out at the route.",
                related=(Related(place, "the guard"),),
                framework=framework.slug,
                scope=ref.scope.qualname,
                statement=ref.location.span,
            )


def _bypassed(bypass: Bypass) -> Finding:
    """A pattern that does not know all paths of the handler that it closes."""
    guard, test, twin = bypass.guard, bypass.test, bypass.twin
    first, second = twin.first, twin.second
    related = [
        Related(test.location, "asked here"),
        Related(first.effective.route.location, f"closed at {bypass.path}"),
        Related(second.location, f"open at {bypass.other}"),
    ]
    how = "closes" if bypass.always else "guards"
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="medium",
        message=(
            f"`{guard.name}` {how} `{bypass.path}` by {test.text!r}, which does not match "
            f"`{bypass.other}`, where `{twin.handler.name}` answers as well."
        ),
        path=test.written.path,
        span=test.written.span,
        hint=(
            f"Have it match below {_place(twin.other_head)}, too, or put the guard on the routes."
        ),
        related=tuple(note for note in related if note.location != test.written),
        framework=guard.framework.slug,
        scope=guard.name,
        statement=test.written.span,
    )


def _place(head: str) -> str:
    return f"`{head}`" if head else "no prefix"


def _exempting_decorators(project: Project) -> Iterator[Finding]:
    """Guards that a view has, and that let requests pass by what their route is called."""
    for handler, guard in _guards(project):
        for test in guard.path_tests():
            if not test.protects:
                yield _finding(
                    project,
                    handler,
                    Location(handler.function.module.path, test.node.span),
                    f"`{handler.name}` decides by names whom to let pass: {test.message}.",
                )


def _guards(project: Project) -> Iterator[tuple[Handler, Guard]]:
    """Decorators and permissions of the project that guard views."""
    for handler in project.with_role(Role.DECORATOR, Role.TEST):
        guard = Guard(project, handler)
        if guard.is_guard:
            yield handler, guard


def _hook(project: Project, handler: Handler) -> Hook | None:
    return next((hook for hook in project.hooks if hook.handler is handler), None)


def _has_others(project: Project, hook: Hook) -> bool:
    """Whether the hook's router has routes of its own, and the app has others, that it runs for."""
    router = hook.container
    of_sockets = hook.role == Role.BEFORE_WEBSOCKET
    return any((route.role == Role.WEBSOCKET) == of_sockets for route in router.routes) and any(
        effective.route.container is not router
        and (effective.route.role == Role.WEBSOCKET) == of_sockets
        for app in project.apps_of(router)
        for effective in project.effective_routes(app)
    )


def _finding(project: Project, handler: Handler, location: Location, message: str) -> Finding:
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="medium",
        message=message,
        path=location.path,
        span=location.span,
        hint="Put the routes that need it into a router of their own, and register the guard there.",
        related=(Related(handler.location, "registered here"),),
        framework=handler.framework.slug,
        scope=handler.name,
        statement=location.span,
    )
