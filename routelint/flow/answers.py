"""Answers that a function loses: responses built and dropped, exceptions never raised, the response
of the next handler or of `super()` thrown away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from routelint.flow.meaning import Built, Meaning
from routelint.flow.pipeline import is_next
from routelint.flow.values import Dropped, dropped_values
from routelint.model import ir
from routelint.model.app import Handler, Role
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import FunctionRef

_PASSING_ON = (Role.DECORATOR, Role.MIDDLEWARE, Role.WSGI_MIDDLEWARE)
#: Called by hand, they are called for what else they do.
_HOOKS = (
    Role.BEFORE,
    Role.BEFORE_WEBSOCKET,
    Role.AFTER,
    Role.AFTER_WEBSOCKET,
    Role.TEARDOWN,
    Role.STARTUP,
)


@dataclass(frozen=True, eq=False)
class LostAnswer:
    """`built` is None for the lost response of the next handler or of `super()`."""

    dropped: Dropped
    built: Built | None
    handler: Handler | None


def lost_answers(project: Project, function: FunctionRef) -> list[LostAnswer]:
    """The answers that the function loses, in source order (kept)."""
    key = f"lost:{id(function.node)}"
    return project.memo(key, lambda: list(_lost(project, function)))


def _lost(project: Project, function: FunctionRef) -> Iterator[LostAnswer]:
    handlers = project.handlers_of(function)
    handler = handlers[0] if handlers else None
    passing = next((h for h in handlers if h.role in _PASSING_ON and _answers_by_value(h)), None)
    meaning = Meaning.of(project)
    scope = project.scope(function)
    for dropped in dropped_values(function.node):
        built = meaning.built(dropped.expr, scope)
        if built is not None:
            if built.kind != "helper" or (
                _is_denial(project, built)
                and not _is_superseded(project, built, dropped, scope)
                and not _is_settled(project, built, function)
            ):
                yield LostAnswer(dropped, built, handler)
        elif isinstance(dropped.expr, ir.Dictionary) and handler is not None:
            whole = dropped.how == "statement" and dropped.last
            if handler.role == Role.VIEW and (whole or _has_status(dropped.statement)):
                yield LostAnswer(dropped, None, handler)
        elif isinstance(dropped.expr, ir.Call) and dropped.how == "statement":
            if passing is not None and is_next(dropped.expr, passing):
                # Where another call follows, running the endpoint twice is what is wrong.
                if not _calls_again(dropped.expr, passing):
                    yield LostAnswer(dropped, None, passing)
            elif handler is not None and handler.role == Role.VIEW:
                if _is_super(dropped.expr, function) and _answers_by_value(handler):
                    yield LostAnswer(dropped, None, handler)


def _has_status(statement: ir.Stmt) -> bool:
    """`{...}, 403`: a body with a status, and nothing else that anybody would write down."""
    value = statement.value if isinstance(statement, ir.ExprStmt) else None
    if not isinstance(value, ir.Collection) or len(value.items) < 2:
        return False
    status = value.items[1]
    return isinstance(status, ir.Constant) and type(status.value) is int


def _answers_by_value(handler: Handler) -> bool:
    """Whether what the handler returns is what is sent."""
    contract = handler.contract
    if contract is not None and handler.wraps and not contract.none:
        return any(_returns(wrapped.function) for wrapped in handler.wraps)
    silent = contract is not None and contract.result in ("nothing", "written")
    return not silent or (contract is not None and contract.body)


def _returns(function: FunctionRef) -> bool:
    return any(node.value is not None for node in ir.nodes_of(function.node.body, ir.Return))


def _calls_again(call: ir.Call, handler: Handler) -> bool:
    return any(
        node.span.start > call.span.start and is_next(node, handler)
        for node in ir.nodes_of(handler.function.node.body, ir.Call)
    )


def _is_denial(project: Project, built: Built) -> bool:
    """A helper that answers on some path and lets pass on another, or does nothing but build."""
    if built.function is None or any(h.role in _HOOKS for h in project.handlers_of(built.function)):
        return False
    summary = Meaning.of(project).summary(built.function)
    return summary.may_be_none or summary.pure


def _is_superseded(project: Project, built: Built, dropped: Dropped, scope: Scope) -> bool:
    """Whether the caller gives its own answer right after a helper that refuses nothing."""
    if built.raises or built.function is None or not isinstance(dropped.follower, ir.Return):
        return False
    meaning = Meaning.of(project)
    value = dropped.follower.value
    if value is None or meaning.answer(value, scope) is None:
        return False
    summary = meaning.summary(built.function)
    return not (summary.refuses or summary.pure)


def _is_settled(project: Project, built: Built, function: FunctionRef) -> bool:
    """Whether a method is called on the caller's own object, and what the caller's class says of it
    leaves no path on which it answers."""
    inner, owner = built.function, function.owner
    if inner is None or inner.owner is None or owner is None:
        return False
    if inner.owner not in project.resolver.mro(owner):
        return False
    return not Meaning.of(project).answers_for(inner, owner)


def _is_super(call: ir.Call, function: FunctionRef) -> bool:
    func = call.func
    return (
        isinstance(func, ir.Attribute)
        and func.attr == function.name
        and isinstance(func.value, ir.Call)
        and ir.dotted(func.value.func) == "super"
    )
