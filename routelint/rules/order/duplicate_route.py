"""A second route for the same method and an equivalent path.

## What it does
Reports a route whose methods and path are already served by an earlier route of the same app, also
when the two are registered in different modules or by different routers. Parameters that only have
other names are the same path.

## Why it matters
One of the two never answers. The frameworks say nothing: the first one wins, and whoever changes the
second wonders why nothing happens.

## Example
```python
@app.get("/users/<name>")
def profile(name): ...


@app.get("/users/<user>")
def account(user): ...
```

## Use instead
One route for each method and path.

```python
@app.get("/users/<name>")
def profile(name): ...


@app.get("/users/<user>/account")
def account(user): ...
```

## Frameworks
Django (where methods are no part of a pattern, so that a view for POST on the same path is dead too),
Falcon (where a path that is added again loses its first resource with all of its methods), FastAPI,
Flask, Pyramid, Starlette. Litestar, whose application does not start with the same path twice, and
where the last of two that differ by names or types of parameters takes the requests.
Sanic refuses the second route, and the application does not start. django-ninja, where the operations
of one path of one router are one view, which tells methods apart. Flask-RESTful and Flask-RESTX, and
what an `Api` of the latter puts at its root and at `doc`.

## When it stays silent
For routes with different hosts, subdomains or defaults, for the same function registered twice (in
Django only when the two have different names, which are for making URLs), for
routes that are registered under a condition, and for paths that are not known.

## Fix safety
There is no fix: which of the two was meant is not in the code.

## References
- https://docs.djangoproject.com/en/5.2/topics/http/urls/
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, Related, RuleMeta
from routelint.model.project import Project
from routelint.model.vocabulary import Framework
from routelint.rules.order._routes import dead_routes

META = RuleMeta(
    code="RL204",
    slug="duplicate-route",
    category="order",
    severity="warning",
    tier="A",
    summary="The same method and path are routed twice; only the first route answers.",
    references=("https://docs.djangoproject.com/en/5.2/topics/http/urls/",),
)


def _why(framework: Framework) -> str:
    refused = framework.facts.get("duplicate-route-refused")
    if refused:
        return refused
    which = framework.facts.get("duplicate-route", "first")
    return f"{framework.title} takes the {which} route, this one never answers"


def check(project: Project) -> Iterator[Finding]:
    for dead in dead_routes(project):
        if dead.kind != "equal":
            continue
        framework = dead.app.framework
        yield Finding(
            code=META.code,
            rule=META.slug,
            severity=META.severity,
            confidence="high",
            message=f"`{dead.pattern.text or '/'}` is routed twice: {_why(framework)}",
            path=dead.route.location.path,
            span=dead.route.location.span,
            hint="remove one of the two, or give it another path",
            related=(Related(dead.winner.location, "the route that answers"),),
            route=dead.ref,
            framework=framework.slug,
            scope=dead.ref.handler or "",
            statement=dead.route.statement,
        )
