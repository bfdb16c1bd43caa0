"""Module-level statements in the order of execution, and lists that they build up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from routelint.model import ir
from routelint.model.link import Linker
from routelint.model.modules import Module
from routelint.model.scopes import Scope


@dataclass(frozen=True)
class Item:
    """An element of a list variable, and whether it is there on every path."""

    expr: ir.Expr
    scope: Scope
    conditional: bool
    statement: ir.Stmt


def executed(module: Module) -> Iterator[tuple[ir.Stmt, bool]]:
    """The statements of a module and of its branches, each with whether it is conditional."""
    for part in module.facts.outline:
        if part.parent == -1 and part.kind in ("import", "statement"):
            yield from _flat(module.lower(part.index), conditional=False)


def _flat(body: Sequence[ir.Stmt], *, conditional: bool) -> Iterator[tuple[ir.Stmt, bool]]:
    for statement in body:
        if isinstance(statement, ir.If):
            yield from _flat(statement.body, conditional=True)
            yield from _flat(statement.orelse, conditional=True)
        elif isinstance(statement, ir.Try):
            yield from _flat(statement.body, conditional=conditional)
            for handler in statement.handlers:
                yield from _flat(handler.body, conditional=True)
            yield from _flat(statement.orelse, conditional=conditional)
            yield from _flat(statement.finalbody, conditional=conditional)
        elif isinstance(statement, ir.With):
            yield from _flat(statement.body, conditional=conditional)
        else:
            yield statement, conditional


class Lists:
    """The list variables of a module, as its statements leave them."""

    def __init__(self, linker: Linker, module: Module) -> None:
        self.linker = linker
        self.module = module
        self.values: dict[str, list[Item] | None] = {}

    def statement(self, statement: ir.Stmt, *, conditional: bool) -> None:
        """Executes an assignment, `+=` or a list's method."""
        scope = self.module.scope
        if isinstance(statement, ir.Assign) and statement.value is not None:
            for target in statement.targets:
                if isinstance(target, ir.Name):
                    items = self.elements(statement.value, scope, statement, conditional)
                    known = self.values.get(target.id)
                    if conditional and known and items and not _names(statement.value, target.id):
                        # The other branch's list stays: both may be the one that is used.
                        items = [*known, *items]
                    self.values[target.id] = items
        elif isinstance(statement, ir.AugAssign) and statement.op in ("+", "+="):
            if isinstance(statement.target, ir.Name):
                items = self.elements(statement.value, scope, statement, conditional)
                self._extend(statement.target.id, items)
        elif isinstance(statement, ir.ExprStmt) and isinstance(statement.value, ir.Call):
            self._method(statement.value, statement, conditional)

    def _extend(self, name: str, items: list[Item] | None, at: int | None = None) -> None:
        known = self.values.get(name)
        if known is None or items is None:
            return
        place = len(known) if at is None else at
        self.values[name] = [*known[:place], *items, *known[place:]]

    def _method(self, call: ir.Call, statement: ir.Stmt, conditional: bool) -> None:
        func = call.func
        if not isinstance(func, ir.Attribute) or not isinstance(func.value, ir.Name):
            return
        name, scope = func.value.id, self.module.scope
        if name not in self.values:
            return
        first = call.positional(0)
        if func.attr == "append" and first is not None:
            self._extend(name, [Item(first, scope, conditional, statement)])
        elif func.attr == "extend":
            self._extend(name, self.elements(first, scope, statement, conditional))
        elif func.attr == "insert":
            at, item = self.linker.resolver.constant(first, scope), call.positional(1)
            if item is not None and isinstance(at, int) and at >= 0:
                self._extend(name, [Item(item, scope, conditional, statement)], at)
            else:
                self.values[name] = None
        elif func.attr in ("remove", "pop", "clear", "sort", "reverse"):
            self.values[name] = None

    def elements(
        self, expr: ir.Expr | None, scope: Scope, statement: ir.Stmt, conditional: bool
    ) -> list[Item] | None:
        """The elements of a list expression; None when they are not all known."""
        if isinstance(expr, ir.Collection) and expr.kind in ("list", "tuple"):
            found: list[Item] = []
            for item in expr.items:
                if isinstance(item, ir.Starred):
                    inner = self.elements(item.value, scope, statement, conditional)
                    if inner is None:
                        return None
                    found.extend(inner)
                else:
                    found.append(Item(item, scope, conditional, statement))
            return found
        if isinstance(expr, ir.Name) and expr.id in self.values:
            return self.values[expr.id]
        if isinstance(expr, ir.BinaryOp) and expr.op == "+":
            left = self.elements(expr.left, scope, statement, conditional)
            right = self.elements(expr.right, scope, statement, conditional)
            return None if left is None or right is None else [*left, *right]
        items = self.linker.resolver.items(expr, scope)
        if items is None:
            return None
        return [Item(e, s, conditional, statement) for e, s in items]


def _names(expr: ir.Expr, name: str) -> bool:
    return any(isinstance(part, ir.Name) and part.id == name for part in ir.walk(expr))
