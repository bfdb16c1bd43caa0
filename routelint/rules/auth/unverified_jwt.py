"""A JSON Web Token is believed without all that makes it believable having been checked.

## What it does
Reports where an application reads a JSON Web Token and leaves a check out: that of the signature
(`verify_signature: False`, `get_unverified_claims()`, `verify=False` where that still counts), of the
expiry (`verify_exp: False`, claims of Authlib and joserfc that are never validated) or of the audience;
where it accepts tokens without a signature (`none`), or any algorithm, or the one that the token names.
Options in constants and helpers in other modules count as well.

## Why it matters
The claims of a token are plain text. Whoever writes `{"sub": "admin"}` into one is the administrator
where nobody looks at the signature. A token without an end that was stolen once is good for ever, and one
that another application got from the same server opens this one.

## Example
```python
claims = jwt.decode(token, options={"verify_signature": False})
```

## Use instead
```python
claims = jwt.decode(token, KEY, algorithms=["HS256"])
```

## Frameworks
All: PyJWT, python-jose, Authlib and joserfc are used with each of them. PyJWT 2 ignores `verify=False`
and refuses to decode without `algorithms`, so that these are reported only where the project pins an
older version; python-jose accepts every algorithm when none is given. Authlib and joserfc read a token
without a look at `exp` until its claims are validated. Of the frameworks' own extensions: `allow_expired` and
`JWT_ACCESS_TOKEN_EXPIRES = False` of Flask-JWT-Extended, `verify=False` of tokens of Simple JWT.
`verify_expiry` of Litestar's `JWTAuth` changes nothing: its tokens are never in the past.

## When it stays silent
A token that is looked into first and verified then, by the same function, by one that it calls or by
all that call it (to find the key or the tenant that it names); claims of which only the issuer or the
times are read;
the head, which holds the key's id; a list of algorithms that the one in the head is compared with; what
is read again after the verification has said that the token has expired; tokens that the application
itself has fetched from who makes them, or has made; an expiry or audience that the code looks at by
itself; tests and code for development; what no request gets to.

## Fix safety
Unsafe: `verify_signature` and `verify_exp` are switched on, since tokens are refused then that were
accepted before; the first only where a key and the algorithms are given. `algorithms` that are missing
are added from the call that signs in the same module, which is safe, as no other tokens exist.

## References
- https://pyjwt.readthedocs.io/en/stable/usage.html
- https://www.rfc-editor.org/rfc/rfc8725
- https://cwe.mitre.org/data/definitions/347.html
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, Fix, Related, RuleMeta
from routelint.fixes import build
from routelint.flow.calls import way_to
from routelint.model import ir
from routelint.model.app import Container, Ref, Setting
from routelint.model.project import Project
from routelint.model.tokens import AUDIENCE, EXPIRY, SIGNATURE
from routelint.policies.expiry import never_ends
from routelint.policies.peeking import is_on_the_way, is_peek, looks_itself
from routelint.policies.sites import first_line, in_production
from routelint.policies.tokens import (
    ALGORITHMS,
    CHOSEN,
    UNSIGNED,
    Reading,
    readings,
    signed_with,
)

META = RuleMeta(
    code="RL307",
    slug="unverified-jwt",
    category="auth",
    severity="error",
    tier="B",
    fix="sometimes",
    summary="A token is believed without its signature, expiry or audience having been checked",
    cwe=(347, 613),
    references=("https://pyjwt.readthedocs.io/en/stable/usage.html",),
)

_MESSAGES = {
    SIGNATURE: "the signature of the token is not looked at: whoever writes a token is the one that "
    "it names",
    UNSIGNED: "a token with the algorithm `none` has no signature, and is accepted: whoever writes one is "
    "the one that it names",
    EXPIRY: "nobody looks at the expiry of the token: a stolen one is good for ever",
    AUDIENCE: "nobody looks at the audience of the token: one that was made for another application "
    "is accepted",
    ALGORITHMS: "without `algorithms` the token itself says how it was signed, and all ways are accepted",
    CHOSEN: "the head of the token, which nobody has signed yet, says which algorithm is accepted",
}
_HINTS = {
    SIGNATURE: 'Verify it: `jwt.decode(token, KEY, algorithms=["HS256"])`.',
    UNSIGNED: 'Name only algorithms that sign: `["HS256"]`.',
    EXPIRY: "Leave the check of `exp` on; for a refresh use a token of its own that lives longer.",
    AUDIENCE: 'Say for whom the token has to be: `audience="..."`.',
    ALGORITHMS: 'Name the one that you sign with: `algorithms=["HS256"]`.',
    CHOSEN: 'Name the algorithms yourself: `algorithms=["RS256"]`.',
}


def check(project: Project) -> Iterator[Finding]:
    for reading in readings(project):
        unchecked = _unchecked(project, reading)
        if unchecked:
            yield _finding(project, reading, unchecked)
    for app in project.containers:
        for setting in app.settings:
            yield from _of_setting(project, app, setting)


def _unchecked(project: Project, reading: Reading) -> str:
    """What is left unchecked of a token that somebody may have sent."""
    if not in_production(project, Ref(reading.site.call, reading.site.scope)):
        return ""
    if reading.token is None:
        return reading.unchecked
    if not is_on_the_way(project, reading):
        return ""
    if not reading.unchecked:
        lasting = reading.library is not None and reading.library.lasting
        return EXPIRY if lasting and never_ends(project, reading) else ""
    if is_peek(project, reading) or looks_itself(project, reading):
        return ""
    return reading.unchecked


def _finding(project: Project, reading: Reading, unchecked: str) -> Finding:
    site, cause = reading.site, reading.cause
    here = Ref(site.call, site.scope).location
    inside = cause.location.path == here.path and here.span.contains(cause.location.span)
    place = cause.location if inside else here
    function = site.function
    related = [] if inside else [Related(cause.location, "says so")]
    if function is not None:
        related += way_to(project, function)
    handlers = [] if function is None else project.handlers_of(function)
    return Finding(
        code=META.code,
        rule=META.slug,
        severity="warning" if unchecked in (AUDIENCE, CHOSEN) else META.severity,
        confidence="high" if unchecked in (SIGNATURE, UNSIGNED) else "medium",
        message=f"`{_called(site.call)}()`: {_MESSAGES[unchecked]}.",
        path=place.path,
        span=first_line(place.span),
        hint=_HINTS[unchecked],
        related=tuple(related),
        route=project.route_ref(handlers[0]) if handlers else None,
        framework="" if reading.framework is None else reading.framework.slug,
        fix=_fix(project, reading, unchecked),
        scope=site.scope.qualname,
        statement=site.call.span,
    )


def _called(call: ir.Call) -> str:
    func = call.func.value if isinstance(call.func, ir.Subscript) else call.func
    return ir.dotted(func) or ir.text(func)


def _fix(project: Project, reading: Reading, unchecked: str) -> Fix | None:
    site, cause, library = reading.site, reading.cause, reading.library
    if library is None or library.never:
        return None
    if unchecked == ALGORITHMS:
        algorithm = signed_with(project, site)
        if not algorithm or site.call.argument(library.algorithms, "algorithms") is not None:
            return None
        path, text = cause.location.path, f'algorithms=["{algorithm}"]'
        added = build.add_argument(path, site.call.args_span, text)
        return build.fix("safe", "Accept the algorithm that the tokens are signed with", added)
    if unchecked not in (SIGNATURE, EXPIRY) or not isinstance(cause.expr, ir.Constant):
        return None
    keyed = site.call.argument(library.key, "key") is not None
    listed = site.call.argument(library.algorithms, "algorithms") is not None
    if unchecked == SIGNATURE and not (keyed and listed):
        return None
    edit = build.replace(cause.location.path, cause.location.span, "True")
    return build.fix("unsafe", f"Check the {unchecked}", edit)


def _of_setting(project: Project, app: Container, setting: Setting) -> Iterator[Finding]:
    wanted = app.framework.tokens.settings
    if setting.key not in wanted or setting.value is None:
        return
    if project.value_of(setting.value) is not wanted[setting.key]:
        return
    if not in_production(project, setting.value):
        return
    place = setting.value.location
    yield Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="high",
        message=f"`{setting.key}` has tokens hold for ever: a stolen one is good for ever.",
        path=place.path,
        span=first_line(place.span),
        hint="Give it a time: `timedelta(minutes=15)`.",
        related=app.elsewhere(place.path),
        framework=app.framework.slug,
        scope=setting.value.scope.qualname,
        statement=setting.statement or place.span,
    )
