"""The origin of the request is allowed, whatever it is or nearly so.

## What it does
Reports answers that send the request's own `Origin` back with credentials, without a test or with one
that strangers pass (`startswith`, `endswith`, substring), and CORS options whose expressions match
more origins than they name (not closed at the end, a dot that is not escaped, `.*` before a name).

## Why it matters
Whoever registers a name that passes the test can read, in the visitor's name, what the visitor's
cookies open: that is the same as allowing every origin, only less visible.

## Example
```python
origin = request.headers.get("Origin", "")
if origin.endswith("shop.example"):  # also notshop.example
    response.headers["Access-Control-Allow-Origin"] = origin
    response.headers["Access-Control-Allow-Credentials"] = "true"
```

## Use instead
```python
origin = request.headers.get("Origin", "")
if origin in {"https://shop.example", "https://www.shop.example"}:
    response.headers["Access-Control-Allow-Origin"] = origin
    response.headers["Access-Control-Allow-Credentials"] = "true"
```

## Frameworks
Flask (also Flask-CORS), FastAPI and Starlette (also CORSMiddleware), Django (also django-cors-headers),
aiohttp, Sanic (also Sanic Extensions, which matches expressions at the start only).
Litestar (also `CORSConfig`, where a `*` in an origin stands for anything).

## When it stays silent
Origins without credentials (cors-any-origin), exact comparisons, membership in a set, `fullmatch`, and
tests by functions that can't be seen through: those that are given the origin, and those whose name says
that they judge it.

## Fix safety
No fix: only you know which origins are yours.

## References
- https://portswigger.net/web-security/cors
- https://fetch.spec.whatwg.org/#http-origin
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, Location, Related, RuleMeta
from routelint.model.app import Ref
from routelint.model.project import Project
from routelint.model.values import FunctionRef
from routelint.policies.cors import Policy, credentials, origins, policies, statement_of
from routelint.policies.leaky_patterns import leaks
from routelint.rules.exposure._headers import (
    ALLOW_CREDENTIALS,
    ALLOW_ORIGIN,
    Reader,
    framework_slug,
)
from routelint.rules.exposure._origin_tests import why_any

META = RuleMeta(
    code="RL502",
    slug="cors-reflected-origin",
    category="exposure",
    severity="error",
    tier="A",
    summary="The origin of the request is allowed, whatever it is or nearly so",
    cwe=(942, 346),
    references=("https://portswigger.net/web-security/cors",),
)


def check(project: Project) -> Iterator[Finding]:
    for policy in policies(project):
        allowed = credentials(project, policy)
        if allowed is None:
            continue
        found = _as_text(project, policy)
        if found is not None:
            yield _of_policy(project, policy, *found)
            continue
        for origin in origins(project, policy) or ():
            if origin.pattern is not None and not origin.is_any:
                leak = leaks(origin.pattern, policy.table.matching)
                if leak:
                    yield _of_policy(project, policy, origin.ref, leak)
    for function in project.pipeline_functions():
        yield from _by_hand(project, function)


def _as_text(project: Project, policy: Policy) -> tuple[Ref, str] | None:
    """A text where a list belongs, in which the origin is searched."""
    if not policy.table.list_only:
        return None
    for name in policy.table.origins:
        ref = policy.options.get(name)
        text = None if ref is None else project.value_of(ref)
        if ref is not None and isinstance(text, str) and text != "*":
            return ref, "a text in place of a list is searched for the origin, so parts of it pass"
    return None


def _of_policy(project: Project, policy: Policy, ref: Ref, leak: str) -> Finding:
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="high",
        message=f"{policy.framework.title} allows credentials to origins of strangers: {leak}.",
        path=ref.location.path,
        span=ref.location.span,
        hint="List the origins, or close and escape the expression: `^https://shop\\.example$`.",
        related=(Related(policy.location, "the policy"),),
        route=project.route_ref(policy.handler),
        framework=policy.framework.slug,
        scope=policy.scope if ref.location.path == policy.location.path else "",
        statement=statement_of(policy, ref),
    )


def _by_hand(project: Project, function: FunctionRef) -> Iterator[Finding]:
    reader = Reader(project, function)
    writes = reader.writes()
    allowing = [w for w in writes if w.header == ALLOW_CREDENTIALS and reader.allows_credentials(w)]
    if not allowing:
        return
    for write in writes:
        if write.header != ALLOW_ORIGIN or not reader.is_origin(write.value):
            continue
        partner = next((w for w in allowing if w.together(write)), None)
        why = why_any(reader, write)
        if partner is None or why is None:
            continue
        path = function.module.path
        handlers = project.handlers_of(function)
        yield Finding(
            code=META.code,
            rule=META.slug,
            severity=META.severity,
            confidence="high",
            message=f"`{function.name}` sends the request's origin back with credentials, {why}.",
            path=path,
            span=write.node.span,
            hint="Compare the origin with a set of those that are yours.",
            related=(Related(Location(path, partner.node.span), "credentials"),),
            framework=framework_slug(project, handlers),
            route=project.route_ref(handlers[0] if handlers else None),
            scope=function.node.qualname,
            statement=write.statement.span,
        )
