"""A session cookie is set without what protects it.

## What it does
Reports calls and `Set-Cookie` headers that set a cookie by which somebody is known (its name speaks
of a session, a token, a login, or it is signed) without `Secure`, `HttpOnly` or `SameSite`, and
settings and options that take one of these from the framework's own session cookies.

## Why it matters
Without `Secure` the cookie is sent over plain http, where anybody on the way can read it. Without
`HttpOnly` every script of the page can. Without `SameSite` some browsers send it with requests that
other sites make. `SameSite=None` without `Secure` is refused by browsers.

## Example
```python
response.set_cookie("session", token)
```

## Use instead
```python
response.set_cookie("session", token, secure=True, httponly=True, samesite="Lax")
```

## Frameworks
What `set_cookie` adds by itself: nothing in Flask, Quart, Django, aiohttp, Tornado, Bottle, Pyramid;
`SameSite=Lax` in Starlette, FastAPI and Litestar; `Secure` and `SameSite=Lax` in Sanic; `Secure` and
`HttpOnly` in Falcon. In raw ASGI and WSGI applications and http.server the header is written by hand.

## When it stays silent
Cookies for a theme, a language, a CSRF token and the like; names and flags that can't be read; cookies
that are emptied; use of the framework's sessions as they are; settings for development. With
`cookie-flags = "proxy"` in the configuration.

## Fix safety
Unsafe: a cookie with `Secure` does not come back over plain http, as on a developer's machine.

## References
- https://owasp.org/www-community/controls/SecureCookieAttribute
- https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Set-Cookie
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, Fix, Related, RuleMeta
from routelint.fixes import build
from routelint.model.app import Ref
from routelint.model.exposures import HTTP_ONLY, SAME_SITE, SECURE
from routelint.model.project import Project
from routelint.policies.cookies import Setting, Weakening, weak_cookies, weakenings
from routelint.policies.sites import first_line, in_production, same_line

META = RuleMeta(
    code="RL504",
    slug="insecure-cookie",
    category="exposure",
    severity="warning",
    tier="B",
    summary="A session cookie is set without what protects it",
    fix="sometimes",
    cwe=(614, 1004, 1275),
    references=("https://owasp.org/www-community/controls/SecureCookieAttribute",),
    in_front="cookie-flags",
)

_TITLES = {SECURE: "Secure", HTTP_ONLY: "HttpOnly", SAME_SITE: "SameSite"}
_LOSS = {
    SECURE: "it is sent over plain http, where anybody on the way can read it",
    HTTP_ONLY: "every script of the page can read it",
    SAME_SITE: "some browsers send it with requests that other sites make",
}
_WANTED = {SECURE: "True", HTTP_ONLY: "True", SAME_SITE: '"Lax"'}


def check(project: Project) -> Iterator[Finding]:
    for cookie in weak_cookies(project):
        if in_production(project, Ref(cookie.site.call, cookie.site.scope)):
            yield _of_cookie(project, cookie)
    seen: set[tuple[str, tuple[int, int]]] = set()
    for weakening in weakenings(project):
        place = weakening.source.ref.location
        known = (place.path, place.span.start) in seen
        if known or not in_production(project, weakening.source.ref):
            continue
        if in_production(project, weakening.use):
            seen.add((place.path, place.span.start))
            yield _of_weakening(weakening)


def _of_cookie(project: Project, cookie: Setting) -> Finding:
    scope, function = cookie.site.scope, cookie.site.function
    handlers = [] if function is None else project.handlers_of(function)
    flags = [_TITLES[flag] for flag in cookie.missing]
    listed = flags[0] if len(flags) == 1 else f"{', '.join(flags[:-1])} and {flags[-1]}"
    if cookie.keywords:
        wanted = ", ".join(f"{cookie.keywords[f]}={_WANTED[f]}" for f in cookie.missing)
        hint = f"Add `{wanted}`."
    else:
        text = "".join(
            f"; {_TITLES[f]}" + ("=Lax" if f == SAME_SITE else "") for f in cookie.missing
        )
        hint = f"Add `{text}` to the header."
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="high",
        message=f"The cookie `{cookie.name}` is set without {listed}: {_LOSS[cookie.missing[0]]}.",
        path=scope.module.path,
        span=first_line(cookie.place.span),
        hint=hint,
        framework=cookie.framework.slug,
        route=project.route_ref(handlers[0] if handlers else None),
        fix=_fix(cookie),
        scope=scope.qualname,
        statement=cookie.place.span,
    )


def _fix(cookie: Setting) -> Fix | None:
    if not cookie.keywords:
        return None
    path, call = cookie.site.scope.module.path, cookie.site.call
    edits = [
        build.replace(path, cookie.given[flag].span, _WANTED[flag])
        for flag in cookie.missing
        if flag in cookie.given
    ]
    absent = [f for f in cookie.missing if f not in cookie.given]
    text = ", ".join(f"{cookie.keywords[flag]}={_WANTED[flag]}" for flag in absent)
    added = [build.add_argument(path, call.args_span, text)] if text else []
    return build.fix("unsafe", "Protect the cookie", *edits, *added)


def _of_weakening(weakening: Weakening) -> Finding:
    ref, use = weakening.source.ref, weakening.use
    wanted = _WANTED[weakening.flag]
    uses = [u for u in (use, *weakening.source.trail) if not same_line(u, ref)]
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="high",
        message=(
            f"`{weakening.name}` takes {_TITLES[weakening.flag]} from the session cookie: "
            f"{_LOSS[weakening.flag]}."
        ),
        path=ref.location.path,
        span=first_line(ref.location.span),
        hint=f"Set `{weakening.name}` to `{wanted}`.",
        related=tuple(Related(u.location, f"becomes `{weakening.name}`") for u in uses),
        framework=weakening.framework.slug,
        fix=build.fix(
            "unsafe",
            "Protect the session cookie",
            build.replace(ref.location.path, ref.location.span, wanted),
        ),
        scope=ref.scope.qualname,
        statement=ref.location.span,
    )
