"""An error boundary that the errors it is for don't reach.

## What it does
Reports error handlers and `except` clauses that can't see the errors that they are meant for: an
`except` around Django's `get_response`, `handler404` and its like in a urlconf that is included,
handlers of an application for what only resources of Flask-RESTful and Flask-RESTX raise, and handlers
behind one for a base class, where the first that fits is taken.

## Why it matters
The code for the error case exists, looks right in a review, and never runs: clients get the
framework's own pages.

## Example
```python
class ApiErrors:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        try:
            return self.get_response(request)
        except Exception:
            return JsonResponse({"error": "internal"}, status=500)
```

## Use instead
```python
class ApiErrors:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        return JsonResponse({"error": "internal"}, status=500)
```

## Frameworks
aiohttp: middleware that answers errors, and stands inside of other middleware which raises them.
Django. Falcon: a handler for `HTTPInternalServerError`, which no crash raises; the order of handlers is
of no account there. Pyramid: a tween `under=EXCVIEW` that catches every exception also takes HTTP
exceptions, before they become answers, and exception views never see what other tweens raise.

Sanic: handlers for every exception take Sanic's own answers, too, and those of blueprints see no unknown
paths or methods. django-ninja: a handler for `Http404` that no operation raises.
Flask-RESTful and Flask-RESTX: an application's handler for exceptions that only resources raise, where
`PROPAGATE_EXCEPTIONS` is not set; an API's handler for every exception, and those behind it.

Litestar: the same two as in Sanic, in each layer; a handler for `HTTPException` further out is enough.

## When it stays silent
When something else in the `try` can raise, for `finally`, for exceptions that are no `Exception`, and
for urlconfs that are a root somewhere.

## Fix safety
There is no fix: what the handler is to do for other errors is not in the code.

## References
- https://docs.djangoproject.com/en/5.2/topics/http/middleware/#exception-handling
- https://docs.djangoproject.com/en/5.2/topics/http/urls/#error-handling
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, RuleMeta
from routelint.model.project import Project
from routelint.rules.order._boundaries import unreached
from routelint.rules.order._errors import blind, out_of_turn
from routelint.rules.order._nested import nested
from routelint.rules.order._swallowing import swallowing, unseen_by_router

META = RuleMeta(
    code="RL201",
    slug="misplaced-error-handler",
    category="order",
    severity="error",
    tier="A",
    summary="An error boundary that the errors it is for don't reach.",
    fix="sometimes",
    references=(
        "https://docs.djangoproject.com/en/5.2/topics/http/middleware/#exception-handling",
    ),
)


def check(project: Project) -> Iterator[Finding]:
    for found in unreached(project):
        yield Finding(
            code=META.code,
            rule=META.slug,
            severity=META.severity,
            confidence="high",
            message=found.message,
            path=found.path,
            span=found.span,
            hint=found.hint,
            framework=found.framework.slug,
            scope=found.scope,
            statement=found.span,
        )
    for found_ in (*blind(project), *out_of_turn(project), *nested(project)):
        yield Finding(
            code=META.code,
            rule=META.slug,
            severity=META.severity,
            confidence="medium",
            message=found_.message,
            path=found_.registration.location.path,
            span=found_.registration.location.span,
            hint=found_.hint,
            related=found_.related,
            framework=found_.registration.container.framework.slug,
            scope=found_.registration.scope.qualname,
            statement=found_.registration.statement,
        )
    for framework, registration, fix in swallowing(project):
        yield Finding(
            code=META.code,
            rule=META.slug,
            severity=META.severity,
            confidence="high",
            message=(
                f"This handler also takes {framework.title}'s own answers: an unknown URL, a refusal "
                "or a wrong method becomes the answer for a crash."
            ),
            path=registration.location.path,
            span=registration.location.span,
            hint=framework.facts["generic-handlers-take-http-errors"],
            related=registration.container.elsewhere(registration.location.path),
            framework=framework.slug,
            fix=fix,
            scope=registration.scope.qualname,
            statement=registration.statement,
        )
    for framework, registration, status in unseen_by_router(project):
        yield Finding(
            code=META.code,
            rule=META.slug,
            severity=META.severity,
            confidence="medium",
            message=(
                f"This handler never sees the {status} for its router's paths: {framework.title} "
                "finds that out before it knows the router, and no view raises it."
            ),
            path=registration.location.path,
            span=registration.location.span,
            hint="Register it for the whole application "
            f"({framework.facts['router-sees-no-routing-errors']}).",
            related=registration.container.elsewhere(registration.location.path),
            framework=framework.slug,
            scope=registration.scope.qualname,
            statement=registration.statement,
        )
