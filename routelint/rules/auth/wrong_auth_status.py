"""A status tells those who have not signed in the wrong thing.

## What it does
Reports two mistakes of answers that refuse: 403 for those who have sent no credentials at all, and 401
without the `WWW-Authenticate` header that goes with it, in applications where others have it.

## Why it matters
401 asks for credentials, and 403 says that they would not help. A client that gets 403 does not sign
in, renew its token or show a login page. A 401 has to name in `WWW-Authenticate` how one can sign in;
programs and proxies that go by the standard can't do anything with one that does not.

## Example
```python
if "Authorization" not in request.headers:
    abort(403)
```

## Use instead
```python
if "Authorization" not in request.headers:
    abort(401, www_authenticate=WWWAuthenticate("bearer"))
```

## Frameworks
All. REST framework answers by itself, with 403 where the first of the authentication classes has no
`authenticate_header()`, as `SessionAuthentication`. What else adds challenges: `scheme` of Sanic's
`Unauthorized`, `challenges` of Falcon's `HTTPUnauthorized`, `www_authenticate` of Werkzeug's.

## When it stays silent
For 401 in applications that never send `WWW-Authenticate`: people sign in by a form there, which no
challenge names. Where something that runs for all answers (middleware, hooks, error handlers) speaks of
`WWW-Authenticate`; where headers can't be read; for 403 where more is asked than whether
something was sent, and where an error handler answers for it. A function has one finding for all its
answers of 401.

## Fix safety
No fix: clients may go by the status that they get today.

## References
- https://www.rfc-editor.org/rfc/rfc9110#section-15.5.2
- https://www.rfc-editor.org/rfc/rfc9110#section-15.5.4
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, Location, Related, RuleMeta
from routelint.flow.calls import way_to
from routelint.model import ir
from routelint.model.project import Project
from routelint.policies.refusals import Refusal, Unchallenging, refusals, unchallenging
from routelint.policies.sites import first_line

META = RuleMeta(
    code="RL310",
    slug="wrong-auth-status",
    category="auth",
    severity="info",
    tier="C",
    summary="A status tells those who have not signed in the wrong thing",
    cwe=(755,),
    references=("https://www.rfc-editor.org/rfc/rfc9110#section-15.5.2",),
)


def check(project: Project) -> Iterator[Finding]:
    for refusal in refusals(project):
        if refusal.status == 401:
            yield _unchallenged(project, refusal)
        elif refusal.status == 403 and refusal.missing is not None:
            yield _forbidden(project, refusal, refusal.missing)
    for found in unchallenging(project):
        yield _listed(found)


def _unchallenged(project: Project, refusal: Refusal) -> Finding:
    path = refusal.scope.module.path
    more = tuple(Related(Location(path, place.span), "and here") for place in refusal.more)
    return _finding(
        project,
        refusal,
        f"`{refusal.function.name}` answers 401 without `WWW-Authenticate`, which tells clients how "
        "to sign in, and which other answers have.",
        f"Name the way to sign in: `{_example(refusal)}`.",
        (*more, *((refusal.other,) if refusal.other is not None else ())),
    )


def _forbidden(project: Project, refusal: Refusal, missing: ir.Expr) -> Finding:
    place = Location(refusal.scope.module.path, missing.span)
    return _finding(
        project,
        refusal,
        f"`{refusal.function.name}` answers 403 to those who have sent no credentials: clients take it "
        "that signing in would not help.",
        f"Ask for credentials: `{_example(refusal)}`.",
        (Related(place, "nothing was sent here"),),
    )


def _example(refusal: Refusal) -> str:
    return refusal.framework.refusals.example


def _finding(
    project: Project, refusal: Refusal, message: str, hint: str, related: tuple[Related, ...]
) -> Finding:
    handlers = project.handlers_of(refusal.function)
    span = refusal.place.span
    here = (refusal.scope.module.path, span.line)
    related = tuple(r for r in related if (r.location.path, r.location.span.line) != here)
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="medium",
        message=message,
        path=refusal.scope.module.path,
        span=first_line(span),
        hint=hint,
        related=(*way_to(project, refusal.function), *related),
        framework=refusal.framework.slug,
        route=project.route_ref(handlers[0] if handlers else None),
        scope=refusal.scope.qualname,
        statement=span,
    )


def _listed(found: Unchallenging) -> Finding:
    span = found.ref.location.span
    method = found.framework.refusals.challenging[0]
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="medium",
        message=(
            f"`{found.name}` comes first and has no challenge, so that those who have sent no "
            "credentials get 403: clients take it that signing in would not help."
        ),
        path=found.ref.location.path,
        span=first_line(span),
        hint=f"Put a class with a challenge first, or give this one an `{method}()`.",
        related=found.related,
        framework=found.framework.slug,
        scope=found.ref.scope.qualname,
        statement=span,
    )
