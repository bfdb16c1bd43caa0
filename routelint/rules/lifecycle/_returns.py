"""The fix for functions that answer by sending and go on: leave them after the answer."""

from __future__ import annotations

from routelint.findings import Fix
from routelint.fixes import build
from routelint.flow.paths import Event
from routelint.model import ir
from routelint.model.app import Handler


def return_sent(handler: Handler, answer: Event) -> Fix | None:
    """`return` before the statement that sends an answer, where that is all the statement does."""
    function = handler.function
    for statement in ir.nodes_of(function.node.body, ir.ExprStmt):
        value = statement.value
        if (value.value if isinstance(value, ir.Await) else value) is answer.node:
            change = build.insert(function.module.path, statement.span.start, "return ")
            return build.fix("unsafe", "Return what was sent", change)
    return None


def return_after(handler: Handler, answer: Event | None) -> Fix | None:
    """`return` behind the statement of the call that completes an answer, with what the handler has
    sent by, where that has to be returned; before it, where that call gives the body."""
    function = handler.function
    if answer is None:
        return None
    if handler.contract is not None and handler.contract.body:
        return return_sent(handler, answer)
    for statement in ir.nodes_of(function.node.body, ir.ExprStmt):
        if any(node is answer.node for node in ir.walk(statement.value)):
            place = function.module.path
            change = build.add_statement_after(place, statement.span, _leaving(handler, answer))
            return build.fix("unsafe", "Return after the answer", change)
    return None


def _leaving(handler: Handler, answer: Event) -> str:
    func = answer.node.func if isinstance(answer.node, ir.Call) else None
    if handler.contract is None or not handler.contract.none_sent:
        return "return"
    return f"return {ir.text(func.value)}" if isinstance(func, ir.Attribute) else "return"
