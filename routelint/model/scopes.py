"""Which names a scope binds, and to what."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from routelint.model import ir

if TYPE_CHECKING:
    from routelint.model.modules import Module
    from routelint.model.values import ClassRef, Value


@dataclass(frozen=True, eq=False)
class Binding:
    """One way in which a name gets its value.

    `kind` is "value" (the expression `value`; at `index` of it when unpacked), "element" (an item of
    `value`), "paired" (at `index` of such an item: `for key, value in ...`), "entered" (what
    `with value` yields), "parameter", "import", "function", "class" or "unknown", which is also what
    `+=` gives: its statement is the `node`.
    """

    kind: str
    value: ir.Expr | None = None
    index: int | None = None
    node: (
        ir.Function | ir.Class | ir.Parameter | ir.Import | ir.ImportFrom | ir.AugAssign | None
    ) = None
    imported: ir.ImportedName | None = None


Bindings = dict[str, list[Binding]]
_cache: dict[int, tuple[ir.Function, Bindings]] = {}


@dataclass(eq=False)
class Scope:
    """A module, class or function body in which names are looked up.

    `bound` holds names whose values are known from how this very scope came about: arguments of an
    inlined call, the loop variable of an unrolled loop, `self`.
    """

    module: Module
    parent: Scope | None = None
    node: ir.Function | ir.Class | None = None
    owner: ClassRef | None = None
    bound: dict[str, Value] = field(default_factory=dict)

    @property
    def qualname(self) -> str:
        return "" if self.node is None else self.node.qualname

    def bindings(self, name: str) -> list[Binding]:
        """How `name` is bound in this very scope, in source order."""
        if self.node is None:
            return self.module.bindings(name)
        if isinstance(self.node, ir.Class):
            return self.module.class_bindings(self.node, name)
        return function_bindings(self.node).get(name, [])

    def function_scope(self) -> Scope | None:
        scope: Scope | None = self
        while scope is not None and not isinstance(scope.node, ir.Function):
            scope = scope.parent
        return scope


def renamed_by(body: Iterable[ir.Stmt]) -> Iterator[tuple[str, str]]:
    """The names that imports among statements give to things, with what these are called where they
    come from: `y` and `x` for `from m import x as y`, `c` and `a.b` for `import a.b as c`."""
    for name, binding in bindings_of(body):
        if binding.imported is not None and binding.imported.asname:
            yield name, binding.imported.name


def local_names(names: Collection[str], scope: Scope) -> frozenset[str]:
    """The names by which a scope knows what is called like one of these where it comes from."""
    found = {bound for bound, name in scope.module.renamed.items() if name in names}
    if isinstance(scope.node, ir.Function):
        body = scope.node.body
        imports: list[ir.Stmt] = [*ir.nodes_of(body, ir.Import)]
        imports += ir.nodes_of(body, ir.ImportFrom)
        found |= {bound for bound, name in renamed_by(imports) if name in names}
    return frozenset(found).union(names)


def called(expr: ir.Expr | None, scope: Scope) -> str:
    """`ir.dotted` for questions about words: names that an import gives to things are those by which
    these are called where they come from. "" for what is no chain of names and attributes."""
    if isinstance(expr, ir.Name):
        return _own_name(expr.id, scope)
    if isinstance(expr, ir.Attribute):
        value = called(expr.value, scope)
        return f"{value}.{expr.attr}" if value else ""
    return ""


def last_word(expr: ir.Expr | None, scope: Scope) -> str:
    """The last part of what something is called, whatever stands in front of its last dot: see
    `called`."""
    if isinstance(expr, ir.Attribute):
        return expr.attr
    return called(expr, scope).rpartition(".")[2]


def _own_name(name: str, scope: Scope) -> str:
    current: Scope | None = scope
    while current is not None and current.node is not None:
        if isinstance(current.node, ir.Function) or current is scope:
            for binding in current.bindings(name):
                imported = binding.imported
                return imported.name if imported is not None and imported.asname else name
        current = current.parent
    return scope.module.renamed.get(name, name)


def function_bindings(function: ir.Function) -> Bindings:
    """All names that the function itself binds, parameters included (memoised by identity)."""
    cached = _cache.get(id(function))
    if cached is not None and cached[0] is function:
        return cached[1]
    found: Bindings = {}
    for param in function.params:
        found.setdefault(param.name, []).append(Binding("parameter", node=param))
    for name, binding in bindings_of(function.body):
        found.setdefault(name, []).append(binding)
    for statement in ir.nodes_of(function.body, ir.Global):
        # What a function assigns to a global is what it uses itself behind that.
        if statement.is_nonlocal:
            for name in statement.names:
                found.pop(name, None)
    _cache[id(function)] = (function, found)
    return found


def clear_cache() -> None:
    _cache.clear()


def bindings_of(body: Iterable[ir.Stmt]) -> Iterator[tuple[str, Binding]]:
    """The names bound by statements, nested blocks included, nested functions not entered."""
    for statement in body:
        yield from _statement_bindings(statement)


def _statement_bindings(statement: ir.Stmt) -> Iterator[tuple[str, Binding]]:
    if isinstance(statement, ir.Function):
        yield statement.name, Binding("function", node=statement)
    elif isinstance(statement, ir.Class):
        yield statement.name, Binding("class", node=statement)
    elif isinstance(statement, ir.Import):
        for name in statement.names:
            bound = name.asname or name.name.partition(".")[0]
            yield bound, Binding("import", node=statement, imported=name)
    elif isinstance(statement, ir.ImportFrom):
        for name in statement.names:
            yield name.bound, Binding("import", node=statement, imported=name)
    elif isinstance(statement, ir.Assign):
        for target in statement.targets:
            yield from _target_bindings(target, statement.value)
    elif isinstance(statement, ir.AugAssign):
        if isinstance(statement.target, ir.Name):
            yield statement.target.id, Binding("unknown", node=statement)
    elif isinstance(statement, ir.For):
        yield from _element_bindings(statement.target, statement.iter)
        yield from bindings_of(statement.body)
        yield from bindings_of(statement.orelse)
    elif isinstance(statement, (ir.While, ir.If)):
        yield from bindings_of(statement.body)
        yield from bindings_of(statement.orelse)
    elif isinstance(statement, ir.Try):
        yield from bindings_of(statement.body)
        for handler in statement.handlers:
            if handler.name:
                yield handler.name, Binding("caught", value=handler.type)
            yield from bindings_of(handler.body)
        yield from bindings_of(statement.orelse)
        yield from bindings_of(statement.finalbody)
    elif isinstance(statement, ir.With):
        for item in statement.items:
            if isinstance(item.target, ir.Name):
                yield item.target.id, Binding("entered", value=item.context)
            elif item.target is not None:
                yield from _target_bindings(item.target, None)
        yield from bindings_of(statement.body)
    elif isinstance(statement, ir.Match):
        for case in statement.cases:
            for name_ in case.names:
                yield name_, Binding("unknown")
            yield from bindings_of(case.body)
    yield from _walrus_bindings(statement)


_HEADS = {
    ir.If: ("test",),
    ir.While: ("test",),
    ir.For: ("iter",),
    ir.ExprStmt: ("value",),
    ir.Assign: ("value",),
    ir.Return: ("value",),
    ir.Match: ("subject",),
}


def _walrus_bindings(statement: ir.Stmt) -> Iterator[tuple[str, Binding]]:
    for name in _HEADS.get(type(statement), ()):
        expr = getattr(statement, name)
        if expr is None:
            continue
        for node in ir.walk(expr):
            if isinstance(node, ir.NamedExpr):
                yield node.target.id, Binding("value", value=node.value)


def _target_bindings(target: ir.Expr, value: ir.Expr | None) -> Iterator[tuple[str, Binding]]:
    if isinstance(target, ir.Name):
        if value is not None:
            yield target.id, Binding("value", value=value)
        else:
            yield target.id, Binding("unknown")
    elif isinstance(target, ir.Starred):
        yield from _target_bindings(target.value, None)
    elif isinstance(target, ir.Collection):
        starred = any(isinstance(item, ir.Starred) for item in target.items)
        for i, item in enumerate(target.items):
            if isinstance(item, ir.Name) and value is not None and not starred:
                yield item.id, Binding("value", value=value, index=i)
            else:
                yield from _target_bindings(item, None)


def _element_bindings(target: ir.Expr, iterated: ir.Expr) -> Iterator[tuple[str, Binding]]:
    if isinstance(target, ir.Name):
        yield target.id, Binding("element", value=iterated)
    elif isinstance(target, ir.Collection):
        for i, item in enumerate(target.items):
            if isinstance(item, ir.Name):
                yield item.id, Binding("paired", value=iterated, index=i)
            else:
                yield from _target_bindings(item, None)
    else:
        yield from _target_bindings(target, None)
