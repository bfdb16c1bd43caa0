"""A parameter route before a literal one that it matches.

## What it does
Reports a route that an earlier route of the same app matches through a parameter: `users/<name>`
before `users/me`. Converters, methods, prefixes and the order in which routers are included are
taken into account.

## Why it matters
The earlier route answers for every request that was meant for the later one, with `me` for a name.

## Example
```python
urlpatterns = [
    path("members/<slug:name>/", member),
    path("members/search/", search),
]
```

## Use instead
```python
urlpatterns = [
    path("members/search/", search),
    path("members/<slug:name>/", member),
]
```

## Frameworks
Those that take the first route that matches: Django (with the routes that routers of REST framework
make of a view set), FastAPI, Pyramid (whatever the methods of its views), Starlette; aiohttp, from
3.10 on among routes whose literal beginning is the same. Flask sorts its routes. Sanic does, too, but
tries a parameter with an expression of its own (`<name:[a-z]+>`) after one with a type in the same
last place, in whatever order they stand.

## When it stays silent
When the converter or expression excludes the literal, when methods differ (not in Django, where they
are no part of the pattern), for conditional routes and for paths that are not known.

## Fix safety
There is no fix yet; the hint says which route to move.

## References
- https://docs.djangoproject.com/en/5.2/topics/http/urls/#how-django-processes-a-request
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, Related, RuleMeta
from routelint.model.project import Project
from routelint.rules.order._routes import dead_routes

META = RuleMeta(
    code="RL203",
    slug="shadowed-route",
    category="order",
    severity="error",
    tier="A",
    summary="An earlier route with a parameter takes all requests of this one.",
    references=(
        "https://docs.djangoproject.com/en/5.2/topics/http/urls/#how-django-processes-a-request",
    ),
)


def check(project: Project) -> Iterator[Finding]:
    for dead in dead_routes(project):
        if dead.kind != "parameter":
            continue
        framework = dead.app.framework
        yield Finding(
            code=META.code,
            rule=META.slug,
            severity=META.severity,
            confidence="high",
            message=(
                f"`{dead.pattern.text}` is never reached: `{dead.winner_pattern.text}` comes first "
                f"and matches it, and {framework.title} takes the first match"
            ),
            path=dead.route.location.path,
            span=dead.route.location.span,
            hint=framework.facts.get(
                "shadowed-route-hint", f"move it before `{dead.winner_pattern.text}`"
            ),
            related=(Related(dead.winner.location, "the route that answers"),),
            route=dead.ref,
            framework=framework.slug,
            scope=dead.ref.handler or "",
            statement=dead.route.statement,
        )
