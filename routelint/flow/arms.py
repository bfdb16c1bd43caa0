"""What can have run when a function gets to one of its expressions."""

from __future__ import annotations

from dataclasses import replace

from routelint.model import ir


def on_the_way(body: tuple[ir.Stmt, ...], node: ir.Expr) -> tuple[ir.Stmt, ...]:
    """The statements of a body without those that never run when `node` does: the other arms of the
    conditions that it stands in, and before it the arms of which the last statement leaves. The body
    itself where that is all of it."""
    found: list[ir.Stmt] = []
    for i, statement in enumerate(body):
        if _holds(statement, node):
            found.append(_around(statement, node))
            found.extend(body[i + 1 :])
            break
        found.append(_before(statement))
    same = len(found) == len(body) and all(a is b for a, b in zip(found, body, strict=True))
    return body if same else tuple(found)


def _around(statement: ir.Stmt, node: ir.Expr) -> ir.Stmt:
    if isinstance(statement, ir.If) and not _holds(statement.test, node):
        if any(_holds(inner, node) for inner in statement.body):
            return replace(statement, body=on_the_way(statement.body, node), orelse=())
        return replace(statement, body=(), orelse=on_the_way(statement.orelse, node))
    if isinstance(statement, ir.Match) and not _holds(statement.subject, node):
        return replace(
            statement,
            cases=tuple(
                replace(case, body=on_the_way(case.body, node) if _holds(case, node) else ())
                for case in statement.cases
            ),
        )
    if isinstance(statement, (ir.With, ir.Try)):
        inner = on_the_way(statement.body, node)
        return statement if inner is statement.body else replace(statement, body=inner)
    return statement


def _before(statement: ir.Stmt) -> ir.Stmt:
    if not isinstance(statement, ir.If):
        return statement
    body = () if _leaves(statement.body) else statement.body
    orelse = () if _leaves(statement.orelse) else statement.orelse
    if len(orelse) == 1:
        orelse = (_before(orelse[0]),)
    same = body is statement.body and (orelse is statement.orelse or orelse == statement.orelse)
    return statement if same else replace(statement, body=body, orelse=orelse)


def _leaves(body: tuple[ir.Stmt, ...]) -> bool:
    return bool(body) and isinstance(body[-1], (ir.Return, ir.Raise))


def _holds(root: ir.Node, node: ir.Expr) -> bool:
    return any(found is node for found in ir.walk(root))
