"""With which status a function answers, as far as that is written where it makes the answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from routelint.findings import Location, Related
from routelint.flow.kinds import status_of
from routelint.flow.meaning import Meaning, ProjectSemantics
from routelint.flow.paths import Event, Path, explore
from routelint.flow.pipeline import is_next
from routelint.flow.writing import Writing
from routelint.model import ir
from routelint.model.answers import StatusArg
from routelint.model.app import Handler
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import FunctionRef, as_function
from routelint.model.vocabulary import Framework

# A whole response may stand in for the one that was handed out.
_STATUS = re.compile(r"^(?:status|code$|response$)")
_DEPTH = 3


@dataclass(frozen=True, eq=False)
class Default:
    """An answer whose status nobody has written: `status` is what it is by default, `value` the value
    that is returned or written, None when nothing is, `call` the one that could be given a status;
    `trace` leads to it through functions of the project, `caught` are the clauses (by identity) that
    the path goes through."""

    status: int
    value: ir.Expr | None
    statement: ir.Stmt | None
    call: ir.Call | None = None
    trace: tuple[Related, ...] = ()
    caught: frozenset[object] = frozenset()


@dataclass(frozen=True)
class Plain:
    """What comes of values that are no responses: their status, and whether a body and headers make an
    answer; see `model.answers`. `given` are the variables through which others may set the status."""

    status: int
    pairs: bool
    given: frozenset[str] = frozenset()


def defaults(
    project: Project, handler: Handler, plain_status: int | None = None
) -> Iterator[Default]:
    """The answers of a handler's paths whose status is what it is by default. `plain_status` is that
    of values that are no responses, where it is not that of an error handler's."""
    if handler.function.node.is_generator:
        return
    if handler.contract is not None and handler.contract.result == "written":
        yield from _written(project, handler)
        return
    framework = handler.framework
    is_rendered = framework.rendered is not None and handler.contract is framework.rendered
    known = framework.statuses
    # A renderer takes over what anybody has set on the response of the request.
    given = {p.name for p in handler.function.node.params} if is_rendered else ()
    status = known.rendered if is_rendered else known.plain
    status = status if plain_status is None else plain_status
    plain = Plain(status, known.pairs, frozenset(given))
    told: set[tuple[int, frozenset[object]]] = set()
    for path in _paths(project, handler.function):
        if path.end.kind != "return" or path.end.value is None:
            continue
        found = _of(project, path, path.end.value, handler.function, plain, 0)
        caught = frozenset(e.data for e in path.events if e.kind == "caught")
        key = (id(found.value) if found is not None else 0, caught)
        if found is not None and key not in told:
            told.add(key)
            yield replace(found, caught=caught)


def _paths(project: Project, function: FunctionRef) -> Iterable[Path]:
    scope = project.scope(function)
    paths = explore(function.node, _Statuses(Meaning.of(project), scope, function.node), limit=64)
    return paths.paths if paths.complete else ()


def _of(
    project: Project,
    path: Path,
    value: ir.Expr,
    function: FunctionRef,
    plain: Plain,
    depth: int,
) -> Default | None:
    """The answer of a path, if its status is a default; None when something sets it, or may do so."""
    if any(event.kind == "set" for event in path.events):
        return None
    if isinstance(value, ir.Name):
        if any(event.kind == "given" and event.data == value.id for event in path.events):
            return None
        value = path.env.get(value.id) or value
    return _of_value(project, value, path, function, plain, depth)


def _of_value(
    project: Project,
    value: ir.Expr,
    path: Path,
    function: FunctionRef,
    plain: Plain,
    depth: int,
) -> Default | None:
    scope, statement = project.scope(function), path.end.statement
    inner = value.value if isinstance(value, ir.Await) else value
    if isinstance(inner, ir.Conditional):
        for part in (inner.body, inner.orelse):
            found = _of_value(project, part, path, function, plain, depth)
            if found is not None:
                return found
        return None
    if _is_plain(inner):
        if any(event.kind == "given" and event.data in plain.given for event in path.events):
            return None
        return Default(plain.status, value, statement) if plain.status else None
    if isinstance(inner, ir.Collection) and inner.kind == "tuple" and len(inner.items) == 2:
        # A body and headers; a body and a status is no default.
        if plain.pairs and isinstance(inner.items[1], ir.Dictionary):
            return _of_value(project, inner.items[0], path, function, plain, depth)
        return None
    if not isinstance(inner, ir.Call):
        return None
    known = known_call(project, inner, scope)
    if known is not None:
        return _of_call(project, inner, known, value, path, function, plain, depth)
    called = as_function(project.evaluate(inner.func, scope))
    if called is None or called.node.is_generator or called.node.decorators or depth >= _DEPTH:
        return None
    if called.node.is_async != isinstance(value, ir.Await):
        return None
    return _of_helper(project, called, value, statement, plain, depth)


def _of_call(
    project: Project,
    call: ir.Call,
    known: StatusArg,
    value: ir.Expr,
    path: Path,
    function: FunctionRef,
    plain: Plain,
    depth: int,
) -> Default | None:
    takes_one = bool(known.name) or known.index is not None
    if plain.status >= 400 or (takes_one and any(arg.star for arg in call.args)):
        # Where values have a status of their own, responses are no values.
        return None
    count = sum(arg.keyword is None for arg in call.args)
    if known.unknown_from is not None and count > known.unknown_from:
        return None
    if call.argument(known.index, known.name or None) is not None:
        return None
    if known.inner is not None and count > known.inner:
        first = call.args[known.inner].value
        if isinstance(first, ir.Name):
            made = path.env.get(first.id)
            if made is call or depth >= _DEPTH:
                # `answer = make_response(answer)`: what it was before is not kept.
                return None
            first = made or first
        return _of_value(project, first, path, function, plain, depth + 1)
    return Default(known.default, value, path.end.statement, call if takes_one else None)


def _of_helper(
    project: Project,
    called: FunctionRef,
    value: ir.Expr,
    statement: ir.Stmt | None,
    plain: Plain,
    depth: int,
) -> Default | None:
    """The answer of a function of the project all of whose answers have one default status."""
    answers: list[Default | None] = [
        None
        if path.end.value is None
        else _of(project, path, path.end.value, called, plain, depth + 1)
        for path in _paths(project, called)
        if path.end.kind in ("return", "fall")
    ]
    first = answers[0] if answers else None
    if first is None or any(a is None or a.status != first.status for a in answers):
        return None
    place = first.statement.span if first.statement is not None else called.node.name_span
    step = Related(
        Location(called.module.path, place), f"`{called.node.qualname}` makes the answer here"
    )
    return Default(first.status, value, statement, None, (step, *first.trace))


def known_call(project: Project, call: ir.Call, scope: Scope) -> StatusArg | None:
    """Where a call that makes an answer is given its status, when it is such a call."""
    calls = project.memo(
        "status-calls",
        lambda: {name: arg for f in project.used for name, arg in f.statuses.calls.items()},
    )
    return calls.get(project.name_of(call.func, scope))


def _is_plain(value: ir.Expr) -> bool:
    if isinstance(value, ir.BinaryOp):
        return value.op in ("%", "+") and _is_plain(value.left)
    if isinstance(value, ir.Call) and isinstance(value.func, ir.Attribute):
        return value.func.attr == "format" and _is_plain(value.func.value)
    return isinstance(value, (ir.Dictionary, ir.FormattedString)) or (
        isinstance(value, ir.Constant) and isinstance(value.value, str)
    )


class _Statuses(ProjectSemantics):
    """Where a status is set ("set"), a variable given to a function that may do so ("given"), and where
    a clause is run ("caught")."""

    def __init__(self, meaning: Meaning, scope: Scope, function: ir.Function) -> None:
        super().__init__(meaning, scope)
        self.clauses = {
            id(part): id(node)
            for node in ir.walk_body(function.body)
            if isinstance(node, ir.ExceptHandler)
            for part in ir.walk_body(node.body)
        }

    def stores(self, target: ir.Expr, value: ir.Expr | None) -> Iterable[Event]:
        if isinstance(target, ir.Attribute) and _STATUS.match(target.attr):
            yield Event("set", target)

    def events(self, expr: ir.Expr) -> Iterable[Event]:
        clause = self.clauses.get(id(expr))
        if clause is not None:
            yield Event("caught", expr, clause)
        if not isinstance(expr, ir.Call):
            return
        if isinstance(expr.func, ir.Attribute) and expr.func.attr.startswith("set_status"):
            yield Event("set", expr)
        project = self.meaning.project
        asks = project.name_of(expr.func, self.scope).startswith("builtins.")
        if not asks and known_call(project, expr, self.scope) is None:
            for arg in expr.args:
                if isinstance(arg.value, ir.Name):
                    yield Event("given", expr, arg.value.id)


# --- clauses around the rest of the application ---------------------------------------------------
@dataclass(frozen=True, eq=False)
class Boundary:
    """A clause of middleware for what the rest of the application raises, and its first answer whose
    status is a default. `only_http` tells that HTTP errors are all that it catches."""

    clause: ir.ExceptHandler
    answer: Default
    only_http: bool


def boundaries(project: Project, handler: Handler) -> Iterator[Boundary]:
    """The clauses of middleware that answer errors, of those that errors get to."""
    facts, scope = handler.framework.facts, project.scope(handler.function)
    if "next-raises-nothing" in facts:
        return
    meaning = Meaning.of(project)
    answers: list[Default] | None = None
    for node in ir.walk_body(handler.function.node.body):
        if not isinstance(node, ir.Try) or not _calls_next(node, handler):
            continue
        has_http = False
        for clause in node.handlers:
            types = clause.type.items if isinstance(clause.type, ir.Collection) else (clause.type,)
            names = {project.name_of(kind, scope) for kind in types if kind is not None}
            is_broad = clause.type is None or not _GENERIC.isdisjoint(names)
            of_http = any(
                kind is not None and meaning.is_http_exception(kind, scope) for kind in types
            )
            if facts.get("next-raises-no") in names or (
                is_broad and "next-raises" in facts and not has_http
            ):
                # It never gets there; or it takes the framework's own answers, which is worse.
                continue
            has_http = has_http or of_http
            if answers is None:
                answers = list(defaults(project, handler))
            for answer in answers:
                if id(clause) in answer.caught:
                    yield Boundary(clause, answer, of_http and len(types) == 1)
                    break


_GENERIC = frozenset({"builtins.Exception", "builtins.BaseException"})


def _calls_next(node: ir.Try, handler: Handler) -> bool:
    return any(
        isinstance(part, ir.Call) and is_next(part, handler) for part in ir.walk_body(node.body)
    )


# --- answers that are written ---------------------------------------------------------------------
def _written(project: Project, handler: Handler) -> Iterator[Default]:
    """The paths of a handler that writes into a response, and not its status."""
    paths = Writing.of(project).paths(handler)
    if not paths.complete:
        return
    for path in paths.paths:
        kinds = {event.kind for event in path.events}
        if path.end.kind in ("return", "fall") and not kinds & {"status", "unknown", "place"}:
            bodies = [e.node for e in path.events if e.kind == "body"]
            first = bodies[0] if bodies else None
            if first is None and _builds(project, handler):
                # An error that is built and not raised, say: that is what is wrong.
                continue
            if not isinstance(first, (ir.Return, ir.Raise)):
                yield Default(200, first, None)  # type: ignore[arg-type]
                return


def _builds(project: Project, handler: Handler) -> bool:
    scope, meaning = project.scope(handler.function), Meaning.of(project)
    return any(
        isinstance(node, ir.Call) and meaning.built(node, scope) is not None
        for node in ir.walk_body(handler.function.node.body)
    )


def written_statuses(project: Project, handler: Handler) -> Iterator[tuple[ir.Call, int]]:
    """The calls that set the status of the answer that is being made, with what they set."""
    setters, scope = handler.framework.statuses.setters, project.scope(handler.function)
    for node in ir.walk_body(handler.function.node.body) if setters else ():
        if isinstance(node, ir.Call) and project.name_of(node.func, scope) in setters:
            first = node.positional(0)
            status = None if first is None else status_of(project, first, scope)
            if status is not None:
                yield node, status


# --- the status of an error -----------------------------------------------------------------------
_OF_CLASSES = {
    "BadRequest": 400,
    "ClientException": 400,
    "ParseError": 400,
    "SuspiciousOperation": 400,
    "CSRFError": 400,
    "NotAuthenticated": 401,
    "NotAuthorizedException": 401,
    "Unauthorized": 401,
    "AuthenticationError": 401,
    "Forbidden": 403,
    "HTTPForbidden": 403,
    "PermissionDenied": 403,
    "PermissionDeniedException": 403,
    "Http404": 404,
    "HTTPNotFound": 404,
    "NotFound": 404,
    "NotFoundException": 404,
    "HTTPMethodNotAllowed": 405,
    "MethodNotAllowed": 405,
    "MethodNotAllowedException": 405,
    "Conflict": 409,
    "Gone": 410,
    "RequestEntityTooLarge": 413,
    "RequestValidationError": 422,
    "UnprocessableEntity": 422,
    "TooManyRequests": 429,
    "TooManyRequestsException": 429,
    "InternalServerError": 500,
    "InternalServerException": 500,
    "ServerError": 500,
    "Exception": 500,
    "BaseException": 500,
    "ServiceUnavailable": 503,
}


def status_of_error(selector: int | str | None, framework: Framework) -> int | None:
    """The status of what an error handler is registered for, when it is one; None for what depends."""
    if isinstance(selector, int):
        return selector
    takes_all = framework.statuses.generic or "generic-handlers-take-http-errors" in framework.facts
    if takes_all and selector in ("builtins.Exception", "builtins.BaseException"):
        return None
    return _OF_CLASSES.get((selector or "").rpartition(".")[2])
