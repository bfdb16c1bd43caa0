"""Module-level statements in the order of execution, and lists that they build up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from routelint.model import ir
from routelint.model.app import Branch
from routelint.model.link import Linker
from routelint.model.modules import Module
from routelint.model.scopes import Scope
from routelint.model.values import ModuleRef, callable_name

LOCALISED = "django.conf.urls.i18n.i18n_patterns"
# https://www.django-rest-framework.org/api-guide/format-suffixes/
_SAME_ELEMENTS = (
    "builtins.list",
    "builtins.tuple",
    "rest_framework.urlpatterns.format_suffix_patterns",
)


@dataclass(frozen=True)
class Executed:
    """A statement of a module, and the branches it stands in."""

    statement: ir.Stmt
    branch: Branch = ()


@dataclass(frozen=True)
class Item:
    """An element of a list variable, and the branches in which it is one. `unknown` stands for
    whatever `expr` gives: any number of elements; `inner` are the elements that it was given, as
    they were then, when it makes one list of patterns of another."""

    expr: ir.Expr
    scope: Scope
    statement: ir.Stmt
    branch: Branch = ()
    unknown: bool = False
    inner: tuple[Item, ...] = ()

    @property
    def conditional(self) -> bool:
        return bool(self.branch)


def executed(module: Module) -> Iterator[Executed]:
    """The statements of a module and of its branches."""
    for part in module.facts.outline:
        if part.parent == -1 and part.kind in ("import", "statement"):
            yield from _flat(module.lower(part.index), ())


def _flat(body: Sequence[ir.Stmt], branch: Branch) -> Iterator[Executed]:
    for statement in body:
        if isinstance(statement, ir.If):
            yield from _flat(statement.body, (*branch, (id(statement), 0)))
            yield from _flat(statement.orelse, (*branch, (id(statement), 1)))
        elif isinstance(statement, ir.Try):
            yield from _flat(statement.body, branch)
            for handler in statement.handlers:
                yield from _flat(handler.body, (*branch, (id(statement), 0)))
            yield from _flat(statement.orelse, branch)
            yield from _flat(statement.finalbody, branch)
        elif isinstance(statement, ir.With):
            yield from _flat(statement.body, branch)
        else:
            yield Executed(statement, branch)


class ModuleLists:
    """The list variables of all modules, each module executed once."""

    def __init__(self, linker: Linker) -> None:
        self.linker = linker
        self._known: dict[str, Lists] = {}

    def of(self, module: Module) -> Lists:
        """The lists as the module leaves them (as far as it got, when modules import in a circle)."""
        lists = self._known.get(module.path)
        if lists is None:
            lists = self._known[module.path] = Lists(self, module)
            for step in executed(module):
                lists.execute(step)
        return lists


class Lists:
    """The list variables of a module, as its statements leave them."""

    def __init__(self, modules: ModuleLists, module: Module) -> None:
        self.modules = modules
        self.linker = modules.linker
        self.module = module
        self.values: dict[str, list[Item]] = {}

    def execute(self, step: Executed) -> None:
        """Executes an import, an assignment, `+=`, `del` or a list's method."""
        statement = step.statement
        if isinstance(statement, ir.ImportFrom):
            self._import(statement)
        elif isinstance(statement, ir.Assign) and statement.value is not None:
            for target in statement.targets:
                if isinstance(target, ir.Name):
                    self._assign(target.id, statement.value, step)
                elif isinstance(target, ir.Subscript) and isinstance(target.value, ir.Name):
                    self._replace(target.value.id, target.index, statement.value, step)
        elif isinstance(statement, ir.AugAssign) and statement.op in ("+", "+="):
            if isinstance(statement.target, ir.Name):
                self._add(statement.target.id, self._elements(statement.value, step))
        elif isinstance(statement, ir.Delete):
            for target in statement.targets:
                if isinstance(target, ir.Subscript) and isinstance(target.value, ir.Name):
                    self._replace(target.value.id, target.index, None, step)
        elif isinstance(statement, ir.ExprStmt) and isinstance(statement.value, ir.Call):
            self._method(statement.value, step)

    # --- changes ----------------------------------------------------------------------------------
    def _import(self, statement: ir.ImportFrom) -> None:
        index = self.linker.index
        target = index.absolute(self.module, statement.module, statement.level)
        base = index.find(self.module, target)
        if base is None or base is self.module:
            return
        for name in statement.names:
            # What was starred before is the same object, with what was done to it since then.
            if name.name != "*" and name.bound not in self.values:
                found = self.modules.of(base).values.get(name.name)
                if found is not None:
                    self.values[name.bound] = found

    def _assign(self, name: str, value: ir.Expr, step: Executed) -> None:
        items = self._elements(value, step)
        known = self.values.get(name)
        if known and _names(value, name):
            before = {id(item.expr): item for item in known}
            items = [before.get(id(item.expr), item) for item in items]
        elif step.branch and known:
            # Either may be the one that is used, but never both.
            place, side = step.branch[-1]
            items = [*(_within(item, (place, 1 - side)) for item in known), *items]
        self.values[name] = items

    def _add(self, name: str, items: list[Item], at: int | None = None) -> None:
        known = self.values.get(name)
        if known is not None:
            place = len(known) if at is None else at
            self.values[name] = [*known[:place], *items, *known[place:]]

    def _replace(self, name: str, index: ir.Expr, value: ir.Expr | None, step: Executed) -> None:
        known = self.values.get(name)
        if known is None:
            return
        at = self.linker.resolver.constant(index, self.module.scope)
        if not isinstance(at, int) or not -len(known) <= at < len(known):
            self.values[name] = [replace(item, unknown=True) for item in known]
            return
        new = [] if value is None else [Item(value, self.module.scope, step.statement, step.branch)]
        self._drop(name, at % len(known), step)
        self._add(name, new, at % len(known))

    def _drop(self, name: str, at: int, step: Executed) -> None:
        known = self.values[name]
        stays: list[Item] = []
        if step.branch:
            place, side = step.branch[-1]
            stays = [_within(known[at], (place, 1 - side))]
        self.values[name] = [*known[:at], *stays, *known[at + 1 :]]

    def _method(self, call: ir.Call, step: Executed) -> None:
        func = call.func
        if not isinstance(func, ir.Attribute) or not isinstance(func.value, ir.Name):
            return
        name, scope = func.value.id, self.module.scope
        known, first = self.values.get(name), call.positional(0)
        if known is None:
            return
        if func.attr == "append" and first is not None:
            self._add(name, [Item(first, scope, step.statement, step.branch)])
        elif func.attr == "extend" and first is not None:
            self._add(name, self._elements(first, step))
        elif func.attr == "insert" and call.positional(1) is not None:
            item = Item(call.positional(1) or func, scope, step.statement, step.branch)
            at = self._position(first)
            if at is None:
                # Somewhere: no order of it can be wrong.
                self._add(name, [replace(item, unknown=True)])
            else:
                self._add(name, [item], max(len(known) + at, 0) if at < 0 else at)
        elif func.attr == "remove":
            at = self._find(name, first)
            if at is not None:
                self._drop(name, at, step)
        elif func.attr == "pop":
            at = -1 if first is None else self._position(first)
            if at is not None and -len(known) <= at < len(known):
                self._drop(name, at % len(known), step)
        elif func.attr == "clear":
            self.values[name] = []
        elif func.attr in ("sort", "reverse"):
            self.values[name] = [replace(item, unknown=True) for item in known]

    def _position(self, expr: ir.Expr | None) -> int | None:
        """A place in a list: a number, `names.index("...")`, `len(names)`, a sum of these."""
        if isinstance(expr, ir.BinaryOp) and expr.op in ("+", "-"):
            left, right = self._position(expr.left), self._position(expr.right)
            if left is None or right is None:
                return None
            return left + right if expr.op == "+" else left - right
        if isinstance(expr, ir.Call):
            func = expr.func
            if isinstance(func, ir.Attribute) and isinstance(func.value, ir.Name):
                if func.attr == "index":
                    return self._find(func.value.id, expr.positional(0))
            elif ir.dotted(func) == "len" and isinstance(expr.positional(0), ir.Name):
                return len(self.values.get(ir.dotted(expr.positional(0)) or "", ())) or None
            return None
        found = self.linker.resolver.constant(expr, self.module.scope)
        return found if isinstance(found, int) else None

    def _find(self, name: str, wanted: ir.Expr | None) -> int | None:
        resolver = self.linker.resolver
        text = resolver.constant(wanted, self.module.scope)
        for place, item in enumerate(self.values.get(name, ())):
            if text is not None and resolver.constant(item.expr, item.scope) == text:
                return place
        return None

    # --- expressions ------------------------------------------------------------------------------
    def _elements(self, expr: ir.Expr, step: Executed) -> list[Item]:
        return self.elements(expr, self.module.scope, step.statement, step.branch)

    def elements(
        self, expr: ir.Expr, scope: Scope, statement: ir.Stmt, branch: Branch = ()
    ) -> list[Item]:
        """The elements of a list expression; what is not understood is one unknown item."""
        if isinstance(expr, ir.Collection) and expr.kind in ("list", "tuple"):
            found: list[Item] = []
            for item in expr.items:
                if isinstance(item, ir.Starred):
                    found.extend(self.elements(item.value, scope, statement, branch))
                else:
                    found.append(Item(item, scope, statement, branch))
            return found
        if isinstance(expr, ir.BinaryOp) and expr.op == "+":
            return [
                *self.elements(expr.left, scope, statement, branch),
                *self.elements(expr.right, scope, statement, branch),
            ]
        if isinstance(expr, ir.Conditional):
            place = id(expr)
            return [
                *self.elements(expr.body, scope, statement, (*branch, (place, 0))),
                *self.elements(expr.orelse, scope, statement, (*branch, (place, 1))),
            ]
        known = self.variable(expr, scope)
        if known is None and isinstance(expr, ir.Call) and expr.args:
            name = callable_name(self.linker.resolver.evaluate(expr.func, scope))
            if name in _SAME_ELEMENTS:
                return self.elements(expr.args[0].value, scope, statement, branch)
            if name == LOCALISED:
                given = tuple(
                    ir.Starred(arg.value, arg.span) if arg.star else arg.value
                    for arg in expr.args
                    if arg.keyword is None and arg.star != "**"
                )
                listed = ir.Collection("list", given, expr.span)
                inner = tuple(self.elements(listed, scope, statement))
                return [Item(expr, scope, statement, branch, unknown=True, inner=inner)]
        if known is None and isinstance(expr, ir.Comprehension):
            known = self._filtered(expr, scope, statement, branch)
        if known is not None:
            return [_within(item, *branch) for item in known]
        items = self.linker.resolver.items(expr, scope)
        if items is None:
            return [Item(expr, scope, statement, branch, unknown=True)]
        return [Item(e, s, statement, branch) for e, s in items]

    def variable(self, expr: ir.Expr, scope: Scope) -> list[Item] | None:
        """A list variable of this module, or of one that was imported, as it is left."""
        if isinstance(expr, ir.Name) and scope is self.module.scope:
            return self.values.get(expr.id)
        if isinstance(expr, ir.Attribute):
            owner = self.linker.resolver.evaluate(expr.value, scope)
            if isinstance(owner, ModuleRef) and owner.module is not self.module:
                return self.modules.of(owner.module).values.get(expr.attr)
        return None

    def _filtered(
        self, expr: ir.Comprehension, scope: Scope, statement: ir.Stmt, branch: Branch
    ) -> list[Item] | None:
        """`[name for name in names if name != "..."]`; on other conditions, each may be left out."""
        clause = expr.clauses[0]
        target = clause.target
        if len(expr.clauses) > 1 or not isinstance(target, ir.Name) or not clause.conditions:
            return None
        if ir.dotted(expr.elements[0]) != target.id:
            return None
        found = self.elements(clause.iter, scope, statement, branch)
        for condition in clause.conditions:
            dropped = self._excluded(condition, target.id, scope)
            if dropped is None:
                found = [_within(item, (id(condition), 0)) for item in found]
                continue
            resolver = self.linker.resolver
            found = [i for i in found if resolver.constant(i.expr, i.scope) not in dropped]
        return found

    def _excluded(self, condition: ir.Expr, name: str, scope: Scope) -> list[object] | None:
        if not isinstance(condition, ir.Compare) or ir.dotted(condition.left) != name:
            return None
        resolver, right = self.linker.resolver, condition.comparators[0]
        if condition.ops == ("!=",):
            text = resolver.constant(right, scope)
            return None if text is None else [text]
        items = resolver.items(right, scope) if condition.ops == ("not in",) else None
        return None if items is None else [resolver.constant(e, s) for e, s in items]


def _within(item: Item, *branch: tuple[int, int]) -> Item:
    """The item where it only is one in those branches, too."""
    added = tuple(part for part in branch if part not in item.branch)
    return replace(item, branch=(*item.branch, *added)) if added else item


def _names(expr: ir.Expr, name: str) -> bool:
    return any(isinstance(part, ir.Name) and part.id == name for part in ir.walk(expr))
