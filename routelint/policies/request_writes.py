"""Writes to request objects that fail, or that nobody else ever sees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from routelint.findings import Span
from routelint.flow.calls import reached, reached_from
from routelint.model import ir
from routelint.model.app import Handler
from routelint.model.project import Project
from routelint.model.request_objects import RequestObject
from routelint.model.scopes import Scope
from routelint.model.values import FunctionRef, Instance, Known, Symbol, Value, callable_name
from routelint.model.vocabulary import Framework

#: Methods that change a mapping.
CHANGES = frozenset(
    {
        "add",
        "append",
        "appendlist",
        "clear",
        "extend",
        "pop",
        "popitem",
        "poplist",
        "setdefault",
        "setlist",
        "setlistdefault",
        "update",
    }
)


@dataclass(frozen=True, eq=False)
class RequestWrite:
    """A write to a request. `how`: "frozen" (into a value that refuses it), "fixed" (of an attribute
    that can't be assigned), "closed" (of one that the request hasn't got), "dropped" (on an object
    that is not handed on) or "again" (of one that may be assigned once). `first` is where, then."""

    function: FunctionRef
    framework: Framework
    table: RequestObject
    node: ir.Expr
    statement: Span
    target: str
    name: str
    how: str
    first: ir.Expr | None = None


def request_writes(project: Project) -> Iterator[RequestWrite]:
    """All such writes in the functions that were read, in their order."""
    tables = {
        name: (framework, table)
        for framework in project.used
        for name, table in framework.request_objects.items()
    }
    if not tables:
        return
    finder = _Finder(project, tables)
    for function in project.pipeline_functions():
        yield from finder.of(function)


_WRITING = frozenset([ir.Assign, ir.Delete, ir.AugAssign, ir.Call])


class _Finder:
    def __init__(
        self, project: Project, tables: dict[str, tuple[Framework, RequestObject]]
    ) -> None:
        self.project = project
        self.tables = tables
        self.parts = frozenset(
            name for _, table in tables.values() for name in (*table.frozen, *table.kept_by_object)
        )
        self.own_classes = any(
            container.options.get("request_class") for container in project.containers
        )
        self.fixed = frozenset(name for _, table in tables.values() for name in table.fixed)
        self._replaced: frozenset[str] | None = None

    def of(self, function: FunctionRef) -> Iterator[RequestWrite]:
        nodes = ir.walk_body(function.node.body, only=_WRITING)
        assigned: dict[tuple[str, str], list[ir.Assign]] = {}
        for node in nodes:
            for target, statement in _targets(node):
                if isinstance(target, ir.Subscript):
                    yield from self._item(function, target.value, target, statement)
                elif isinstance(target, ir.Attribute):
                    yield from self._attribute(function, target, statement)
                    if isinstance(node, ir.Assign):
                        key = (ir.text(target.value), target.attr)
                        assigned.setdefault(key, []).append(node)
            if isinstance(node, ir.Call) and isinstance(node.func, ir.Attribute):
                if node.func.attr in CHANGES:
                    yield from self._item(function, node.func.value, node, node.span)
            elif isinstance(node, ir.Call) and ir.dotted(node.func) == "setattr":
                yield from self._set(function, node)
        for statements in assigned.values():
            yield from self._again(function, statements)

    def table(
        self, expr: ir.Expr | None, scope: Scope
    ) -> tuple[Framework, RequestObject, bool] | None:
        """What is known about the request that an expression is, and whether it is of that very class."""
        value = self.project.evaluate(expr, scope)
        for name in self.project.resolver.class_names(value):
            if name in self.tables:
                framework, table = self.tables[name]
                exact = isinstance(value, Symbol) or (
                    isinstance(value, Instance) and isinstance(value.cls, Symbol)
                )
                return framework, table, exact
        return None

    def part(self, expr: ir.Expr, scope: Scope) -> tuple[Framework, RequestObject, str] | None:
        """What is known of the request of which an expression is an attribute."""
        if isinstance(expr, ir.Attribute):
            if expr.attr not in self.parts:
                return None
        elif not isinstance(expr, ir.Name) or not _is_local(expr, scope):
            return None
        name = callable_name(self.project.evaluate(expr, scope)) or ""
        owner, _, attr = name.rpartition(".")
        if attr in self.parts:
            for cls in self.project.names.ancestors(owner):
                if cls in self.tables:
                    return (*self.tables[cls], attr)
        return None

    def _item(
        self, function: FunctionRef, mapping: ir.Expr, node: ir.Expr, statement: Span
    ) -> Iterator[RequestWrite]:
        found = self.part(mapping, self.project.scope(function))
        if found is None:
            return
        framework, table, attr = found
        if attr in table.frozen_forms and self._takes_no_forms(function, framework):
            return
        if attr in table.frozen and attr not in self.replaced:
            yield RequestWrite(
                function, framework, table, node, statement, ir.text(mapping), attr, "frozen"
            )
        elif attr in table.kept_by_object and self._is_dropped(function, table, attr):
            yield RequestWrite(
                function, framework, table, node, statement, ir.text(node), attr, "dropped"
            )

    def _takes_no_forms(self, function: FunctionRef, framework: Framework) -> bool:
        """Whether the parsers of the view, or else those of all views, are told and none is for forms."""
        attribute, key, item = framework.parsers
        owner = self.project.scope(function).owner
        resolver = self.project.resolver
        given: Value | None = None
        if owner is not None:
            given = resolver.class_attribute(owner, attribute)
        for container in self.project.containers if given is None else ():
            for setting in container.settings:
                if setting.key == key and setting.value is not None:
                    value = self.project.evaluate(setting.value.expr, setting.value.scope)
                    if isinstance(value, Known) and isinstance(value.expr, ir.Dictionary):
                        for name, expr in value.expr.items:
                            if name and resolver.constant(name, value.scope) == item:
                                given = Known(expr, value.scope)
        if not isinstance(given, Known):
            return False
        return not any(
            "Form" in text or "MultiPart" in text
            for node in ir.walk(given.expr)
            for text in [_last_name(node)]
        )

    def _attribute(
        self, function: FunctionRef, target: ir.Attribute, statement: Span
    ) -> Iterator[RequestWrite]:
        if target.attr.startswith("_"):
            return
        found = self.table(target.value, self.project.scope(function))
        if found is not None:
            how = self._how(function, found[1], target.attr, exact=found[2])
            if how:
                text = ir.text(target)
                yield RequestWrite(
                    function, found[0], found[1], target, statement, text, target.attr, how
                )

    def _set(self, function: FunctionRef, call: ir.Call) -> Iterator[RequestWrite]:
        """`setattr(request, "name", value)`."""
        scope = self.project.scope(function)
        name = self.project.resolver.constant(call.positional(1), scope)
        request = call.positional(0)
        if not isinstance(name, str) or name.startswith("_") or request is None:
            return
        found = self.table(request, scope)
        if found is not None:
            how = self._how(function, found[1], name, exact=found[2])
            if how:
                text = f"{ir.text(request)}.{name}"
                yield RequestWrite(function, found[0], found[1], call, call.span, text, name, how)

    def _how(self, function: FunctionRef, table: RequestObject, attr: str, *, exact: bool) -> str:
        if attr in table.fixed:
            return "fixed" if exact else ""
        if table.closed and attr not in table.declared:
            return "closed" if exact and not self.own_classes else ""
        return "dropped" if self._is_dropped(function, table, attr) else ""

    def _is_dropped(self, function: FunctionRef, table: RequestObject, attr: str) -> bool:
        """Whether what is written here is gone when the rest of the request's way begins, and was read
        by nobody on this one."""
        if not table.dropped:
            return False
        here = self.project.handlers_of(function)
        if here:
            if any(handler.role not in table.dropped for handler in here):
                return False
            handlers = here
        else:
            handlers = self._only_for(function, table)
        return bool(handlers) and not any(
            _reads(called, attr) for called in reached(self.project, handlers)
        )

    def _only_for(self, function: FunctionRef, table: RequestObject) -> list[Handler]:
        """The handlers that a helper is called by, when all of them have requests of their own."""
        found: list[Handler] = []
        for handler in self.project.handlers:
            if id(function.node) in self._reached(handler):
                if handler.role not in table.dropped:
                    return []
                found.append(handler)
        return found

    def _reached(self, handler: Handler) -> frozenset[int]:
        return self.project.memo(
            f"reached-by:{id(handler)}", lambda: reached_from(self.project, [handler])
        )

    def _again(self, function: FunctionRef, statements: list[ir.Assign]) -> Iterator[RequestWrite]:
        """A second assignment on a path where the first one was made."""
        target = statements[0].targets[0]
        if not isinstance(target, ir.Attribute) or target.attr.startswith("_"):
            return
        found = self.table(target.value, self.project.scope(function))
        if found is None or not found[1].once:
            return
        framework, table, _ = found
        if self.project.version(framework.slug) < table.once_since or target.attr in table.fixed:
            return
        if _deletes(function.node, target.attr):
            return
        for second in statements[1:]:
            place = second.targets[0]
            if _follows(function.node.body, statements[0], second):
                yield RequestWrite(
                    function,
                    framework,
                    table,
                    place,
                    second.span,
                    ir.text(place),
                    target.attr,
                    "again",
                    target,
                )
                return

    @property
    def replaced(self) -> frozenset[str]:
        """The attributes of requests that the project replaces by values that may be changed, or tells
        that they may."""
        if self._replaced is None:
            found: set[str] = set()
            for function in self.project.pipeline_functions():
                for node in ir.walk_body(function.node.body):
                    for target, _ in _targets(node):
                        if isinstance(target, ir.Attribute):
                            if target.attr not in self.fixed:
                                found.add(target.attr)
                            if target.attr in ("_mutable", "mutable"):
                                found |= self.parts
            self._replaced = frozenset(found & self.parts)
        return self._replaced


def _last_name(node: ir.Node) -> str:
    """The name of a class that an expression or a text means."""
    if isinstance(node, ir.Constant):
        return str(node.value)
    return node.attr if isinstance(node, ir.Attribute) else getattr(node, "id", "")


def _targets(node: ir.Node) -> Iterator[tuple[ir.Expr, Span]]:
    if isinstance(node, (ir.Assign, ir.Delete)):
        if isinstance(node, ir.Assign) and node.value is None:
            return
        for target in node.targets:
            yield target, node.span
    elif isinstance(node, ir.AugAssign):
        yield node.target, node.span


def _is_local(name: ir.Name, scope: Scope) -> bool:
    """Whether a name is given a value in the function, which it then stands for."""
    return bool(scope.bindings(name.id))


def _reads(function: FunctionRef, attr: str) -> bool:
    written = {
        id(target)
        for node in ir.walk_body(function.node.body, into_functions=True)
        for target, _ in _targets(node)
    }
    for node in ir.walk_body(function.node.body, into_functions=True):
        if isinstance(node, ir.Attribute) and node.attr == attr and id(node) not in written:
            # An item that is written is no reader of its mapping.
            if not any(_is_item_of(other, node) for other in _written_items(function)):
                return True
        elif isinstance(node, ir.Constant) and node.value == attr:
            return True
    return False


def _written_items(function: FunctionRef) -> Iterator[ir.Subscript]:
    for node in ir.walk_body(function.node.body, into_functions=True):
        for target, _ in _targets(node):
            if isinstance(target, ir.Subscript):
                yield target


def _is_item_of(item: ir.Subscript, mapping: ir.Expr) -> bool:
    return item.value is mapping


def _deletes(function: ir.Function, attr: str) -> bool:
    return any(
        isinstance(target, ir.Attribute) and target.attr == attr
        for node in ir.nodes_of(function.body, ir.Delete)
        for target in node.targets
    )


def _follows(body: tuple[ir.Stmt, ...], first: ir.Stmt, second: ir.Stmt) -> bool:
    """Whether the second statement runs behind the first one, which stands in a block around it."""
    for i, statement in enumerate(body):
        if statement is first:
            return any(node is second for later in body[i + 1 :] for node in ir.walk_body((later,)))
        for inner in _blocks(statement):
            if _follows(inner, first, second):
                return True
    return False


def _blocks(statement: ir.Stmt) -> Iterator[tuple[ir.Stmt, ...]]:
    for name in ("body", "orelse", "finalbody"):
        inner = getattr(statement, name, None)
        if inner and not isinstance(statement, (ir.Function, ir.Class)):
            yield inner
    for handler in getattr(statement, "handlers", ()):
        yield handler.body
