"""The text of an exception, or its traceback, in what clients get.

## What it does
Follows exceptions that the application did not make for its users, and tracebacks, from `except`
clauses and error handlers into bodies of answers, details of HTTP errors, templates and messages of
WebSockets: through variables and functions of the project, in whatever modules.

## Why it matters
Such texts are written for developers. They hold connection strings, paths, queries and parts of the
data of others, and tell an attacker which of his attempts has got how far.

## Example
```python
try:
    rows = database.run(query)
except Exception as error:
    return jsonify(error=str(error)), 500
```

## Use instead
```python
try:
    rows = database.run(query)
except Exception:
    logger.exception("the query has failed")
    return jsonify(error="internal error"), 500
```

## Frameworks
All.

## When it stays silent
For exception classes of the project and HTTP errors, whose texts are meant for clients; for
`ValueError` and its like, and for classes of validation, tokens and OAuth, unless they are answered
with a status from 500 on; under conditions that ask for a debug mode, in tests, and where a class
can't be resolved. The name of an exception's class is no detail.

## Fix safety
There is no fix: what to tell instead is for the application to say.

## References
- https://cheatsheetseries.owasp.org/cheatsheets/Error_Handling_Cheat_Sheet.html
- CWE-209
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, Related, RuleMeta
from routelint.model import ir
from routelint.model.project import Project
from routelint.policies.leaks import Leak, leaks
from routelint.policies.sites import first_line, frameworks_at, in_production, same_line

META = RuleMeta(
    code="RL506",
    slug="error-detail-leak",
    category="exposure",
    severity="warning",
    tier="B",
    summary="The text or traceback of an exception in what clients get",
    cwe=(209, 497),
    references=("https://cheatsheetseries.owasp.org/cheatsheets/Error_Handling_Cheat_Sheet.html",),
)


def check(project: Project) -> Iterator[Finding]:
    seen: set[tuple[str, tuple[int, int]]] = set()
    for leak in leaks(project):
        place = leak.told.origin.location
        key = (place.path, place.span.start)
        if leak.told.kind == "parameter" or key in seen:
            continue
        if in_production(project, leak.told.origin) and in_production(project, leak.sink):
            seen.add(key)
            yield _finding(project, leak)


def _finding(project: Project, leak: Leak) -> Finding:
    origin = leak.told.origin
    scope = origin.scope.function_scope()
    node = None if scope is None else scope.node
    name = node.qualname if isinstance(node, ir.Function) else origin.scope.module.name
    function = next((f for f in project.pipeline_functions() if f.node is node), None)
    handlers = [] if function is None else project.handlers_of(function)
    frameworks = frameworks_at(project, origin.scope, function)
    related = list(leak.told.trace)
    if not same_line(leak.sink, origin):
        related.append(Related(leak.sink.location, "handed to the client here"))
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="high",
        message=(
            f"`{name}` shows clients what an exception says{_shown(origin.expr)}: "
            "paths, queries and secrets may be in it"
        ),
        path=origin.location.path,
        span=first_line(origin.location.span),
        hint="log the exception, and answer with a text of your own",
        related=tuple(related),
        route=project.route_ref(handlers[0] if handlers else None),
        framework=frameworks[0].slug if frameworks else "",
        scope=name,
        statement=origin.expr.span,
    )


def _shown(expr: ir.Expr) -> str:
    text = ir.text(expr, 40)
    return "" if text == "..." or isinstance(expr, ir.FormattedString) else f" (`{text}`)"
