"""An async check is called without `await`, and decides nothing.

## What it does
Reports async functions of the project whose truth is asked for without awaiting them (`if not
is_admin(request):`, by way of a variable, in `and` and `or`, in comparisons, in `all([...])`), and
async guards that are called as a statement. Plain functions that hand such a coroutine on count as
well, and so do methods and callbacks that a framework takes for true or false and never awaits.

## Why it matters
Calling an async function only makes a coroutine, and a coroutine is an object that is always true.
`if not is_admin(request)` never refuses anybody: the client gets 200 and the secret. A guard that is
called as a statement never runs. Nothing is raised; the only trace is a `RuntimeWarning` in the log,
and not even that for a function that a decorator like `gen.coroutine` turns into a future.

## Example
```python
async def is_admin(request: Request) -> bool: ...


@app.get("/accounts")
async def accounts(request: Request):
    if not is_admin(request):
        raise HTTPException(403)
    return secrets
```

## Use instead
```python
@app.get("/accounts")
async def accounts(request: Request):
    if not await is_admin(request):
        raise HTTPException(403)
    return secrets
```

## Frameworks
All: what a coroutine is does not depend on them. They differ in what they await themselves. Tornado
calls `get_current_user()`, `check_origin()` and `check_xsrf_cookie()` as plain functions.

## When it stays silent
Coroutines that are awaited later, gathered, scheduled or returned; functions whose decorators may
change what calling them gives; names that stand for what something like `async_to_sync()` made of the
function. Other coroutines that nobody awaits, a save or a notification, are another rule's.

## Fix safety
Unsafe: a check that never ran begins to refuse. In an `async def` the fix adds `await`. A plain method
that calls the async one whose place it takes becomes an `async def`, too. In all other plain functions,
which can't await, the hint says what has to change.

## References
- https://docs.python.org/3/reference/expressions.html#await-expression
- https://docs.python.org/3/library/asyncio-dev.html#detect-never-awaited-coroutines
- https://cwe.mitre.org/data/definitions/862.html
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, Fix, Location, Related, RuleMeta
from routelint.fixes import build
from routelint.flow.coroutines import Unawaited
from routelint.model import ir
from routelint.model.project import Project
from routelint.policies.unawaited import PlainPredicate, plain_predicates, unawaited_guards

META = RuleMeta(
    code="RL305",
    slug="unawaited-guard",
    category="auth",
    severity="error",
    tier="A",
    fix="sometimes",
    summary="An async check is called without `await`, and decides nothing",
    cwe=(252, 862),
    references=("https://docs.python.org/3/reference/expressions.html#await-expression",),
)


def check(project: Project) -> Iterator[Finding]:
    for unawaited in unawaited_guards(project):
        yield _finding(project, unawaited)
    for predicate in plain_predicates(project):
        yield _plain(project, predicate)


def _finding(project: Project, unawaited: Unawaited) -> Finding:
    function = unawaited.function
    handler = next(iter(project.handlers_of(function)), None)
    framework = _framework(project, unawaited)
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="high",
        message=(
            f"`{ir.text(unawaited.expr)}` is not awaited in `{function.node.qualname}`: "
            f"{_consequence(unawaited)}"
        ),
        path=function.module.path,
        span=unawaited.expr.span,
        hint=_hint(unawaited),
        related=tuple(_related(unawaited)),
        route=project.route_ref(handler),
        framework=framework,
        fix=_fix(unawaited),
        scope=function.node.qualname,
        statement=unawaited.expr.span if unawaited.statement is None else unawaited.statement.span,
    )


def _framework(project: Project, unawaited: Unawaited) -> str:
    """That of the handler, or of those beside it in the module."""
    function = unawaited.function
    near = [h for h in project.handlers if h.function.module is function.module]
    for handler in (*project.handlers_of(function), *near):
        return handler.framework.slug
    known = unawaited.coroutine.framework or next(iter(project.used), None)
    return "" if known is None else known.slug


def _plain(project: Project, predicate: PlainPredicate) -> Finding:
    function, framework = predicate.function, predicate.framework
    what = "future" if predicate.coroutine.future else "coroutine"
    taken_for = predicate.taken_for or f"a {what} is always true"
    handed_over = predicate.location != function.location
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="high",
        message=(
            f"{framework.title} calls `{function.node.qualname}` as a plain function and never awaits "
            f"what it gives: {taken_for}"
        ),
        path=predicate.location.path,
        span=predicate.location.span,
        hint=(
            f"make `{function.name}` a plain `def`; what it has to await belongs into an async hook "
            "that runs before"
        ),
        related=predicate.coroutine.trace if handed_over else (),
        framework=framework.slug,
        scope=function.node.qualname,
        statement=predicate.location.span,
    )


def _consequence(unawaited: Unawaited) -> str:
    what = "future" if unawaited.coroutine.future else "coroutine"
    if unawaited.how == "condition":
        return f"a {what} is always true, whatever the answer would be"
    if unawaited.coroutine.future:
        return "what it refuses goes on all the same"
    return "it never runs, and refuses nobody"


def _hint(unawaited: Unawaited) -> str:
    awaited = f"`await {ir.text(unawaited.expr)}`"
    if unawaited.can_be_awaited:
        return f"write {awaited}"
    name = unawaited.function.name
    return f"make `{name}` an `async def` and write {awaited}, or call a plain function there"


def _related(unawaited: Unawaited) -> Iterator[Related]:
    test = unawaited.test
    if test is not None and test is not unawaited.expr:
        place = Location(unawaited.function.module.path, test.span)
        yield Related(place, "its truth is asked for here")
    yield from unawaited.coroutine.trace


def _fix(unawaited: Unawaited) -> Fix | None:
    path = unawaited.function.module.path
    if not unawaited.can_be_awaited:
        if not _builds_on_base(unawaited):
            return None
        return build.fix(
            "unsafe",
            "Make it an `async def` that awaits its base",
            build.insert(path, unawaited.function.node.header.start, "async "),
            build.insert(path, unawaited.expr.span.start, "await "),
        )
    return build.fix(
        "unsafe", "Add `await`", build.insert(path, unawaited.expr.span.start, "await ")
    )


def _builds_on_base(unawaited: Unawaited) -> bool:
    """Whether a method calls the one that it takes the place of, which was awaited."""
    function, call = unawaited.function, unawaited.expr
    func = call.func if isinstance(call, ir.Call) else None
    return (
        isinstance(func, ir.Attribute)
        and isinstance(func.value, ir.Call)
        and ir.dotted(func.value.func) == "super"
        and func.attr == function.name
        and not function.node.is_generator
        and not function.node.decorators
    )
