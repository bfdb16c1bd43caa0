"""Middleware or a decorator that has answered and still calls the next one.

## What it does
Finds middleware and project decorators in which a path calls the next handler twice, calls it after
a denial was built, or builds the denial only after the handler has run, on a condition that does not
look at the response.

## Why it matters
The endpoint runs for a request that was to be refused: its side effects happen, whatever the client
is told. Called twice, it runs twice.

## Example
```python
@app.middleware("http")
async def only_members(request, call_next):
    response = await call_next(request)
    if "x-member" not in request.headers:
        return JSONResponse({"detail": "members only"}, status_code=401)
    return response
```

## Use instead
```python
@app.middleware("http")
async def only_members(request, call_next):
    if "x-member" not in request.headers:
        return JSONResponse({"detail": "members only"}, status_code=401)
    return await call_next(request)
```

## Frameworks
All that have middleware with a next function; project decorators of Flask and Django views.

## When it stays silent
When the calls are on different paths, and when what happens after the call looks at the response.

## Fix safety
There is no fix: the order has to be changed by hand.

## References
CWE-696.
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, Location, Related, RuleMeta
from routelint.flow.meaning import Built
from routelint.flow.paths import Event
from routelint.flow.pipeline import handler_paths
from routelint.model import ir
from routelint.model.app import Handler, Role
from routelint.model.project import Project

META = RuleMeta(
    code="RL103",
    slug="next-after-send",
    category="lifecycle",
    severity="error",
    tier="A",
    summary="Middleware that has answered, or has built its denial, still calls the next one.",
    frameworks=("django", "fastapi", "flask", "starlette"),
    cwe=(696,),
)


def check(project: Project) -> Iterator[Finding]:
    for handler in project.with_role(Role.MIDDLEWARE, Role.DECORATOR):
        for node, related, message, hint in _problems(project, handler):
            yield Finding(
                code=META.code,
                rule=META.slug,
                severity=META.severity,
                confidence="high",
                message=message,
                path=handler.function.module.path,
                span=node.span,
                hint=hint,
                related=related,
                framework=handler.framework.slug,
                scope=handler.function.node.qualname,
                statement=node.span,
            )


Problem = tuple[ir.Expr, tuple[Related, ...], str, str]


def _problems(project: Project, handler: Handler) -> Iterator[Problem]:
    paths = handler_paths(project, handler)
    if not paths.complete:
        return
    name = handler.function.node.qualname
    place = handler.function.module.path
    tests = _conditions(handler.function.node)
    seen: set[int] = set()
    for path in paths.paths:
        calls = [e for e in path.events if e.kind == "next"]
        if len(calls) > 1 and calls[0].node is not calls[1].node and id(calls[1].node) not in seen:
            seen.add(id(calls[1].node))
            first = Related(Location(place, calls[0].node.span), "called here first")
            yield (
                _expr(calls[1]),
                (first,),
                f"`{name}` hands the request on twice on one path: the endpoint runs twice",
                "call the next handler once, and keep its response",
            )
        if not calls or path.end.kind != "return":
            continue
        answer = path.end.value
        if isinstance(answer, ir.Name):
            answer = path.env.get(answer.id) or answer
        denial = next((e for e in path.events if e.kind == "build" and e.node is answer), None)
        if denial is None or not isinstance(denial.data, Built) or denial.data.kind != "response":
            continue
        order = list(path.events)
        if order.index(denial) < order.index(calls[-1]):
            continue
        test = _deciding(tests, denial, calls[-1])
        if test is None or id(test) in seen:
            continue
        seen.add(id(test))
        called = Related(Location(place, calls[-1].node.span), "the endpoint has run here")
        yield (
            test,
            (called,),
            f"`{name}` decides to deny only after the endpoint has run: its side effects happened",
            "test the request before calling the next handler",
        )


def _expr(event: Event) -> ir.Expr:
    node = event.node
    assert not isinstance(node, ir.ExprStmt)
    return node  # type: ignore[return-value]


def _conditions(function: ir.Function) -> list[tuple[ir.If, frozenset[str]]]:
    """The `if` statements of a function with the names that hold the result of the next call."""
    found = []
    for node in ir.walk_body(function.body):
        if isinstance(node, ir.If):
            found.append((node, frozenset(n.id for n in ir.walk(node.test) if _is_name(n))))  # type: ignore[union-attr]
    return found


def _is_name(node: ir.Node) -> bool:
    return isinstance(node, ir.Name)


def _deciding(
    tests: list[tuple[ir.If, frozenset[str]]], denial: Event, call: Event
) -> ir.Expr | None:
    """The condition under which the denial is built, when it comes after the call and looks only at
    the request (not at a response, a result or an error)."""
    deciding: ir.If | None = None
    for test, _ in tests:
        inside = any(n is denial.node for s in test.body for n in ir.walk(s))
        if inside and test.test.span.start > call.node.span.start:
            deciding = test
    if deciding is None:
        return None
    names = {n.id for n in ir.walk(deciding.test) if isinstance(n, ir.Name)}
    if "request" not in names or names & {"response", "resp", "res", "result", "r", "exc", "e"}:
        return None
    return deciding.test
