"""Any origin may read what an application answers.

## What it does
Reports CORS policies that allow every origin without credentials: options of CORS middleware and
extensions (defaults, lists, variables, expressions that match everything, settings, options for one
path or route), and headers written by hand: `Access-Control-Allow-Origin: *`, the request's own origin
without a test of it, or where a setting allows `*`, which means `*`.

## Why it matters
The page of any site can read the answers. For an interface that is meant for everybody that is the
point; for one that is reached only from within a network, or that trusts the address of who asks, the
browser of any visitor becomes a way in.

## Example
```python
app.add_middleware(CORSMiddleware, allow_origins=["*"])
```

## Use instead
```python
app.add_middleware(CORSMiddleware, allow_origins=["https://shop.example"])
```

## Frameworks
All in which CORS is configured or its headers are written. Flask-CORS, Quart-CORS, Litestar and Falcon
allow any origin unless they are told which.

## When it stays silent
Where credentials are allowed, too: that is cors-wildcard-credentials. Origins that can't be read,
policies that are behind a test for a debug mode, and a `*` that is sent where a setting holds it.

## Fix safety
No fix: only you know which origins are yours.

## References
- https://fetch.spec.whatwg.org/#http-cors-protocol
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, Location, Related, RuleMeta, Span
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
from routelint.policies.sites import first_line, in_production
from routelint.rules.exposure._headers import (
    ALLOW_CREDENTIALS,
    ALLOW_ORIGIN,
    Reader,
    Write,
    framework_slug,
)
from routelint.rules.exposure._origin_tests import WHATEVER, is_asked_for, lets_all_in, why_any

META = RuleMeta(
    code="RL503",
    slug="cors-any-origin",
    category="exposure",
    severity="info",
    tier="C",
    summary="Any origin may read what an application answers",
    cwe=(942,),
    references=("https://fetch.spec.whatwg.org/#http-cors-protocol",),
)

_HINT = "List the origins that are yours."
_STAR = "Send `*` where it is allowed, and an origin only where that one is."


def check(project: Project) -> Iterator[Finding]:
    seen: set[tuple[str, Span]] = set()
    for policy in policies(project):
        if credentials(project, policy) is not None:
            continue
        for place, ref in _openings(project, policy):
            if (place.path, place.span) in seen:
                continue
            seen.add((place.path, place.span))
            if ref is None or in_production(project, ref):
                yield _finding(project, policy, place, ref)
    yield from _by_hand(project)


def _openings(project: Project, policy: Policy) -> Iterator[tuple[Location, Ref | None]]:
    """Where every origin is let in: an option, or the policy that names none."""
    table = policy.table
    everything = is_on(project, policy, table.any_origin)
    if everything is not None:
        yield everything.location, everything
        return
    for origin in origins(project, policy) or ():
        if origin.is_any and (origin.pattern is not None or table.star_is_any):
            yield origin.ref.location, origin.ref
            return
    meant = any(name in table.near_options for name in policy.options) or _is_set(policy)
    if table.default_any and not meant and not given(policy, (*table.origins, *table.regexes)):
        yield policy.location, None


def _is_set(policy: Policy) -> bool:
    """Whether a setting names origins, rightly or not: what is wrong with it is another finding."""
    table, app = policy.table, policy.container
    keys = {key for option, key in table.settings.items() if option in table.origins}
    keys |= {near for near, right in table.near_options.items() if right in keys}
    return app is not None and any(setting.key in keys for setting in app.settings)


def _finding(project: Project, policy: Policy, place: Location, ref: Ref | None) -> Finding:
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="medium",
        message="This policy lets the pages of every site read the answers.",
        path=place.path,
        span=first_line(place.span),
        hint=_HINT,
        related=(Related(policy.location, "the policy"),) if place != policy.location else (),
        route=project.route_ref(policy.handler),
        framework=policy.framework.slug,
        scope=policy.scope if place.path == policy.location.path else "",
        statement=place.span if ref is None else statement_of(policy, ref),
    )


def _by_hand(project: Project) -> Iterator[Finding]:
    for function in project.pipeline_functions():
        reader = Reader(project, function)
        writes = reader.writes()
        allowing = [
            w for w in writes if w.header == ALLOW_CREDENTIALS and reader.allows_credentials(w)
        ]
        for write in writes:
            if write.header != ALLOW_ORIGIN or any(w.together(write) for w in allowing):
                continue
            found = _opened(reader, write)
            if found is None or not in_production(project, Ref(write.node, reader.scope)):
                continue
            handlers = project.handlers_of(function)
            yield Finding(
                code=META.code,
                rule=META.slug,
                severity=META.severity,
                confidence="medium",
                message=f"`{function.name}` {found[0]}.",
                path=function.module.path,
                span=first_line(write.node.span),
                hint=found[1],
                framework=framework_slug(project, handlers) or project.used[0].slug,
                route=project.route_ref(handlers[0] if handlers else None),
                scope=function.node.qualname,
                statement=write.statement.span,
            )


def _opened(reader: Reader, write: Write) -> tuple[str, str] | None:
    """How the header that is written lets every origin in, and what to write instead."""
    if reader.text_of(write) == "*" and not is_asked_for(reader, write):
        return "lets the pages of every site read its answers", _HINT
    if reader.is_origin(write.value):
        if why_any(reader, write) == WHATEVER:
            return (
                "sends the origin of every request back: the pages of every site read its answers",
                _HINT,
            )
        if reader.is_certain(write.value) and lets_all_in(reader, write):
            return (
                "sends the request's origin back where `*` is allowed: browsers accept that with "
                "credentials, too",
                _STAR,
            )
    return None
