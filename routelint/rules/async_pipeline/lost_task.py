"""A task or background task that nobody keeps, attaches or awaits.

## What it does
Finds, in functions that take part in requests,

- tasks (`asyncio.create_task(...)`, `ensure_future(...)`, `loop.create_task(...)`) whose value is
  dropped or assigned to a name that is never read;
- tasks that outlive nothing: they are kept, but the framework ends their loop together with the view;
- tasks made where no event loop runs, in a handler that is a plain `def`;
- background tasks that are built and never attached to the response, and those that are dropped
  because the handler raises or returns a response with a background task of its own;
- what is called where a function to run later is asked for: `tasks.add_task(send_mail(user))`;
- results of `gather(..., return_exceptions=True)` in a handler that nobody looks at.

## Why it matters
The client gets its 200 and the work is not done, or fails without anybody being told: the exception
of a task is logged only when the task is collected as garbage. The event loop holds tasks weakly, so
that one to which nothing else points may even disappear before it is done.

## Example
```python
@app.post("/orders")
async def order(request: Request):
    asyncio.create_task(send_receipt(request.user))
    return JSONResponse({"ok": True})
```

## Use instead
```python
tasks = set()


@app.post("/orders")
async def order(request: Request):
    task = asyncio.create_task(send_receipt(request.user))
    tasks.add(task)
    task.add_done_callback(tasks.discard)
    return JSONResponse({"ok": True})
```
or what the framework has for it, such as `BackgroundTask` or `app.add_background_task`.

## Frameworks
All in which handlers run in an event loop. Flask runs each async view in a loop of its own and
cancels what is left in it, Django does so under WSGI. In FastAPI, Starlette, Flask, Quart, Django and
Falcon (WSGI) handlers that are plain functions run without a loop, so that `create_task` raises a
RuntimeError.

## When it stays silent
For tasks that are awaited, returned, passed on, stored in an attribute or a collection, or given a
callback; for task groups and the frameworks' own registries (`app.add_task`, `spawn_callback`,
`resp.schedule`); for a coroutine that takes all errors itself; for functions that no handler calls.

## Fix safety
There is no fix: where a task belongs is for the developer to say.

## References
https://docs.python.org/3/library/asyncio-task.html#asyncio.create_task
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, Location, Related, RuleMeta
from routelint.flow.calls import reached
from routelint.flow.values import Dropped, dropped_values
from routelint.model import ir
from routelint.model.app import Handler, Role
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import FunctionRef, as_function, callable_name
from routelint.model.vocabulary import Framework
from routelint.policies.tasks import coroutine_of, deals_with_errors, makes_task
from routelint.rules.async_pipeline import _background, _kept_tasks

META = RuleMeta(
    code="RL603",
    slug="lost-task",
    category="async_pipeline",
    severity="warning",
    tier="B",
    summary="A task whose reference and errors are lost, or that is never attached or cancelled.",
    cwe=(391,),
)

_ANSWERING = (Role.VIEW, Role.BEFORE, Role.AFTER, Role.DEPENDENCY, Role.MIDDLEWARE)
_IN_THREADS = (Role.VIEW, Role.BEFORE, Role.AFTER, Role.DEPENDENCY, Role.ERROR_HANDLER)
_COLLECTED = (
    "its exception is only logged when it is collected, and it may be collected before it is done"
)
_KEEP = "keep it and look at its result: `tasks.add(task)`, `task.add_done_callback(tasks.discard)`"


def check(project: Project) -> Iterator[Finding]:
    for framework in project.used:
        if "lost-task" not in framework.facts:
            continue
        handlers = [h for h in project.handlers if h.framework.slug == framework.slug]
        for function in _with_inner(project, reached(project, handlers)):
            yield from _in_function(project, function, framework)


def _with_inner(project: Project, functions: list[FunctionRef]) -> Iterator[FunctionRef]:
    """The functions and those that are defined in them, in order, each once."""
    reached = {id(f.node): f for f in functions}
    for function in project.pipeline_functions():
        scope: Scope | None = function.scope
        while scope is not None:
            if id(scope.node) in reached:
                reached.setdefault(id(function.node), function)
            scope = scope.parent
    yield from sorted(reached.values(), key=lambda f: (f.module.path, f.node.span.start))


def _in_function(
    project: Project, function: FunctionRef, framework: Framework
) -> Iterator[Finding]:
    scope = project.scope(function)
    own = [h for h in project.handlers_of(function) if h.framework.slug == framework.slug]
    said: set[int] = set()
    for found in (
        _without_loop(project, function, framework, own),
        _dropped_tasks(project, function, framework, own),
        _kept_tasks_that_end(project, function, framework, own),
        _background_tasks(project, function, framework, own),
        _called_functions(project, function, framework, own),
    ):
        for call, finding in found:
            if id(call) not in said and not _is_test(scope):
                said.add(id(call))
                yield finding


def _is_test(scope: Scope) -> bool:
    return scope.module.is_test


def _dropped_tasks(
    project: Project, function: FunctionRef, framework: Framework, own: list[Handler]
) -> Iterator[tuple[ir.Call, Finding]]:
    scope = project.scope(function)
    for dropped in dropped_values(function.node):
        if dropped.awaited:
            yield from _dropped_results(project, function, framework, own, dropped)
            continue
        for call in _made(dropped.expr):
            if not makes_task(project, call, scope):
                continue
            coroutine = coroutine_of(project, call, scope)
            ends = _ends(function, framework)
            if not ends and coroutine is not None and deals_with_errors(project, coroutine):
                continue
            why = ends or _consequence(framework)
            message = f"Nobody keeps the task of `{ir.text(call)}`: {why}"
            hint = framework.facts.get("task-home", "")
            trace: tuple[Related, ...] = ()
            if coroutine is not None:
                what = f"`{coroutine.name}` is what runs in it"
                trace = (Related(coroutine.location, what),)
            yield (
                call,
                _finding(
                    project,
                    function,
                    framework,
                    own,
                    call,
                    message,
                    hint or _KEEP,
                    trace,
                    dropped.statement,
                ),
            )


def _made(expr: ir.Expr) -> Iterator[ir.Call]:
    """The calls that a dropped expression is made of: itself, or those of a comprehension or list."""
    if isinstance(expr, ir.Call):
        yield expr
    elif isinstance(expr, ir.Comprehension):
        for element in expr.elements:
            yield from _made(element)
    elif isinstance(expr, ir.Collection):
        for item in expr.items:
            yield from _made(item)


def _consequence(framework: Framework) -> str:
    """What becomes of a task that nobody keeps."""
    said = framework.facts["lost-task"]
    return _COLLECTED if said == "yes" else said


def _ends(function: FunctionRef, framework: Framework) -> str:
    """What ends the tasks of a function's loop, "" when nothing does."""
    return framework.facts.get("tasks-end", "") if function.node.is_async else ""


def _dropped_results(
    project: Project,
    function: FunctionRef,
    framework: Framework,
    own: list[Handler],
    dropped: Dropped,
) -> Iterator[tuple[ir.Call, Finding]]:
    """`await gather(save(), notify(), return_exceptions=True)` in a handler, as a statement."""
    call, scope = dropped.expr, project.scope(function)
    if not isinstance(call, ir.Call) or not any(h.role in _ANSWERING for h in own):
        return
    if callable_name(project.evaluate(call.func, scope)) != "asyncio.gather":
        return
    if project.resolver.constant(call.keyword("return_exceptions"), scope) is not True:
        return
    given = [arg.value for arg in call.args if arg.keyword is None]
    if not any(isinstance(value, ir.Call) for value in given):
        # Tasks that were cancelled are waited for like this.
        return
    message = (
        "Nobody looks at what `gather` gives back, the exceptions included: "
        "the client is told that all went well"
    )
    hint = "leave out `return_exceptions=True`, or look through the results"
    yield (
        call,
        _finding(
            project, function, framework, own, call, message, hint, statement=dropped.statement
        ),
    )


def _kept_tasks_that_end(
    project: Project, function: FunctionRef, framework: Framework, own: list[Handler]
) -> Iterator[tuple[ir.Call, Finding]]:
    """Tasks that are kept, although their loop ends with the view."""
    why = _ends(function, framework)
    if not why:
        return
    scope = project.scope(function)
    for call in _kept_tasks.kept(function.node):
        if makes_task(project, call, scope):
            message = f"Nobody awaits the task of `{ir.text(call)}`: {why}"
            hint = framework.facts.get("task-home", _KEEP)
            yield call, _finding(project, function, framework, own, call, message, hint)


def _without_loop(
    project: Project, function: FunctionRef, framework: Framework, own: list[Handler]
) -> Iterator[tuple[ir.Call, Finding]]:
    """Tasks that are made in the thread of a plain function."""
    where = framework.facts.get("plain-handlers-thread")
    if where is None or function.node.is_async or function.node.is_generator:
        return
    if not any(h.role in _IN_THREADS for h in own):
        return
    scope = project.scope(function)
    for call in _unguarded_calls(function.node.body):
        if makes_task(project, call, scope):
            message = (
                f"No event loop runs where `{ir.text(call)}` makes a task: {where}, "
                "so that nothing runs the coroutine"
            )
            hint = "make the handler `async def`, or give the work to something that runs it"
            yield call, _finding(project, function, framework, own, call, message, hint)


def _unguarded_calls(body: tuple[ir.Stmt, ...]) -> Iterator[ir.Call]:
    """The calls of a body that stand in no `try`."""
    for statement in body:
        if isinstance(statement, (ir.Try, ir.Function, ir.Class)):
            continue
        blocks = [getattr(statement, name, ()) for name in ("body", "orelse")]
        inner = {id(node) for block in blocks if isinstance(block, tuple) for node in block}
        for child in ir.children(statement):
            if id(child) not in inner:
                yield from (node for node in ir.walk(child) if isinstance(node, ir.Call))
        for block in blocks:
            if isinstance(block, tuple):
                yield from _unguarded_calls(block)


def _background_tasks(
    project: Project, function: FunctionRef, framework: Framework, own: list[Handler]
) -> Iterator[tuple[ir.Call, Finding]]:
    scope = project.scope(function)
    for call in _background.unattached(project, function.node, scope):
        message = f"`{ir.text(call)}` is never attached to a response: what it is for never runs"
        option = framework.background_option or "background"
        hint = f"give it to the response that is returned: `{option}=...`"
        yield call, _finding(project, function, framework, own, call, message, hint)
    for handler in own:
        for call, end in _background.dropped(project, handler):
            what = (
                "raises"
                if isinstance(end, ir.Raise)
                else "answers with a response that has a background task of its own"
                if isinstance(end, ir.Return)
                else "is ended by an exception"
            )
            message = (
                f"`{handler.function.name}` {what} behind `{ir.text(call.func)}(...)`: "
                "the background task is dropped and never runs"
            )
            hint = "add the task to the one that the response has, or do the work before raising"
            trace: tuple[Related, ...] = ()
            if end is not None:
                trace = (Related(Location(function.module.path, end.span), "dropped here"),)
            yield (
                call,
                _finding(project, function, framework, own, call, message, hint, trace),
            )


def _called_functions(
    project: Project, function: FunctionRef, framework: Framework, own: list[Handler]
) -> Iterator[tuple[ir.Call, Finding]]:
    """`tasks.add_task(send_mail(user))`: what was called already, where a function is asked for."""
    scope = project.scope(function)
    for node in ir.nodes_of(function.node.body, ir.Call):
        name = callable_name(project.evaluate(node.func, scope)) or ""
        asks = project.names.task_calls.get(name)
        if asks is None:
            continue
        given = node.argument(asks.function.index, asks.function.name)
        if not isinstance(given, ir.Call):
            continue
        called = as_function(project.evaluate(given.func, scope))
        if called is None or not _gives_no_function(called):
            continue
        what = "a coroutine" if called.node.is_async else "None"
        message = (
            f"`{ir.text(node.func)}` asks for a function and is given {what}, since "
            f"`{ir.text(given.func)}` is called here: {asks.wrong}"
        )
        arguments = ir.text(given.func) + "".join(
            f", {f'{arg.keyword}=' if arg.keyword else arg.star}{ir.text(arg.value)}"
            for arg in given.args
        )
        hint = f"give the function and its arguments: `{ir.text(node.func)}({arguments})`"
        trace = (Related(called.location, f"`{called.name}` is defined here"),)
        yield given, _finding(project, function, framework, own, given, message, hint, trace)


def _gives_no_function(function: FunctionRef) -> bool:
    """Whether calling it gives a coroutine, or nothing."""
    if function.node.is_generator or function.node.decorators:
        return False
    return function.node.is_async or not any(
        node.value is not None for node in ir.nodes_of(function.node.body, ir.Return)
    )


def _finding(
    project: Project,
    function: FunctionRef,
    framework: Framework,
    own: list[Handler],
    call: ir.Call,
    message: str,
    hint: str,
    related: tuple[Related, ...] = (),
    statement: ir.Stmt | None = None,
) -> Finding:
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="high",
        message=message,
        path=function.module.path,
        span=call.span,
        hint=hint,
        related=related,
        route=project.route_ref(own[0] if own else None),
        framework=framework.slug,
        scope=function.node.qualname,
        statement=None if statement is None else statement.span,
    )
