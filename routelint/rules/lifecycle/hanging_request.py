"""A path of a handler or middleware that ends without an answer.

## What it does
Finds handlers, hooks, decorators and middleware of which some path returns a value and another one
ends without any: off the end of the function, by a bare `return` or by `return None`. Also functions
of the project, in any module, that return no value on some path or never, where a view answers with
what they return. Where a handler leaves its answer open, as under Tornado's `asynchronous`, also functions
that are handed a callback which finishes the request, and call it, or hand it on, on some paths only.
In ASGI also wrappers that answer the server's start by HTTP instead of handing it on.

## Why it matters
What the client sees differs: Flask, Quart, Starlette and Django answer 500, FastAPI answers `null`
with status 200, Tornado nothing at all with status 200, and http.server closes the connection. Nobody
meant any of it.

## Example
```python
@app.get("/orders/<int:number>")
def order(number):
    found = orders.get(number)
    if found:
        return jsonify(found)
```

## Use instead
```python
@app.get("/orders/<int:number>")
def order(number):
    found = orders.get(number)
    if found:
        return jsonify(found)
    abort(404)
```

## Frameworks
Those whose contract for the function says that a missing value is an error or an empty answer. In
Falcon responders for GET of which some path writes a body and another one nothing into `resp`, where
no hook or middleware writes bodies. In WSGI also a path that begins no response. In Pyramid a view
without a renderer; with one, None is what it renders. Operations of django-ninja and methods of resources
(Flask-RESTful, Flask-RESTX) answer `null`.

## When it stays silent
Callbacks that are handed to what can't be followed, kept, or tested, and functions with another callback
that is called instead, or whose result is looked at, count as answered.
For abstract methods, generators, functions whose paths all raise, handlers under decorators that
may turn None into an answer, and where a path ends in a call that can't be resolved and may raise.
For functions that test for each method that their routes name: only HEAD, which frameworks add, is left.
In FastAPI and Litestar also for handlers that never return a value, that are annotated `-> None` or
that answer 204.

## Fix safety
Safe where the response is at hand, so that every such path is an error today: `return response` in a
function that was given it, or that has it from the next one. Elsewhere only the author knows the answer.

## References
The contracts were measured by running the frameworks; see the proofs.
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, Fix, Location, Related, RuleMeta, Span
from routelint.fixes import build
from routelint.flow.answers import lost_answers
from routelint.flow.meaning import Meaning, ProjectSemantics, is_abstract
from routelint.flow.paths import Event, Path, Paths, explore
from routelint.flow.pipeline import ends_empty, handler_paths, paths_for
from routelint.flow.sending import Sending, Talk, talk_of, way_of
from routelint.model import ir
from routelint.model.app import DecoratorUse, Handler, Role
from routelint.model.decorators import decorator_wrapper
from routelint.model.project import Project
from routelint.model.values import FunctionRef, as_function
from routelint.policies.returning import misread_value
from routelint.rules.lifecycle._left_open import LeftOpen, callbacks_left, leaves_open
from routelint.rules.lifecycle._start_up import answered_start
from routelint.rules.lifecycle._unwritten import unwritten_path

META = RuleMeta(
    code="RL105",
    slug="hanging-request",
    category="lifecycle",
    severity="error",
    tier="A",
    fix="sometimes",
    summary="A path of a handler or middleware neither answers nor goes on.",
    confidence="medium",
)

_TRANSPARENT = ("registration", "guard", "rate-limit", "cache", "cors", "csrf", "transparent")


def check(project: Project) -> Iterator[Finding]:
    seen: set[int] = set()
    for handler in project.handlers:
        contract = handler.contract
        if contract is None or not contract.none or id(handler.function.node) in seen:
            continue
        seen.add(id(handler.function.node))
        if contract.body and lost_answers(project, handler.function):
            continue
        if contract.result == "nothing":
            silent = _silent_path(project, handler)
            started = answered_start(project, handler)
            if silent is not None:
                yield _finding(project, handler, silent, contract.none)
            elif started is not None:
                yield _never_started(handler, started)
            continue
        if contract.result == "written":
            unwritten = unwritten_path(project, handler)
            if unwritten is not None and not lost_answers(project, handler.function):
                yield _finding(project, handler, unwritten, contract.none)
            continue
        if _may_be_fine(project, handler) or lost_answers(project, handler.function):
            continue
        if contract.result == "response" and not contract.all_none_is_fine:
            for helper, call in _empty_helpers(project, handler):
                if id(helper.node) not in seen:
                    seen.add(id(helper.node))
                    yield _of_helper(project, handler, helper, call, contract.none)
        paths = handler_paths(project, handler)
        if not paths.complete:
            continue
        empty = [path for path in paths.paths if ends_empty(path)]
        full = [p for p in paths.paths if p.end.kind == "return" and not ends_empty(p)]
        if not empty or (not full and contract.all_none_is_fine):
            continue
        path = empty[0]
        if _ends_in_unknown_call(project, handler.function):
            continue
        if _answers_each_method(project, handler):
            continue
        consequence = contract.none
        if contract.streams and not _says_nothing(project, handler):
            if not contract.none_sent:
                continue
            consequence = contract.none_sent
        yield _finding(project, handler, path, consequence)
    for left in callbacks_left(project):
        yield _of_callback(project, left)


def _of_callback(project: Project, left: LeftOpen) -> Finding:
    node, place = left.function.node, left.function.module.path
    given = Location(left.caller.module.path, left.call.span)
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence=META.confidence,
        message=f"`{node.qualname}` ends here without calling `{left.parameter}`, which finishes the "
        "request: the client waits for ever",
        path=place,
        span=left.span,
        hint=f"call `{left.parameter}` on every path, or raise an HTTP error",
        related=(
            Related(given, f"is given `{ir.text(left.callback)}` here, which answers"),
            Related(left.handler.location, f"`{left.handler.name}` leaves its answer open"),
        ),
        route=project.route_ref(left.handler),
        framework=left.handler.framework.slug,
        scope=node.qualname,
        statement=left.span,
    )


def _empty_helpers(project: Project, handler: Handler) -> Iterator[tuple[FunctionRef, ir.Call]]:
    """The functions whose result a handler returns as its answer, and which return none on some path
    or ever."""
    for statement in ir.nodes_of(handler.function.node.body, ir.Return):
        call = statement.value.value if isinstance(statement.value, ir.Await) else statement.value
        if not isinstance(call, ir.Call):
            continue
        helper = as_function(project.evaluate(call.func, project.scope(handler.function)))
        if helper is None or project.handlers_of(helper) or helper.node.decorators:
            continue
        node = helper.node
        # What belongs to a class may be another one's, and what isn't awaited is a coroutine.
        if isinstance(helper.scope.node, ir.Class) or node.is_generator or is_abstract(node):
            continue
        if node.is_async != isinstance(statement.value, ir.Await):
            continue
        if any(n.value for n in ir.nodes_of(node.body, ir.Return)):
            if _answers_sometimes(project, helper):
                yield helper, call
        elif _ends_surely(node.body):
            yield helper, call


def _answers_sometimes(project: Project, helper: FunctionRef) -> bool:
    """Whether a helper returns a response on one path and nothing on another."""
    meaning = Meaning.of(project)
    summary = meaning.summary(helper)
    if summary.response is None or summary.response.kind != "response":
        return False
    semantics = ProjectSemantics(meaning, project.scope(helper))
    paths = explore(helper.node, semantics)
    empty = any(ends_empty(path) for path in paths.paths)
    return paths.complete and empty and not _ends_in_unknown_call(project, helper)


def _ends_surely(body: tuple[ir.Stmt, ...]) -> bool:
    """Whether a path leads off the end without a call in the last place, which might always raise."""
    last = body[-1] if body else None
    if isinstance(last, ir.If):
        return not last.orelse or _ends_surely(last.body) or _ends_surely(last.orelse)
    if isinstance(last, ir.With):
        return _ends_surely(last.body)
    return isinstance(last, (ir.Assign, ir.AugAssign, ir.For)) or (
        isinstance(last, ir.Return) and last.value is None
    )


def _of_helper(
    project: Project, handler: Handler, helper: FunctionRef, call: ir.Call, consequence: str
) -> Finding:
    node = helper.node
    answers = any(n.value for n in ir.nodes_of(node.body, ir.Return))
    sometimes = " on some path" if answers else ""
    asked = Location(handler.function.module.path, call.span)
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence=META.confidence,
        message=f"`{node.qualname}` returns nothing{sometimes}, and the {handler.role} "
        f"`{handler.name}` answers with that: {consequence}",
        path=helper.module.path,
        span=node.name_span,
        hint="return a response on every path, or raise an HTTP exception",
        related=(Related(asked, "returned here as the answer"),),
        route=project.route_ref(handler),
        framework=handler.framework.slug,
        scope=node.qualname,
        statement=node.header,
    )


def _never_started(handler: Handler, answer: Event) -> Finding:
    node, place = handler.function.node, handler.function.module.path
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence=META.confidence,
        message=f"`{node.qualname}` answers the server's start as if it were a request: the "
        "application behind it is never told to start, and WebSockets don't reach it",
        path=place,
        span=node.name_span,
        hint='hand on first whatever is no request: `if scope["type"] != "http": ...; return`',
        related=(Related(Location(place, answer.node.span), "answered here"), *way_of(answer)),
        framework=handler.framework.slug,
        scope=node.qualname,
        statement=node.header,
    )


def _silent_path(project: Project, handler: Handler) -> Path | None:
    """A path on which a function that has to answer by sending says nothing, or not all."""
    node = handler.function.node
    if handler.lends or is_abstract(node) or node.is_generator or _lends(project, handler):
        return None
    paths = Sending.of(project).paths(handler, handler.framework.request_kinds[0])
    if not paths.complete:
        return None
    contract = handler.contract
    may_be_empty = contract is not None and contract.all_none_is_fine
    if may_be_empty and not _some_path_answers(project, handler, paths):
        return None
    for path in paths.paths:
        talk = talk_of(path.events)
        # What is wrong there is the value (wrong-return).
        if path.end.kind == "return" and misread_value(project, handler, path.end.value):
            continue
        if may_be_empty and (talk.said or _client_is_gone(project, handler, path)):
            continue
        ends = path.end.kind in ("return", "fall")
        unknown = talk.unknown or talk.quiet
        if contract is not None and contract.body:
            if ends and _is_bodiless(project, handler, path, talk):
                return path
            continue
        if contract is not None and contract.ends:
            said = talk.said or talk.unknown or talk.quiet or talk.handed_on
            if ends and not said and not _client_is_gone(project, handler, path):
                return path
            continue
        if ends and not unknown and not talk.handed_on and talk.status != "finished":
            if talk.clash is not None or talk.pieces:
                continue
            return path
    return None


def _is_bodiless(project: Project, handler: Handler, path: Path, talk: Talk) -> bool:
    """Whether a path begins no answer and hands nothing on, or has no body for it."""
    if ends_empty(path):
        return not talk.unknown and not _ends_in_unknown_call(project, handler.function)
    value = path.end.value
    if isinstance(value, ir.Name):
        value = path.env.get(value.id)
    # What a function gives may begin the answer when it is iterated.
    literal = isinstance(value, (ir.Collection, ir.Constant))
    return literal and not (talk.said or talk.handed_on or talk.unknown or talk.quiet)


def _some_path_answers(project: Project, handler: Handler, paths: Paths) -> bool:
    """Whether a path sends anything, and nothing stands around the handler that may do so for it."""
    if not all(_passes_on(project, use) for use in handler.decorators):
        return False
    if leaves_open(project, handler):
        return False
    talks = [talk_of(path.events) for path in paths.paths]
    return any(talk.status == "finished" or talk.pieces for talk in talks)


def _client_is_gone(project: Project, handler: Handler, path: Path) -> bool:
    """Whether a path ends in the `except` for a connection that was closed."""
    end = path.end.statement
    scope = project.scope(handler.function)
    for node in ir.nodes_of(handler.function.node.body, ir.ExceptHandler):
        if node.type is not None:
            types = node.type.items if isinstance(node.type, ir.Collection) else (node.type,)
            names = {project.name_of(kind, scope) for kind in types}
            gone = names & handler.framework.disconnects
            if gone and (end is None or any(n is end for s in node.body for n in ir.walk(s))):
                return True
    return False


def _says_nothing(project: Project, handler: Handler) -> bool:
    """Whether a path of a function that may answer by sending returns nothing and sends nothing."""
    paths = Sending.of(project).paths(handler, handler.framework.request_kinds[0])
    talks = [talk_of(path.events) for path in paths.paths if ends_empty(path)]
    return paths.complete and any(
        not (talk.said or talk.unknown or talk.quiet or talk.clash) for talk in talks
    )


def _lends(project: Project, handler: Handler) -> bool:
    """Whether the handler gives the object that it answers by to another function."""
    function = handler.function
    owners = {name.rpartition(".")[0] for name in project.names.sends}
    given: set[str] = set()
    for param in function.node.params:
        if param.annotation is None:
            continue
        value = project.resolver.annotated(param.annotation, function.scope)
        if value is None and handler.role == Role.WEBSOCKET:
            # It may well be the socket.
            return True
        if owners.intersection(project.resolver.class_names(value)):
            given.add(param.name)
    return any(
        isinstance(arg.value, ir.Name) and arg.value.id in given
        for node in ir.walk_body(function.node.body, into_functions=True)
        if isinstance(node, ir.Call)
        for arg in node.args
    )


def _may_be_fine(project: Project, handler: Handler) -> bool:
    node = handler.function.node
    if node.is_generator or is_abstract(node) or not node.body:
        return True
    if not all(_passes_on(project, use, kept=True) for use in handler.decorators):
        return True
    returns = node.returns
    if handler.contract is not None and handler.contract.all_none_is_fine:
        if isinstance(returns, ir.Constant) and returns.value is None:
            return True
        if returns is not None and "None" in ir.text(returns, 400):
            return True
        if _is_given_a_response(project, handler) or _sets_status(project, handler):
            return True
        if any(route.may_answer_nothing for route in handler.routes):
            return True
        for route in handler.routes:
            if route.call is not None and project.resolver.constant(
                route.call.keyword("status_code"), route.scope
            ) in (204, 304):
                return True
            if route.call is not None and route.call.keyword("status_code") is not None:
                return True
    return False


def _answers_each_method(project: Project, handler: Handler) -> bool:
    """Whether a function that tests for the method answers each one that its routes name. What is left
    is HEAD and OPTIONS, which frameworks add by themselves."""
    if not handler.routes or not all(route.methods for route in handler.routes):
        return False
    named = {method for route in handler.routes for method in route.methods}
    answered = [paths_for(project, handler, m) for m in sorted(named - {"HEAD", "OPTIONS"})]
    return bool(answered) and not any(
        not paths.complete or any(ends_empty(path) for path in paths.paths) for paths in answered
    )


def _sets_status(project: Project, handler: Handler) -> bool:
    """Whether the function sets the status of its answer, which then may have no body."""
    scope = project.scope(handler.function)
    attributes = handler.framework.status_attributes
    return bool(attributes) and any(
        any(project.name_of(target, scope) in attributes for target in node.targets)
        for node in ir.nodes_of(handler.function.node.body, ir.Assign)
    )


def _is_given_a_response(project: Project, handler: Handler) -> bool:
    """Whether a parameter is the response itself, whose status the handler can set."""
    function = handler.function
    return any(
        name in project.names.responses
        for param in function.node.params
        if param.annotation is not None
        for name in project.resolver.class_names(
            project.resolver.annotated(param.annotation, function.scope)
        )
    )


def _passes_on(project: Project, use: DecoratorUse, *, kept: bool = False) -> bool:
    """Whether the decorator hands the function's value on as it is; with `kept` by a variable, too."""
    if use.kind in _TRANSPARENT or use.name == "functools.wraps":
        return True
    if use.kind != "project" or use.function is None:
        return False
    found = decorator_wrapper(use.function, project.resolver)
    if found is None:
        return False
    wrapper, name = found
    for node in ir.nodes_of(wrapper.node.body, ir.Return):
        if node.value is not None:
            value = node.value.value if isinstance(node.value, ir.Await) else node.value
            if kept and isinstance(value, ir.Name) and _is_result(project, wrapper, value.id, name):
                return True
            if isinstance(value, ir.Call) and ir.dotted(value.func) == name:
                return True
    return False


def _is_result(project: Project, function: FunctionRef, variable: str, next_name: str) -> bool:
    """Whether a variable is what the next one has returned, and nobody looks at what it is:
    `response = handler(request)`, `if isawaitable(response): response = await response`."""
    wrapper, scope = function.node, project.scope(function)
    called = False
    plain = 0
    for node in ir.walk_body(wrapper.body):
        if isinstance(node, ir.Assign) and any(ir.dotted(t) == variable for t in node.targets):
            value = node.value.value if isinstance(node.value, ir.Await) else node.value
            called = called or (isinstance(value, ir.Call) and ir.dotted(value.func) == next_name)
            plain += 1
        elif isinstance(node, (ir.Return, ir.Await)) and ir.dotted(node.value) == variable:
            plain += 1
        elif isinstance(node, ir.Call) and project.name_of(node.func, scope) in _AWAITABLE:
            plain += ir.dotted(node.positional(0)) == variable
    names = [n for n in ir.nodes_of(wrapper.body, ir.Name) if n.id == variable]
    return called and len(names) == plain


_AWAITABLE = ("inspect.isawaitable", "inspect.iscoroutine", "asyncio.iscoroutine")


def _ends_in_unknown_call(project: Project, function: FunctionRef) -> bool:
    """Whether the function's last statement is a bare call that may raise, for all we know."""
    body: tuple[ir.Stmt, ...] = function.node.body
    scope = project.scope(function)
    pending = [body]
    while pending:
        current = pending.pop()
        if not current:
            continue
        last = current[-1]
        if isinstance(last, ir.ExprStmt):
            call = last.value.value if isinstance(last.value, ir.Await) else last.value
            if isinstance(call, ir.Call) and isinstance(call.func, ir.Call):
                # `await sync_to_async(answer)()`: a function that another one has made.
                return True
            if isinstance(call, ir.Call) and isinstance(call.func, (ir.Name, ir.Attribute)):
                value = project.evaluate(call.func, scope)
                if _raises(project, as_function(value)):
                    return True
                simple = isinstance(call.func, ir.Name) or ir.dotted(call.func.value) == "self"
                if value is None and simple and not Sending.of(project).kind(call, scope):
                    return True
        elif isinstance(last, ir.If):
            pending += [last.body, last.orelse]
        elif isinstance(last, ir.Try):
            pending += [last.body, *(h.body for h in last.handlers)]
        elif isinstance(last, ir.With):
            pending.append(last.body)
    return False


def _raises(project: Project, function: FunctionRef | None) -> bool:
    """Whether a function of the project raises an HTTP error on some path: it may always do so here."""
    if function is None:
        return False
    scope, meaning = project.scope(function), Meaning.of(project)
    return any(
        meaning.is_http_exception(node.exc, scope)
        for node in ir.nodes_of(function.node.body, ir.Raise)
    )


def _finding(project: Project, handler: Handler, path: Path, consequence: str) -> Finding:
    node = handler.function.node
    place = handler.function.module.path
    statement = path.end.statement
    span: Span = statement.span if statement is not None else node.name_span
    kind = "middleware" if handler.role == Role.MIDDLEWARE else handler.role
    related: tuple[Related, ...] = ()
    if handler.location != handler.function.location and handler.routes:
        related = (Related(handler.location, "registered here"),)
    if statement is not None:
        related = (Related(Location(place, node.name_span), "in this handler"), *related)
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence=META.confidence,
        message=f"A path of the {kind} `{node.qualname}` ends without an answer: {consequence}",
        path=place,
        span=span,
        hint="return a response on every path, or raise an HTTP exception",
        related=related,
        route=project.route_ref(handler),
        framework=handler.framework.slug,
        fix=_fix(handler, path),
        scope=node.qualname,
        statement=Span(*span.start, *span.end) if statement is not None else node.header,
    )


def _fix(handler: Handler, path: Path) -> Fix | None:
    """Return the response that the function has and lost; every such path is an error today."""
    name = _lost_response(handler, path)
    place, body = handler.function.module.path, handler.function.node.body
    if not name:
        return None
    message = f"Return `{name}`"
    if path.end.statement is not None:
        change = build.replace(place, path.end.statement.span, f"return {name}")
        return build.fix("safe", message, change)
    return build.fix(
        "safe", message, build.add_statement_after(place, body[-1].span, f"return {name}")
    )


def _lost_response(handler: Handler, path: Path) -> str:
    """The variable that holds the response on a path: what the function was given, or what the next
    one returned."""
    contract, node = handler.contract, handler.function.node
    if contract is not None and contract.result == "transform":
        names = [p.name for p in node.params if p.kind in ("positional", "positional-only")]
        return names[-1] if names and handler.role == Role.AFTER else ""
    called = {id(event.node) for event in path.events if event.kind == "next"}
    for statement in node.body:
        if (
            isinstance(statement, ir.Assign)
            and statement.value is not None
            and len(statement.targets) == 1
        ):
            value = (
                statement.value.value if isinstance(statement.value, ir.Await) else statement.value
            )
            target = statement.targets[0]
            if id(value) in called and isinstance(target, ir.Name):
                return target.id
    return ""
