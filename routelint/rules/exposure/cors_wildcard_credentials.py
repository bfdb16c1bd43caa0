"""Any origin is allowed together with credentials.

## What it does
Reports CORS policies that allow every origin and credentials: options of CORS middleware and
extensions (defaults, lists, variables, expressions that match everything, settings, options for one
path or route), and the two headers written by hand.

## Why it matters
The page of any site may then read, in the visitor's name, what the visitor's cookies open. Libraries
send back the origin that asks, since browsers refuse `*` with credentials; written by hand, `*` makes
browsers refuse every such request.

## Example
```python
CORS(app, origins="*", supports_credentials=True)
```

## Use instead
```python
CORS(app, origins=["https://shop.example"], supports_credentials=True)
```

## Frameworks
Flask (Flask-CORS), FastAPI and Starlette (CORSMiddleware), Django (django-cors-headers), Falcon
(CORSMiddleware, where `allow_credentials="*"` means every origin that is allowed), aiohttp
(aiohttp-cors), Sanic (Sanic Extensions, which refuses `*` in the settings, but not expressions or its
decorator; `cross_origin` of Sanic-CORS), `crossdomain` of Flask-RESTful and Flask-RESTX, and headers
written by hand in each of them.
Litestar: `CORSConfig`, which allows any origin unless it is told which.

## When it stays silent
Origins that can't be read (from the environment, from a file, from settings that a function of the
project gathers), any origin without credentials, and exact lists.

## Fix safety
No fix: only you know which origins are yours.

## References
- https://fetch.spec.whatwg.org/#cors-protocol-and-credentials
- https://portswigger.net/web-security/cors
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, Location, Related, RuleMeta
from routelint.model.app import Ref
from routelint.model.project import Project
from routelint.policies.cors import (
    Policy,
    credentials,
    given,
    is_on,
    origins,
    policies,
    statement_of,
)
from routelint.rules.exposure._headers import (
    ALLOW_CREDENTIALS,
    ALLOW_ORIGIN,
    Reader,
    framework_slug,
)

META = RuleMeta(
    code="RL501",
    slug="cors-wildcard-credentials",
    category="exposure",
    severity="error",
    tier="A",
    summary="Any origin is allowed together with credentials",
    cwe=(942,),
    references=("https://fetch.spec.whatwg.org/#cors-protocol-and-credentials",),
)


def check(project: Project) -> Iterator[Finding]:
    for policy in policies(project):
        allowed = credentials(project, policy)
        if allowed is None:
            continue
        opening = _opening(project, policy, allowed)
        if opening is not None:
            yield _finding(project, policy, *opening, allowed)
    yield from _by_hand(project)


def _opening(project: Project, policy: Policy, allowed: Ref) -> tuple[Ref, str] | None:
    """The option that lets every origin in, and what comes of it."""
    table = policy.table
    everything = is_on(project, policy, table.any_origin)
    if everything is not None:
        return everything, table.any_origin_text
    for origin in origins(project, policy) or ():
        if origin.is_any and origin.pattern is not None:
            return origin.ref, table.any_origin_text
        if origin.is_any and table.star_is_any:
            return origin.ref, table.refuses_star or table.any_origin_text
    if table.default_any and not given(policy, (*table.origins, *table.regexes)):
        return allowed, table.refuses_star or table.any_origin_text
    return None


def _finding(project: Project, policy: Policy, opening: Ref, text: str, allowed: Ref) -> Finding:
    framework = policy.framework
    related = [Related(policy.location, "the policy")]
    if allowed is not opening:
        related.append(Related(allowed.location, "credentials are allowed here"))
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="high",
        message=f"{framework.title} allows credentials to any origin: {text}.",
        path=opening.location.path,
        span=opening.location.span,
        hint="List the origins that are yours, or allow no credentials.",
        related=tuple(related),
        route=project.route_ref(policy.handler),
        framework=framework.slug,
        scope=policy.scope if opening.location.path == policy.location.path else "",
        statement=statement_of(policy, opening),
    )


def _by_hand(project: Project) -> Iterator[Finding]:
    for function in project.pipeline_functions():
        reader = Reader(project, function)
        writes = reader.writes()
        allowing = [
            w for w in writes if w.header == ALLOW_CREDENTIALS and reader.allows_credentials(w)
        ]
        for write in writes:
            if write.header != ALLOW_ORIGIN or reader.text_of(write) != "*":
                continue
            partner = next((w for w in allowing if w.together(write)), None)
            if partner is None:
                continue
            path = function.module.path
            handlers = project.handlers_of(function)
            yield Finding(
                code=META.code,
                rule=META.slug,
                severity=META.severity,
                confidence="high",
                message=(
                    f"`{function.name}` allows credentials to any origin: browsers refuse `*` with "
                    "credentials, so that the page gets neither data nor an error it can read."
                ),
                path=path,
                span=write.node.span,
                hint="Name the one origin that may read this, or allow no credentials.",
                related=(Related(Location(path, partner.node.span), "credentials"),),
                framework=framework_slug(project, handlers),
                route=project.route_ref(handlers[0] if handlers else None),
                scope=function.node.qualname,
                statement=write.statement.span,
            )
