"""Headers, statuses and cookies that are set when the head of the answer was sent."""

from __future__ import annotations

from collections.abc import Iterator

from routelint.flow.changes import Change, change_of, stored_in
from routelint.flow.sending import Sending
from routelint.model import ir
from routelint.model.app import Handler
from routelint.model.project import Project


def late_changes(project: Project, handler: Handler) -> Iterator[tuple[ir.Expr, ir.Call]]:
    """Changes to the head of an answer that come too late, each with the call of the same block that
    has sent it; the first of each block."""
    if not (handler.framework.heads or handler.framework.seals):
        return
    node = handler.function.node
    for block in (node.body, *_inner(node.body)):
        found = _in(project, handler, block)
        if found is not None:
            yield found


def _in(
    project: Project, handler: Handler, block: tuple[ir.Stmt, ...]
) -> tuple[ir.Expr, ir.Call] | None:
    framework, scope = handler.framework, project.scope(handler.function)
    sending = Sending.of(project)
    sent: ir.Call | None = None
    for statement in block:
        change = _stored(statement)
        call = _call(statement)
        if call is not None:
            change = change or change_of(call)
        if sent is not None and change is not None and _is_of(change, sent):
            return change.node, sent
        if call is None:
            continue
        name = project.name_of(call.func, scope)
        if sent is not None and name in framework.heads:
            return call, sent
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
