"""A coroutine that nobody awaits.

## What it does
Finds calls of coroutine functions, of the framework (`call_next(request)`, `request.json()`,
`websocket.close()`) and of the project in any module, and attributes that are coroutines (Quart's
`request.json`), whose value is

- dropped, or assigned to a name that is never read: nothing happens;
- taken for what it would give: looked into (`request.json()["name"]`), iterated, formatted, sent;
- returned as the answer of a handler or middleware that is an `async def` itself;
- tested, where it is one of the framework: it is always true.

## Why it matters
Calling a coroutine function runs nothing. A save that is not awaited answers 200 and saves nothing, a
WebSocket that is closed without `await` stays open and gets the secret, and a coroutine that is used
as a value is a 500. The only trace of the first two is a RuntimeWarning in the log.

## Example
```python
@app.post("/orders")
async def order(request: Request):
    data = request.json()
    save(data["item"])
    return JSONResponse({"ok": True})
```

## Use instead
```python
@app.post("/orders")
async def order(request: Request):
    data = await request.json()
    await save(data["item"])
    return JSONResponse({"ok": True})
```

## Frameworks
All: where the framework has no coroutines itself, those of the project are meant. Tornado, aiohttp and
Sanic await what a plain handler returns; Flask, Django, FastAPI and Starlette don't.

## When it stays silent
For coroutines that are returned to a caller, passed on, gathered, stored, awaited by a name or given to
a task; for calls whose target can't be resolved, and functions with decorators that may change what
they give. An async check that decides about a request is RL305, a response that is dropped RL101.

## Fix safety
`await` is added where the function around it is an `async def`. Safe, since nothing else can be meant,
except where it makes the rest of the pipeline run that did not run before, or waits for a future that
runs by itself: unsafe.

## References
https://docs.python.org/3/library/asyncio-dev.html#detect-never-awaited-coroutines
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, Fix, Location, Related, RuleMeta
from routelint.fixes import build
from routelint.flow.answers import lost_answers
from routelint.flow.consumed import Consumed, consumed
from routelint.flow.coroutines import Coroutine, Coroutines, Unawaited
from routelint.model import ir
from routelint.model.project import Project
from routelint.model.values import FunctionRef
from routelint.policies.unawaited import is_guard

META = RuleMeta(
    code="RL602",
    slug="unawaited-call",
    category="async_pipeline",
    severity="error",
    tier="A",
    fix="sometimes",
    summary="A coroutine of the framework or the project is never awaited.",
    cwe=(252,),
)


def check(project: Project) -> Iterator[Finding]:
    coroutines = Coroutines.of(project)
    for unawaited in coroutines.unawaited():
        if not is_guard(project, unawaited) and not _is_lost_answer(project, unawaited):
            yield _dropped(project, unawaited)
    for function in coroutines.functions():
        for value in consumed(project, function):
            yield _taken(project, value)


def _is_lost_answer(project: Project, unawaited: Unawaited) -> bool:
    return any(
        lost.dropped.expr is unawaited.expr for lost in lost_answers(project, unawaited.function)
    )


def _dropped(project: Project, unawaited: Unawaited) -> Finding:
    coroutine = unawaited.coroutine
    safety = coroutine.future or coroutine.passes_on
    fix = _await(unawaited.function, unawaited.expr, False, "unsafe" if safety else "safe")
    what = "a future" if coroutine.future else "a coroutine"
    if unawaited.how == "condition":
        message = f"`{ir.text(unawaited.expr)}` is {what}, which is always true: it is not awaited"
    elif coroutine.future:
        message = (
            f"Nobody waits for `{ir.text(unawaited.expr)}`: the answer is sent before it is done, "
            "and its errors are only logged"
        )
    elif coroutine.passes_on:
        message = f"`{ir.text(unawaited.expr)}` is not awaited: the handler behind it never runs"
    else:
        message = f"`{ir.text(unawaited.expr)}` is not awaited: it never runs"
    statement = None if unawaited.statement is None else unawaited.statement
    return _finding(
        project, unawaited.function, unawaited.expr, coroutine, message, fix, statement=statement
    )


def _taken(project: Project, value: Consumed) -> Finding:
    text = ir.text(value.expr)
    messages = {
        "looked into": f"`{text}` is a coroutine, and used like its result: it is not awaited (500)",
        "sent": f"`{text}` is a coroutine, and sent like its result: it is not awaited (500)",
        "returned": f"`{text}` is returned as a coroutine instead of an answer: it is not awaited",
    }
    closed = value.is_direct and isinstance(value.use, (ir.Attribute, ir.Subscript, ir.BinaryOp))
    fix = _await(value.function, value.expr, closed, "safe")
    related: tuple[Related, ...] = ()
    if not value.is_direct and not isinstance(value.use, (ir.Clause, ir.WithItem)):
        place = Location(value.function.module.path, value.use.span)
        related = (Related(place, "used here"),)
    return _finding(
        project,
        value.function,
        value.expr,
        value.coroutine,
        messages[value.how],
        fix,
        related,
    )


def _await(function: FunctionRef, expr: ir.Expr, closed: bool, safety: str) -> Fix | None:
    """Adds `await`, with parentheses around it where something binds closer."""
    if not function.node.is_async:
        return None
    path, span = function.module.path, expr.span
    edits = [build.insert(path, span.start, "(await " if closed else "await ")]
    if closed:
        edits.append(build.insert(path, (span.end_line, span.end_column), ")"))
    return build.fix("unsafe" if safety == "unsafe" else "safe", "Add `await`", *edits)


def _finding(
    project: Project,
    function: FunctionRef,
    expr: ir.Expr,
    coroutine: Coroutine,
    message: str,
    fix: Fix | None,
    related: tuple[Related, ...] = (),
    statement: ir.Stmt | None = None,
) -> Finding:
    handlers = project.handlers_of(function)
    framework = handlers[0].framework if handlers else coroutine.framework or project.used[0]
    hint = f"write `await {ir.text(expr)}`"
    if not function.node.is_async:
        hint = f"make `{function.name}` an `async def` and {hint}"
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="high",
        message=message,
        path=function.module.path,
        span=expr.span,
        hint=hint,
        related=(*related, *coroutine.trace),
        route=project.route_ref(handlers[0] if handlers else None),
        framework=framework.slug,
        fix=fix,
        scope=function.node.qualname,
        statement=None if statement is None else statement.span,
    )
