"""Lists that constructors and registrations are given: routes, middleware, hooks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routelint.findings import Location
from routelint.model import ir
from routelint.model.app import (
    Container,
    ErrorHandler,
    Hook,
    Include,
    Middleware,
    Ref,
    Registration,
    Role,
)
from routelint.model.linking.arguments import argument
from routelint.model.lists import listed
from routelint.model.scopes import Scope
from routelint.model.values import (
    ClassRef,
    FunctionRef,
    Instance,
    Known,
    Symbol,
    Value,
    as_function,
)
from routelint.model.vocabulary import (
    Arg,
    ContainerClass,
    MountCall,
    RouteCall,
    RoutesCall,
)

if TYPE_CHECKING:
    from routelint.model.link import Linker


class Listings:
    """Lists that constructors and registrations are given: routes, middleware, hooks."""

    def __init__(self, linker: Linker) -> None:
        self.linker = linker
        self._added_first: dict[int, list[Registration]] = {}

    def constructor_lists(
        self, container: Container, call: ir.Call, scope: Scope, table: ContainerClass
    ) -> None:
        lifespan = None if table.lifespan is None else argument(call, table.lifespan)
        if lifespan is not None:
            self.linker.calling.handler(
                as_function(self.linker.resolver.evaluate(lifespan, scope)),
                Role.STARTUP,
                container.framework,
                container,
                Location(scope.module.path, lifespan.span),
            )
        if table.middleware is not None:
            listed = argument(call, table.middleware)
            if table.middleware_style == "instance":
                self.objects(container, listed, scope, call, None)
            else:
                for expr, item_scope in self.linker.resolver.items(listed, scope) or []:
                    self.listed_middleware(container, expr, item_scope)
        if table.routes is not None:
            routes = argument(call, table.routes)
            if routes is not None and table.routes.name is not None:
                container.options.setdefault(table.routes.name, Ref(routes, scope))
            self.routes_list(container, routes, scope)
        for option, role in table.hooks.items():
            for expr, item_scope in self._one_or_more(call.keyword(option), scope):
                self._listed_hook(container, role, expr, item_scope)
        if table.error_handlers is not None:
            mapping = self.linker.resolver.evaluate(argument(call, table.error_handlers), scope)
            if isinstance(mapping, Known) and isinstance(mapping.expr, ir.Dictionary):
                for key, handler in mapping.expr.items:
                    if key is not None:
                        base = self.linker.registering.base(
                            container, Location(scope.module.path, key.span), scope
                        )
                        self.linker.registering.error_handler(
                            ErrorHandler(**base, reach=container.kind),
                            Ref(key, mapping.scope),
                            self.linker.resolver.evaluate(handler, mapping.scope),
                        )

    def _one_or_more(self, expr: ir.Expr | None, scope: Scope) -> list[tuple[ir.Expr, Scope]]:
        """The elements of a list, the values of a dictionary, or the expression itself."""
        if expr is None:
            return []
        value = self.linker.resolver.evaluate(expr, scope)
        if isinstance(value, Known) and isinstance(value.expr, ir.Dictionary):
            return [(item, value.scope) for _, item in value.expr.items]
        items = self.linker.resolver.items(expr, scope)
        return [(expr, scope)] if items is None else items

    def _listed_hook(self, container: Container, role: str, expr: ir.Expr, scope: Scope) -> None:
        location = Location(scope.module.path, expr.span)
        function = as_function(self.linker.resolver.evaluate(expr, scope))
        if function is None:
            return
        base = self.linker.registering.base(container, location, scope)
        base["order"] = container.order  # It holds for all that is registered, early or late.
        hook = Hook(**base, role=role, reach=container.kind)
        hook.handler = self.linker.calling.handler(
            function, role, container.framework, container, location
        )
        if hook.handler is not None and role == Role.DEPENDENCY:
            hook.handler.asked_for = True  # Handlers ask for it by the name of a parameter.
        loop = container.framework.event_loop
        if hook.handler is not None and loop is not None and loop.thread_option:
            hook.handler.threaded = self._is_threaded(function, loop.thread_option, expr, scope)
        container.registrations.append(hook)

    def _is_threaded(self, function: FunctionRef, option: str, expr: ir.Expr, scope: Scope) -> bool:
        """Whether a function is put into a thread by the call in which it is listed; True also where
        that call is somewhere else."""
        if isinstance(expr, ir.Call):
            given = expr.keyword(option)
            return given is not None and self.linker.resolver.constant(given, scope) is not False
        return (ir.dotted(expr) or "").rpartition(".")[2] != function.name

    def listed_middleware(self, container: Container, expr: ir.Expr, scope: Scope) -> None:
        value = self.linker.resolver.evaluate(expr, scope)
        target, options, target_ref = value, {}, Ref(expr, scope)
        if isinstance(value, Instance) and value.call is not None and value.scope is not None:
            options = {
                a.keyword: Ref(a.value, value.scope)
                for a in value.call.args
                if a.keyword is not None
            }
            given = options.pop("cls", None) or options.pop("middleware", None)
            first = value.call.positional(0) if given is None else given.expr
            wrapped = None if first is None else self.linker.resolver.evaluate(first, value.scope)
            if isinstance(value.cls, ClassRef):
                target = self.linker.resolver.method(value.cls, "__call__") or value.cls
            elif first is None or isinstance(wrapped, (Instance, Known)):
                # What an external function has made, of something else than middleware.
                target = value.cls
            else:
                target = wrapped
                target_ref = Ref(first, value.scope)
        middleware = Middleware(
            **self.linker.registering.base(
                container, Location(scope.module.path, expr.span), scope
            ),
            target=target,
            target_ref=target_ref,
            options=options,
            listed=True,
            outermost="first",
        )
        self.linker.wrapping.install(middleware)

    def objects(
        self,
        container: Container,
        given: ir.Expr | None,
        scope: Scope,
        call: ir.Call | None,
        statement: ir.Stmt | None,
    ) -> None:
        """Middleware that is an object already, or a list of such; the class counts, and the options
        that the object was made with."""
        if given is None:
            return
        for expr, item_scope in self.linker.resolver.items(given, scope) or [(given, scope)]:
            value = self.linker.resolver.evaluate(expr, item_scope)
            if not isinstance(value, Instance):
                continue
            options = {}
            if value.call is not None and value.scope is not None:
                options = {
                    a.keyword: Ref(a.value, value.scope)
                    for a in value.call.args
                    if a.keyword is not None
                }
            place = Location(item_scope.module.path, expr.span)
            self.linker.wrapping.install(
                Middleware(
                    **self.linker.registering.base(
                        container, place, item_scope, call, None, statement
                    ),
                    target=value.cls,
                    target_ref=Ref(expr, item_scope),
                    options=options,
                    style="instance",
                    listed=True,
                    outermost="first",
                )
            )

    def nested_routes(
        self,
        container: Container,
        spec: MountCall,
        call: ir.Call,
        listed: ir.Expr,
        scope: Scope,
        base: Any,
    ) -> None:
        """The routes that a mount lists itself: a router of their own below its prefix."""
        router = Container(
            "router",
            container.framework,
            container.class_name,
            scope.module,
            Location(scope.module.path, call.span),
            None,
            scope,
            self.linker.next_order(),
        )
        self.linker.containers[("nested", id(call))] = router
        include = Include(**base, child=router, prefix=self.linker.ref(call, spec.prefix, scope))
        container.registrations.append(include)
        self.routes_list(router, listed, scope)
        around = None if spec.middleware is None else argument(call, spec.middleware)
        for expr, item_scope in self.linker.resolver.items(around, scope) or ():
            self.listed_middleware(router, expr, item_scope)

    def routes_list(self, container: Container, expr: ir.Expr | None, scope: Scope) -> None:
        """Registers the items of a list of route objects, or of tuples that stand for them."""
        for item in listed(self.linker.resolver, expr, scope):
            with self.linker.wiring.context(
                conditional=self.linker.wiring.conditional or item.conditional
            ):
                self.listed_route(container, item.expr, item.scope)

    def listed_route(self, container: Container, item: ir.Expr, scope: Scope) -> None:
        """Registers a route object or a tuple that stands for one, a router, a class that is one, or
        a decorated function."""
        value = self.linker.resolver.evaluate(item, scope)
        if isinstance(value, Known) and isinstance(value.expr, ir.Collection):
            entry = self.linker.names.containers[container.class_name][1].entry
            if entry is not None:
                call = _as_call(value.expr)
                self.linker.registering.register(
                    entry, container, call, value.scope, None, None, None
                )
            return
        target: Value | None = None
        if isinstance(value, Instance) and isinstance(value.receiver, Instance):
            # `get("/")(function)`: the decorator's call, without its decoration.
            if value.call is not None and value.receiver.receiver is None:
                target = self.linker.resolver.evaluate(
                    value.call.positional(0), value.scope or scope
                )
                value = value.receiver
        if isinstance(value, Instance) and isinstance(value.cls, Symbol):
            found = self.linker.names.registrations.get(value.cls.name)
            if found is not None and value.call is not None and value.scope is not None:
                self.linker.registering.register(
                    found[1], container, value.call, value.scope, target, None, None
                )
                return
        if isinstance(value, FunctionRef):
            self.decorated_route(container, value)
            return
        child = (
            self.linker.building.class_container(value)
            if isinstance(value, ClassRef)
            else self.linker.building.container_of(value)
        )
        if child is not None:
            base = self.linker.registering.base(
                container, Location(scope.module.path, item.span), scope
            )
            container.registrations.append(Include(**base, child=child))

    def decorated_route(self, container: Container, function: FunctionRef) -> None:
        """Registers the routes that the decorators of a function make, which belong to nothing yet."""
        for decorator in reversed(function.node.decorators):
            value = self.linker.resolver.evaluate(decorator.value, function.scope)
            spec = self.loose_route(value)
            if spec is not None and isinstance(value, Instance) and value.scope is not None:
                self.linker.registering.register(
                    spec, container, value.call, value.scope, function, decorator, None
                )

    def loose_route(self, value: Value | None) -> RouteCall | None:
        """What a decorator registers that is no app's or router's, and for whoever lists it."""
        if not isinstance(value, Instance) or not isinstance(value.cls, Symbol):
            return None
        found = self.linker.names.registrations.get(value.cls.name)
        if found is None or value.call is None or value.receiver is not None:
            return None
        return found[1] if isinstance(found[1], RouteCall) else None

    def grouped_routes(
        self, container: Container, spec: RoutesCall, call: ir.Call, scope: Scope
    ) -> None:
        """Routes that hold for some hosts, or that come before those that are there."""
        routes = argument(call, spec.routes)
        hosts = self.linker.resolver.constant(argument(call, spec.hosts or Arg()), scope)
        target = container
        if spec.hosts is not None and hosts not in spec.all_hosts:
            key = ("hosts", id(container), hosts if isinstance(hosts, str) else id(call))
            if key not in self.linker.containers:
                self.linker.containers[key] = Container(
                    "router",
                    container.framework,
                    container.class_name,
                    scope.module,
                    Location(scope.module.path, call.span),
                    None,
                    scope,
                    self.linker.next_order(),
                )
            target = self.linker.containers[key]
        before = list(target.registrations)
        self.routes_list(target, routes, scope)
        if spec.first and target is container:
            added = target.registrations[len(before) :]
            self._added_first.setdefault(id(target), []).extend(added)
            first = self._added_first[id(target)]
            known = {id(registration) for registration in first}
            target.registrations = [
                *first,
                *(r for r in target.registrations if id(r) not in known),
            ]


def _as_call(items: ir.Collection) -> ir.Call:
    """A tuple as the arguments of a call."""
    args = tuple(ir.Argument(item, None, "", item.span) for item in items.items)
    return ir.Call(items, args, items.span, items.span)
