"""A WebSocket that knows its user by a cookie lets pages of every site open it.

## What it does
Reports WebSockets that learn from a cookie or a session who opens them, while nobody looks at the
`Origin` of the handshake, the check always says yes, or strangers pass it: an end or a beginning of a
name that others have as well, a part of it, an expression that is open.

## Why it matters
Browsers send cookies with every handshake, and no rule of CORS holds for WebSockets. A page of another
site opens one in the name of its visitor, reads what comes and sends what it likes.

## Example
```python
@app.websocket("/inbox")
async def inbox(websocket: WebSocket):
    user = await user_of(websocket.cookies.get("session"))
    await websocket.accept()
```

## Use instead
```python
ORIGINS = {"https://shop.example"}


@app.websocket("/inbox")
async def inbox(websocket: WebSocket):
    if websocket.headers.get("origin") not in ORIGINS:
        raise WebSocketException(code=1008)
    user = await user_of(websocket.cookies.get("session"))
    await websocket.accept()
```

## Frameworks
Those with WebSockets. Tornado keeps strangers out until `check_origin()` is overridden, and so does
Flask-SocketIO and python-socketio until `cors_allowed_origins` is `*` or an empty list. Nobody looks in
FastAPI, Starlette, raw ASGI, aiohttp, Litestar, Sanic, Quart, Falcon, Microdot and Flask-Sock, and none
of their CORS middleware does, but for Quart-CORS. In Django they come with Channels, where
`AllowedHostsOriginValidator` looks. Sessions of Django, Starlette and Quart-Auth have `SameSite=Lax`
unless told otherwise: current browsers keep these from pages of other sites, and not from those of
neighbours below the same domain.

## When it stays silent
Where no cookie tells who asks; where a token of the query, a header or a CSRF token is asked for as well;
where the cookie is set with `samesite`; and where any function on the way, a dependency, a hook or
middleware that sees handshakes compares the origin with something, or hands it to what is not known.
A coroutine as `check_origin()` is reported by RL305.

## Fix safety
No fix: which origins are welcome is to be decided. The hint shows the code.

## References
- https://owasp.org/www-community/attacks/csrf
- https://www.tornadoweb.org/en/stable/websocket.html#tornado.websocket.WebSocketHandler.check_origin
- https://cwe.mitre.org/data/definitions/1385.html
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, Location, Related, RuleMeta
from routelint.model import ir
from routelint.model.app import Handler, Ref
from routelint.model.project import Project
from routelint.model.vocabulary import Framework
from routelint.policies.asked_origins import Welcome, welcomes
from routelint.policies.origin_checks import Weak
from routelint.policies.sites import first_line, in_production
from routelint.policies.sockets import Cookie, Serving, sockets

META = RuleMeta(
    code="RL308",
    slug="websocket-origin",
    category="auth",
    severity="error",
    tier="B",
    summary="A WebSocket that knows its user by a cookie lets pages of every site open it",
    cwe=(1385, 346),
    references=("https://cwe.mitre.org/data/definitions/1385.html",),
)

_HINT = 'Compare the origin with those that are yours before it opens: `origin in {"https://..."}`.'


def check(project: Project) -> Iterator[Finding]:
    for socket in sockets(project):
        serving = Serving(project, socket)
        cookie = serving.cookie()
        origin = True if cookie is None else serving.origin()
        if cookie is None or origin is True:
            continue
        function = socket.functions[0]
        handler = socket.handlers[0] if socket.handlers else None
        if not in_production(project, _inside(project, function.node, function.location)):
            continue
        if isinstance(origin, Weak):
            yield _weak(project, origin, cookie, socket.framework, handler)
            continue
        yield _finding(
            project,
            function.location,
            f"`{function.name}` knows its user by a cookie, and nobody looks at the origin: a page of any "
            "site opens the WebSocket in the name of its visitor.",
            cookie,
            socket.framework,
            handler,
            function.node.qualname,
        )
    for welcome in welcomes(project):
        yield from _of_welcome(project, welcome)


def _inside(project: Project, function: ir.Function, location: Location) -> Ref:
    found = next(f for f in project.pipeline_functions() if f.node is function)
    return Ref(ir.Name(function.name, location.span), project.scope(found))


def _weak(
    project: Project, weak: Weak, cookie: Cookie, framework: Framework, handler: Handler | None
) -> Finding:
    place = Location(weak.function.module.path, weak.expr.span)
    message = f"An origin is welcome {weak.why}, and a cookie tells who opens the WebSocket."
    scope = weak.function.node.qualname
    return _finding(project, place, message, cookie, framework, handler, scope)


def _of_welcome(project: Project, welcome: Welcome) -> Iterator[Finding]:
    place = welcome.place
    if isinstance(place, Ref):
        if not in_production(project, place):
            return
        scope = place.scope.qualname
    else:
        scope = place.node.qualname
    why = welcome.why or "whatever it is"
    message = f"An origin is welcome {why}, and a cookie tells who opens the WebSocket."
    yield _finding(
        project,
        welcome.location,
        message,
        welcome.cookie,
        welcome.framework,
        welcome.handler,
        scope,
    )


def _finding(
    project: Project,
    place: Location,
    message: str,
    cookie: Cookie,
    framework: Framework,
    handler: Handler | None,
    scope: str,
) -> Finding:
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="high",
        message=message,
        path=place.path,
        span=first_line(place.span),
        hint=_HINT,
        related=(Related(cookie.location, "tells who asks"),),
        route=project.route_ref(handler),
        framework=framework.slug,
        scope=scope,
        statement=place.span,
    )
