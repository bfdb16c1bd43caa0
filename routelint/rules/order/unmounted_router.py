"""A router with routes that no application includes.

## What it does
Reports a router (blueprint, namespace, table of routes) on which routes or hooks are registered, and
which no application of the project includes, in whatever module, directly or through other routers.

## Why it matters
All of its routes answer 404, and its hooks never run. The modules are imported, the tests that use the
router alone pass, and nothing says what is missing.

## Example
```python
app = Flask(__name__)
admin = Blueprint("admin", __name__, url_prefix="/admin")


@admin.get("/users")
def users(): ...
```

## Use instead
```python
app.register_blueprint(admin)
```

## Frameworks
All that have routers: aiohttp (`RouteTableDef`), Django REST framework, django-ninja (`Router` and
`NinjaAPI`), FastAPI, Flask, Flask-RESTful (`Api`), Flask-RESTX (`Namespace` and `Api`), Litestar,
Quart, Sanic and Starlette.

## When it stays silent
When anything else than a registration mentions the router: it is handed to a function, stands in a
list, in `__all__` or in a text such as `"web.admin:router"`. When the project has no application, so
that the router is made for others. When the project loads modules dynamically
(`importlib.import_module` and the like), for then nobody knows what it includes. For sub-applications,
which may be served by themselves.

## Fix safety
There is no fix: where the router belongs, and below which prefix, is not in the code.

## References
- https://flask.palletsprojects.com/en/stable/blueprints/#registering-blueprints
- https://fastapi.tiangolo.com/tutorial/bigger-applications/
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, Related, RuleMeta
from routelint.model.app import Container
from routelint.model.project import Project
from routelint.policies.mentions import unmentioned

META = RuleMeta(
    code="RL207",
    slug="unmounted-router",
    category="order",
    severity="warning",
    tier="B",
    summary="A router with routes that no application includes",
    references=("https://flask.palletsprojects.com/en/stable/blueprints/#registering-blueprints",),
)


def check(project: Project) -> Iterator[Finding]:
    apps = [app for app in project.apps if not app.module.is_test]
    if not apps:
        return
    alone = [router for router in project.routers if _is_alone(project, router)]
    for router in unmentioned(project, alone):
        yield _finding(router, apps)


def _is_alone(project: Project, router: Container) -> bool:
    """Whether something is registered on a router, and nothing includes it."""
    if "include-router" not in router.framework.facts or router.module.is_test:
        return False
    if not (router.routes or router.hooks or router.includes):
        return False
    return not project.includes_of(router) and not project.mounts_of(router)


def _finding(router: Container, apps: list[Container]) -> Finding:
    framework = router.framework
    count = len(router.routes)
    lost = "what is registered on it never runs"
    if count:
        lost = "its route answers 404" if count == 1 else f"its {count} routes answer 404"
    app = next((a for a in apps if a.framework.slug in (framework.slug, framework.host)), apps[0])
    how = framework.facts["include-router"]
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="medium",
        message=f"No application includes `{router.name}`: {lost}.",
        path=router.location.path,
        span=router.location.span,
        hint=f"Write `{how.format(app=app.name or 'app', name=router.name)}`, or delete it.",
        related=(Related(app.location, "the application"),),
        framework=framework.slug,
        scope=router.scope.qualname,
    )
