"""Passwords can be tried without a limit.

## What it does
Reports routes that check passwords (their path or name says `login`, `signin`, `token`, `authenticate`
or `otp`, and they take a password or credentials) where nothing limits how often they may be asked: no
limiter, throttle, hook or middleware that answers 429, and no code that counts attempts. It is a
warning in projects that limit other routes, and information in others, where a proxy may do it.

## Why it matters
Whoever has a list of stolen passwords tries them all: a login answers thousands of requests in a
minute. Checking a password is slow by design, so that these requests are also what stops an
application.

## Example
```python
@app.post("/login")
def login():
    user = find(request.form["name"])
    if user is None or not user.check_password(request.form["password"]):
        abort(401)
    session["user"] = user.name
    return redirect("/")
```

## Use instead
```python
@app.post("/login")
@limiter.limit("5/minute")
@limiter.limit("20/hour", key_func=lambda: request.form.get("name", ""))
def login(): ...
```

## Frameworks
All of them; Django's `LoginView` is one of these routes. None limits logins by itself.

## When it stays silent
Where anything on the way has a name that speaks of limits, throttles, attempts, locks or captchas, or
answers 429, in the handler, what it calls, its class, its router or its application. With
`rate-limit = "proxy"` in the configuration.

## Fix safety
No fix: how many attempts are enough, and whom to count, is not in the code.

## References
- https://cheatsheetseries.owasp.org/cheatsheets/Authentication_Cheat_Sheet.html#protect-against-automated-attacks
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, RuleMeta
from routelint.model.project import Project
from routelint.policies.logins import has_limiter, is_limited, logins
from routelint.policies.sites import first_line

META = RuleMeta(
    code="RL405",
    slug="unlimited-login",
    category="limits",
    severity="info",
    tier="C",
    summary="Passwords can be tried without a limit",
    cwe=(307,),
    references=(
        "https://cheatsheetseries.owasp.org/cheatsheets/Authentication_Cheat_Sheet.html"
        "#protect-against-automated-attacks",
    ),
    in_front="rate-limit",
)


def check(project: Project) -> Iterator[Finding]:
    for login in logins(project):
        if is_limited(project, login):
            continue
        how = login.framework.facts.get("limit-route", "")
        known = has_limiter(project)
        yield Finding(
            code=META.code,
            rule=META.slug,
            severity="warning" if known else META.severity,
            confidence="medium",
            message=(
                f"`{login.name}` checks passwords, and nothing limits how often it is asked"
                + (", as other routes are." if known else ".")
            ),
            path=login.location.path,
            span=first_line(login.location.span),
            hint=(
                f"Limit it: `{how}`."
                if how
                else "Count attempts by account and by address, and answer 429 when there are too many."
            ),
            route=project.route_ref(login.handler),
            framework=login.framework.slug,
            scope=login.handler.name if login.handler is not None else login.route.scope.qualname,
            statement=login.statement,
        )
