"""The elements of lists that a program puts together in several places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeGuard

from routelint.model import ir
from routelint.model.resolve import Resolver
from routelint.model.scopes import Scope
from routelint.model.values import Known, callable_name

#: Kinds of bindings of a name that stands for a list: `=`, and `+=`.
_PLAIN = ("value", "unknown")


@dataclass(frozen=True, eq=False)
class Listed:
    """An element of a list, where to read it, and whether it is there under a condition only."""

    expr: ir.Expr
    scope: Scope
    conditional: bool


def listed(
    resolver: Resolver, expr: ir.Expr | None, scope: Scope, *, in_the_end: bool = False
) -> list[Listed]:
    """The elements of a list as far as they are known, in order: also of one that is put together
    of several, and that the same body adds to (`append()`, `extend()`, `insert(0, ...)`, `+=`) before
    `expr`, or anywhere with `in_the_end`."""
    return _Reader(resolver, in_the_end).read(expr, scope, False, 0)


class _Reader:
    def __init__(self, resolver: Resolver, in_the_end: bool) -> None:
        self.resolver = resolver
        self.in_the_end = in_the_end

    def read(
        self, expr: ir.Expr | None, scope: Scope, conditional: bool, depth: int
    ) -> list[Listed]:
        if expr is None or depth > 8:
            return []
        if isinstance(expr, ir.Collection):
            found: list[Listed] = []
            for item in expr.items:
                if isinstance(item, ir.Starred):
                    found += self.read(item.value, scope, conditional, depth + 1)
                else:
                    found.append(Listed(item, scope, conditional))
            return found
        if isinstance(expr, ir.BinaryOp) and expr.op == "+":
            left = self.read(expr.left, scope, conditional, depth + 1)
            return left + self.read(expr.right, scope, conditional, depth + 1)
        if isinstance(expr, ir.Call):
            name = callable_name(self.resolver.evaluate(expr.func, scope)) or ""
            if name in ("builtins.list", "builtins.tuple"):
                return self.read(expr.positional(0), scope, conditional, depth + 1)
        if isinstance(expr, ir.Name):
            home = self._home(expr.id, scope)
            if home is not None:
                use = expr if home is scope and not self.in_the_end else None
                return self._grown(expr.id, home, conditional, depth, use)
        value = self.resolver.evaluate(expr, scope)
        if isinstance(value, Known) and value.expr is not expr:
            if isinstance(expr, (ir.Name, ir.Attribute)) and value.scope.node is None:
                name = expr.id if isinstance(expr, ir.Name) else expr.attr
                if any(b.value is value.expr for b in value.scope.bindings(name)):
                    return self._grown(name, value.scope, conditional, depth)
            return self.read(value.expr, value.scope, conditional, depth + 1)
        return []

    def _home(self, name: str, scope: Scope) -> Scope | None:
        """The function or module in which a name is bound to a list."""
        current: Scope | None = scope
        while current is not None:
            if name in current.bound:
                return None
            if current.bindings(name):
                simple = not isinstance(current.node, ir.Class)
                known = all(
                    b.kind == "paired" or (b.kind in _PLAIN and b.index is None)
                    for b in current.bindings(name)
                )
                return current if simple and known else None
            current = current.parent
        return None

    def _grown(
        self, name: str, home: Scope, conditional: bool, depth: int, use: ir.Expr | None = None
    ) -> list[Listed]:
        """What a list holds where it is used, or in the end."""
        body = home.node.body if home.node is not None else tuple(home.module.top_level(name))
        found: list[Listed] = []
        for part, inside in _with_conditions(body, conditional):
            if use is not None and part.span.start > use.span.start:
                break
            if isinstance(part, ir.Assign) and part.value is not None:
                if any(isinstance(t, ir.Name) and t.id == name for t in part.targets):
                    if _adds_to(part.value, name):
                        found = found + self.read(part.value.right, home, inside, depth + 1)
                    else:
                        made = self.read(part.value, home, inside, depth + 1)
                        # What cannot be read may be what is there, changed: `[other(x) for x in xs]`.
                        if made or not inside or not isinstance(part.value, ir.Comprehension):
                            found = made
            elif isinstance(part, ir.AugAssign):
                if isinstance(part.target, ir.Name) and part.target.id == name and part.op == "+":
                    found = found + self.read(part.value, home, inside, depth + 1)
            elif isinstance(part, ir.ExprStmt) and isinstance(part.value, ir.Call):
                found = self._called_on(part.value, name, found, home, inside, depth)
        return found

    def _called_on(
        self,
        call: ir.Call,
        name: str,
        found: list[Listed],
        home: Scope,
        inside: bool,
        depth: int,
    ) -> list[Listed]:
        func = call.func
        if not isinstance(func, ir.Attribute) or ir.dotted(func.value) != name:
            return found
        first, second = call.positional(0), call.positional(1)
        if func.attr == "append" and first is not None:
            return [*found, Listed(first, home, inside)]
        if func.attr == "extend":
            return found + self.read(first, home, inside, depth + 1)
        if (
            func.attr == "insert"
            and second is not None
            and self.resolver.constant(first, home) == 0
        ):
            return [Listed(second, home, inside), *found]
        return found


def _adds_to(value: ir.Expr, name: str) -> TypeGuard[ir.BinaryOp]:
    """Whether it is `name + [...]`."""
    return (
        isinstance(value, ir.BinaryOp)
        and value.op == "+"
        and isinstance(value.left, ir.Name)
        and value.left.id == name
    )


def _with_conditions(
    body: Iterable[ir.Stmt], conditional: bool = False
) -> Iterator[tuple[ir.Stmt, bool]]:
    """The statements of a body in source order, with those of its blocks, and whether each of them
    runs under a condition only."""
    for statement in body:
        yield statement, conditional
        if isinstance(statement, (ir.If, ir.For, ir.While)):
            yield from _with_conditions((*statement.body, *statement.orelse), True)
        elif isinstance(statement, ir.With):
            yield from _with_conditions(statement.body, conditional)
        elif isinstance(statement, ir.Try):
            yield from _with_conditions(statement.body, conditional)
            for handler in statement.handlers:
                yield from _with_conditions(handler.body, True)
            yield from _with_conditions((*statement.orelse, *statement.finalbody), conditional)
