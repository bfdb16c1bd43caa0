"""A path that can never match, matches far more than it says, or disagrees with its handler.

## What it does
Reports paths of routes that are not what they look like:

- a parameter in the syntax of another framework (`/books/:id`, `{id}` for `<id>`, the type on the
  wrong side), which is plain text, and expressions where paths are texts;
- a query in a path (`/books?id=<id>`);
- a slash too few or too many, also between the prefix of a router and a path below it;
- `$` at the end of an expression below which there are more paths;
- expressions that are found anywhere in a path, and alternatives of which only one has an end;
- parameters of the path that the handler doesn't take, and arguments that the path doesn't have.

## Why it matters
Most of them start without a word, and every request is a 404, or a 500 because the handler is called
with arguments that it doesn't have. An expression without an end answers for `/admin-anything`, too,
and what guards one path doesn't guard the other.

## Example
```python
@app.get("/books/{number}")
def book(number):
    return jsonify(BOOKS[number])
```

## Use instead
```python
@app.get("/books/<int:number>")
def book(number):
    return jsonify(BOOKS[number])
```

## Frameworks
Flask, Quart, Bottle, Sanic and Microdot write `<name>`, Starlette, FastAPI, Litestar, Falcon, aiohttp
and Pyramid `{name}`; types stand before the name in Flask, Quart, Django and Microdot, behind it
elsewhere. What stands behind the colon is an expression in aiohttp and Pyramid, so that `{id:int}`
matches the word `int`. Django wants no slash at the beginning of a path, Flask and Starlette want one.
Tornado adds `$` to its expressions, which holds for the last alternative only; Django searches for
them. FastAPI, Litestar and django-ninja ask the query for a parameter that the path doesn't have.

## When it stays silent
Where a path, a prefix or what decorates a handler is not known; where a decorator, a default of the
route or `**kwargs` may make up for a difference; where a dependency or the request itself is asked for
a parameter of the path; for types that may be the project's own; for classes with several routes, one
of which fits. A parameter of the path that nobody reads is fine where handlers take what they declare.

## Fix safety
A parameter in the syntax of the framework is safe where the handler takes one of that name, as is a
slash that Django has too many and `$` before other paths: every request is an error today. Anchors and
slashes between prefixes change which paths match, and are unsafe.

## References
- https://flask.palletsprojects.com/en/stable/quickstart/#variable-rules
- https://docs.djangoproject.com/en/5.2/topics/http/urls/
- https://fastapi.tiangolo.com/tutorial/path-params/
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, RuleMeta
from routelint.model.project import Project
from routelint.policies.path_arguments import disagreements
from routelint.policies.sites import first_line
from routelint.rules.order._argument_flaws import flaw_of
from routelint.rules.order._path_flaws import Flaw, path_flaws

META = RuleMeta(
    code="RL208",
    slug="dead-route-pattern",
    category="order",
    severity="error",
    tier="B",
    summary="A path never matches, matches too much, or disagrees with its handler",
    fix="sometimes",
    references=("https://flask.palletsprojects.com/en/stable/quickstart/#variable-rules",),
)


def check(project: Project) -> Iterator[Finding]:
    flawed: set[tuple[str, int, int]] = set()
    for flaw in path_flaws(project):
        place = (flaw.ref.location.path, *flaw.ref.expr.span.start)
        if place not in flawed:
            flawed.add(place)
            yield _finding(project, flaw)
    for disagreement in disagreements(project):
        flaw = flaw_of(disagreement)
        place = (flaw.ref.location.path, *flaw.ref.expr.span.start)
        # What is wrong with the text of a path explains what its handler misses.
        if place not in flawed:
            flawed.add(place)
            yield _finding(project, flaw)


def _finding(project: Project, flaw: Flaw) -> Finding:
    route = flaw.route
    handler = route.handlers[0] if route is not None and route.handlers else None
    path, span = flaw.ref.location.path, flaw.ref.expr.span
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence=flaw.confidence,
        message=flaw.message,
        path=path,
        span=first_line(span),
        hint=flaw.hint,
        related=flaw.related,
        route=project.route_ref(handler),
        framework=flaw.framework.slug,
        fix=flaw.fix,
        scope=handler.name if handler is not None else "",
        statement=flaw.statement,
    )
