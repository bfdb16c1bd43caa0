"""Authentication for the whole application decides by what paths look like.

## What it does
Reports hooks and middleware of the whole application that ask for a sign-in, or do not, by testing the
path: prefixes without a closing slash, substrings, and equality with a path that is to be protected;
guards of one router that are registered for the whole application; and guards, decorators among them,
that let requests pass because a text is part of their route's name.

## Why it matters
Paths only look like a hierarchy. An exemption for `/login` is one for `/login-history` too, `static` in
the path can be put there by anybody, and `/admin/` is not `/admin`. A guard that is registered for the
routes that it is meant for has no such gaps.

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

## When it stays silent
Membership in a set of exact paths or names, prefixes that end with a slash, tests in functions that
refuse nobody or that have nothing to do with authentication.

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
    for handler in project.with_role(*_HOOKS, *_MIDDLEWARE):
        hook = _hook(project, handler)
        # A hook of a middleware class sees every request, like the middleware itself.
        of_class = hook is None and handler.view_class is not None
        if handler.role in _HOOKS and not of_class and (hook is None or hook.reach != "app"):
            continue
        guard = Guard(project, handler)
        if not guard.is_guard and not guard.refuses_senders:
            continue
        tests = list(guard.path_tests())
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
