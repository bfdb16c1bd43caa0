"""A header of proxies is believed, although any client can write it.

## What it does
Reports addresses and hosts that are taken from `X-Forwarded-For`, `X-Forwarded-Host` and their kin
(or from an attribute of the framework's that reads them) and that something depends on: a comparison
that decides who may pass, a link, what everybody else takes for the address of the client. Also
options and settings that have these headers believed whoever sends them.

## Why it matters
A proxy adds the address that it has seen to the end of `X-Forwarded-For`. What stands before is what
the client has sent, so that `curl -H 'X-Forwarded-For: 10.0.0.1'` comes from 10.0.0.1. Where there is
no proxy, all of it is. A host that the client has chosen leads whoever follows a link, in a mail with a
new password for example, to another site.

## Example
```python
@app.before_request
def only_the_office():
    address = request.headers.get("X-Forwarded-For", request.remote_addr).split(",")[0]
    if address not in OFFICE:
        abort(403)
```

## Use instead
```python
app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1)  # as many proxies as there are


@app.before_request
def only_the_office():
    if request.remote_addr not in OFFICE:
        abort(403)
```

## Frameworks
All. `remote_addr` of Bottle and `client_addr` of Pyramid are the first address of `X-Forwarded-For`,
`access_route[0]` of Flask, Quart and Falcon is. Tornado believes the headers with `xheaders=True`,
`X-Real-IP` first; uvicorn with `forwarded_allow_ips="*"` takes the first address, as
`ProxyHeadersMiddleware(trusted_hosts="*")` does; Sanic with `REAL_IP_HEADER = "X-Forwarded-For"` all of
it. Django believes `X-Forwarded-Host` with `USE_X_FORWARDED_HOST`, which is reported where
`ALLOWED_HOSTS` holds `*`.

## When it stays silent
Where the function looks who has sent the header (`request.remote_addr in PROXIES`), or asks a setting
whether a proxy is in front; for addresses counted from the end of the header; for headers that proxies
usually overwrite (`X-Real-IP`, `CF-Connecting-IP`, `True-Client-IP`); where the address is only
logged or stored; for keys of rate limits; in tests and examples. With `forwarded-headers = "proxy"` in
the configuration, which says that a proxy in front replaces these headers.

## Fix safety
No fix: only you know how many proxies are in front.

## References
- https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/X-Forwarded-For#security_and_privacy_concerns
- https://cwe.mitre.org/data/definitions/348.html
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, Related, RuleMeta
from routelint.model.app import Ref
from routelint.model.project import Project
from routelint.model.vocabulary import Framework
from routelint.policies.forwarded import Belief, Opening, beliefs, openings
from routelint.policies.sites import first_line, frameworks_at, in_production

META = RuleMeta(
    code="RL510",
    slug="trusted-proxy",
    category="exposure",
    severity="warning",
    tier="B",
    summary="A header of proxies is believed, although any client can write it",
    cwe=(348, 290),
    references=("https://cwe.mitre.org/data/definitions/348.html",),
    in_front="forwarded-headers",
)


def check(project: Project) -> Iterator[Finding]:
    by_origin: dict[tuple[str, int], list[Belief]] = {}
    for belief in beliefs(project):
        origin = belief.claim.origin
        if in_production(project, origin):
            place = origin.location
            by_origin.setdefault((place.path, place.span.line), []).append(belief)
    for found in by_origin.values():
        yield _of_beliefs(project, found)
    for opening in openings(project):
        if in_production(project, opening.place):
            yield _of_opening(opening)


def _of_beliefs(project: Project, found: list[Belief]) -> Finding:
    first = found[0]
    origin = first.claim.origin
    place = origin.location
    handlers = project.handlers_of(first.function)
    frameworks = frameworks_at(project, origin.scope, first.function)
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="high" if first.claim.kind == "address" else "medium",
        message=(
            f"`{first.claim.name}` holds what the client has written before any proxy, "
            f"and {first.what}."
        ),
        path=place.path,
        span=first_line(place.span),
        hint=_hint(first, frameworks),
        related=_related(found),
        framework=frameworks[0].slug if frameworks else "",
        route=project.route_ref(handlers[0] if handlers else None),
        scope=origin.scope.qualname,
        statement=place.span,
    )


def _related(found: list[Belief]) -> tuple[Related, ...]:
    """The way from where it is read to where it counts, and the other places where it does."""
    first = found[0]
    place = first.claim.origin.location
    steps = [*first.claim.trail, *first.trail]
    steps += [Related(belief.place, belief.what) for belief in found[:4]]
    return tuple(
        step
        for step in steps
        if (step.location.path, step.location.span.line) != (place.path, place.span.line)
    )


def _hint(belief: Belief, frameworks: list[Framework]) -> str:
    if belief.claim.kind == "host":
        return "Take the host from a setting, or compare it with those that are yours."
    clients = [f.forwarding.client for f in frameworks if f.forwarding.client]
    if clients:
        return f"Take the address from {clients[0]}."
    return "Take the address of the connection, or count the proxies that are yours from the end."


def _of_opening(opening: Opening) -> Finding:
    place: Ref = opening.place
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="high",
        message=f"`{opening.name}` believes every sender of the headers: {opening.what}.",
        path=place.location.path,
        span=first_line(place.location.span),
        hint="Name the proxies that are in front, and nobody else.",
        related=opening.trail,
        framework=opening.framework.slug,
        scope=place.scope.qualname,
        statement=place.location.span,
    )
