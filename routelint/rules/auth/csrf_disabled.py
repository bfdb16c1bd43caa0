"""Protection against requests of other sites is switched off where cookies say who asks.

## What it does
Reports where the protection against forged requests ends, in applications whose views change something
for whoever a cookie names: settings and options that switch it off, lists that leave out methods or
paths, objects that no application is given, applications without any where the framework has it,
overridden checks that compare nothing, and single views and routers that are exempt.

## Why it matters
A browser sends a cookie with every request to its site, also with those that pages of other sites make.
Such a page can then send a form in the name of its visitor. `SameSite` cookies keep most browsers from
that, but not for pages on other hosts of the same domain.

## Example
```python
app.config["WTF_CSRF_ENABLED"] = False
```

## Use instead
```python
CSRFProtect(app)
```

## Frameworks
Only where something exists that protects. Django: `CsrfViewMiddleware`, `csrf_exempt`,
`_dont_enforce_csrf_checks`. Django REST framework: overrides of `enforce_csrf`. django-ninja: views that
none of its cookie guards stands before, and `csrf=False` of these. Flask, Flask-RESTful and
Flask-RESTX: Flask-WTF and Flask-JWT-Extended. Tornado: `xsrf_cookies`, `check_xsrf_cookie`. Pyramid:
`set_default_csrf_options`, `require_csrf`. Litestar: `csrf_config`, `exclude_from_csrf`. Microdot:
its `CSRF`. Starlette and FastAPI: starlette-csrf.

## When it stays silent
Where no view is seen that changes something for whoever a cookie names; for views that ask for more
than a cookie: a signature, an `Authorization` header, a password, the origin; where something looks for
the token by hand; in settings for tests; where a value can't be read.

## Fix safety
Unsafe: pages that send no token are refused from then on.

## References
- https://owasp.org/www-community/attacks/csrf
- https://flask-wtf.readthedocs.io/en/stable/csrf/
- https://docs.djangoproject.com/en/stable/ref/csrf/
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, Fix, Related, RouteRef, RuleMeta
from routelint.fixes import build
from routelint.model import ir
from routelint.model.project import Project
from routelint.policies.csrf import Hole, holes
from routelint.policies.sites import first_line, in_production

META = RuleMeta(
    code="RL309",
    slug="csrf-disabled",
    category="auth",
    severity="warning",
    tier="B",
    summary="Protection against requests of other sites is off where cookies say who asks",
    fix="sometimes",
    cwe=(352,),
    references=("https://owasp.org/www-community/attacks/csrf",),
)


def check(project: Project) -> Iterator[Finding]:
    for hole in holes(project):
        if not in_production(project, hole.ref):
            continue
        handler = hole.view.entry.handler if hole.view is not None else hole.handler
        route = project.route_ref(handler)
        related = list(hole.related)
        if hole.view is not None:
            related.append(hole.view.related)
        yield Finding(
            code=META.code,
            rule=META.slug,
            severity=META.severity,
            confidence="high",
            message=f"{_cause(hole)}: {_consequence(hole, route)}.",
            path=hole.place.path,
            span=first_line(hole.place.span),
            hint=_hint(hole),
            related=tuple(r for r in related if not _is_here(r, hole)),
            framework=hole.framework.slug,
            route=route,
            fix=_fix(hole),
            scope=hole.scope.qualname,
            statement=hole.place.span,
        )


def _is_here(related: Related, hole: Hole) -> bool:
    place, here = related.location, hole.place
    return (place.path, place.span.line) == (here.path, here.span.line)


def _cause(hole: Hole) -> str:
    name = hole.name
    if hole.how == "off":
        return f"`{name}` switches the protection against forged requests off"
    if hole.how == "methods":
        left = " and ".join(hole.left_out)
        return f"`{name}` leaves {left} without protection against forged requests"
    if hole.how == "paths":
        return f"`{name}` leaves every path without protection against forged requests"
    if hole.how == "unused":
        return "No application is given this, so that it protects none"
    if hole.how == "missing":
        return "Nothing here protects against forged requests"
    if hole.how == "unlooked":
        return f"Nothing before `{name}` looks for a token against forged requests"
    if hole.how == "exempt":
        return f"`{name}` is exempt from the protection against forged requests"
    if hole.how == "emptied":
        return f"`{name}` finds every request right without looking for a token"
    if hole.how == "flag":
        return f"`{name}` keeps every request from being looked at"
    return f"`{name}` looks for no token, and nothing else does"


def _consequence(hole: Hole, route: RouteRef | None) -> str:
    if hole.view is None or route is None:
        return "pages of other sites can use the cookies of their visitors"
    methods = [m for m in route.method.split("|") if m not in ("GET", "HEAD", "OPTIONS", "ANY")]
    shown = (hole.left_out or tuple(methods) or ("POST",))[0]
    return f"pages of other sites can send `{shown} {route.path}` in the name of their visitors"


def _hint(hole: Hole) -> str:
    if hole.how == "unused":
        return f"Give it the application: `.{hole.name}(app)`."
    if hole.how == "methods":
        return f"Let {' and '.join(hole.left_out)} be looked at, too: leave `{hole.name}` away."
    if hole.how == "paths":
        return f"List in `{hole.name}` only the paths of what needs no cookie."
    if hole.how in ("exempt", "flag"):
        return "Leave this away, and send the token with the request."
    if hole.how == "emptied":
        return "Leave the override away, or limit it to a class that goes by no cookie."
    if hole.how == "off":
        value = hole.ref.expr.value if isinstance(hole.ref.expr, ir.Constant) else False
        return f"Set `{hole.name}` to `{not value}`, or leave it away."
    if hole.how == "form":
        return "Leave `csrf` away, and send the token with the form."
    return f"Write `{hole.framework.csrf.example}`."


def _fix(hole: Hole) -> Fix | None:
    expr = hole.ref.expr
    if not hole.flips or not isinstance(expr, ir.Constant):
        return None
    edit = build.replace(hole.place.path, hole.place.span, str(not expr.value))
    return build.fix("unsafe", "Switch the protection on", edit)
