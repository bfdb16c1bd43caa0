"""One response object, made once, that is the answer to many requests.

## What it does
Finds responses and HTTP exceptions that are made at module level (or in a class) and returned or raised
by functions that requests reach, in any module,

- where the framework can send an object only once;
- where some function sets a cookie, a header or a status on it.

## Why it matters
What one request sets is still there for the next one: the cookie of the first user is sent to all who
come after. aiohttp sends a response object once, and the second request waits for an answer that never
comes.

## Example
```python
WELCOME = Response("welcome")


@app.get("/login")
def login():
    WELCOME.set_cookie("user", request.args["user"])
    return WELCOME
```

## Use instead
```python
@app.get("/login")
def login():
    welcome = Response("welcome")
    welcome.set_cookie("user", request.args["user"])
    return welcome
```

## Frameworks
In aiohttp every shared response and exception is reported. In Flask, Quart, Django, Starlette, FastAPI,
Sanic, Litestar, Bottle and Pyramid one that is never changed serves any number of requests, and only
shared ones that are changed are reported.

## When it stays silent
For objects that are copied, for classes, for functions that make one, and for names that are not known.

## Fix safety
There is no fix: the object has to be made where it is used, and that is for the author to place.

## References
- https://docs.aiohttp.org/en/stable/web_reference.html#aiohttp.web.Response
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from routelint.findings import Finding, Location, Related, RuleMeta
from routelint.flow.calls import functions_on_the_way
from routelint.flow.changes import changes_in
from routelint.model import ir
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import FunctionRef, Instance, callable_name
from routelint.model.vocabulary import Framework

META = RuleMeta(
    code="RL106",
    slug="shared-response",
    category="lifecycle",
    severity="error",
    tier="B",
    summary="One response object, made once, is the answer to many requests.",
    cwe=(488,),
)


@dataclass(eq=False)
class _Shared:
    """An object, where it is given as an answer, and where it is changed."""

    made: Instance
    framework: Framework
    answers: list[tuple[FunctionRef, Location]] = field(default_factory=list)
    changes: list[tuple[FunctionRef, Location]] = field(default_factory=list)


def check(project: Project) -> Iterator[Finding]:
    found: dict[int, _Shared] = {}
    reached = functions_on_the_way(project)
    for function in project.pipeline_functions():
        if id(function.node) in reached:
            _look_through(project, function, found)
    for shared in found.values():
        once = shared.framework.facts.get("response-sent-once", "")
        if shared.answers and (once or shared.changes):
            yield _finding(project, shared, once)


def _look_through(project: Project, function: FunctionRef, found: dict[int, _Shared]) -> None:
    scope = project.scope(function)
    path = function.module.path
    for node in ir.walk_body(function.node.body):
        value = node.value if isinstance(node, ir.Return) else None
        if isinstance(node, ir.Raise):
            value = node.exc
        shared = _shared(project, value, scope, found)
        if shared is not None and isinstance(node, (ir.Return, ir.Raise)):
            shared.answers.append((function, Location(path, node.span)))
    for change in changes_in(function.node.body):
        shared = _shared(project, change.base, scope, found)
        if shared is not None:
            shared.changes.append((function, Location(path, change.node.span)))


def _shared(
    project: Project, expr: ir.Expr | None, scope: Scope, found: dict[int, _Shared]
) -> _Shared | None:
    """The object that a name stands for, where no function has made it."""
    if not isinstance(expr, (ir.Name, ir.Attribute)):
        return None
    if isinstance(expr, ir.Name) and scope.bindings(expr.id):
        return None
    value = project.evaluate(expr, scope)
    if not isinstance(value, Instance) or value.call is None or value.scope is None:
        return None
    if value.scope.function_scope() is not None:
        return None
    framework = _framework(project, value)
    if framework is None:
        return None
    return found.setdefault(id(value.call), _Shared(value, framework))


def _framework(project: Project, value: Instance) -> Framework | None:
    """The framework of whose responses or exceptions the object is one."""
    assert value.call is not None and value.scope is not None
    names = project.names
    callee = callable_name(project.evaluate(value.call.func, value.scope))
    for name in (callee, *project.resolver.class_names(value)):
        if name in names.responses:
            return names.responses[name]
        if name in names.exceptions:
            framework = names.exceptions[name]
            return framework if framework.facts.get("response-sent-once") else None
    return None


def _finding(project: Project, shared: _Shared, once: str) -> Finding:
    made, scope = shared.made.call, shared.made.scope
    assert made is not None and scope is not None
    function, place = shared.answers[0]
    related = [Related(place, f"`{function.node.qualname}` answers with it here")]
    if once:
        why = once
    else:
        changing, where = shared.changes[0]
        related.insert(0, Related(where, f"`{changing.node.qualname}` changes it here"))
        why = "what is set on it for one request is sent to all that follow"
    handler = next(iter(project.handlers_of(function)), None)
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence=META.confidence,
        message=f"`{ir.text(made)}` is made once, and is the answer to many requests: {why}",
        path=scope.module.path,
        span=made.span,
        hint="make the response where it is returned, or let a function make it",
        related=tuple(related),
        route=project.route_ref(handler),
        framework=shared.framework.slug,
        scope=scope.qualname,
    )
