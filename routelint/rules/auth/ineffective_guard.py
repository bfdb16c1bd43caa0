"""What is written like a guard lets everybody pass.

## What it does
Reports checks and guards that can't refuse anybody: a user that is taken for true where it always is
an object, attributes of view classes that nothing reads, lists of permissions of which Python keeps
one, dependencies that nobody calls, and permissions without a policy that decides about them.

## Why it matters
The code reads as if it were protected, and the tests of those who are signed in pass. Everybody else
is let in, too.

## Example
```python
@app.get("/accounts")
def accounts():
    if not current_user:
        abort(401)
    return jsonify(load_accounts())
```

## Use instead
```python
@app.get("/accounts")
def accounts():
    if not current_user.is_authenticated:
        abort(401)
    return jsonify(load_accounts())
```

## Frameworks
`current_user` of Flask-Login and Quart-Auth, `request.user` of Django, REST framework, Django Ninja,
and of Starlette and FastAPI behind `AuthenticationMiddleware`: an object for everybody. REST
framework: `permission_class` and its like, which nothing reads, and `[IsAdmin or IsOwner]`, which is
one class. FastAPI: a class instead of its object in `Depends`, a checker without `Depends`, `Depends`
in a body, and `auto_error=False` whose outcome nobody looks at. Pyramid: `permission=` without a
security policy. Litestar: an app's dependency that is meant as a guard and that handlers don't name.

## When it stays silent
A function that asks `is_authenticated` anywhere, or another attribute of the user in the same test;
views behind a guard; tests that don't end the function; projects that set `request.user` to None
themselves, or REST framework's `UNAUTHENTICATED_USER`. Attributes that a class of the project reads.
Dependencies that some handler names. Pyramid applications that include packages from elsewhere, which
may set the policy.

## Fix safety
Unsafe: those who were let in are refused then.

## References
- https://flask-login.readthedocs.io/en/latest/#anonymous-users
- https://docs.djangoproject.com/en/stable/ref/contrib/auth/#anonymoususer-object
- https://www.django-rest-framework.org/api-guide/permissions/#setting-the-permission-policy
- https://cwe.mitre.org/data/definitions/862.html
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, Related, RuleMeta
from routelint.fixes import build
from routelint.model.project import Project
from routelint.policies.ineffective import Ineffective, ineffective_guards
from routelint.policies.sites import first_line

META = RuleMeta(
    code="RL306",
    slug="ineffective-guard",
    category="auth",
    severity="error",
    tier="B",
    fix="sometimes",
    summary="What is written like a guard lets everybody pass",
    cwe=(862,),
    references=("https://cwe.mitre.org/data/definitions/862.html",),
)


def check(project: Project) -> Iterator[Finding]:
    for found in ineffective_guards(project):
        yield _finding(project, found)


def _finding(project: Project, found: Ineffective) -> Finding:
    path = found.shown.scope.module.path
    edits = [build.replace(path, found.span, found.new)] if found.new else []
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="high",
        message=f"{found.why}.",
        path=path,
        span=first_line(found.span),
        hint=found.hint,
        related=tuple(Related(place, text) for place, text in found.related),
        framework=found.framework.slug,
        route=project.route_ref(found.handler),
        fix=build.fix("unsafe", "Make the guard refuse", *edits) if edits else None,
        scope=found.shown.scope.qualname,
        statement=found.span,
    )
