"""A catch-all route before specific ones.

## What it does
Reports a route that matches whole remaining paths (`<path:p>`, `.*`, an expression without an end)
and stands before routes that it matches, also when these are in other modules.

## Why it matters
The routes behind it never answer; a page of the single-page application, a redirect or a 404 does.

## Example
```python
urlpatterns = [
    path("<path:page>", page),
    path("search/", search),
]
```

## Use instead
The catch-all as the last route, or an expression that excludes the others.

```python
urlpatterns = [
    path("search/", search),
    path("<path:page>", page),
]
```

## Frameworks
Those that take the first route that matches: Django, FastAPI, Pyramid (with static views), Starlette;
aiohttp, from 3.10 on among routes whose literal beginning is the same. Flask sorts its routes. In
Litestar the order does not matter, and a `path` parameter takes all that is below its place but for
what is literal there.

## When it stays silent
When the expression excludes the routes behind it, when methods differ (not in Django), for
conditional routes and for paths that are not known.

## Fix safety
There is no fix: moving a route across modules changes which include comes first.

## References
- https://docs.djangoproject.com/en/5.2/topics/http/urls/#how-django-processes-a-request
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, Related, RouteRef, RuleMeta
from routelint.model.app import Role, Route
from routelint.model.project import Project
from routelint.rules.order._routes import Dead, dead_routes

META = RuleMeta(
    code="RL202",
    slug="catch-all-before-routes",
    category="order",
    severity="error",
    tier="A",
    summary="A catch-all route stands before routes that it matches.",
    references=(
        "https://docs.djangoproject.com/en/5.2/topics/http/urls/#how-django-processes-a-request",
    ),
)


def check(project: Project) -> Iterator[Finding]:
    by_winner: dict[int, list[Dead]] = {}
    for dead in dead_routes(project):
        if dead.kind == "catch-all":
            by_winner.setdefault(id(dead.winner), []).append(dead)
    for found in by_winner.values():
        first = found[0]
        winner, framework = first.winner, first.app.framework
        handler = winner.handlers[0].name if winner.handlers else ""
        others = f" and {len(found) - 1} more" if len(found) > 1 else ""
        yield Finding(
            code=META.code,
            rule=META.slug,
            severity=META.severity,
            confidence="high",
            message=(
                f"The catch-all `{first.winner_pattern.text or '^'}` {_place(winner)} "
                f"`{first.pattern.text}`{others}: {framework.title} {_order(winner)}, so they are "
                "never reached"
            ),
            path=winner.location.path,
            span=winner.location.span,
            hint=framework.facts.get(
                "sink-hint" if winner.role == Role.SINK else "rest-of-path-hint",
                "move it behind all other routes",
            ),
            related=tuple(Related(dead.route.location, "never reached") for dead in found),
            route=RouteRef(
                "|".join(sorted(winner.methods)) or "ANY", first.winner_pattern.text, handler
            ),
            framework=framework.slug,
            scope=handler,
            statement=winner.statement,
        )


def _place(winner: Route) -> str:
    facts = winner.container.framework.facts
    return "stands beside" if "rest-of-path" in facts else "comes before"


def _order(winner: Route) -> str:
    facts = winner.container.framework.facts
    key = "sink-order" if winner.role == Role.SINK else "rest-of-path"
    return facts.get(key, "takes the first match")
