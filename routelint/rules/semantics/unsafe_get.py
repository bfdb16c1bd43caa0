"""A GET request changes something.

## What it does
Reports handlers that answer GET (or HEAD) and change what outlives the request: rows of a database,
files, things in memory that all requests share, mail, payments. So too where a function of the project
does it, at any depth: the places on the way are shown.

## Why it matters
Whoever follows a link, or only shows an image, sends a GET request: crawlers, browsers that load pages
ahead, mail scanners, and any other site that a user looks at, in the name of that user. Tokens
against CSRF aren't asked for, cookies with `SameSite=Lax` are sent, caches and proxies may repeat the
request or answer it themselves.

## Example
```python
@app.get("/posts/<int:number>/delete")
def delete_post(number):
    db.session.delete(db.get_or_404(Post, number))
    db.session.commit()
    return redirect("/posts")
```

## Use instead
```python
@app.post("/posts/<int:number>/delete")
def delete_post(number):
    db.session.delete(db.get_or_404(Post, number))
    db.session.commit()
    return redirect("/posts")
```
with a form and a button in place of the link.

## Frameworks
All. Function views of Django, and applications of WSGI and ASGI, answer every method unless they look
at it; routes of Flask, Quart and Litestar's `@get` answer GET alone.

## When it stays silent
For logs and audit trails, counters and marks of what was seen, sessions and caches, what is made when
it is needed first (`if profile is None: ...`), what has expired and is tidied up in passing, files that
are made to be sent, and temporary ones. For what other sites lead to and for links in mails, which can
only be GET: logins and their callbacks, confirmations, `unsubscribe`. In handlers for several methods
it looks only at what is not behind a test of the method or the body, which a function of the project
may make as well. Handlers that open a WebSocket are asked by no link. Objects whose class is not known
are left alone, unless what is called on them is unmistakable.

## Fix safety
No fix: whatever links to the route has to change with it.

## References
https://www.rfc-editor.org/rfc/rfc9110#name-safe-methods , CWE-650.
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, Location, Related, RuleMeta
from routelint.flow.storing import Storing
from routelint.model import ir
from routelint.model.project import Project
from routelint.policies.unsafe_gets import UnsafeGet, unsafe_gets

META = RuleMeta(
    code="RL801",
    slug="unsafe-get",
    category="semantics",
    severity="warning",
    tier="B",
    summary="A GET request changes something",
    confidence="medium",
    cwe=(650, 352),
    references=("https://www.rfc-editor.org/rfc/rfc9110#name-safe-methods",),
)


def check(project: Project) -> Iterator[Finding]:
    storing = Storing.of(project)
    for found in unsafe_gets(project):
        handler, change = found.handler, found.change
        function = handler.function
        place = Location(function.module.path, change.node.span)
        does = f"{change.what} here" if change.through is None else "calls what does, here"
        yield Finding(
            code=META.code,
            rule=META.slug,
            severity=META.severity,
            confidence=META.confidence,
            message=_message(found),
            path=function.module.path,
            span=function.node.name_span,
            hint=_hint(found),
            related=(Related(place, does), *storing.way(change)),
            route=project.route_ref(handler),
            framework=handler.framework.slug,
            scope=function.node.qualname,
            statement=function.node.header,
        )


def _message(found: UnsafeGet) -> str:
    node = found.change.node
    shown = f"`{ir.text(node.func)}()`" if isinstance(node, ir.Call) else f"`del {ir.text(node)}`"
    asked = "a GET request" if found.only else "any request, GET included,"
    return (
        f"`{found.handler.function.name}`: {asked} {found.change.what} ({shown}), so that any link, "
        "image or crawler does."
    )


def _hint(found: UnsafeGet) -> str:
    """What to write so that only another method does it."""
    handler = found.handler
    name = handler.function.name
    if handler.view_class is not None:
        for written, other in (("get", "post"), ("GET", "POST"), ("head", "post")):
            if written in name:
                return f"name the method `{name.replace(written, other)}`"
    return (
        f"let only POST do it: {handler.framework.facts.get('only-post', 'register it for POST')}"
    )
