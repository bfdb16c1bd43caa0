"""All routes of a large application stand in one module, on the application itself.

## What it does
Reports applications with forty routes or more that are all written in one module and registered on
one object: on the application, and not on routers (blueprints, namespaces, sub-applications, included
lists of URLs) of which each holds what belongs together.

## Why it matters
Clients observe nothing: it is a matter of taste. But what is needed for some routes alone (who may use
them, a prefix, limits, error handlers) can only be put on each of them, or on all, and the next route
that is added is the one on which it is forgotten.

## Example
```python
app = Flask(__name__)


@app.get("/orders")
def orders(): ...


@app.get("/customers")  # and thirty-eight more
def customers(): ...
```

## Use instead
```python
app = Flask(__name__)
app.register_blueprint(orders.blueprint)
app.register_blueprint(customers.blueprint)
```

## Frameworks
Those that have something which holds a part of the routes. aiohttp's `RouteTableDef`, and the one `Api`
of Flask-RESTful, Flask-RESTX and django-ninja, count as the application itself.

## When it stays silent
With fewer routes, with a second object that holds some of them, and where several modules hold them.

## Fix safety
No fix: what belongs together is not in the code.

## References
- https://flask.palletsprojects.com/en/stable/blueprints/
- https://fastapi.tiangolo.com/tutorial/bigger-applications/
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, RuleMeta
from routelint.model.app import Container, Role, Route
from routelint.model.project import Project
from routelint.policies.sites import first_line

META = RuleMeta(
    code="RL902",
    slug="monolithic-app",
    category="structure",
    severity="info",
    tier="C",
    summary="All routes of a large application stand in one module, on the application itself",
    references=("https://flask.palletsprojects.com/en/stable/blueprints/",),
)

#: From how many routes on an application is large.
_MANY = 40


def check(project: Project) -> Iterator[Finding]:
    for app in project.apps:
        splitter = app.framework.facts.get("split-into", "")
        parts = _parts(app)
        holders = [c for c in parts if _own(c)]
        if len(holders) != 1 or app.location.path != holders[0].location.path:
            continue
        holder = holders[0]
        splitter = holder.framework.facts.get("split-into", splitter)
        like_the_app = holder.framework.facts.get("routes-like-the-app", "").split()
        if not splitter or (holder.kind != "app" and holder.class_name not in like_the_app):
            continue
        routes = _own(holder)
        modules = {path for route in routes for path in _modules(route)}
        count = len({(r.location.path, r.location.span.start) for r in routes})
        if count < _MANY or len(modules) != 1 or app.scope.module.is_test:
            continue
        yield Finding(
            code=META.code,
            rule=META.slug,
            severity=META.severity,
            confidence="medium",
            message=(
                f"All {count} routes of this application stand in one module, and none of them in "
                "a router."
            ),
            path=holder.location.path,
            span=first_line(holder.location.span),
            hint=f"Move what belongs together into {splitter} of its own.",
            framework=holder.framework.slug,
            scope=holder.scope.qualname,
            statement=holder.location.span,
        )


def _parts(app: Container) -> list[Container]:
    """The application, its routers, and what is mounted in it."""
    found = [app]
    for container in found:
        inner = [i.child for i in container.includes] + [m.target for m in container.mounts]
        found += [c for c in inner if c is not None and c not in found]
    return found


def _own(container: Container) -> list[Route]:
    return [r for r in container.routes if r.role == Role.VIEW and not r.implicit]


def _modules(route: Route) -> set[str]:
    return {h.function.module.path for h in route.handlers} | {route.location.path}
