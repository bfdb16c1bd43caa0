"""A response that is built and dropped, or an HTTP exception that is never raised.

## What it does
Finds calls that only build a response (`jsonify(...)`, `redirect(...)`, `JSONResponse(...)`,
`HttpResponseForbidden(...)`) or only construct an HTTP exception (`HTTPException(403)`, `Http404()`)
and whose value nobody uses: a bare statement, the first part of a bare tuple, the last operand of a
bare `and`/`or`, a branch of a bare conditional expression, or a local name that is never read. A
helper of the project that returns a response on some path and None on another is followed, and so
are `super().dispatch(...)` and the call of the wrapped view in a decorator.

## Why it matters
Nothing is sent by building a response. The code goes on: a guard that "redirects to the login page"
lets everybody in, and an error is answered with 200.

## Example
```python
if not current_user.is_admin:
    redirect("/login")
return render_template("admin.html")
```

## Use instead
```python
if not current_user.is_admin:
    return redirect("/login")
return render_template("admin.html")
```

## Frameworks
All in which a handler answers by its return value. In a FastAPI dependency a returned response is
handed to the endpoint as a value, and what a guard of Litestar returns is dropped, so there only
raising an HTTP exception denies.

## When it stays silent
When the name is not the framework's (a local function called `redirect`), when the value is used in
any way, for `abort(...)`, which raises by itself, inside `pytest.raises(...)`, and in tests.

## Fix safety
Adding `return` or `raise` changes what the program does, on purpose: unsafe, except where it is the
last statement of a view that would end with an error otherwise. What a helper may return is kept in a
variable and returned when it is an answer.

## References
CWE-252, CWE-284.
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, Fix, Related, RuleMeta
from routelint.fixes import build
from routelint.flow.answers import lost_answers
from routelint.flow.meaning import Built
from routelint.flow.values import Dropped
from routelint.model import ir
from routelint.model.app import Handler, Role
from routelint.model.project import Project
from routelint.model.values import FunctionRef
from routelint.model.vocabulary import Framework
from routelint.policies.returning import unanswered

META = RuleMeta(
    code="RL101",
    slug="missing-return",
    category="lifecycle",
    severity="error",
    tier="A",
    summary="A response is built, or an HTTP exception constructed, and its value is dropped.",
    fix="sometimes",
    cwe=(252, 284),
)


def check(project: Project) -> Iterator[Finding]:
    for function in project.pipeline_functions():
        for lost in lost_answers(project, function):
            if lost.built is not None:
                yield _finding(project, function, lost.handler, lost.dropped, lost.built)
            elif lost.handler is not None:
                label = ir.text(lost.dropped.expr)
                yield _lost_answer(project, function, lost.handler, lost.dropped, label)


def _finding(
    project: Project,
    function: FunctionRef,
    handler: Handler | None,
    dropped: Dropped,
    built: Built,
) -> Finding:
    framework = built.framework if handler is None else handler.framework
    where = f"`{function.node.qualname}`"
    contract = None if handler is None else handler.contract
    verb = "raise" if built.kind == "exception" or built.raises else "return"
    own = None if handler is None else built.framework.contracts.get(handler.role)
    raised = verb == "raise" and (bool(framework.exceptions) or (own is not None and own.raises))
    sends = contract is not None and contract.result == "nothing" and not raised
    if handler is not None and handler.role in (Role.DEPENDENCY, Role.GUARD):
        verb = "raise"
    if contract is not None and contract.result == "ignored" and built.may_be_raised:
        verb = "raise"
    if built.kind == "exception":
        message = f"{where} constructs `{built.label}(...)` and never raises it"
    elif built.kind == "helper":
        what = "exception" if built.raises else "response"
        message = f"{where} drops the {what} that `{built.label}(...)` can return"
    else:
        message = f"{where} builds a response with `{built.label}(...)` and drops it"
    message += f": {framework.title} goes on as if nothing had happened"
    hint = _hint(verb, built, dropped, "" if handler is None else handler.role)
    fix = None if sends else _fix(framework, function, dropped, built, verb)
    if handler is not None and verb == "raise" and unanswered(project, handler):
        hint = "return a response: what is raised here becomes a 500"
        fix = None
    elif handler is not None and dropped.how == "tuple" and _is_misread(handler):
        fix = None
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="medium" if built.kind == "helper" else "high",
        message=message,
        path=function.module.path,
        span=dropped.expr.span,
        hint=framework.facts.get("dropped-response", _SEND) if sends else hint,
        related=built.trace if built.kind == "helper" else (),
        route=project.route_ref(handler),
        framework=framework.slug,
        fix=fix,
        scope=function.node.qualname,
        statement=dropped.statement.span,
    )


def _is_misread(handler: Handler) -> bool:
    """Whether a response with a status beside it is no answer of the handler."""
    misreads = handler.framework.misreads.get(handler.role, ())
    return any("response and status" in misread.kinds for misread in misreads)


_SEND = "send it, `await response(scope, receive, send)`, and return: what is returned here is lost"


def _hint(verb: str, built: Built, dropped: Dropped, role: str) -> str:
    text = ("await " if built.coroutine or dropped.awaited else "") + ir.text(dropped.expr)
    if built.kind == "helper" and built.may_be_none and not built.raises:
        return f"use the result: `response = {text}` and `if response is not None: return response`"
    if verb == "raise" and built.kind == "response" and not built.may_be_raised:
        return f"raise the framework's HTTP exception: what a {role} returns is no answer"
    return f"write `{verb} {text}`"


def _awaited(built: Built, dropped: Dropped) -> str:
    """The `await` that a coroutine lacks, on the way from being built to being returned."""
    return "await " if built.coroutine and not dropped.awaited else ""


def _fix(
    framework: Framework, function: FunctionRef, dropped: Dropped, built: Built, verb: str
) -> Fix | None:
    if verb == "raise" and built.kind == "response" and not built.may_be_raised:
        return None
    if _awaited(built, dropped) and not function.node.is_async:
        return None
    if built.kind == "helper" and not built.raises:
        if verb == "return" and built.may_be_none:
            return _use_result(function, dropped, built)
        if verb != "return":
            return None
    if dropped.how not in ("statement", "tuple") or function.node.is_generator:
        return None
    if dropped.how == "tuple" and (verb == "raise" or "pairs-are-data" in framework.facts):
        return None
    place = function.module.path
    return build.fix(
        "unsafe",
        f"Add `{verb}`",
        build.insert(place, dropped.statement.span.start, f"{verb} {_awaited(built, dropped)}"),
    )


def _use_result(function: FunctionRef, dropped: Dropped, built: Built) -> Fix | None:
    """Take what the helper returns, and return it when it is an answer."""
    if dropped.how != "statement" or function.node.is_generator:
        return None
    names = {
        node.id
        for node in ir.walk_body(function.node.body, into_functions=True)
        if isinstance(node, ir.Name)
    } | {param.name for param in function.node.params}
    name = next(name for name in ("denied", "answer", "denied_answer") if name not in names)
    place = function.module.path
    return build.fix(
        "unsafe",
        "Return the answer of the helper",
        build.insert(place, dropped.statement.span.start, f"{name} = {_awaited(built, dropped)}"),
        build.add_statement_after(
            place, dropped.statement.span, f"if {name} is not None:\n    return {name}"
        ),
    )


def _lost_answer(
    project: Project, function: FunctionRef, handler: Handler, dropped: Dropped, label: str
) -> Finding:
    returns_elsewhere = any(n.value is not None for n in ir.nodes_of(function.node.body, ir.Return))
    place = function.module.path
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="high",
        message=f"`{function.node.qualname}` drops the response of `{label}`",
        path=place,
        span=dropped.expr.span,
        hint=f"write `return {'await ' if dropped.awaited else ''}{label}`",
        related=(Related(handler.location, "registered here"),)
        if handler.location != function.location
        else (),
        route=project.route_ref(handler),
        framework=handler.framework.slug,
        fix=build.fix(
            "unsafe" if returns_elsewhere or not dropped.last else "safe",
            "Add `return`",
            build.insert(place, dropped.statement.span.start, "return "),
        )
        if dropped.how == "statement"
        else None,
        scope=function.node.qualname,
        statement=dropped.statement.span,
    )
