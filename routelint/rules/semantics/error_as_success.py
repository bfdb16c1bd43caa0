"""A view answers with an error, and with the status of a success.

## What it does
Follows the paths of views, and reports answers that say that something went wrong
(`{"error": "no such book"}`, `{"success": False}`, `{"status": "error"}`, a text that begins with
"Not found") where nobody writes a status, so that the framework sends 200.

## Why it matters
Programs look at the status first: `response.ok` holds, `raise_for_status()` raises nothing, and the
error document is taken for the data. Caches keep it, clients don't try again, and monitoring counts a
success.

## Example
```python
@app.get("/books/<int:number>")
def book(number):
    if number not in BOOKS:
        return jsonify(error="no such book")
    return jsonify(BOOKS[number])
```

## Use instead
```python
@app.get("/books/<int:number>")
def book(number):
    if number not in BOOKS:
        return jsonify(error="no such book"), 404
    return jsonify(BOOKS[number])
```

## Frameworks
All whose views may leave the status to the framework. Where the status always is written
(http.server, WSGI, ASGI), what is written is meant. Error handlers are the business of
[error-handler-status](error-handler-status.md).

## When it stays silent
Where the status is written, also as 200; where it is set on some response, or by a decorator; for
documents in which other data stand beside the error, or whose error may be empty (`"error": None`); for
JSON-RPC, GraphQL, webhooks, and what is asked whether something is valid or how far a job is. For pages of
HTML: a form that is shown again may well be a 200.

## Fix safety
No fix: which status is right has to be decided. The hint names one that fits the words.

## References
https://www.rfc-editor.org/rfc/rfc9110#name-status-codes , CWE-393.
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, RuleMeta
from routelint.model.project import Project
from routelint.policies.error_payloads import ErrorAnswer, error_answers
from routelint.policies.sites import first_line

META = RuleMeta(
    code="RL802",
    slug="error-as-success",
    category="semantics",
    severity="warning",
    tier="B",
    summary="A view answers with an error, and with the status of a success",
    cwe=(393,),
    references=("https://www.rfc-editor.org/rfc/rfc9110#name-status-codes",),
)


def check(project: Project) -> Iterator[Finding]:
    for answer in error_answers(project):
        function = answer.handler.function
        yield Finding(
            code=META.code,
            rule=META.slug,
            severity=META.severity,
            confidence=META.confidence,
            message=(
                f"`{function.node.qualname}` answers with an error ({answer.text}) and status 200: "
                "clients take it for a success"
            ),
            path=function.module.path,
            span=first_line(answer.value.span),
            hint=_hint(answer),
            related=answer.trace,
            route=project.route_ref(answer.handler),
            framework=answer.handler.framework.slug,
            scope=function.node.qualname,
            statement=answer.value.span,
        )


def _hint(answer: ErrorAnswer) -> str:
    framework = answer.handler.framework
    how = framework.facts.get("status-of-views") or framework.statuses.how
    return how.format(answer.status)
