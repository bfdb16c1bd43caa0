"""Urlconfs: modules with `urlpatterns`, and lists of patterns wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Location, Span
from routelint.frameworks.django.patterns import read_expression, read_path
from routelint.frameworks.django.settings import text_of
from routelint.frameworks.django.statements import LOCALISED, Item, ModuleLists, executed
from routelint.model import ir
from routelint.model.app import Container, ErrorHandler, Include, Ref, Role, Route
from routelint.model.decorators import decorator_wrapper
from routelint.model.link import Linker
from routelint.model.modules import Module
from routelint.model.pattern import Pattern
from routelint.model.scopes import Scope
from routelint.model.values import (
    ClassRef,
    FunctionRef,
    Instance,
    Known,
    Member,
    ModuleRef,
    Symbol,
    Value,
    as_function,
)
from routelint.model.vocabulary import Framework

_PATHS = ("django.urls.path", "django.urls.re_path")
_HANDLERS = {"handler400": 400, "handler403": 403, "handler404": 404, "handler500": 500}


class Urlconfs:
    def __init__(self, linker: Linker, framework: Framework) -> None:
        self.linker = linker
        self.framework = framework
        self._lists = ModuleLists(linker)
        self._converters = self._registered_converters()

    # --- modules ----------------------------------------------------------------------------------
    def include_root(self, app: Container, dotted: str) -> None:
        """Includes the urlconf that ROOT_URLCONF names."""
        value = self.linker.imported(dotted)
        if not isinstance(value, ModuleRef):
            return
        child = self.of_module(value.module)
        if child is not None:
            app.registrations.append(
                Include(app, app.location, self.linker.next_order(), app.scope, child=child)
            )

    def read_others(self) -> None:
        """Reads the urlconfs that no known settings lead to."""
        for module in self.linker.matched:
            if not module.is_test and any(
                "urlpatterns" in part.names and part.parent == -1 for part in module.facts.outline
            ):
                self.of_module(module)

    def of_module(self, module: Module) -> Container | None:
        """The container of a module's `urlpatterns`; None when it has none."""
        key = ("django-urlconf", module.path)
        known = self.linker.containers.get(key)
        if known is not None:
            return known
        items = self._lists.of(module).values.get("urlpatterns")
        if items is None:
            return None
        place = items[0].statement if items else None
        location = Location(module.path, Span(1, 1, 1, 2) if place is None else place.span)
        container = self._container(key, module, location, "urlpatterns")
        self._fill(container, items)
        self._handlers(container, module)
        return container

    def _container(self, key: object, module: Module, location: Location, name: str) -> Container:
        container = Container(
            "router",
            self.framework,
            "django.urls",
            module,
            location,
            None,
            module.scope,
            self.linker.next_order(),
            name=name,
        )
        self.linker.containers[key] = container
        return container

    def _handlers(self, container: Container, module: Module) -> None:
        for step in executed(module):
            statement = step.statement
            if not isinstance(statement, ir.Assign):
                continue
            for target in statement.targets:
                if isinstance(target, ir.Name) and target.id in _HANDLERS:
                    value = self.linker.resolver.evaluate(statement.value, module.scope)
                    text = text_of(self.linker, statement.value, module.scope)
                    if text is not None:
                        value = self.linker.imported(text)
                    location = Location(module.path, target.span)
                    container.registrations.append(
                        ErrorHandler(
                            container,
                            location,
                            self.linker.next_order(),
                            module.scope,
                            conditional=bool(step.branch),
                            statement=statement.span,
                            selector=_HANDLERS[target.id],
                            handler=self.linker.calling.handler(
                                as_function(value),
                                Role.ERROR_HANDLER,
                                self.framework,
                                container,
                                location,
                            ),
                        )
                    )

    # --- lists of patterns ------------------------------------------------------------------------
    def _fill(self, container: Container, items: list[Item]) -> None:
        for item in items:
            self._item(container, item)

    def _item(self, container: Container, item: Item) -> None:
        value = self.linker.resolver.evaluate(item.expr, item.scope)
        child = self._of_router(value)
        if child is not None:
            location = Location(item.scope.module.path, item.expr.span)
            container.registrations.append(
                Include(
                    container,
                    location,
                    self.linker.next_order(),
                    item.scope,
                    conditional=item.conditional,
                    statement=item.statement.span,
                    branch=item.branch,
                    child=child,
                    as_of=_taken_at(child, item.expr, item.scope),
                )
            )
            return
        if not isinstance(value, Instance) or not isinstance(value.cls, Symbol):
            return
        if value.cls.name == LOCALISED and value.call is not None and value.scope is not None:
            self._localised(container, item, value.call, value.scope)
            return
        if value.cls.name not in _PATHS or value.call is None or value.scope is None:
            return
        call, scope = value.call, value.scope
        path = call.argument(0, "route" if value.cls.name == _PATHS[0] else "regex")
        view = call.argument(1, "view")
        if path is None or view is None:
            return
        location = Location(scope.module.path, call.span)
        base = {
            "container": container,
            "location": location,
            "order": self.linker.next_order(),
            "scope": scope,
            "call": call,
            "conditional": item.conditional,
            "statement": item.statement.span,
            "branch": item.branch,
        }
        target = self.linker.resolver.evaluate(view, scope)
        if isinstance(target, Instance) and target.cls == Symbol("django.urls.include"):
            assert target.call is not None and target.scope is not None
            given = target.call.positional(0)
            child = self._included(given, target.scope)
            include = Include(**base, child=child, prefix=Ref(path, scope))  # type: ignore[arg-type]
            if given is not None and child is not None:
                include.as_of = _taken_at(child, given, target.scope)
            container.registrations.append(include)
            return
        child = self._of_router(target)
        if child is not None:
            # `path("api/", api.urls)`: a tuple as `include()` makes it
            include = Include(**base, child=child, prefix=Ref(path, scope))  # type: ignore[arg-type]
            include.as_of = self._read_at(view, scope)
            container.registrations.append(include)
            return
        route = Route(**base, path=Ref(path, scope), role=Role.VIEW)  # type: ignore[arg-type]
        route.pattern = self._pattern(value.cls.name, path, scope)
        route.endpoint, decorators = self._view(view, scope)
        route.guards = list(_around(view, scope))
        route.handlers = self.linker.calling.endpoint_handlers(
            route.endpoint, Role.VIEW, container, location
        )
        for handler in route.handlers:
            handler.routes.append(route)
            for decorator in decorators:
                self.linker.calling.wrapped(handler, decorator)
        container.registrations.append(route)

    def _localised(self, container: Container, item: Item, call: ir.Call, scope: Scope) -> None:
        """Patterns below the code of the visitor's language, a prefix that nobody knows."""
        key = ("django-list", id(call))
        location = Location(scope.module.path, call.span)
        child = self.linker.containers.get(key)
        if child is None:
            child = self._container(key, scope.module, location, "i18n_patterns")
            self._fill(child, list(item.inner))
        container.registrations.append(
            Include(
                container,
                location,
                self.linker.next_order(),
                scope,
                call=call,
                conditional=item.conditional,
                statement=item.statement.span,
                branch=item.branch,
                child=child,
                prefix=Ref(call, scope),
            )
        )

    def _view(self, expr: ir.Expr, scope: Scope) -> tuple[Value | None, list[FunctionRef]]:
        """The view in an expression, and the project's decorators that are put around it there."""
        resolver = self.linker.resolver
        around: list[FunctionRef] = []
        for _ in range(6):
            value = resolver.evaluate(expr, scope)
            made = isinstance(value, Instance) and isinstance(value.cls, Symbol)
            if made and _made_by(value).endswith(".as_view"):
                break
            if not isinstance(expr, ir.Call):
                if not isinstance(value, Instance) or value.call is None or value.scope is None:
                    break
                expr, scope = value.call, value.scope
                continue
            outer = expr.func.func if isinstance(expr.func, ir.Call) else expr.func
            decorator = as_function(resolver.evaluate(outer, scope))
            inner = expr.positional(0)
            if inner is None or not isinstance(
                resolver.evaluate(inner, scope), (FunctionRef, ClassRef, Instance)
            ):
                break
            if decorator is not None:
                if decorator_wrapper(decorator, resolver) is None:
                    break
                around.append(decorator)
            elif not made:
                break
            expr = inner
        return resolver.evaluate(expr, scope), around

    def _pattern(self, name: str, path: ir.Expr, scope: Scope) -> Pattern | None:
        text = self.linker.resolver.constant(path, scope)
        if not isinstance(text, str):
            return None
        if name == _PATHS[0]:
            return read_path(text, self._converters)
        return read_expression(text)

    def _included(self, expr: ir.Expr | None, scope: Scope) -> Container | None:
        """What `include()` was given: a module, its name, a list, or a pair of one and a name."""
        value = self.linker.resolver.evaluate(expr, scope)
        text = text_of(self.linker, expr, scope)
        if text is not None:
            value = self.linker.imported(text)
        if isinstance(value, ModuleRef):
            return self.of_module(value.module)
        router = self._of_router(value)
        if router is not None:
            return router
        if expr is None:
            return None
        name = ir.dotted(expr) or ""
        if not isinstance(value, Known) or not isinstance(value.expr, ir.Collection):
            items = self._variable(expr, scope)
            if items is None:
                return None
            key: object = ("django-list", scope.module.path, name)
            location = Location(scope.module.path, expr.span)
            return self._of_list(key, scope.module, items, location, name)
        if (
            value.expr.kind == "tuple"
            and value.expr.items
            and not self._is_path(value.expr.items[0], value.scope)
        ):
            return self._included(value.expr.items[0], value.scope)
        items = self._variable(expr, scope)
        if items is None:
            lists = self._lists.of(value.scope.module)
            statement = ir.ExprStmt(value.expr, value.expr.span)
            items = lists.elements(value.expr, value.scope, statement)
        key = ("django-list", id(value.expr))
        location = Location(value.scope.module.path, value.expr.span)
        return self._of_list(key, value.scope.module, items, location, name)

    def _of_list(
        self, key: object, module: Module, items: list[Item], location: Location, name: str
    ) -> Container:
        known = self.linker.containers.get(key)
        if known is None:
            known = self._container(key, module, location, name)
            self._fill(known, items)
        return known

    def _variable(self, expr: ir.Expr, scope: Scope) -> list[Item] | None:
        """A list as its module leaves it, when it is a variable."""
        if isinstance(expr, (ir.Name, ir.Attribute)) and scope is scope.module.scope:
            return self._lists.of(scope.module).variable(expr, scope)
        return None

    def _of_router(self, value: Value | None) -> Container | None:
        """The router whose list of patterns (`router.urls`) a value is."""
        if isinstance(value, Member) and value.name.endswith(".urls"):
            return self.linker.building.container_of(value.receiver)
        return None

    def _read_at(self, expr: ir.Expr, scope: Scope) -> int | None:
        """The order of the last registration above an expression of a module; None when there is
        none, or it isn't known when the expression is evaluated."""
        if scope.node is not None:
            return None
        return max(
            (
                registration.order
                for container in self.linker.containers.values()
                for registration in container.registrations
                if registration.scope is scope
                and registration.container.framework is not self.framework
                and registration.location.span.start < expr.span.start
            ),
            default=None,
        )

    def _is_path(self, expr: ir.Expr, scope: Scope) -> bool:
        value = self.linker.resolver.evaluate(expr, scope)
        return (
            isinstance(value, Instance)
            and isinstance(value.cls, Symbol)
            and value.cls.name in _PATHS
        )

    # --- converters -------------------------------------------------------------------------------
    def _registered_converters(self) -> dict[str, str]:
        """Names of the project's own converters, and their expressions."""
        found: dict[str, str] = {}
        for module in self.linker.matched:
            for step in executed(module):
                statement = step.statement
                if not isinstance(statement, ir.ExprStmt) or not isinstance(
                    statement.value, ir.Call
                ):
                    continue
                call = statement.value
                func = self.linker.resolver.evaluate(call.func, module.scope)
                if func != Symbol("django.urls.register_converter"):
                    continue
                cls = self.linker.resolver.evaluate(call.positional(0), module.scope)
                name = self.linker.resolver.constant(call.positional(1), module.scope)
                if isinstance(cls, ClassRef) and isinstance(name, str):
                    regex = self.linker.resolver.class_attribute(cls, "regex")
                    if isinstance(regex, Known):
                        text = self.linker.resolver.constant(regex.expr, regex.scope)
                        if isinstance(text, str):
                            found[name] = text
        return found


def _made_by(value: Value | None) -> str:
    """The canonical name of what was called for a value."""
    return value.cls.name if isinstance(value, Instance) else ""


def _taken_at(child: Container, expr: ir.Expr, scope: Scope) -> int | None:
    """The order of the last registration above the place where a router's list is read, where both
    stand in one module: the list holds what is registered then. None when that isn't known."""
    if scope.node is not None:
        return None
    own = [r for r in child.registrations if r.scope is scope]
    if not own or len(own) != len(child.registrations):
        return None
    above = [r.order for r in own if r.location.span.start < expr.span.start]
    return max(above, default=min(r.order for r in own) - 1)


def _around(view: ir.Expr, scope: Scope) -> Iterator[Ref]:
    """What is put around a view where it is routed: `login_required(View.as_view())`."""
    while isinstance(view, ir.Call) and view.positional(0) is not None:
        yield Ref(view.func.func if isinstance(view.func, ir.Call) else view.func, scope)
        view = view.args[0].value
