"""Orders of middleware that a framework's table demands (`Framework.middleware_order`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from routelint.findings import Location
from routelint.flow.meaning import Meaning
from routelint.flow.pipeline import is_next
from routelint.flow.sending import Sending, talk_of
from routelint.model import ir
from routelint.model.app import Container, Handler, Middleware, Role, exclude_each_other
from routelint.model.project import Project
from routelint.model.values import Instance, Symbol, callable_name
from routelint.model.vocabulary import ANSWERING, REWRITING, OrderConstraint
from routelint.rules.order._request_items import taken_too_early


@dataclass(frozen=True)
class Misplaced:
    """A middleware that stands in the wrong place, the one it has to change places with, and why."""

    app: Container
    middleware: Middleware
    other: Middleware
    message: str
    hint: str

    @property
    def other_place(self) -> Location:
        return self.other.location


def misplaced(project: Project) -> Iterator[Misplaced]:
    """Every misplaced middleware once for each app, for the first reason."""
    for app in project.apps:
        seen: set[int] = set()
        for found in (
            *_constrained(project, app),
            *_needing(project, app),
            *_taking(project, app),
        ):
            if id(found.middleware) not in seen:
                seen.add(id(found.middleware))
                yield found


def _constrained(project: Project, app: Container) -> Iterator[Misplaced]:
    chain = app.middleware
    for constraint in app.framework.middleware_order:
        if constraint.setting and not _is_true(project, app, constraint.setting):
            continue
        if constraint.without and not _is_off(project, app, constraint.without):
            continue
        outer = next((m for m in chain if m.name == constraint.outer), None)
        if outer is None:
            continue
        for inner in _before(chain, outer):
            if _is_inner(project, inner, constraint):
                wrong, other = (outer, inner) if constraint.misplaced == "outer" else (inner, outer)
                side = "after" if wrong is outer else "before"
                yield Misplaced(
                    app,
                    wrong,
                    other,
                    f"`{_short(wrong)}` stands {side} `{_short(other)}`: {constraint.reason}",
                    f"move `{_short(wrong)}` {'before' if wrong is outer else 'after'} "
                    f"`{_short(other)}`",
                )


def _needing(project: Project, app: Container) -> Iterator[Misplaced]:
    """Middleware that uses what a later one puts on the request."""
    chain = app.middleware
    for attribute, provider in app.framework.request_needs.items():
        source = next((m for m in chain if m.name == provider), None)
        if source is None:
            continue
        for early in _before(chain, source):
            if any(_reads(project, handler, attribute) for handler in early.handlers):
                name = attribute.rpartition(".")[2]
                of_request = attribute.rpartition(".")[0] in project.names.classes
                what = f"uses `request.{name}`" if of_request else f"calls `{name}()`"
                yield Misplaced(
                    app,
                    early,
                    source,
                    f"`{_short(early)}` {what} before `{_short(source)}` has set it",
                    f"move `{_short(early)}` after `{_short(source)}`",
                )


def _taking(project: Project, app: Container) -> Iterator[Misplaced]:
    """Middleware that takes an item of the request which a later one of the project stores."""
    for early, source, key in taken_too_early(project, app.middleware):
        if not exclude_each_other(early.branch, source.branch):
            yield Misplaced(
                app,
                early,
                source,
                f"`{_short(early)}` takes `request[{key!r}]` before `{_short(source)}` has set it",
                f"move `{_short(early)}` after `{_short(source)}`",
            )


def _before(chain: list[Middleware], middleware: Middleware) -> list[Middleware]:
    """What sees requests before a middleware, where both are installed."""
    outer = chain[: chain.index(middleware)]
    return [m for m in outer if not exclude_each_other(m.branch, middleware.branch)]


def _short(middleware: Middleware) -> str:
    return middleware.name.rpartition(".")[2]


def _is_true(project: Project, app: Container, key: str) -> bool:
    setting = project.setting(app, key)
    return setting is not None and project.value_of(setting.value) is True


def _is_off(project: Project, app: Container, option: str) -> bool:
    given = app.options.get(option)
    return given is not None and project.value_of(given) is False


def _is_inner(project: Project, middleware: Middleware, constraint: OrderConstraint) -> bool:
    if constraint.inner == ANSWERING:
        return any(_answers(project, handler) for handler in middleware.handlers)
    if constraint.inner == REWRITING:
        return any(_rewrites(handler) for handler in middleware.handlers)
    return middleware.name == constraint.inner


def _last_next(project: Project, handler: Handler) -> int:
    """The line of the last call of the next one; behind the end when there is none."""
    if handler.contract is not None and handler.contract.result == "nothing":
        paths = Sending.of(project).paths(handler, handler.framework.request_kinds[0]).paths
        handed = [call.node.span.line for p in paths for call in talk_of(p.events).handed_on]
        return max(handed, default=1 << 30)
    return max(
        (
            call.span.line
            for call in ir.nodes_of(handler.function.node.body, ir.Call)
            if is_next(call, handler)
        ),
        default=1 << 30,
    )


def _first_next(handler: Handler) -> int:
    """The line of the first call of the next one; behind the end when there is none."""
    lines = [
        call.span.line
        for call in ir.nodes_of(handler.function.node.body, ir.Call)
        if ir.dotted(call.func) == handler.next_name
    ]
    return min(lines, default=1 << 30)


def _answers(project: Project, handler: Handler) -> bool:
    """Whether it returns a response of its own before the next one was called, or sends one."""
    if handler.contract is not None and handler.contract.result == "nothing":
        request = handler.framework.request_kinds[0]
        paths = Sending.of(project).paths(handler, request).paths
        return any(talk_of(path.events).first is not None for path in paths)
    if handler.role not in (Role.MIDDLEWARE, Role.BEFORE):
        return False
    if handler.contract is not None and handler.contract.result == "written":
        return _raises_refusal(project, handler)
    if handler.function.node.name == "process_exception":
        return False
    scope, limit = project.scope(handler.function), _first_next(handler)
    for node in ir.nodes_of(handler.function.node.body, ir.Return):
        if node.value is None or node.span.line >= limit:
            continue
        value = project.evaluate(node.value, scope)
        if isinstance(value, Instance) and isinstance(value.cls, Symbol):
            if any(name in project.names.responses for name in project.resolver.class_names(value)):
                return True
            if value.cls.name in project.names.responses:
                return True
    return False


def _raises_refusal(project: Project, handler: Handler) -> bool:
    """Whether a hook that writes into a response raises an HTTP error: what is complete goes through
    all the others, an error only through those that have seen the request."""
    scope = project.scope(handler.function)
    return any(
        Meaning.of(project).is_http_exception(node.exc, scope)
        for node in ir.nodes_of(handler.function.node.body, ir.Raise)
    )


def _rewrites(handler: Handler) -> bool:
    """Whether it makes the content of the response anew from the old one."""
    if handler.role not in (Role.MIDDLEWARE, Role.AFTER):
        return False
    return any(
        isinstance(target, ir.Attribute)
        and target.attr == "content"
        and any(isinstance(p, ir.Attribute) and p.attr == "content" for p in ir.walk(node.value))
        for node in ir.nodes_of(handler.function.node.body, ir.Assign)
        if node.value is not None
        for target in node.targets
    )


def _reads(project: Project, handler: Handler, attribute: str) -> bool:
    """Whether it reads an attribute of the request before the next one was called."""
    if handler.role not in (Role.MIDDLEWARE, Role.BEFORE, Role.ASGI_MIDDLEWARE):
        return False
    if handler.function.node.name in ("process_view", "process_exception"):
        return False
    scope, limit = project.scope(handler.function), _last_next(project, handler)
    name = attribute.rpartition(".")[2]
    return any(
        isinstance(node, (ir.Attribute, ir.Name))
        and (isinstance(node, ir.Name) or node.attr == name)
        and node.span.line < limit
        and callable_name(project.evaluate(node, scope)) == attribute
        for node in ir.walk_body(handler.function.node.body)
    )
