"""A hook refuses a request in a way that the framework ignores.

## What it does
Reports hooks that return a refusal although the framework drops what they return, and guards among
hooks that return nothing where they mean to refuse, which lets the request go on.

## Why it matters
The source reads as if nobody could get past the hook. Everybody does.

## Example
```python
@reports.before_request
def require_token():
    if not is_authenticated():
        return
```

## Use instead
```python
@reports.before_request
def require_token():
    if not is_authenticated():
        abort(401)
```

## Frameworks
Flask: `before_request` functions that return None, and what `teardown_request` functions and URL value
preprocessors return. FastAPI: dependencies that return their refusal. Django: hooks whose value is
dropped, `process_request()` and `process_response()` of classes without `MiddlewareMixin`, which
nobody calls, and responses returned by `test_func()`, which are true. Django REST framework: the same
of permissions, and what `initial()`, `check_permissions()`, `perform_create()` and their like return.
Sanic: request middleware that returns None or False, and exceptions that response middleware raises.
Bottle: what `before_request` and `after_request` hooks return, and the status of an error that they set.
Falcon: HTTP errors that are returned anywhere, `process_request()` and `process_resource()` that write
a refusal and neither raise nor set `resp.complete`, `@falcon.before` hooks that write one (there
`complete` stops nothing), and responders that write one in a branch and overwrite its body behind it.
Pyramid: what subscribers return, and the status of an error that they set before there is an answer.
aiohttp: what receivers of `on_response_prepare` return.
Litestar: what guards return, a refusal or a yes or no, and dependencies that return their refusal.
django-ninja: refusals that `authenticate()`, what is given as `auth`, or `allow_request()` return.

## When it stays silent
Hooks that refuse on any path, hooks whose name does not say that they guard, and hooks that raise.

## Fix safety
Unsafe: `raise` in place of `return` before an HTTP exception that is made there. Elsewhere what to answer
is the author's to decide.

## References
- https://flask.palletsprojects.com/en/stable/api/#flask.Flask.before_request
- https://flask.palletsprojects.com/en/stable/api/#flask.Flask.url_value_preprocessor
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from routelint.findings import Finding, Fix, RuleMeta, Span
from routelint.fixes import build
from routelint.flow.meaning import Meaning
from routelint.flow.sending import Sending, talk_of
from routelint.model import ir
from routelint.model.app import Handler, Role
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import ClassRef, Instance, as_function, callable_name
from routelint.policies.guards import Guard
from routelint.rules.lifecycle._written_denials import denials

META = RuleMeta(
    code="RL104",
    slug="ignored-denial",
    category="lifecycle",
    severity="error",
    tier="A",
    fix="sometimes",
    summary="A hook refuses a request in a way that the framework ignores",
    confidence="medium",
    cwe=(862,),
    references=("https://flask.palletsprojects.com/en/stable/api/#flask.Flask.before_request",),
)

_GUARDING = re.compile(
    r"(?:^|_)(?:require|protect|guard|ensure|must|only|authoriz|authoris|authenticate|restrict|"
    r"forbid|deny|refuse|reject|check_(?:auth|access|login|permission|token))",
    re.IGNORECASE,
)


def check(project: Project) -> Iterator[Finding]:
    seen: set[int] = set()
    for handler in project.handlers:
        contract = handler.contract
        if contract is None or id(handler.function.node) in seen:
            continue
        if contract.result == "ignored":
            seen.add(id(handler.function.node))
            yield from _dropped(project, handler)
        elif contract.result == "value":
            seen.add(id(handler.function.node))
            yield from _handed_over(project, handler)
            yield from _unheard(project, handler)
        elif contract.result == "uncalled":
            seen.add(id(handler.function.node))
            yield from _uncalled(project, handler)
        elif contract.result == "condition":
            seen.add(id(handler.function.node))
            yield from _taken_for_true(project, handler)
        elif contract.result == "nothing" and handler.role == Role.BEFORE:
            seen.add(id(handler.function.node))
            yield from _unfinished(project, handler)
        elif contract.result == "continue":
            seen.add(id(handler.function.node))
            yield from _raised_in_vain(project, handler)
            yield from _let_through(project, handler)
        elif contract.result == "written":
            seen.add(id(handler.function.node))
            for denial in denials(project, handler):
                found = _finding_at(handler, denial.node, denial.message, denial.hint)
                yield replace(found, fix=denial.fix)
            if handler.role in (Role.BEFORE, Role.PREPROCESSOR):
                yield from _let_through(project, handler)


def _dropped(project: Project, handler: Handler) -> Iterator[Finding]:
    guard = Guard(project, handler)
    for node in ir.nodes_of(handler.function.node.body, ir.Return):
        error = isinstance(node.value, ir.Call) and Meaning.of(project).is_http_exception(
            node.value, guard.scope
        )
        if error or _is_response(project, guard, node.value):
            found = _finding(
                project,
                handler,
                node,
                f"{handler.framework.title} drops what a {handler.role} function returns, so "
                f"`{handler.name}` refuses nobody.",
            )
            made = project.evaluate(node.value, guard.scope)
            if error and isinstance(made, Instance) and handler.role == Role.GUARD:
                found = replace(found, fix=_raise_it(project, handler, node, made))
            yield found
    if handler.role == Role.GUARD:
        yield from _unheard(project, handler)
    if handler.role == Role.AFTER:
        # The answer is there, and its status is as good as any other part of it to change.
        return
    for status in _refusing_statuses(project, handler, handler.function.node.body):
        yield _finding(
            project,
            handler,
            status,
            f"`{handler.name}` sets the status of a refusal, and {handler.framework.title} goes on "
            "to the endpoint, whose answer is sent with it.",
        )


def _refusing_statuses(
    project: Project, handler: Handler, body: tuple[ir.Stmt, ...]
) -> Iterator[ir.Return | ir.Assign]:
    """Where a hook sets the status of an error, and then ends: the end if it is written, or else
    the assignment."""
    scope = project.scope(handler.function)
    for i, statement in enumerate(body):
        for block in ("body", "orelse"):
            inner = getattr(statement, block, ())
            if isinstance(statement, ir.If) and isinstance(inner, tuple):
                yield from _refusing_statuses(project, handler, inner)
        if isinstance(statement, ir.Assign) and _is_error_status(
            project, statement, handler, scope
        ):
            after = body[i + 1 :]
            returned = next((s for s in after if isinstance(s, ir.Return)), None)
            if returned is not None and not _is_answer(project, handler, returned.value):
                yield returned
            elif returned is None and not _stops(project, after, scope):
                yield statement


def _is_answer(project: Project, handler: Handler, value: ir.Expr | None) -> bool:
    """Whether a returned value is reported, or raises, for itself."""
    if _is_response(project, Guard(project, handler), value):
        return True
    scope = project.scope(handler.function)
    return isinstance(value, ir.Call) and Meaning.of(project).never_returns(value, scope)


def _is_error_status(
    project: Project, statement: ir.Assign, handler: Handler, scope: Scope
) -> bool:
    status = project.resolver.constant(statement.value, scope)
    if isinstance(status, str) and status[:3].isdigit():
        status = int(status[:3])
    return (
        isinstance(status, int)
        and status >= 400
        and any(
            project.name_of(target, scope) in handler.framework.status_attributes
            for target in statement.targets
        )
    )


def _stops(project: Project, body: tuple[ir.Stmt, ...], scope: Scope) -> bool:
    """Whether something behind raises, or may for all we know."""
    meaning = Meaning.of(project)
    return any(
        isinstance(node, ir.Raise)
        or (isinstance(node, ir.Call) and meaning.never_returns(node, scope))
        for node in ir.walk_body(body)
    )


def _unfinished(project: Project, handler: Handler) -> Iterator[Finding]:
    """Refusals that are written, and don't end the answer: the next in the pipeline goes on with it."""
    reported: set[int] = set()
    paths = Sending.of(project).paths(handler, handler.framework.request_kinds[0])
    for path in paths.paths if paths.complete else ():
        talk = talk_of(path.events)
        if path.end.kind not in ("return", "fall") or talk.unknown or talk.status == "finished":
            continue
        refused = talk.refused
        if refused is not None and id(refused.node) not in reported:
            reported.add(id(refused.node))
            yield _finding_at(
                handler,
                refused.node,
                f"`{handler.name}` sets the status of an error and does not end the answer: "
                f"{handler.framework.title} goes on to the method that it should keep from running.",
                "Raise the error, or finish the answer.",
            )


def _uncalled(project: Project, handler: Handler) -> Iterator[Finding]:
    guard = Guard(project, handler)
    meaning = Meaning.of(project)
    for node in ir.walk_body(handler.function.node.body):
        if isinstance(node, ir.Return):
            refuses = node.value is not None and guard.is_response(node.value)
        elif isinstance(node, ir.Raise):
            refuses = meaning.is_http_exception(node.exc, guard.scope)
        else:
            continue
        if refuses:
            yield _finding(
                project,
                handler,
                node,
                f"{handler.framework.title} does not call `{handler.name}` on a class like this, so "
                "it refuses nobody.",
            )


def _taken_for_true(project: Project, handler: Handler) -> Iterator[Finding]:
    guard = Guard(project, handler)
    for node in ir.nodes_of(handler.function.node.body, ir.Return):
        error = Meaning.of(project).is_http_exception(node.value, guard.scope)
        if (
            _is_response(project, guard, node.value)
            or (error and isinstance(node.value, ir.Call))
            or _is_status_and_body(node.value)
        ):
            yield _finding_at(
                handler,
                node,
                f"`{handler.name}` returns {'an error' if error else 'a response'}, which is true: "
                f"{handler.framework.title} takes the test for passed.",
                "Return False or None, or raise the refusal.",
            )


def _is_status_and_body(value: ir.Expr | None) -> bool:
    """`(401, {...})`: a refusal where a framework takes such pairs for answers."""
    if not isinstance(value, ir.Collection) or value.kind != "tuple" or len(value.items) != 2:
        return False
    status = value.items[0]
    return (
        isinstance(status, ir.Constant)
        and type(status.value) is int
        and 300 <= status.value < 600
        and isinstance(value.items[1], ir.Dictionary | ir.Constant | ir.Call)
    )


def _unheard(project: Project, handler: Handler) -> Iterator[Finding]:
    """A yes or no that nobody asks for."""
    if handler.asked_for:
        return
    scope = project.scope(handler.function)
    nodes = list(ir.walk_body(handler.function.node.body))
    returns = [n for n in nodes if isinstance(n, ir.Return)]
    if returns and all(_is_yes_or_no(project, node.value, scope) for node in returns):
        if not any(isinstance(n, ir.Raise) for n in nodes):
            yield _finding_at(
                handler,
                returns[0],
                f"`{handler.name}` answers yes or no, and nobody asks for the answer: "
                f"{handler.framework.title} goes on in both cases.",
            )


def _is_yes_or_no(project: Project, value: ir.Expr | None, scope: Scope) -> bool:
    """Whether a returned value is true or false, and finding it out raises nothing."""
    if isinstance(value, ir.Constant):
        return isinstance(value.value, bool)
    if isinstance(value, ir.BoolOp):
        return all(_is_yes_or_no(project, part, scope) for part in value.values)
    if isinstance(value, ir.Attribute):
        return re.match(r"(?:is|has|can|may)_", value.attr) is not None
    if isinstance(value, ir.Await):
        value = value.value
    function = (
        as_function(project.evaluate(value.func, scope)) if isinstance(value, ir.Call) else None
    )
    if function is not None:
        inner = list(ir.walk_body(function.node.body))
        answers = [n for n in inner if isinstance(n, ir.Return)]
        return (
            bool(answers)
            and not any(isinstance(n, (ir.Raise, ir.Await)) for n in inner)
            and all(isinstance(n.value, (ir.Compare, ir.Not, ir.Constant)) for n in answers)
        )
    return isinstance(value, (ir.Compare, ir.Not))


def _handed_over(project: Project, handler: Handler) -> Iterator[Finding]:
    """Refusals that a function returns whose value goes to whoever asked for it."""
    if project.memo("responses-are-inspected", lambda: _inspected(project)):
        return
    scope = project.scope(handler.function)
    for node in ir.walk_body(handler.function.node.body):
        if isinstance(node, (ir.Return, ir.Yield)) and node.value is not None:
            made = project.evaluate(node.value, scope)
            if isinstance(made, Instance) and _is_refusal(project, made):
                found = _finding(
                    project,
                    handler,
                    node,
                    f"`{handler.name}` returns its refusal: {handler.framework.title} hands it to "
                    "the endpoint as a value, and goes on.",
                )
                yield replace(found, fix=_raise_it(project, handler, node, made))


def _raise_it(
    project: Project, handler: Handler, node: ir.Return | ir.Yield, made: Instance
) -> Fix | None:
    """`raise` in place of `return`, where what is returned is an exception that is made there."""
    names = project.resolver.class_names(made)
    if not isinstance(node, ir.Return) or not isinstance(node.value, ir.Call):
        return None
    if node.value is not made.call or not any(name in project.names.exceptions for name in names):
        return None
    line, column = node.span.start
    keyword = Span(line, column, line, column + len("return"))
    edit = build.replace(handler.function.module.path, keyword, "raise")
    return build.fix("unsafe", "Raise the refusal", edit)


def _inspected(project: Project) -> bool:
    """Whether any function asks of a value if it is a response: then it may be handed over."""
    for function in project.pipeline_functions():
        scope = project.scope(function)
        for node in ir.nodes_of(function.node.body, ir.Call):
            if project.name_of(node.func, scope) == ("builtins.isinstance"):
                kind = project.evaluate(node.positional(1), scope)
                names = project.resolver.class_names(kind)
                if any(name in project.names.responses for name in names):
                    return True
    return False


def _is_refusal(project: Project, made: Instance) -> bool:
    """Whether something made is an HTTP exception, or a response that refuses or sends away."""
    names = project.resolver.class_names(made)
    if any(name in project.names.exceptions for name in names):
        return True
    if not any(name in project.names.responses for name in names):
        return False
    if any("Redirect" in name for name in names):
        return True
    if made.call is None or made.scope is None:
        return False
    status = made.call.keyword("status_code") or made.call.keyword("status")
    value = project.resolver.constant(status, made.scope)
    return isinstance(value, int) and value >= 300


def _is_response(project: Project, guard: Guard, value: ir.Expr | None) -> bool:
    if isinstance(value, ir.Collection):
        value = value.items[0] if value.items else None
    if not isinstance(value, ir.Call):
        return False
    made = project.evaluate(value.func, guard.scope)
    if isinstance(made, ClassRef):
        names = project.resolver.class_names(made)
        return any(name in project.names.responses for name in names)
    return callable_name(made) in project.names.responses


def _let_through(project: Project, handler: Handler) -> Iterator[Finding]:
    guard = Guard(project, handler)
    if not _GUARDING.search(handler.name.rpartition(".")[2]) or guard.refuses():
        return
    if _calls_something_that_may_refuse(project, handler, guard):
        return
    for node in ir.nodes_of(handler.function.node.body, ir.If):
        if _is_denial(node.test) and len(node.body) == 1:
            only = node.body[0]
            if isinstance(only, ir.Return) and _goes_on(handler, only.value):
                what = "nothing" if _is_none(only.value) else "False"
                yield _finding(
                    project,
                    handler,
                    only,
                    f"`{handler.name}` returns {what} where it means to refuse: for "
                    f"{handler.framework.title} that means to go on.",
                )


def _goes_on(handler: Handler, value: ir.Expr | None) -> bool:
    """Whether the framework goes on with a request for which a hook returns this."""
    false = isinstance(value, ir.Constant) and value.value is False
    lets_pass = handler.contract is not None and handler.contract.false_continues
    return _is_none(value) or (false and lets_pass)


def _raised_in_vain(project: Project, handler: Handler) -> Iterator[Finding]:
    """Refusals that are raised where nobody makes answers of exceptions."""
    contract, scope = handler.contract, project.scope(handler.function)
    if contract is None or not contract.lost_raise:
        return
    for node in ir.nodes_of(handler.function.node.body, ir.Raise):
        if Meaning.of(project).is_http_exception(node.exc, scope):
            yield _finding(
                project, handler, node, f"`{handler.name}` refuses nobody: {contract.lost_raise}."
            )


def _calls_something_that_may_refuse(project: Project, handler: Handler, guard: Guard) -> bool:
    """Whether a bare call among the statements may raise, for all we know."""
    return any(
        isinstance(statement.value, (ir.Call, ir.Await))
        for statement in ir.nodes_of(handler.function.node.body, ir.ExprStmt)
    )


def _is_denial(test: ir.Expr) -> bool:
    """Whether a condition is that something is wanting."""
    if isinstance(test, ir.Not):
        return True
    if isinstance(test, ir.BoolOp):
        return all(_is_denial(value) for value in test.values)
    if isinstance(test, ir.Compare) and len(test.ops) == 1:
        right = test.comparators[0]
        is_none = isinstance(right, ir.Constant) and right.value is None
        return test.ops[0] in ("!=", "not in") or (test.ops[0] in ("is", "==") and is_none)
    return False


def _is_none(value: ir.Expr | None) -> bool:
    return value is None or (isinstance(value, ir.Constant) and value.value is None)


def _finding(
    project: Project,
    handler: Handler,
    node: ir.Return | ir.Raise | ir.Yield | ir.Assign,
    message: str,
) -> Finding:
    return _finding_at(handler, node, message)


def _finding_at(
    handler: Handler,
    node: ir.Expr | ir.Stmt,
    message: str,
    hint: str = "Raise the refusal (`abort(401)`), or return it from a hook whose answer is used.",
) -> Finding:
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence=META.confidence,
        message=message,
        path=handler.function.module.path,
        span=node.span,
        hint=hint,
        framework=handler.framework.slug,
        scope=handler.name,
        statement=node.span,
    )
