"""An application sends pages without any header that protects them.

## What it does
Reports applications that send pages (templates, `text/html`) while nothing in the project adds one of
the headers by which browsers protect them: no middleware, no hook, no base class, no extension sets
`Content-Security-Policy`, `X-Content-Type-Options`, `X-Frame-Options` or their kin.

## Why it matters
Without them a browser runs every script that gets into a page, shows the page in a frame of another
site, below buttons of that site's, and guesses that an uploaded text is a page.

## Example
```python
app = Flask(__name__)


@app.get("/")
def index():
    return render_template("index.html")
```

## Use instead
```python
@app.after_request
def protect(response):
    response.headers["Content-Security-Policy"] = "default-src 'self'; frame-ancestors 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
```

## Frameworks
All that send pages, but Django with its `SecurityMiddleware`, which is in the settings that
`startproject` writes: there it is reported where `MIDDLEWARE` lacks that, and the one for
`X-Frame-Options`. In raw ASGI and WSGI applications and http.server it is reported at a page.

## When it stays silent
Where a hook, middleware, base class or decorator of the project mentions such a header, or an
extension for them is imported; where the middleware is not known; for applications that send no pages,
as far as can be seen. A header that single views set counts for these alone. Headers that a proxy in
front adds can't be seen, which is one reason why the rule has to be selected: say
`security-headers = "proxy"`.

## Fix safety
No fix: a policy that is too strict breaks the pages.

## References
- https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Headers_Cheat_Sheet.html
- https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CSP
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, Location, Related, RuleMeta
from routelint.model.app import Ref
from routelint.model.project import Project
from routelint.policies.pages import Page, are_protected, pages, place_of
from routelint.policies.sites import first_line

META = RuleMeta(
    code="RL509",
    slug="missing-security-headers",
    category="exposure",
    severity="info",
    tier="C",
    summary="An application sends pages without any header that protects them",
    cwe=(693, 1021),
    references=("https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Headers_Cheat_Sheet.html",),
    in_front="security-headers",
)

_MESSAGE = (
    "sends pages, and nothing in the project adds headers by which browsers protect them "
    "(`Content-Security-Policy`, `X-Content-Type-Options`, `X-Frame-Options`)."
)


def check(project: Project) -> Iterator[Finding]:
    found = pages(project)
    if not found or are_protected(project):
        return
    for page in found:
        place = page.place.location if page.app is None else place_of(project, page.app)
        if place is not None:
            yield _finding(page, place)


def _finding(page: Page, place: Location) -> Finding:
    name = page.app.name if page.app is not None else ""
    example = page.framework.pages.example
    scope = page.app.scope if page.app is not None else page.place.scope
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="medium",
        message=f"{f'`{name}`' if name else 'The application'} {_MESSAGE}",
        path=place.path,
        span=first_line(place.span),
        hint=f"Add them to all answers: {example}." if example else "Add them to all answers.",
        related=() if page.app is None else _sent_at(page.place),
        framework=page.framework.slug,
        scope=scope.qualname,
    )


def _sent_at(place: Ref) -> tuple[Related, ...]:
    return (Related(place.location, "a page is sent here"),)
