"""Handlers that leave their answer open, and functions that are handed the callback which completes it
and lose it on some path."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from routelint.findings import Span
from routelint.flow.calls import reached
from routelint.flow.meaning import is_abstract
from routelint.flow.paths import Event, Path, explore
from routelint.flow.sending import Sending, SendingSemantics, talk_of
from routelint.model import ir
from routelint.model.app import Handler, Role
from routelint.model.decorators import decorator_wrapper
from routelint.model.project import Project
from routelint.model.values import BoundMethod, FunctionRef, as_function

_TOUCHED = "touched"


@dataclass(frozen=True, eq=False)
class LeftOpen:
    """`function` ends at `span` without having used its `parameter`, for which `caller` hands it
    `callback`; `handler` is the one whose answer stays open."""

    function: FunctionRef
    parameter: str
    span: Span
    caller: FunctionRef
    call: ir.Call
    callback: ir.Expr
    handler: Handler


def leaves_open(project: Project, handler: Handler) -> bool:
    """Whether the handler, or what is put around it, says that the answer is completed elsewhere."""
    functions = [handler.function]
    for use in handler.decorators:
        if use.name in handler.framework.leaves_open:
            # The framework completes the answer when a coroutine is done.
            return not (handler.function.node.is_async or handler.function.node.is_generator)
        found = None if use.function is None else decorator_wrapper(use.function, project.resolver)
        if found is not None:
            functions.append(found[0])
    return any(
        isinstance(node, ir.Assign)
        and any(
            isinstance(target, ir.Attribute)
            and project.name_of(target, project.scope(function)) in handler.framework.answers_later
            for target in node.targets
        )
        for function in functions
        for node in ir.walk_body(function.node.body)
    )


def callbacks_left(project: Project) -> Iterator[LeftOpen]:
    """The functions that lose a callback which completes an answer, each once."""
    seen: set[int] = set()
    for handler in project.with_role(Role.VIEW):
        framework = handler.framework
        if not (framework.answers_later or framework.leaves_open):
            continue
        if leaves_open(project, handler):
            for caller in reached(project, [handler]):
                for found in _left_by(project, handler, caller):
                    if id(found.function.node) not in seen:
                        seen.add(id(found.function.node))
                        yield found


def _left_by(project: Project, handler: Handler, caller: FunctionRef) -> Iterator[LeftOpen]:
    """The functions that one on the way of a request calls with such a callback, and which lose it."""
    scope = project.scope(caller)
    for call in _plain_calls(caller.node, returned=caller.node is handler.function.node):
        if not call.args:
            continue
        value = project.evaluate(call.func, scope)
        function = as_function(value)
        if function is None or not _can_be_followed(function.node):
            continue
        given = {
            name: (arg, as_function(project.evaluate(arg, scope)))
            for name, arg in _given(function.node, call, bound=isinstance(value, BoundMethod))
        }
        names: frozenset[str] | None = None
        for parameter, (callback, called) in given.items():
            if not _completes(project, handler, called):
                continue
            if _says_more(project, handler, caller, call):
                break
            if names is None:
                names = _carriers(function.node, [name for name in given if given[name][1]])
            path = _untouched(project, handler, function, names)
            if path is not None:
                span = _end(function.node, path, names)
                yield LeftOpen(function, parameter, span, caller, call, callback, handler)


def _plain_calls(node: ir.Function, *, returned: bool) -> Iterator[ir.Call]:
    """The calls whose value tells nobody anything; in a handler also what it returns, which nobody looks
    at while its answer is open."""
    statements: tuple[ir.ExprStmt | ir.Return, ...] = ir.nodes_of(node.body, ir.ExprStmt)
    if returned:
        statements += ir.nodes_of(node.body, ir.Return)
    for statement in statements:
        if isinstance(statement.value, ir.Call):
            yield statement.value


def _can_be_followed(node: ir.Function) -> bool:
    return not (
        node.is_async
        or node.is_generator
        or is_abstract(node)
        or any(ir.dotted(d.value) not in ("staticmethod", "classmethod") for d in node.decorators)
    )


def _given(node: ir.Function, call: ir.Call, *, bound: bool) -> Iterator[tuple[str, ir.Expr]]:
    """The parameters of a function, each with what a call gives for it."""
    if any(arg.star for arg in call.args):
        return
    names = [p.name for p in node.params if p.kind in ("positional-only", "positional")]
    for param in node.params:
        index = names.index(param.name) - bound if param.name in names else None
        value = call.argument(index if index is None or index >= 0 else None, param.name)
        if value is not None:
            yield param.name, value


def _completes(project: Project, handler: Handler, callback: FunctionRef | None) -> bool:
    """Whether a function completes the answer whenever it returns."""
    if callback is None or callback.node.is_async or callback.node.is_generator:
        return False
    request = handler.framework.request_kinds[0]
    ways = Sending.of(project).ways_of(callback, request)
    return bool(ways) and all(way.kind in ("whole", "last") for way in ways)


def _says_more(project: Project, handler: Handler, caller: FunctionRef, call: ir.Call) -> bool:
    """Whether the caller may answer by itself after a call."""
    sending, scope = Sending.of(project), project.scope(caller)
    request = handler.framework.request_kinds[0]
    return any(
        other.span.start >= call.span.end and sending.says(other, scope, request)
        for other in ir.nodes_of(caller.node.body, ir.Call)
    )


def _untouched(
    project: Project, handler: Handler, function: FunctionRef, names: frozenset[str]
) -> Path | None:
    """A path that ends without having used any of some names, where another one does use them."""
    node = function.node
    if not names or any(_mentions(loop.body, names) for loop in _loops(node)):
        return None
    semantics = _Touching(Sending.of(project), function, handler, names)
    paths = explore(node, semantics, limit=128)
    if not paths.complete:
        return None
    lost: Path | None = None
    touched = False
    for path in paths.paths:
        if any(event.kind == _TOUCHED for event in path.events):
            touched = True
        elif path.end.kind in ("return", "fall") and lost is None:
            if not (talk_of(path.events).said or talk_of(path.events).unknown):
                lost = path
    return lost if touched else None


class _Touching(SendingSemantics):
    """Tells also where one of some names is used, or a call may do anything with the request."""

    def __init__(
        self, sending: Sending, function: FunctionRef, handler: Handler, names: frozenset[str]
    ) -> None:
        super().__init__(sending, function, handler.framework.request_kinds[0], None)
        self.names = names
        params = function.node.params
        self.own = params[0].name if params and function.owner is not None else "self"

    def events(self, expr: ir.Expr) -> Iterable[Event]:
        yield from super().events(expr)
        if (isinstance(expr, ir.Name) and expr.id in self.names) or (
            isinstance(expr, ir.Lambda) and _mentions(expr.function.body, self.names)
        ):
            yield Event(_TOUCHED, expr)
        elif isinstance(expr, ir.Call) and self._may_do_anything(expr):
            yield Event("maybe", expr)

    def _may_do_anything(self, call: ir.Call) -> bool:
        """Whether a call is given the object itself, or is one of it, or of a plain name, that can't
        be found."""
        if any(isinstance(a.value, ir.Name) and a.value.id == self.own for a in call.args):
            return True
        simple = isinstance(call.func, ir.Name) or (
            isinstance(call.func, ir.Attribute) and ir.dotted(call.func.value) == self.own
        )
        return simple and self.sending.project.evaluate(call.func, self.scope) is None


def _carriers(node: ir.Function, callbacks: list[str]) -> frozenset[str]:
    """The parameters that are callbacks, of which one for errors may take the place of the other, and
    the nested functions that use them; nothing where one of these is registered by a decorator, or by
    being in a class."""
    params = {param.name for param in node.params}
    called = {
        call.func.id
        for call in ir.walk_body(node.body, into_functions=True)
        if isinstance(call, ir.Call) and isinstance(call.func, ir.Name)
    }
    names = {*callbacks, *(params & called)}
    nested = [n for n in ir.walk_body(node.body) if isinstance(n, (ir.Function, ir.Class))]
    for _ in nested:
        for inner in nested:
            if _mentions(inner.body, frozenset(names)):
                if inner.decorators or isinstance(inner, ir.Class):
                    return frozenset()
                names.add(inner.name)
    return frozenset(names)


def _loops(node: ir.Function) -> tuple[ir.For | ir.While, ...]:
    return (*ir.nodes_of(node.body, ir.For), *ir.nodes_of(node.body, ir.While))


def _mentions(body: tuple[ir.Stmt, ...], names: frozenset[str]) -> bool:
    return any(
        isinstance(node, ir.Name) and node.id in names
        for node in ir.walk_body(body, into_functions=True)
    )


def _end(node: ir.Function, path: Path, names: frozenset[str]) -> Span:
    """The bare `return` with which a path ends, the `if` that goes without an `else`, or the `def`."""
    if path.end.statement is not None:
        return path.end.statement.span
    return next(_ends(node.body, names), node.name_span)


def _ends(body: tuple[ir.Stmt, ...], names: frozenset[str]) -> Iterator[Span]:
    if not body or _mentions(tuple(s for s in body[:-1] if not _leaves(s)), names):
        return
    last = body[-1]
    if isinstance(last, ir.If):
        yield from _ends(last.body, names)
        if last.orelse:
            yield from _ends(last.orelse, names)
        else:
            yield last.test.span
    elif not _mentions((last,), names):
        yield last.span


def _leaves(statement: ir.Stmt) -> bool:
    """Whether a statement is an `if` behind which nobody comes who was in it."""
    return (
        isinstance(statement, ir.If)
        and not statement.orelse
        and isinstance(statement.body[-1], (ir.Return, ir.Raise))
    )
