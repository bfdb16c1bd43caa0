"""A blocking call on the event loop.

## What it does
Reports calls in coroutine functions that serve requests (handlers, dependencies, middleware, hooks)
that keep the thread waiting: `time.sleep`, synchronous HTTP clients and database drivers, processes,
password hashes, files in loops and whole uploads. So too where a function of the project makes the
call, at any depth: the places on the way are shown.

## Why it matters
One loop serves all requests. While one of them waits in a blocking call, no other is answered, health
checks and WebSockets included.

## Example
```python
@app.get("/rates")
async def rates():
    return requests.get(URL).json()
```

## Use instead
```python
@app.get("/rates")
async def rates():
    async with httpx.AsyncClient() as client:
        return (await client.get(URL)).json()
```
or, for what has no asynchronous form, `await asyncio.to_thread(function, argument)`.

## Frameworks
Those that serve on an event loop. In Tornado, Sanic and aiohttp plain functions run on it as well,
and in Litestar those without `sync_to_thread=True`. FastAPI, Starlette, Quart and Django run
plain functions in threads. In an `async` view of Django the ORM's synchronous methods raise
`SynchronousOnlyOperation`.

## When it stays silent
For what is handed to a thread (`asyncio.to_thread`, `run_in_executor`, `run_in_threadpool`,
`sync_to_async`, `anyio.to_thread`), plain functions that run in threads, what runs at start-up, a
single access to a file, functions with a cache around them, and objects whose class is not known.
Flask's `async` views have a thread and a loop each. Functions that only you know to be slow are named
by `blocking-calls` in the configuration.

## Fix safety
Unsafe, for `time.sleep` in a coroutine function: `await asyncio.sleep(...)` lets other requests run in
between. For other calls the hint says what to write.

## References
- https://docs.python.org/3/library/asyncio-dev.html#running-blocking-code
- https://fastapi.tiangolo.com/async/
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, Fix, RuleMeta
from routelint.fixes import build
from routelint.flow.blocking import Blocking, BlockingCalls, Serving
from routelint.model import ir
from routelint.model.app import Handler
from routelint.model.project import Project
from routelint.model.values import FunctionRef

META = RuleMeta(
    code="RL601",
    slug="blocking-call",
    category="async_pipeline",
    severity="warning",
    tier="A",
    fix="sometimes",
    summary="A blocking call on the event loop keeps all other requests waiting.",
    cwe=(400,),
    references=("https://docs.python.org/3/library/asyncio-dev.html#running-blocking-code",),
)


def check(project: Project) -> Iterator[Finding]:
    calls = BlockingCalls.of(project)
    for serving in calls.serving():
        function, handler = serving.function, serving.handler
        for found in calls.within(function):
            yield Finding(
                code=META.code,
                rule=META.slug,
                severity=META.severity,
                confidence="medium" if found.repeated else "high",
                message=_message(found),
                path=function.module.path,
                span=found.call.span,
                hint=_hint(serving, found),
                related=(*serving.way, *found.trace),
                route=project.route_ref(handler),
                framework="" if handler is None else handler.framework.slug,
                fix=_fix(project, function, found),
                scope=function.node.qualname,
                statement=found.call.span,
            )


def _message(found: Blocking) -> str:
    call = f"`{_callee(found.call)}()`"
    if found.wait.fails:
        if found.through is None:
            return f"{call} {found.wait.fails}."
        return f"{call} calls `{_callee(found.blocker.call)}()`, which {found.wait.fails}."
    times = ", again and again" if found.repeated else ""
    if found.through is None:
        waiting = f"while it waits for {found.wait.what}{times}"
    else:
        waiting = f"while `{_callee(found.blocker.call)}()` waits for {found.wait.what}{times}"
    return f"{call} blocks the event loop: no other request is served {waiting}."


def _hint(serving: Serving, found: Blocking) -> str:
    """The code to write: the asynchronous form where there is one, or else a thread."""
    function, handler = serving.function, serving.handler
    if found.through is None and found.wait.instead:
        hint = _quoted(_asynchronous(found))
    else:
        hint = _quoted(_in_thread(found.call))
    hint = f"write {hint}"
    if not function.node.is_async:
        return f"make `{function.name}` an `async def` and {hint}"
    if handler is not None and function == handler.function and _may_be_plain(handler):
        hint += f", or make `{function.name}` a plain `def`, which runs in a thread"
    return hint


def _quoted(code: str) -> str:
    return code if "`" in code else f"`{code}`"


def _asynchronous(found: Blocking) -> str:
    """The asynchronous form, with the arguments of the call where it takes the same."""
    written = found.wait.instead
    if written.startswith(("await asyncio.sleep(", "await ....")):
        return written.replace("(...)", f"({_arguments(found.call)})").replace(
            "await ....", f"await {_receiver(found.call)}."
        )
    return written


def _receiver(call: ir.Call) -> str:
    return ir.text(call.func.value) if isinstance(call.func, ir.Attribute) else ir.text(call.func)


def _in_thread(call: ir.Call) -> str:
    arguments = _arguments(call)
    return f"await asyncio.to_thread({_callee(call)}{', ' if arguments else ''}{arguments})"


def _callee(call: ir.Call) -> str:
    func = call.func
    if isinstance(func, ir.Attribute) and isinstance(func.value, (ir.BinaryOp, ir.Await)):
        return f"({ir.text(func.value)}).{func.attr}"
    return ir.text(func)


def _arguments(call: ir.Call) -> str:
    text = ir.text(call, 200).removeprefix(f"{ir.text(call.func, 200)}(").removesuffix(")")
    return text if "..." not in text and len(text) <= 60 else "..."


def _may_be_plain(handler: Handler) -> bool:
    """Whether a plain function in place of this coroutine function would run in a thread."""
    loop = handler.framework.event_loop
    if loop is None or handler.role not in loop.in_threads:
        return False
    return not any(
        isinstance(node, ir.Await)
        or (isinstance(node, (ir.For, ir.With)) and node.is_async)
        or (isinstance(node, ir.Comprehension) and any(c.is_async for c in node.clauses))
        for node in ir.walk_body(handler.function.node.body)
    )


def _fix(project: Project, function: FunctionRef, found: Blocking) -> Fix | None:
    """`await asyncio.sleep(...)` in the place of `time.sleep(...)`, where the value is not used."""
    if found.through is not None or not function.node.is_async:
        return None
    scope = project.scope(function)
    if project.name_of(found.call.func, scope) != "time.sleep" or scope.bindings("asyncio"):
        return None
    if not any(node.value is found.call for node in ir.nodes_of(function.node.body, ir.ExprStmt)):
        return None
    path = function.module.path
    return build.fix(
        "unsafe",
        "await `asyncio.sleep` instead",
        build.replace(path, found.call.func.span, "await asyncio.sleep"),
        build.add_import(path, "", "asyncio"),
    )
