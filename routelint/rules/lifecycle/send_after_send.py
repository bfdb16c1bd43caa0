"""A handler that goes on talking to the client after the last word.

## What it does
Finds functions in which a path completes its answer and then sends again, by themselves or through
methods and functions of the project, in base classes and other modules as well: a second response, a
second JSON document, an error of which the client gets what it was to refuse, a WebSocket that is used
after `close()`, dependencies that close and return, and headers that are set behind the call that sent
them.

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
Those that answer by sending: Tornado, http.server, raw ASGI and WSGI (without `exc_info`), and WebSockets of
FastAPI, Litestar, Starlette and Quart. In Sanic a handler that has called `request.respond()` sends a
second time by it or by returning an answer; in aiohttp one that has prepared a stream or a WebSocket,
by returning or raising another answer too. In Tornado also handlers that let a `WSGIContainer`, another
`Application` or an object of the project answer `self.request`, or write to its connection, without
setting `_finished`: the next request on the connection is given the answer that is left over.

## When it stays silent
When the paths are different, when the caller of a helper asks for its result or for what the helper
has noted, when `_finished` is asked, and for an answer in an `except` to what failed behind the first.

## Fix safety
Unsafe: `return` behind the call that completes the answer. There is none for a dependency, which has to
raise `WebSocketException`, for a response that was begun twice, and for helpers that answer sometimes.

## References
https://www.starlette.io/websockets/
https://www.tornadoweb.org/en/stable/web.html#output
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, Location, Related, RuleMeta
from routelint.flow.paths import Event
from routelint.flow.sending import By, way_of
from routelint.model import ir
from routelint.model.app import Handler, Role
from routelint.model.project import Project
from routelint.rules.lifecycle._answered_past import Past, answered_past
from routelint.rules.lifecycle._returns import return_after
from routelint.rules.lifecycle._sent_twice import Repeated, ends_its_block, repeated

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


_TALKING = (Role.WEBSOCKET, Role.WEBSOCKET_EVENT, Role.BEFORE_WEBSOCKET, Role.DEPENDENCY)


def check(project: Project) -> Iterator[Finding]:
    for handler in project.handlers:
        contract = handler.contract
        answers = contract is not None and (contract.result == "nothing" or contract.streams)
        if answers or handler.role in _TALKING:
            for found in repeated(project, handler):
                yield _finding(project, handler, found)
    for past in answered_past(project):
        yield _past(project, past)


def _past(project: Project, past: Past) -> Finding:
    handler, node = past.handler, past.handler.function.node
    table = handler.framework.passing
    what = ir.text(past.call.func)
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="high",
        message=f"`{node.qualname}` has the request answered by `{what}(...)`: {table.again}",
        path=handler.function.module.path,
        span=past.call.span,
        hint=table.how,
        related=() if past.made is None else (Related(past.made, "what answers is made here"),),
        route=project.route_ref(handler),
        framework=handler.framework.slug,
        scope=node.qualname,
        statement=past.call.span,
    )


def _finding(project: Project, handler: Handler, found: Repeated) -> Finding:
    node = handler.function.node
    place = handler.function.module.path
    first = found.talk.first or found.place
    dependency = found.how == "again" and found.other is None
    related = list(way_of(found.place))
    if found.other is not None:
        label = "answered here" if found.other is first else "and goes on here"
        related.append(Related(Location(place, found.other.node.span), label))
        related.extend(way_of(found.other))
    hint = _HINTS[found.how]
    if dependency:
        hint = "raise WebSocketException"
        if handler.contract is not None and handler.contract.result == "continue":
            hint = "return an answer, which refuses the WebSocket, instead of closing it"
    fix = None
    completing = found.place is first or found.place is found.talk.end
    if found.how == "again" and completing and not dependency:
        if found.talk.complete and not _only_sometimes(found.talk.end):
            fix = return_after(handler, found.talk.end)
        elif _only_sometimes(first):
            hint = "end the helper with an exception, or let it tell its callers and ask it"
    elif found.how == "returned" and found.place is first and found.talk.complete:
        fix = return_after(handler, found.talk.end)
    elif found.how == "refused" and ends_its_block(node, found.place):
        fix = return_after(handler, found.place)
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="high",
        message=_message(node.qualname, found, first, dependency),
        path=place,
        span=found.place.node.span,
        hint=hint,
        related=tuple(related),
        route=project.route_ref(handler),
        framework=handler.framework.slug,
        fix=fix,
        scope=node.qualname,
        statement=found.place.node.span,
    )


_HINTS = {
    "again": "write `return` after it",
    "refused": "write `return` after it, or raise the error",
    "document": "put both into one document",
    "late": "answer before the request is finished",
    "returned": "write `return` after what was sent, or return the answer instead of sending it",
}


def _message(name: str, found: Repeated, first: Event, dependency: bool) -> str:
    what = _callee(found.place)
    if found.how == "returned":
        if found.place is first:
            return (
                f"`{name}` has answered with `{what}(...)`, goes on and returns another answer: "
                "the client gets one of them"
            )
        return f"`{name}` returns an answer and has sent another one on the same path"
    if found.how == "late":
        return f"`{name}` runs when the answer is complete: `{what}(...)` comes too late"
    if found.how == "document":
        return f"`{name}` sends a second JSON document with `{what}(...)`: together they are none"
    if found.how == "refused":
        return (
            f"`{name}` sends an error with `{what}(...)`, and then on the same path what it was "
            "to refuse: the client gets both"
        )
    if found.place is not first and found.place is not found.talk.end:
        return f"`{name}` sends with `{what}(...)` what was answered before on the same path"
    after = "the endpoint still runs" if dependency else "goes on sending on the same path"
    if _only_sometimes(first):
        return f"`{what}(...)` can have answered for `{name}`, which {after}"
    return f"`{name}` has answered with `{what}(...)`, and {after}"


def _callee(event: Event) -> str:
    return ir.text(event.node.func) if isinstance(event.node, ir.Call) else ""


def _only_sometimes(event: Event | None) -> bool:
    """Whether what answers is a function that does so on some path only."""
    return event is not None and isinstance(event.data, By) and not event.data.always
