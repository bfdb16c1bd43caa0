"""A handler that goes on talking to the client after the last word.

## What it does
Finds WebSocket handlers in which a path calls `close()` and then accepts, receives or sends again,
directly or through a helper of the project that closes, and dependencies that close and return.

## Why it matters
What stands between the two runs for a client that was refused, and the second call raises an error
in the server's log.

## Example
```python
@app.websocket("/chat")
async def chat(websocket: WebSocket):
    if not is_member(websocket):
        await websocket.close(code=1008)
    await websocket.accept()
```

## Use instead
```python
@app.websocket("/chat")
async def chat(websocket: WebSocket):
    if not is_member(websocket):
        await websocket.close(code=1008)
        return
    await websocket.accept()
```

## Frameworks
FastAPI and Starlette. Raw ASGI applications that begin two responses are not found yet.

## When it stays silent
When the paths are different, and when the object can't be resolved to the framework's WebSocket.

## Fix safety
There is no fix yet: write `return` after the call; in a dependency, raise `WebSocketException`.

## References
https://www.starlette.io/websockets/
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from routelint.findings import Finding, Location, Related, RuleMeta
from routelint.flow.meaning import Meaning, ProjectSemantics
from routelint.flow.paths import Event, explore
from routelint.model import ir
from routelint.model.app import Handler, Role
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import as_function, callable_name

META = RuleMeta(
    code="RL102",
    slug="send-after-send",
    category="lifecycle",
    severity="error",
    tier="A",
    summary="Some path goes on sending after the response or connection was finished.",
    cwe=(670,),
)


class _Talk(ProjectSemantics):
    """Events of talking to the client: "last" and "more"."""

    def events(self, expr: ir.Expr) -> Iterable[Event]:
        if isinstance(expr, ir.Call):
            kind = _kind(self.meaning.project, expr, self.scope)
            if kind:
                yield Event(kind, expr)


def check(project: Project) -> Iterator[Finding]:
    for handler in project.with_role(Role.WEBSOCKET, Role.DEPENDENCY):
        scope = project.scope(handler.function)
        paths = explore(handler.function.node, _Talk(Meaning.of(project), scope))
        seen: set[int] = set()
        for path in paths.paths if paths.complete else ():
            for last, following in zip(path.events, [*path.events[1:], None], strict=False):
                if last.kind != "last" or id(last.node) in seen:
                    continue
                returns = path.end.kind in ("return", "fall")
                dependency = handler.role == Role.DEPENDENCY and returns
                if following is None and not dependency:
                    continue
                seen.add(id(last.node))
                yield _finding(project, handler, last, following)


def _kind(project: Project, call: ir.Call, scope: Scope) -> str:
    value = project.evaluate(call.func, scope)
    found = project.names.sends.get(callable_name(value) or "")
    if found is not None:
        return found[1]
    function = as_function(value)
    if function is None:
        return ""

    def compute() -> str:
        inner = project.scope(function)
        for node in ir.walk_body(function.node.body):
            if isinstance(node, ir.Call) and _kind(project, node, inner) == "last":
                return "last"
        return ""

    return project.guarded_memo(f"talks:{id(function.node)}", "", compute)


def _finding(project: Project, handler: Handler, last: Event, following: Event | None) -> Finding:
    node = handler.function.node
    place = handler.function.module.path
    what = ir.text(last.node.func) if isinstance(last.node, ir.Call) else ""
    dependency = following is None
    related: tuple[Related, ...] = ()
    if following is not None:
        related = (Related(Location(place, following.node.span), "and goes on here"),)
    after = "the endpoint still runs" if dependency else "the handler goes on"
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="high",
        message=f"`{node.qualname}` has closed the connection with `{what}(...)`, and {after}",
        path=place,
        span=last.node.span,
        hint="raise WebSocketException" if dependency else "write `return` after it",
        related=related,
        route=project.route_ref(handler),
        framework=handler.framework.slug,
        scope=node.qualname,
        statement=last.node.span,
    )
