"""Values that nobody uses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

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
    that the function ends after it on this path, `follower` is the statement that comes next, None
    when that isn't one of the function's own (or a loop's next round).
    """

    expr: ir.Expr
    statement: ir.Stmt
    how: str
    awaited: bool = False
    last: bool = False
    follower: ir.Stmt | None = None


def dropped_values(function: ir.Function) -> Iterator[Dropped]:
    """The dropped values of a function's own body, nested functions left out, in source order."""
    yield from _Drops(_unread_names(function)).of(function.body, None, True)


@dataclass(frozen=True)
class _Drops:
    unread: frozenset[str]

    def of(self, body: tuple[ir.Stmt, ...], after: ir.Stmt | None, last: bool) -> Iterator[Dropped]:
        """What a block drops; `after` is executed behind it, `last` when nothing is."""
        for i, statement in enumerate(body):
            final = last and i == len(body) - 1
            follower = body[i + 1] if i + 1 < len(body) else after
            if isinstance(statement, ir.ExprStmt):
                for dropped in _bare(statement.value, statement, final):
                    yield replace(dropped, follower=follower)
            elif isinstance(statement, ir.Assign) and statement.value is not None:
                target = statement.targets[0]
                if len(statement.targets) == 1 and isinstance(target, ir.Name):
                    if target.id in self.unread:
                        value, awaited = _unawaited(statement.value)
                        yield Dropped(value, statement, "assigned", awaited, final, follower)
            elif isinstance(statement, ir.If):
                yield from self.of(statement.body, follower, final)
                yield from self.of(statement.orelse, follower, final)
            elif isinstance(statement, (ir.For, ir.While)):
                yield from self.of(statement.body, None, False)
                yield from self.of(statement.orelse, follower, final)
            elif isinstance(statement, ir.Try):
                yield from self._of_try(statement, follower, final)
            elif isinstance(statement, ir.With):
                if not any(_asserts(item.context) for item in statement.items):
                    yield from self.of(statement.body, follower, final)
            elif isinstance(statement, ir.Match):
                for case in statement.cases:
                    yield from self.of(case.body, follower, final)

    def _of_try(
        self, statement: ir.Try, follower: ir.Stmt | None, final: bool
    ) -> Iterator[Dropped]:
        ends = final and not statement.finalbody
        first = next(iter((*statement.orelse, *statement.finalbody)), follower)
        if not _is_probe(statement):
            yield from self.of(statement.body, first, ends and not statement.orelse)
        after = next(iter(statement.finalbody), follower)
        for handler in statement.handlers:
            yield from self.of(handler.body, after, ends)
        yield from self.of(statement.orelse, after, ends)
        yield from self.of(statement.finalbody, follower, False)


def _is_probe(statement: ir.Try) -> bool:
    """A `try` around a single call, all of whose clauses raise: it asks whether the call works."""
    return (
        len(statement.body) == 1
        and bool(statement.handlers)
        and all(h.body and isinstance(h.body[-1], ir.Raise) for h in statement.handlers)
    )


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


_NAMING = frozenset([ir.Assign, ir.Global, ir.AugAssign, ir.Delete, ir.Call])
_NAMES = frozenset([ir.Name])


def _unread_names(function: ir.Function) -> frozenset[str]:
    """Local names that are assigned by plain assignment and never read in any way."""
    assigned: set[str] = set()
    used: set[str] = set()
    targets: set[int] = set()
    for node in ir.walk_body(function.body, into_functions=True, only=_NAMING):
        if isinstance(node, ir.Assign):
            for target in node.targets:
                if isinstance(target, ir.Name):
                    assigned.add(target.id)
                    targets.add(id(target))
        elif isinstance(node, ir.Global):
            used.update(node.names)
        elif isinstance(node, ir.AugAssign) and isinstance(node.target, ir.Name):
            used.add(node.target.id)
        elif isinstance(node, ir.Delete):
            used.update(t.id for t in node.targets if isinstance(t, ir.Name))
        elif isinstance(node, ir.Call) and ir.dotted(node.func) in _READS_ALL:
            return frozenset()
    for node in ir.walk_body(function.body, into_functions=True, only=_NAMES):
        if isinstance(node, ir.Name) and id(node) not in targets:
            used.add(node.id)
    return frozenset(n for n in assigned - used if not n.startswith("_"))
