"""Values that nobody uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from routelint.model import ir

_READS_ALL = ("locals", "vars", "eval", "exec")
_ASSERTING = (
    "raises",
    "assertRaises",
    "assertRaisesRegex",
    "warns",
    "suppress",
    "test_request_context",
)


@dataclass(frozen=True, eq=False)
class Dropped:
    """A value that is computed and lost.

    `how`: "statement" (a bare expression; `awaited` when an await was stripped), "tuple" (the first
    element of a bare tuple), "condition" (the last operand of a bare `and`/`or`, or a branch of a
    bare conditional expression) or "assigned" (to a local name that is never read). `last` tells
    that the function ends after it on this path.
    """

    expr: ir.Expr
    statement: ir.Stmt
    how: str
    awaited: bool = False
    last: bool = False


def dropped_values(function: ir.Function) -> Iterator[Dropped]:
    """The dropped values of a function's own body, nested functions left out, in source order."""
    unread = _unread_names(function)
    yield from _dropped_in(function.body, unread, True)


def _dropped_in(body: tuple[ir.Stmt, ...], unread: frozenset[str], last: bool) -> Iterator[Dropped]:
    for i, statement in enumerate(body):
        final = last and i == len(body) - 1
        if isinstance(statement, ir.ExprStmt):
            yield from _bare(statement.value, statement, final)
        elif isinstance(statement, ir.Assign) and statement.value is not None:
            target = statement.targets[0]
            if len(statement.targets) == 1 and isinstance(target, ir.Name) and target.id in unread:
                value, awaited = _unawaited(statement.value)
                yield Dropped(value, statement, "assigned", awaited, final)
        elif isinstance(statement, ir.If):
            yield from _dropped_in(statement.body, unread, final)
            yield from _dropped_in(statement.orelse, unread, final)
        elif isinstance(statement, (ir.For, ir.While)):
            yield from _dropped_in(statement.body, unread, False)
            yield from _dropped_in(statement.orelse, unread, final)
        elif isinstance(statement, ir.Try):
            ends = final and not statement.finalbody
            yield from _dropped_in(statement.body, unread, ends and not statement.orelse)
            for handler in statement.handlers:
                yield from _dropped_in(handler.body, unread, ends)
            yield from _dropped_in(statement.orelse, unread, ends)
            yield from _dropped_in(statement.finalbody, unread, False)
        elif isinstance(statement, ir.With):
            if not any(_asserts(item.context) for item in statement.items):
                yield from _dropped_in(statement.body, unread, final)
        elif isinstance(statement, ir.Match):
            for case in statement.cases:
                yield from _dropped_in(case.body, unread, final)


def _bare(expr: ir.Expr, statement: ir.Stmt, last: bool) -> Iterator[Dropped]:
    if isinstance(expr, ir.Collection) and expr.kind == "tuple":
        for item in expr.items[:1]:
            value, awaited = _unawaited(item)
            yield Dropped(value, statement, "tuple", awaited, last)
    elif isinstance(expr, ir.BoolOp):
        value, awaited = _unawaited(expr.values[-1])
        yield Dropped(value, statement, "condition", awaited, last)
    elif isinstance(expr, ir.Conditional):
        for branch in (expr.body, expr.orelse):
            value, awaited = _unawaited(branch)
            if not isinstance(value, ir.Constant):
                yield Dropped(value, statement, "condition", awaited, last)
    elif not isinstance(expr, (ir.Constant, ir.Yield)):
        value, awaited = _unawaited(expr)
        yield Dropped(value, statement, "statement", awaited, last)


def _unawaited(expr: ir.Expr) -> tuple[ir.Expr, bool]:
    return (expr.value, True) if isinstance(expr, ir.Await) else (expr, False)


def _asserts(context: ir.Expr) -> bool:
    name = ir.dotted(context.func) if isinstance(context, ir.Call) else None
    return name is not None and name.rpartition(".")[2] in _ASSERTING


def _unread_names(function: ir.Function) -> frozenset[str]:
    """Local names that are assigned by plain assignment and never read in any way."""
    assigned: set[str] = set()
    used: set[str] = set()
    for node in ir.walk_body(function.body, into_functions=True):
        if isinstance(node, ir.Assign):
            for target in node.targets:
                if isinstance(target, ir.Name):
                    assigned.add(target.id)
        elif isinstance(node, ir.Global):
            used.update(node.names)
        elif isinstance(node, ir.AugAssign) and isinstance(node.target, ir.Name):
            used.add(node.target.id)
        elif isinstance(node, ir.Delete):
            used.update(t.id for t in node.targets if isinstance(t, ir.Name))
        elif isinstance(node, ir.Call) and ir.dotted(node.func) in _READS_ALL:
            return frozenset()
    for name in _reads(function.body):
        used.add(name)
    return frozenset(n for n in assigned - used if not n.startswith("_"))


def _reads(body: Iterable[ir.Node]) -> Iterator[str]:
    for statement in body:
        if isinstance(statement, ir.Assign):
            targets: list[ir.Node] = [t for t in statement.targets if not isinstance(t, ir.Name)]
            rest = [statement.value, statement.annotation]
            yield from _reads([*targets, *(r for r in rest if r is not None)])
        elif isinstance(statement, ir.Name):
            yield statement.id
        else:
            yield from _reads(ir.children(statement))
