"""Tables of handlers, and what only other methods of a handler call."""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Location
from routelint.frameworks._senders import read_helpers
from routelint.frameworks.tornado.names import APPLICATION, HANDLER, RULE, URLSPEC
from routelint.model import ir
from routelint.model.app import Container, Route
from routelint.model.link import Linker
from routelint.model.lists import Listed, listed
from routelint.model.modules import Module
from routelint.model.scopes import Scope
from routelint.model.values import ClassRef, Instance, Known, Symbol
from routelint.model.vocabulary import Arg, Framework

_PATH = Arg("path_pattern", 0)


def read(linker: Linker) -> None:
    framework = next(f for f in linker.frameworks if HANDLER in f.class_roles)
    read_helpers(linker, framework, HANDLER)
    _matchers(linker, framework)
    _Tables(linker, framework).read()


def _matchers(linker: Linker, framework: Framework) -> None:
    """`Rule(PathMatches("/books"), ...)`: the expression is an argument of the matcher. A rule whose
    target is another router falls through where that has no rule that matches."""
    for container in linker.containers.values():
        if container.framework is not framework:
            continue
        for route in container.routes:
            _matched_path(linker, framework, route)


def _matched_path(linker: Linker, framework: Framework, route: Route) -> None:
    if route.path is not None and route.pattern is None:
        matcher = linker.resolver.evaluate(route.path.expr, route.path.scope)
        if isinstance(matcher, Instance) and matcher.call is not None and matcher.scope is not None:
            if (
                isinstance(matcher.cls, Symbol)
                and matcher.cls.name == "tornado.routing.PathMatches"
            ):
                route.path = linker.ref(matcher.call, _PATH, matcher.scope)
                if route.path is not None:
                    route.pattern = linker.pattern(framework, route.path)
    if isinstance(route.endpoint, (Known, Instance)):
        route.pattern = None


class _Tables:
    """Lists of handlers that were not seen to be given to an application: they are put together in
    functions, or by hand. Each is a router of its own."""

    def __init__(self, linker: Linker, framework: Framework) -> None:
        self.linker = linker
        self.resolver = linker.resolver
        self.framework = framework
        self.registered: set[int] = set()
        for container in linker.containers.values():
            for route in container.routes if container.framework is framework else ():
                if route.call is not None:
                    self.registered |= {id(route.call), id(route.call.func)}

    def read(self) -> None:
        for module in self.linker.matched:
            if not module.is_test:
                for name, expr, scope in self._lists(module):
                    self._table(module, name, expr, scope)

    def _lists(self, module: Module) -> Iterator[tuple[str, ir.Expr, Scope]]:
        """The lists in a module, those first that have a name."""
        bodies: list[tuple[list[ir.Stmt], Scope]] = [(list(module.top_level()), module.scope)]
        for cls in self.linker.reading.classes_of(module):
            members = list(module.class_members(cls.node))
            bodies.append((members, self.resolver.class_scope(cls)))
        for function in self.linker.reading.functions_of(module):
            bodies.append((list(function.node.body), self.resolver.scope(function)))
        for body, scope in bodies:
            unnamed: list[tuple[str, ir.Expr, Scope]] = []
            for statement in ir.walk_body(tuple(body)):
                if isinstance(statement, ir.Assign) and _holds_entries(statement.value):
                    target = statement.targets[0]
                    if isinstance(target, ir.Name):
                        yield target.id, target, scope
                elif isinstance(statement, ir.Collection) and _holds_entries(statement):
                    unnamed.append(("", statement, scope))
            yield from unnamed

    def _table(self, module: Module, name: str, expr: ir.Expr, scope: Scope) -> None:
        entries = listed(self.resolver, expr, scope, in_the_end=True)
        new = [e for e in entries if self._is_entry(e) and not self._is_known(e)]
        if not new:
            return
        place = new[0].expr
        router = Container(
            "router",
            self.framework,
            APPLICATION,
            module,
            Location(new[0].scope.module.path, place.span),
            None,
            scope,
            self.linker.next_order(),
            name=name,
        )
        self.linker.containers[("table", id(place))] = router
        for entry in new:
            self.registered.add(id(self._written(entry)))
            with self.linker.wiring.context(conditional=entry.conditional):
                self.linker.listing.listed_route(router, entry.expr, entry.scope)
        for route in router.routes:
            _matched_path(self.linker, self.framework, route)

    def _is_known(self, entry: Listed) -> bool:
        return id(self._written(entry)) in self.registered

    def _written(self, entry: Listed) -> ir.Expr:
        """The tuple, or the call that makes the rule."""
        value = self.resolver.evaluate(entry.expr, entry.scope)
        if isinstance(value, Instance) and value.call is not None:
            return value.call
        return value.expr if isinstance(value, Known) else entry.expr

    def _is_entry(self, entry: Listed) -> bool:
        value = self.resolver.evaluate(entry.expr, entry.scope)
        if isinstance(value, Instance):
            return isinstance(value.cls, Symbol) and value.cls.name in (URLSPEC, RULE)
        if not isinstance(value, Known) or not isinstance(value.expr, ir.Collection):
            return False
        items = value.expr.items
        if not 2 <= len(items) <= 4 or not isinstance(
            items[0], (ir.Constant, ir.FormattedString, ir.BinaryOp, ir.Name, ir.Attribute)
        ):
            return False
        handler = self.resolver.evaluate(items[1], value.scope)
        return isinstance(handler, (ClassRef, Symbol)) and HANDLER in self.resolver.class_names(
            handler
        )


def _holds_entries(expr: ir.Expr | None) -> bool:
    """Whether an expression may be a list of handlers, by its shape."""
    if isinstance(expr, ir.BinaryOp) and expr.op == "+":
        return _holds_entries(expr.left) or _holds_entries(expr.right)
    if not isinstance(expr, ir.Collection) or expr.kind == "set":
        return False
    return any(
        isinstance(item, ir.Call) or (isinstance(item, ir.Collection) and 2 <= len(item.items) <= 4)
        for item in expr.items
    )
