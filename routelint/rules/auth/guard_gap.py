"""A guard of the whole application does not reach everything in it.

## What it does
Reports what stands beside a guard that seems to cover it: WebSockets under middleware or hooks that see
nothing but HTTP requests, applications that are mounted in one whose dependencies or plugins guard, plain
routes and sinks that no such guard runs for, merged applications whose hooks are left behind, and
subclasses that lose the guard of their base by a method, a list or view defaults of their own.

## Why it matters
The guard works where one looks, and elsewhere it does not run at all: a client without any token gets
101 from the WebSocket and 200 from the mounted application. Nothing is logged.

## Example
```python
app = FastAPI(dependencies=[Depends(require_user)])
app.mount("/reports", reports)
```

## Use instead
```python
app = FastAPI(dependencies=[Depends(require_user)])
reports = FastAPI(dependencies=[Depends(require_user)])
app.mount("/reports", reports)
```

## Frameworks
What a guard reaches is theirs to decide. FastAPI's dependencies run for its own routes, not for mounted
applications and plain Starlette routes. `BaseHTTPMiddleware` of Starlette, `before_request` of Quart and
Litestar never see a WebSocket. Bottle's plugins stay with their application, and its hooks are left
behind when the routes are merged into another one. Falcon's `process_resource()` is not called for sinks.
Pyramid's `@view_defaults` of a subclass replaces that of its base as a whole, its permission too.
Tornado's `prepare()`, Django's `dispatch()` and REST framework's `initial()` guard only while overrides
call them.

## When it stays silent
Static files; paths that look public (sign-in, health, documentation); what asks for itself who is there;
guards that decide by the path, unless they close everything but what they name; explicit exemptions.

## Fix safety
No fix: where the guard belongs is to be decided. The hint names the place.

## References
- https://www.starlette.io/middleware/#basehttpmiddleware
- https://fastapi.tiangolo.com/advanced/sub-applications/
- https://docs.pylonsproject.org/projects/pyramid/en/latest/narr/viewconfig.html
- https://cwe.mitre.org/data/definitions/862.html
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, Related, RuleMeta
from routelint.model.project import Project
from routelint.policies.gaps import Gap, gaps
from routelint.policies.overrides import Lost, lost_guards

META = RuleMeta(
    code="RL304",
    slug="guard-gap",
    category="auth",
    severity="error",
    tier="A",
    summary="A guard of the whole application does not reach everything in it",
    cwe=(288, 862),
    references=("https://www.starlette.io/middleware/#basehttpmiddleware",),
)

_WHAT = {
    "websocket": ("the WebSocket", "check who connects in the handler, before it accepts"),
    "mount": ("the mounted application", "guard the mounted application itself"),
    "include": ("what is merged into the application", "guard it where its routes are"),
    "sink": ("the sink", "check in the sink, or guard in `process_request()`"),
    "route": (
        "the plain route",
        "check in the handler, or register it as one of the framework's own",
    ),
}


def check(project: Project) -> Iterator[Finding]:
    for gap in gaps(project):
        yield _gap(project, gap)
    for lost in lost_guards(project):
        yield _lost(project, lost)


def _gap(project: Project, gap: Gap) -> Finding:
    what, hint = _WHAT[gap.what]
    at = f" `{gap.label}`" if gap.label else ""
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="high",
        message=f"`{gap.guard.name}` does not reach {what}{at}: nobody is asked who he is there",
        path=gap.location.path,
        span=gap.location.span,
        hint=hint,
        related=(Related(gap.guard.location, "the guard"),),
        route=project.route_ref(gap.handler),
        framework=gap.route.container.framework.slug,
        scope="" if gap.handler is None else gap.handler.name,
        statement=gap.location.span,
    )


def _lost(project: Project, lost: Lost) -> Finding:
    cls = lost.cls.node.name
    if lost.how == "list":
        message = f"`{cls}.{lost.name}` takes the place of its base's, and `{lost.guard}` is lost"
        hint = f"repeat the guard, or build on the list of the base: `[*Base.{lost.name}, ...]`"
    elif lost.how == "hook":
        message = f"`{cls}.{lost.name}` never calls its base's: `{lost.guard}` does not run"
        hint = f"call `super().{lost.name}(...)` first, with `await` where it is async"
    elif lost.how == "defaults":
        message = (
            f"`{cls}` has defaults of its own, all its base's are gone: `{lost.guard}` is lost"
        )
        hint = f"name the permission in `@{lost.name}(...)` again"
    else:
        message = f"`{cls}.{lost.name}` takes the place of a method that `{lost.guard}` guards"
        hint = "put the guard on the override, too"
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="high",
        message=message,
        path=lost.location.path,
        span=lost.location.span,
        hint=hint,
        related=(Related(lost.place, "the guard"),),
        route=project.route_ref(lost.handler),
        framework=lost.handler.framework.slug,
        scope=cls if lost.how == "defaults" else f"{cls}.{lost.name}",
        statement=lost.location.span,
    )
