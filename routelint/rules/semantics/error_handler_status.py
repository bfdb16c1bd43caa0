"""An error handler answers without the status of the error, so that clients take it for a success.

## What it does
Follows the paths of functions that answer for errors: error handlers, exception views,
`process_exception()`, clauses of middleware around the rest of the application. Reports those that
return a body for which nobody writes a status, where the framework then sends 200.

## Why it matters
The page says "not found", and the answer says that all is well. Programs take the error document for
the data that they have asked for, caches and search engines keep it, and monitoring sees no error.

## Example
```python
@app.errorhandler(404)
def not_found(error):
    return render_template("404.html")
```

## Use instead
```python
@app.errorhandler(404)
def not_found(error):
    return render_template("404.html"), 404
```

## Frameworks
All that have error handlers. Falcon: handlers that write a body and leave the status alone. Bottle keeps
the status for texts; an `HTTPResponse` has one of its own. Flask-RESTX sends 500 where no status is
written, whatever the error was. Tornado: `set_status()` with a success in `write_error()`. aiohttp has no
handlers; clauses for `HTTPException` in middleware stand for them.

## When it stays silent
When the status is written in any way, also as 200; when it can't be told; for redirects; for a 404 that is
answered with the start page of an application in the browser, which finds its own way.

## Fix safety
The fix is unsafe: clients that look at the status get to see the error. There is one where the status is
known: that of the number or class for which the handler is registered, or of the error that it is given.

## References
- https://flask.palletsprojects.com/en/stable/errorhandling/#registering
- https://fastapi.tiangolo.com/tutorial/handling-errors/#install-custom-exception-handlers
- https://docs.djangoproject.com/en/5.2/topics/http/views/#customizing-error-views
- https://falcon.readthedocs.io/en/stable/api/errors.html
- https://httpwg.org/specs/rfc9110.html#overview.of.status.codes
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from routelint.findings import Edit, Finding, Fix, Location, Related, RuleMeta
from routelint.fixes import build
from routelint.model import ir
from routelint.model.app import ErrorHandler, Handler, Role
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.policies.returning import reaches_framework
from routelint.policies.statuses import (
    Boundary,
    Default,
    boundaries,
    defaults,
    known_call,
    status_of_error,
    written_statuses,
)

META = RuleMeta(
    code="RL803",
    slug="error-handler-status",
    category="semantics",
    severity="error",
    tier="B",
    fix="sometimes",
    summary="An error handler answers without the error's status: clients get a 200.",
    cwe=(393,),
)

# What stays as it is with a comma behind it.
_ALONE = (ir.Call, ir.Await, ir.Name, ir.Dictionary, ir.Constant, ir.FormattedString)
_START_PAGE = re.compile(r"(?:^|/)(?:index|app|main|spa)\.html?$")
_ERROR_PAGE = re.compile(r"[45]\d\d|error|not.?found|forbidden", re.IGNORECASE)
_DEPTH = 4
_FILES = ("send_file", "send_from_directory", "FileResponse", "static_file", "file", "File")


def check(project: Project) -> Iterator[Finding]:
    registered: dict[int, list[ErrorHandler]] = {}
    for container in project.containers:
        for registration in container.error_handlers:
            if registration.handler is not None:
                node = registration.handler.function.node
                registered.setdefault(id(node), []).append(registration)
    told: set[int] = set()
    for handler in project.handlers:
        node = handler.function.node
        if id(node) in told or not _answers_errors(handler):
            continue
        if not reaches_framework(project, handler):
            continue
        finding = _finding(project, handler, registered.get(id(node), []))
        if finding is not None:
            told.add(id(node))
            yield finding
    for handler in project.with_role(Role.MIDDLEWARE):
        if id(handler.function.node) not in told:
            for boundary in boundaries(project, handler):
                if _is_wrong(boundary.answer, None) and not _gives_start_page(
                    project, handler, boundary
                ):
                    told.add(id(handler.function.node))
                    yield _around(project, handler, boundary)
                    break


def _answers_errors(handler: Handler) -> bool:
    return handler.role == Role.ERROR_HANDLER or (
        handler.function.owner is not None
        and handler.function.node.name in handler.framework.statuses.methods
    )


def _around(project: Project, handler: Handler, boundary: Boundary) -> Finding:
    """The finding for a clause of middleware."""
    answer, clause, path = boundary.answer, boundary.clause, handler.function.module.path
    assert answer.statement is not None
    places = (
        Related(Location(path, clause.header), "errors are caught here"),
        Related(Location(path, answer.statement.span), "answered here, without a status"),
        *answer.trace,
    )
    of_error = handler.framework.statuses.of_error
    status = None
    is_inside = clause.span.contains(answer.statement.span)
    if boundary.only_http and is_inside:
        status = of_error.format(clause.name) if of_error and clause.name else None
    elif _is_generic(clause) and is_inside:
        status = "500"
    fix = _fix(project, handler, status, [answer])
    return _report(project, handler, "errors", status, answer.status, places, fix)


def _is_generic(clause: ir.ExceptHandler) -> bool:
    return clause.type is None or ir.dotted(clause.type) in ("Exception", "BaseException")


def _finding(
    project: Project, handler: Handler, registrations: list[ErrorHandler]
) -> Finding | None:
    selectors = [registration.selector for registration in registrations]
    if any(isinstance(selector, int) and selector < 400 for selector in selectors):
        return None
    expected = {status_of_error(selector, handler.framework) for selector in selectors}
    status = expected.pop() if len(expected) == 1 else None
    for call, written in written_statuses(project, handler):
        if written < 400:
            place = Related(Location(handler.function.module.path, call.span), "set here")
            return _report(project, handler, "errors", None, written, (place,), None)
    found = list(
        {
            id(answer.value): answer
            for answer in defaults(project, handler)
            if _is_wrong(answer, status)
            and not (status == 404 and _is_start_page(project, handler, answer))
        }.values()
    )
    if not found:
        return None
    first = found[0]
    node = handler.function.node
    span = node.name_span if first.value is None else first.value.span
    span = span if first.statement is None else first.statement.span
    places = (
        Related(Location(handler.function.module.path, span), "answered here, without a status"),
        *first.trace,
    )
    status_text = _written(handler, selectors, status)
    fix = _fix(project, handler, status_text, found)
    named = _named(selectors)
    return _report(project, handler, named, status_text, first.status, places, fix)


def _texts(expr: ir.Expr, scope: Scope, depth: int = 0) -> Iterator[str]:
    """The texts in an expression, and in what gave its names their values: `page = file.read()`."""
    for node in ir.walk(expr):
        if isinstance(node, ir.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ir.Name) and depth < _DEPTH:
            at: Scope | None = scope
            while at is not None and not at.bindings(node.id):
                at = at.parent
            for binding in at.bindings(node.id) if at is not None else ():
                if binding.value is not None and binding.kind in ("value", "entered"):
                    yield from _texts(binding.value, at or scope, depth + 1)


def _is_wrong(answer: Default, expected: int | None) -> bool:
    if answer.status >= 400:
        # What is no response at all is sent with the one status, whatever the error was.
        return answer.call is None and expected is not None and expected != answer.status
    return answer.status < 300


def _gives_start_page(project: Project, handler: Handler, boundary: Boundary) -> bool:
    """Whether a clause of middleware answers a 404 with the page of an application in the browser."""
    kind = boundary.clause.type
    if kind is None:
        return False
    caught = project.name_of(kind, project.scope(handler.function))
    return status_of_error(caught, handler.framework) == 404 and _is_start_page(
        project, handler, boundary.answer
    )


def _is_start_page(project: Project, handler: Handler, answer: Default) -> bool:
    """Whether the answer is the page with which an application in the browser starts."""
    if answer.value is None:
        return False
    texts = list(_texts(answer.value, project.scope(handler.function)))
    if any(_START_PAGE.search(text) for text in texts):
        return True
    called = answer.value.value if isinstance(answer.value, ir.Await) else answer.value
    sends_file = isinstance(called, ir.Call) and ir.text(called.func).rpartition(".")[2] in _FILES
    return sends_file and not any(_ERROR_PAGE.search(text) for text in texts)


def _report(
    project: Project,
    handler: Handler,
    error: str,
    expected: str | None,
    status: int,
    places: tuple[Related, ...],
    fix: Fix | None,
) -> Finding:
    node = handler.function.node
    written = expected or "the status of the error"
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence=META.confidence,
        message=f"`{node.qualname}` answers {error} with status {status}: {_taken_for(status)}",
        path=handler.function.module.path,
        span=node.name_span,
        hint=handler.framework.statuses.how.format(written),
        related=places,
        framework=handler.framework.slug,
        fix=fix,
        scope=node.qualname,
        statement=node.header,
    )


def _taken_for(status: int) -> str:
    return "clients take it for a success" if status < 400 else "whatever the error was"


def _named(selectors: list[int | str | None]) -> str:
    names = list(dict.fromkeys(str(s).rpartition(".")[2] for s in selectors if s is not None))
    if not names or len(names) > 2:
        return "errors"
    return " and ".join(name if name.isdigit() else f"`{name}`" for name in names)


def _written(
    handler: Handler, selectors: list[int | str | None], expected: int | None
) -> str | None:
    """The status as it is to be written."""
    if expected is not None:
        return str(expected)
    statuses = handler.framework.statuses
    names = [p.name for p in handler.function.node.params if p.name not in ("self", "cls")]
    of_http = selectors and all(selector in statuses.http_errors for selector in selectors)
    if of_http and names and statuses.of_error:
        return statuses.of_error.format(names[-1])
    return None


def _fix(
    project: Project,
    handler: Handler,
    status: str | None,
    found: list[Default],
) -> Fix | None:
    if status is None:
        return None
    path, scope = handler.function.module.path, project.scope(handler.function)
    changes: list[Edit | build.Intent] = []
    for answer in found:
        statement = answer.statement
        if answer.trace or not isinstance(statement, ir.Return) or statement.value is None:
            return None
        value = statement.value
        known = None if answer.call is None else known_call(project, answer.call, scope)
        if answer.call is not None and known is not None and known.name:
            changes.append(
                build.add_argument(path, answer.call.args_span, f"{known.name}={status}")
            )
        elif handler.framework.statuses.tuples and isinstance(value, _ALONE):
            end = (value.span.end_line, value.span.end_column)
            changes.append(build.insert(path, end, f", {status}"))
        else:
            return None
    return build.fix("unsafe", "Answer with the status of the error", *changes)
