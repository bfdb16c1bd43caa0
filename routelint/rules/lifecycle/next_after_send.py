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
Raw WSGI, where the server then fails, and Pyramid's tweens.
Falcon: project decorators of responders, and `process_response()`, which runs behind them.

## When it stays silent
When the calls are on different paths, and when what happens after the call looks at the response.

## Fix safety
Unsafe: `return` behind an answer that was sent. Elsewhere the order has to be changed by hand.

## References
CWE-696.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from routelint.findings import Finding, Fix, Location, Related, RuleMeta
from routelint.flow.answers import lost_answers
from routelint.flow.meaning import Built, Meaning
from routelint.flow.paths import Event, Path
from routelint.flow.pipeline import ends_empty, handler_paths
from routelint.flow.sending import Sending, talk_of, way_of
from routelint.model import ir
from routelint.model.app import Handler, Role
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import FunctionRef, Instance, Symbol, callable_name
from routelint.rules.lifecycle._returns import return_after, return_sent
from routelint.rules.lifecycle._sent_twice import fails_between
from routelint.rules.lifecycle._written_next import late_calls, late_denials

META = RuleMeta(
    code="RL103",
    slug="next-after-send",
    category="lifecycle",
    severity="error",
    tier="A",
    fix="sometimes",
    summary="Middleware that has answered, or has built its denial, still calls the next one.",
    cwe=(696,),
)


def check(project: Project) -> Iterator[Finding]:
    for handler in project.handlers:
        if handler.contract is not None and handler.contract.result == "nothing":
            problems = _handed_on_late(project, handler)
        elif handler.contract is not None and handler.contract.result == "written":
            problems = _written(project, handler)
        elif handler.role in (Role.MIDDLEWARE, Role.DECORATOR):
            problems = chain(_problems(project, handler), _sent_before(project, handler))
        elif handler.contract is not None and handler.contract.result == "continue":
            problems = chain(_run_before(project, handler), _let_through(project, handler))
        else:
            continue
        for node, related, message, hint, fix in problems:
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
                fix=fix,
                framework=handler.framework.slug,
                scope=handler.function.node.qualname,
                statement=node.span,
            )


_ANSWERED = "answered here"
Problem = tuple[ir.Expr, tuple[Related, ...], str, str, Fix | None]


def _written(project: Project, handler: Handler) -> Iterator[Problem]:
    if handler.role == Role.DECORATOR:
        yield from late_calls(project, handler)
    if handler.role == Role.DECORATOR or (handler.role == Role.AFTER and handler.view_class):
        yield from late_denials(project, handler)


def _handed_on_late(project: Project, handler: Handler) -> Iterator[Problem]:
    """Where a function that answers by sending has answered, or handed the request on, before."""
    name, place = handler.function.node.qualname, handler.function.module.path
    seen: set[int] = set()
    for request in handler.framework.request_kinds:
        paths = Sending.of(project).paths(handler, request)
        for path in paths.paths if paths.complete else ():
            talk = talk_of(path.events)
            late = talk.late
            answered = talk.first or talk.refused
            if late is not None and answered is not None and id(late.node) not in seen:
                seen.add(id(late.node))
                yield (
                    _expr(late),
                    (Related(Location(place, answered.node.span), _ANSWERED), *way_of(answered)),
                    f"`{name}` has answered and still hands the request on: the endpoint runs",
                    "write `return` after the answer",
                    return_after(handler, talk.end) if talk.complete else None,
                )
            calls = talk.handed_on
            begun = _begun_again(handler, path)
            if begun is not None and id(begun.node) not in seen:
                seen.add(id(begun.node))
                yield (
                    _expr(begun),
                    (Related(Location(place, calls[0].node.span), "the next one answers here"),),
                    f"`{name}` answers after the next one has: its side effects happened",
                    "test the request before handing it on",
                    None,
                )
            if len(calls) > 1 and calls[0].node is not calls[1].node:
                failed = fails_between(handler.function.node, calls[0], calls[1])
                if _is_other(handler, calls[0], calls[1]):
                    continue
                if id(calls[1].node) not in seen and late is None and not failed:
                    seen.add(id(calls[1].node))
                    yield (
                        _expr(calls[1]),
                        (Related(Location(place, calls[0].node.span), "called here first"),),
                        f"`{name}` hands the request on twice on one path: the endpoint runs twice",
                        "hand it on once",
                        None,
                    )


def _is_other(handler: Handler, one: Event, other: Event) -> bool:
    """Whether two applications are called, and what the first one says is only looked at."""
    if handler.contract is None or not handler.contract.body:
        return False
    names = {
        ir.dotted(event.node.func) for event in (one, other) if isinstance(event.node, ir.Call)
    }
    return len(names) > 1 and not _is_given_means(handler, one)


def _is_given_means(handler: Handler, event: Event) -> bool:
    """Whether the next one may begin the answer itself."""
    means = handler.function.node.params[-1].name
    return isinstance(event.node, ir.Call) and any(
        isinstance(arg.value, ir.Name) and arg.value.id == means for arg in event.node.args
    )


def _begun_again(handler: Handler, path: Path) -> Event | None:
    """Where an answer is begun after the next one was given the very means to begin it, other than
    for an exception of the next one."""
    if handler.contract is None or not handler.contract.body:
        return None
    given: Event | None = None
    for event in path.events:
        if event.kind == "next":
            if _is_given_means(handler, event):
                given = given or event
        elif event.kind in ("start", "whole") and given is not None:
            return None if fails_between(handler.function.node, given, event) else event
    return None


def _sent_before(project: Project, handler: Handler) -> Iterator[Problem]:
    """The same of functions that return their answer, or send it."""
    if handler.contract is not None and handler.contract.streams:
        for problem in _handed_on_late(project, handler):
            if problem[1][0].label == _ANSWERED:
                yield problem


def _let_through(project: Project, handler: Handler) -> Iterator[Problem]:
    """Where a hook has sent an answer, and returns nothing: that means to go on."""
    if handler.contract is None or not handler.contract.streams or handler.role != Role.BEFORE:
        return
    name = handler.function.node.qualname
    seen: set[int] = set()
    paths = Sending.of(project).paths(handler, handler.framework.request_kinds[0])
    for path in paths.paths if paths.complete else ():
        talk = talk_of(path.events)
        first = talk.first
        if first is None or talk.unknown or not ends_empty(path) or id(first.node) in seen:
            continue
        seen.add(id(first.node))
        yield (
            _expr(first),
            (),
            f"`{name}` sends an answer and returns nothing: the request goes on to the endpoint",
            "return what was sent",
            return_sent(handler, first),
        )


def _run_before(project: Project, handler: Handler) -> Iterator[Problem]:
    """Where a hook calls the endpoint itself, and then lets the request go on to it."""
    if not handler.next_name:
        return
    name = handler.function.node.qualname
    seen: set[int] = set()
    for path in handler_paths(project, handler).paths:
        call = next((event for event in path.events if event.kind == "next"), None)
        if call is not None and ends_empty(path) and id(call.node) not in seen:
            seen.add(id(call.node))
            yield (
                _expr(call),
                (),
                f"`{name}` runs the endpoint and returns nothing, so that it runs a second time",
                "return the response",
                None,
            )


def _problems(project: Project, handler: Handler) -> Iterator[Problem]:
    paths = handler_paths(project, handler)
    if not paths.complete:
        return
    name = handler.function.node.qualname
    place = handler.function.module.path
    scope = project.scope(handler.function)
    lost = {id(answer.dropped.expr) for answer in lost_answers(project, handler.function)}
    apart = _taken_apart(handler.function.node)
    passes_freely = any(_calls_freely(path) for path in paths.paths)
    seen: set[int] = set()
    for path in paths.paths:
        calls = [e for e in path.events if e.kind == "next"]
        twice = len(calls) > 1 and calls[0].node is not calls[1].node
        if twice and _is_retry(handler, calls[0], calls[1]):
            continue
        if twice and id(calls[1].node) not in seen:
            seen.add(id(calls[1].node))
            first = Related(Location(place, calls[0].node.span), "called here first")
            yield (
                _expr(calls[1]),
                (first,),
                f"`{name}` hands the request on twice on one path: the endpoint runs twice",
                "call the next handler once, and keep its response",
                None,
            )
        if not calls:
            continue
        order = list(path.events)
        before = order[: order.index(calls[-1])]
        stored = next(
            (
                event
                for event in before
                if _is_response(event)
                and id(event.node) not in lost
                and id(event.node) not in apart
            ),
            None,
        )
        if stored is not None and passes_freely and id(calls[-1].node) not in seen:
            seen.add(id(calls[-1].node))
            yield (
                _expr(calls[-1]),
                (Related(Location(place, stored.node.span), "the answer is built here"),),
                f"`{name}` has built its answer and still hands the request on: the endpoint runs",
                "return the answer where it is built",
                None,
            )
            continue
        if path.end.kind == "raise" and path.end.statement is not None:
            raised = Event("raise", path.end.statement)
            if not Meaning.of(project).is_http_exception(path.end.value, scope):
                continue
            test = _deciding(project, handler.function, raised, calls[-1])
            if test is not None and id(test) not in seen:
                seen.add(id(test))
                yield _too_late(name, place, test, calls[-1])
            continue
        refusal = _plain_refusal(project, path, scope)
        if refusal is not None and _is_behind(refusal, calls[-1]):
            test = _deciding(project, handler.function, Event("refusal", refusal), calls[-1])
            if test is not None and id(test) not in seen:
                seen.add(id(test))
                yield _too_late(name, place, test, calls[-1])
            continue
        if path.end.kind != "return":
            continue
        answer = path.end.value
        if isinstance(answer, ir.Name):
            answer = path.env.get(answer.id) or answer
        if isinstance(answer, ir.Collection) and answer.items:
            answer = answer.items[0]
        denial = next((e for e in order if _is_response(e) and e.node is answer), None)
        if denial is None or order.index(denial) < order.index(calls[-1]):
            continue
        test = _deciding(project, handler.function, denial, calls[-1])
        if test is None or id(test) in seen:
            continue
        seen.add(id(test))
        yield _too_late(name, place, test, calls[-1])


def _plain_refusal(project: Project, path: Path, scope: Scope) -> ir.Expr | None:
    """What a path ends in, where that refuses without anything that builds a response: `abort(403)`,
    `return {...}, 403`."""
    value = path.end.value
    if path.end.kind == "never":
        is_abort = isinstance(value, ir.Call) and Meaning.of(project).is_abort(value, scope)
        return value if is_abort else None
    if path.end.kind != "return" or not isinstance(value, ir.Collection) or len(value.items) < 2:
        return None
    body, status = value.items[:2]
    plain = isinstance(body, ir.Dictionary | ir.Constant | ir.FormattedString)
    number = status.value if isinstance(status, ir.Constant) else None
    return value if plain and type(number) is int and 400 <= number < 500 else None


def _is_behind(refusal: ir.Expr, call: Event) -> bool:
    return refusal.span.start > _expr(call).span.start


def _is_retry(handler: Handler, first: Event, second: Event) -> bool:
    """Whether a decorator calls its function again because the first call has failed. Middleware
    can't: the body has been read, or the answer begun."""
    return handler.role == Role.DECORATOR and any(
        any(first.node is n for s in node.body for n in ir.walk(s))
        and any(second.node is n for h in node.handlers for s in h.body for n in ir.walk(s))
        for node in ir.nodes_of(handler.function.node.body, ir.Try)
    )


def _too_late(name: str, place: str, test: ir.Expr, call: Event) -> Problem:
    return (
        test,
        (Related(Location(place, call.node.span), "the endpoint has run here"),),
        f"`{name}` decides to deny only after the endpoint has run: its side effects happened",
        "test the request before calling the next handler",
        None,
    )


def _expr(event: Event) -> ir.Expr:
    node = event.node
    assert isinstance(node, ir.Call)
    return node


def _is_response(event: Event) -> bool:
    built = event.data
    if not isinstance(built, Built) or built.kind == "exception":
        return False
    return not built.raises and not built.may_be_none


def _taken_apart(function: ir.Function) -> set[int]:
    """The calls whose result is taken apart: `answer, instance = await protect(request)`."""
    values = (
        node.value
        for node in ir.nodes_of(function.body, ir.Assign)
        if any(isinstance(target, ir.Collection) for target in node.targets)
    )
    return {id(value.value if isinstance(value, ir.Await) else value) for value in values}


def _calls_freely(path: Path) -> bool:
    """Whether the path hands the request on without having built an answer before."""
    kinds = [e.kind for e in path.events if e.kind == "next" or _is_response(e)]
    return bool(kinds) and kinds[0] == "next"


def _deciding(
    project: Project, function: FunctionRef, denial: Event, call: Event
) -> ir.Expr | None:
    """The condition under which the denial is built, when it comes after the call and asks about
    the request only: nothing that was computed by the call or after it."""
    deciding: ir.If | None = None
    for node in ir.nodes_of(function.node.body, ir.If):
        if node.test.span.start > call.node.span.start:
            if any(n is denial.node for s in node.body for n in ir.walk(s)):
                deciding = node
    if deciding is None:
        return None
    parts = list(ir.walk(deciding.test))
    names = {n.id for n in parts if isinstance(n, ir.Name)}
    scope = project.scope(function)
    about_request = any(_is_request(project, n, scope) for n in parts if isinstance(n, ir.Name))
    asks = any(isinstance(n, ir.Call) for n in parts)
    if not (about_request or asks) or names & _later_names(function.node, call):
        return None
    return deciding.test


def _is_request(project: Project, name: ir.Name, scope: Scope) -> bool:
    """Whether a name is the request, or its user, by what it is or by what it is called."""
    value = project.evaluate(name, scope)
    if isinstance(value, Instance) and isinstance(value.cls, Symbol):
        return value.cls.name.endswith("Request")
    known = (callable_name(value) or "").rpartition(".")[2]
    return bool({name.id, known} & {"request", "current_user"})


def _later_names(function: ir.Function, call: Event) -> set[str]:
    """Names that get a value by the call or after it, and those of caught errors."""
    found: set[str] = set()
    for node in ir.walk_body(function.body):
        if isinstance(node, ir.ExceptHandler) and node.name:
            found.add(node.name)
        elif isinstance(node, ir.Assign) and node.span.end >= call.node.span.end:
            found.update(n.id for t in node.targets for n in ir.walk(t) if isinstance(n, ir.Name))
    return found
