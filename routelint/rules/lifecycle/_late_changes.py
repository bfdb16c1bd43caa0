"""Headers, statuses and cookies that are set when the head of the answer was sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from routelint.flow.changes import Change, change_of, changes_in, stored_in
from routelint.flow.meaning import Meaning
from routelint.flow.sending import Sending
from routelint.flow.writing import Writing
from routelint.model import ir
from routelint.model.app import Handler
from routelint.model.project import Project
from routelint.model.values import FunctionRef, Instance, as_function


@dataclass(frozen=True, eq=False)
class Late:
    """`change` in `function` comes behind `sent`, which has sent the head; where it is `streamed`, that
    is what the function is given to for the body."""

    function: FunctionRef
    change: ir.Expr
    sent: ir.Expr
    streamed: bool = False


def late_changes(project: Project, handler: Handler) -> Iterator[Late]:
    """Changes to the head of an answer that come too late, each with the call of the same block that
    has sent it; the first of each block."""
    framework = handler.framework
    if framework.messages:
        yield from _after_messages(project, handler)
    if not (framework.heads or framework.seals):
        return
    body = handler.function.node.body
    for block in (body, *_inner(body)):
        found = _in(project, handler, block)
        if found is not None:
            yield found


def _after_messages(project: Project, handler: Handler) -> Iterator[Late]:
    """What is put into a message when it was sent, in a function or one within it. One that is sent
    again, or in a loop, may be filled for the next time."""
    scope = project.scope(handler.function)
    body = handler.function.node.body
    functions = [
        handler.function,
        *(
            FunctionRef(handler.function.module, inner, scope)
            for inner in ir.nodes_of(body, ir.Function)
        ),
    ]
    for function in functions:
        nodes = ir.walk_body(function.node.body)
        if any(isinstance(node, (ir.For, ir.While)) for node in nodes):
            continue
        sends = [n for n in nodes if isinstance(n, ir.Call) and _message(n, handler) is not None]
        for block in (function.node.body, *_inner(function.node.body)):
            sent: ir.Call | None = None
            for statement in block:
                call = _call(statement)
                if call is not None and call in sends:
                    sent = call
                change = None if sent is None else _filled(statement, _message(sent, handler))
                if sent is not None and change is not None:
                    if [_message(other, handler) for other in sends].count(
                        _message(sent, handler)
                    ) == 1:
                        yield Late(function, change, sent)
                    break


def _message(call: ir.Call, handler: Handler) -> str | None:
    """The variable whose message a call sends."""
    message = call.positional(0)
    is_sent = isinstance(call.func, ir.Name) and call.func.id in handler.framework.messages
    return message.id if is_sent and isinstance(message, ir.Name) else None


def _filled(statement: ir.Stmt, name: str | None) -> ir.Expr | None:
    """What puts something into the message of a variable: an assignment, or a method of a list in it."""
    targets = statement.targets if isinstance(statement, ir.Assign) else ()
    call = _call(statement)
    if call is not None and isinstance(call.func, ir.Attribute):
        if call.func.attr in ("append", "extend", "insert", "update"):
            targets = (call.func.value,)
    for target in targets:
        base = target
        while isinstance(base, ir.Subscript):
            base = base.value
        if base is not target and isinstance(base, ir.Name) and base.id == name:
            return target if call is None else call
    return None


def _in(project: Project, handler: Handler, block: tuple[ir.Stmt, ...]) -> Late | None:
    framework, scope = handler.framework, project.scope(handler.function)
    sending = Sending.of(project)
    sent: ir.Call | None = None
    for statement in block:
        change = _stored(statement)
        call = _call(statement)
        if call is not None:
            change = change or change_of(call)
        if sent is not None and change is not None and _is_of(change, sent):
            return Late(handler.function, change.node, sent)
        if call is None:
            continue
        name = project.name_of(call.func, scope)
        if sent is not None and name in framework.heads:
            return Late(handler.function, call, sent)
        if name in framework.seals:
            sent = sent or call
        elif framework.heads:
            kind = sending.says(call, scope, framework.request_kinds[0])
            if kind in ("last", "whole"):
                sent = sent or call
            elif kind == "start":
                sent = None
    return None


def _is_of(change: Change, sent: ir.Call) -> bool:
    """Whether the object that is changed is the one whose method has sent the head."""
    base = change.base
    return (
        isinstance(sent.func, ir.Attribute)
        and isinstance(base, ir.Name)
        and isinstance(sent.func.value, ir.Name)
        and sent.func.value.id == base.id
    )


def streamed_changes(project: Project, handler: Handler) -> Iterator[Late]:
    """Changes of the response that a function was handed, in a generator that makes its body."""
    framework = handler.framework
    classes = framework.handed_responses | {
        name for name, kind in framework.writes.items() if kind == "response"
    }
    if not classes:
        return
    scope = project.scope(handler.function)
    for call in _bodies(project, handler):
        function = as_function(project.evaluate(call.func, scope))
        if function is None or not function.node.is_generator:
            continue
        inner = project.scope(function)
        for change in changes_in(function.node.body):
            value = project.evaluate(change.base, inner)
            if isinstance(change.base, ir.Name) and function.node.parameter(change.base.id):
                value = project.evaluate(_given(function.node, change.base.id, call), scope)
            if isinstance(value, Instance) and value.call is None:
                if not classes.isdisjoint(project.resolver.class_names(value)):
                    yield Late(function, change.node, call, streamed=True)
                    break


def _bodies(project: Project, handler: Handler) -> Iterator[ir.Call]:
    """The calls whose values become the body of an answer."""
    scope, writing = project.scope(handler.function), Writing.of(project)
    meaning = Meaning.of(project)
    for node in ir.walk_body(handler.function.node.body):
        if isinstance(node, ir.Assign) and isinstance(node.value, ir.Call):
            if any(writing.kind(target, scope) == "body" for target in node.targets):
                yield node.value
        elif isinstance(node, ir.Call) and any(isinstance(a.value, ir.Call) for a in node.args):
            if meaning.built(node, scope) is not None:
                yield from (a.value for a in node.args if isinstance(a.value, ir.Call))


def _given(function: ir.Function, name: str, call: ir.Call) -> ir.Expr | None:
    """What a call gives for a parameter."""
    names = [param.name for param in function.params]
    if names[:1] in (["self"], ["cls"]):
        names = names[1:]
    return call.argument(names.index(name), name) if name in names else None


def _stored(statement: ir.Stmt) -> Change | None:
    targets = statement.targets if isinstance(statement, ir.Assign) else ()
    for target in targets:
        found = stored_in(target)
        # An item of the object itself is no header of it: streams keep what handlers like there.
        if found is not None and not (
            isinstance(target, ir.Subscript) and isinstance(target.value, ir.Name)
        ):
            return found
    return None


def _call(statement: ir.Stmt) -> ir.Call | None:
    value = statement.value if isinstance(statement, (ir.ExprStmt, ir.Assign)) else None
    value = value.value if isinstance(value, ir.Await) else value
    return value if isinstance(value, ir.Call) else None


def _inner(body: tuple[ir.Stmt, ...]) -> Iterator[tuple[ir.Stmt, ...]]:
    """The blocks within a body, without those of nested functions."""
    for node in ir.walk_body(body):
        for name in ("body", "orelse", "finalbody"):
            block = getattr(node, name, None)
            if isinstance(node, (ir.If, ir.For, ir.While, ir.Try, ir.With)) and block:
                yield block
        if isinstance(node, ir.ExceptHandler):
            yield node.body
