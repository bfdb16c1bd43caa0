"""Middleware in an order that breaks it.

## What it does
Reports orders with a proven consequence only: CORS inside of middleware that can answer by itself,
sessions behind what uses them, items of the request behind what takes them, `request.user` before the
authentication has set it, a body that is changed after it was compressed; a guard among hooks behind
one that answers with data.

## Why it matters
Depending on the pair, every request fails, preflights are refused, or a middleware silently has no
effect.

## Example
```python
MIDDLEWARE = [
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
]
```

## Use instead
```python
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
```

## Frameworks
Django, aiohttp: the first one of the list is the outermost. Flask: hooks of the application run before
those of blueprints, each in the order of their registration.
Falcon: `CORSMiddleware` behind components that refuse, with `independent_middleware=False`.
Sanic: request middleware by `priority`, then in the order of its definition.
Litestar: the first one of the list is the outermost, and finds no session that comes behind it.

## When it stays silent
For orders that were shown not to matter (`CsrfViewMiddleware` and CORS, `LoginRequiredMiddleware` and
authentication, locale and session), and for middleware that only looks at responses.

## Fix safety
There is no fix: other orders may depend on the entry. The hint names the place.

## References
- https://docs.djangoproject.com/en/5.2/ref/middleware/#middleware-ordering
- https://github.com/adamchainz/django-cors-headers#setup
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, Related, RuleMeta
from routelint.model.project import Project
from routelint.rules.order._constraints import misplaced
from routelint.rules.order._hooks import late_guards

META = RuleMeta(
    code="RL206",
    slug="middleware-order",
    category="order",
    severity="warning",
    tier="A",
    summary="Middleware stands in an order that breaks it.",
    references=("https://docs.djangoproject.com/en/5.2/ref/middleware/#middleware-ordering",),
)


def check(project: Project) -> Iterator[Finding]:
    yield from _middleware(project)
    yield from _hooks(project)


def _hooks(project: Project) -> Iterator[Finding]:
    for late in late_guards(project):
        yield Finding(
            code=META.code,
            rule=META.slug,
            severity=META.severity,
            confidence="medium",
            message=(
                f"`{late.guard_name}` runs after `{late.answering_name}`, which answers by itself: "
                "what it sends has not been guarded."
            ),
            path=late.guard.location.path,
            span=late.guard.location.span,
            hint="Register the guard first, at the same level or above.",
            related=(Related(late.answering.location, "answers before the guard"),),
            framework=late.guard.container.framework.slug,
            statement=late.guard.statement,
        )


def _middleware(project: Project) -> Iterator[Finding]:
    seen: set[tuple[str, int, int]] = set()
    for found in misplaced(project):
        place = found.middleware.location
        key = (place.path, place.span.line, place.span.column)
        if key in seen:
            continue
        seen.add(key)
        yield Finding(
            code=META.code,
            rule=META.slug,
            severity=META.severity,
            confidence="high",
            message=f"{found.message} (the outermost middleware comes first)"
            if found.middleware.outermost == "first"
            else f"{found.message} (the outermost middleware is added last)",
            path=place.path,
            span=place.span,
            hint=found.hint,
            related=(Related(found.other_place, "in conflict with this one"),),
            framework=found.app.framework.slug,
            statement=found.middleware.statement,
        )
