"""Routes as a call or decorator makes them: paths, methods, handlers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from routelint.model import ir
from routelint.model.app import (
    Container,
    Include,
    Ref,
    Route,
)
from routelint.model.linking.arguments import argument
from routelint.model.scopes import Scope
from routelint.model.values import (
    Value,
    callable_name,
)
from routelint.model.vocabulary import (
    ContainerClass,
    RouteCall,
)

if TYPE_CHECKING:
    from routelint.model.link import Linker

#: How routes for every method are written.
_ANY_METHOD = frozenset({"ANY", "*"})


class Routes:
    """Routes as a call or decorator makes them: paths, methods, handlers."""

    def __init__(self, linker: Linker) -> None:
        self.linker = linker

    def route(
        self,
        route: Route,
        spec: RouteCall,
        call: ir.Call,
        scope: Scope,
        target: Value | None,
        path: Ref | None,
    ) -> None:
        layer = None
        if spec.layer is not None:
            layer = self._layered(route, spec.layer, call, scope)
        container = route.container
        route.path = path or self.linker.ref(call, spec.path, scope)
        if route.path is not None:
            route.pattern = self.linker.pattern(container.framework, route.path)
            if spec.below and route.pattern is not None:
                route.pattern = route.pattern.opened()
        elif spec.default_path is not None and container.framework.pattern is not None:
            route.pattern = container.framework.pattern(spec.default_path)
        methods = spec.fixed
        if spec.methods is not None:
            written = argument(call, spec.methods)
            given = self.linker.resolver.items(written, scope)
            one = self._method(written, scope)
            if given is not None:
                texts = [self._method(e, s) for e, s in given]
                methods = tuple(t.upper() for t in texts if isinstance(t, str))
            elif isinstance(one, str):
                methods = (one.upper(),)
            elif written is None:
                methods = spec.fixed or spec.default
        route.methods = frozenset() if _ANY_METHOD & set(methods) else frozenset(methods)
        route.guards = self.linker.refs(call, spec.guards, scope)
        name = None if spec.name is None else argument(call, spec.name)
        text = self.linker.resolver.constant(name, scope)
        route.name = text if isinstance(text, str) else ""
        endpoint = target
        if endpoint is None and spec.handler is not None:
            endpoint = self.linker.resolver.evaluate(argument(call, spec.handler), scope)
        route.endpoint = endpoint
        route.handlers = self.linker.calling.endpoint_handlers(
            endpoint, spec.role, container, route.location
        )
        for handler in route.handlers:
            handler.routes.append(route)
        container.registrations.append(route)
        if route.path is not None:
            self._further_paths(route, route.path)
            if spec.more_paths and spec.path.index is not None:
                self._positional_paths(route, call, spec.path.index, scope)
        if layer is not None:
            layer.order = (
                self.linker.next_order()
            )  # All that it holds is there when it is included.

    def _method(self, expr: ir.Expr | None, scope: Scope) -> object:
        """An HTTP method, as a text or as a member of an enumeration (`HTTPMethod.GET`)."""
        text = self.linker.resolver.constant(expr, scope)
        if text is None and isinstance(expr, ir.Attribute) and expr.attr.isupper():
            owner = callable_name(self.linker.resolver.evaluate(expr.value, scope)) or ""
            if owner.upper().endswith("HTTPMETHOD"):
                return expr.attr
        return text

    def _layered(
        self, route: Route, table: ContainerClass, call: ir.Call, scope: Scope
    ) -> Include | None:
        """Puts a route that has hooks or middleware of its own into a router of its own."""
        taken = (table.guards, table.middleware, table.error_handlers)
        if not any(arg is not None and argument(call, arg) for arg in taken):
            if not any(call.keyword(option) for option in (*table.hooks, *table.layer_options)):
                return None
        outer = route.container
        router = Container(
            "router",
            outer.framework,
            outer.class_name,
            scope.module,
            route.location,
            None,
            scope,
            self.linker.next_order(),
        )
        self.linker.containers[("layer", id(call), id(outer))] = router
        base = self.linker.registering.base(outer, route.location, scope, call, route.decorator)
        include = Include(**base, child=router)
        outer.registrations.append(include)
        router.guards = self.linker.refs(call, table.guards, scope)
        router.options.update((a.keyword, Ref(a.value, scope)) for a in call.args if a.keyword)
        self.linker.listing.constructor_lists(router, call, scope, table)
        route.container, route.order = router, self.linker.next_order()
        return include

    def _positional_paths(self, route: Route, call: ir.Call, first: int, scope: Scope) -> None:
        """A route for each further argument that is a path."""
        given = [arg.value for arg in call.args if arg.keyword is None and not arg.star]
        for expr in given[first + 1 :]:
            path = Ref(expr, scope)
            pattern = self.linker.pattern(route.container.framework, path)
            further = replace(route, path=path, pattern=pattern, order=self.linker.next_order())
            for handler in further.handlers:
                handler.routes.append(further)
            route.container.registrations.append(further)

    def _further_paths(self, route: Route, path: Ref) -> None:
        """A route for each path of a list."""
        paths = self.linker.resolver.items(path.expr, path.scope) or []
        for i, (expr, scope) in enumerate(paths):
            listed = Ref(expr, scope)
            pattern = self.linker.pattern(route.container.framework, listed)
            if i == 0:
                route.pattern = pattern
                continue
            further = replace(route, pattern=pattern, order=self.linker.next_order())
            for handler in further.handlers:
                handler.routes.append(further)
            route.container.registrations.append(further)
