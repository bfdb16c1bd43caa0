"""A cookie, header or status is set on a response that is not the one that is sent.

## What it does
Follows the paths of functions that make a response, set something on it, and then return or raise
another one, so that what was set is lost; the same for the response that some frameworks hand to
functions, and look at no more once another one is returned or an error is raised. And it looks for
what is set on an answer whose head was sent, or is dropped by the error that follows.

## Why it matters
Nothing fails: the cookie is just not there. Users are not signed in, or stay signed in, caches keep
what they must not, and security headers are missing.

## Example
```python
@app.get("/login")
def login():
    response = make_response()
    response.set_cookie("seen", "yes")
    return jsonify(page=1)
```

## Use instead
```python
@app.get("/login")
def login():
    response = jsonify(page=1)
    response.set_cookie("seen", "yes")
    return response
```

## Frameworks
All in which functions return responses; FastAPI, django-ninja, Bottle and Pyramid with the response that
they hand out as well; aiohttp, Sanic, Tornado and `http.server` with what comes after the head. Tornado:
headers that are set before an HTTP error, which `send_error()` drops; cookies stay. ASGI: what is put into
a message when it was sent. Falcon: what a generator sets that streams the body.

## When it stays silent
When some path answers with the response that was changed, or uses it in any other way: gives it to a
function, reads it, or takes its headers along. When a name holds what can't be followed.

## Fix safety
There is no fix: which of the two responses is meant is for the author to say.

## References
- https://flask.palletsprojects.com/en/stable/quickstart/#cookies
- https://fastapi.tiangolo.com/advanced/response-cookies/
- https://bottlepy.org/docs/dev/tutorial.html#the-response-object
- https://docs.pylonsproject.org/projects/pyramid/en/latest/narr/webob.html#response
- https://www.tornadoweb.org/en/stable/web.html#tornado.web.RequestHandler.flush
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, Location, Related, RuleMeta
from routelint.model import ir
from routelint.model.app import Handler
from routelint.model.project import Project
from routelint.rules.lifecycle._cleared import cleared_headers
from routelint.rules.lifecycle._late_changes import Late, late_changes, streamed_changes
from routelint.rules.lifecycle._replaced import Lost, replaced

META = RuleMeta(
    code="RL107",
    slug="lost-response-change",
    category="lifecycle",
    severity="warning",
    tier="B",
    summary="A cookie, header or status is set on a response that is not sent, or was sent before.",
    cwe=(440,),
)


def check(project: Project) -> Iterator[Finding]:
    for lost in replaced(project):
        yield _replaced(project, lost)
    told: set[int] = set()
    for handler in project.handlers:
        for header, error in cleared_headers(project, handler):
            if id(header) not in told:
                told.add(id(header))
                yield _cleared(project, handler, header, error)
        for late in (*late_changes(project, handler), *streamed_changes(project, handler)):
            if id(late.change) not in told:
                told.add(id(late.change))
                yield _too_late(project, handler, late)


def _replaced(project: Project, lost: Lost) -> Finding:
    function, path = lost.function, lost.function.module.path
    hint = f"return `{lost.name}`, or set it on the response that is returned"
    if lost.handed:
        hint = f"set it on the response that is sent instead of `{lost.name}`"
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence=META.confidence,
        message=(
            f"`{_short(lost.change)}` changes `{lost.name}`, and `{function.node.qualname}` answers "
            "with another response: the change is lost"
        ),
        path=path,
        span=lost.change.span,
        hint=hint,
        related=(Related(Location(path, lost.answer.span), "the answer is this one"), *lost.trace),
        route=project.route_ref(lost.handler),
        framework=lost.framework.slug,
        scope=function.node.qualname,
    )


def _cleared(
    project: Project, handler: Handler, header: ir.Call, error: ir.Expr | ir.Stmt
) -> Finding:
    node, place = handler.function.node, handler.function.module.path
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence=META.confidence,
        message=(
            f"`{_short(header)}` in `{node.qualname}` is undone by what follows: "
            f"{handler.framework.title} begins the answer for an error anew"
        ),
        path=place,
        span=header.span,
        hint=handler.framework.facts["cleared-header"],
        related=(Related(Location(place, error.span), "what was set is dropped here"),),
        route=project.route_ref(handler),
        framework=handler.framework.slug,
        scope=node.qualname,
        statement=header.span,
    )


def _too_late(project: Project, handler: Handler, late: Late) -> Finding:
    function = late.function
    place = function.module.path
    sent = Location(handler.function.module.path, late.sent.span)
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence=META.confidence,
        message=(
            f"`{_short(late.change)}` in `{function.node.qualname}` comes when the head of the answer "
            f"was sent{'' if late.streamed else f' by `{_short(late.sent)}`'}: it does nothing"
        ),
        path=place,
        span=late.change.span,
        hint="write it before what sends the answer",
        related=(Related(sent, "streamed behind its head" if late.streamed else "sent here"),),
        route=project.route_ref(handler),
        framework=handler.framework.slug,
        scope=function.node.qualname,
        statement=late.change.span,
    )


def _short(node: ir.Expr) -> str:
    return f"{ir.text(node.func)}(...)" if isinstance(node, ir.Call) else ir.text(node)
