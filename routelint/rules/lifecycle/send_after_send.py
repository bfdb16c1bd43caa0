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
Unsafe: `return` behind the call that completes the answer. There is none for a dependency, which has to
raise `WebSocketException`, and for a response that was begun twice.

## References
https://www.starlette.io/websockets/
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from routelint.findings import Finding, Location, Related, RuleMeta
from routelint.flow.paths import Event
from routelint.flow.sending import Sending, talk_of
from routelint.model import ir
from routelint.model.app import Handler, Role
from routelint.model.project import Project
from routelint.rules.lifecycle._returns import return_after

META = RuleMeta(
    code="RL102",
    slug="send-after-send",
    category="lifecycle",
    severity="error",
    tier="A",
    fix="sometimes",
    summary="Some path goes on sending after the response or connection was finished.",
    cwe=(670,),
)


_TALKING = (Role.WEBSOCKET, Role.WEBSOCKET_EVENT, Role.DEPENDENCY)


def check(project: Project) -> Iterator[Finding]:
    for handler in project.handlers:
        answers = handler.contract is not None and handler.contract.result == "nothing"
        if not answers and handler.role not in _TALKING:
            continue
        seen: set[int] = set()
        for request in handler.framework.request_kinds:
            paths = Sending.of(project).paths(handler, request)
            for path in paths.paths if paths.complete else ():
                talk = talk_of(path.events)
                if talk.first is None or id(talk.first.node) in seen:
                    continue
                returns = path.end.kind in ("return", "fall")
                lost = handler.role == Role.DEPENDENCY and returns and talk.status == "finished"
                if talk.clash is not None or lost:
                    seen.add(id(talk.first.node))
                    fix = None
                    if talk.clash is not None and talk.complete:
                        fix = return_after(handler, talk.end)
                    yield replace(_finding(project, handler, talk.first, talk.clash), fix=fix)


def _finding(project: Project, handler: Handler, first: Event, clash: Event | None) -> Finding:
    node = handler.function.node
    place = handler.function.module.path
    what = ir.text(first.node.func) if isinstance(first.node, ir.Call) else ""
    dependency = clash is None
    related: tuple[Related, ...] = ()
    if clash is not None:
        related = (Related(Location(place, clash.node.span), "and goes on here"),)
    after = "the endpoint still runs" if dependency else "goes on sending on the same path"
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="high",
        message=f"`{node.qualname}` has answered with `{what}(...)`, and {after}",
        path=place,
        span=first.node.span,
        hint="raise WebSocketException" if dependency else "write `return` after it",
        related=related,
        route=project.route_ref(handler),
        framework=handler.framework.slug,
        scope=node.qualname,
        statement=first.node.span,
    )
