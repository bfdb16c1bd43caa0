"""Calls and decorators that register something on an app or router."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routelint.findings import Location
from routelint.model import ir
from routelint.model.app import (
    Container,
    Cors,
    ErrorHandler,
    Exemption,
    Hook,
    Include,
    Middleware,
    Mount,
    Ref,
    Registration,
    Role,
    Route,
    Run,
)
from routelint.model.linking.arguments import argument
from routelint.model.scopes import Scope
from routelint.model.values import (
    ClassRef,
    FunctionRef,
    Instance,
    Member,
    Symbol,
    Value,
    as_function,
    callable_name,
)
from routelint.model.vocabulary import (
    Arg,
    AttachCall,
    ConfigureCall,
    CorsCall,
    ErrorHandlerCall,
    ExemptCall,
    Framework,
    GuardCall,
    HookCall,
    IncludeCall,
    MiddlewareCall,
    MountCall,
    PrefixCall,
    RegistrationCall,
    RendererCall,
    RouteCall,
    RoutesCall,
    RunCall,
    ScanCall,
    SettingsCall,
    ViewCall,
)

if TYPE_CHECKING:
    from routelint.model.link import Linker


class Registrations:
    """Calls and decorators that register something on an app or router."""

    def __init__(self, linker: Linker) -> None:
        self.linker = linker
        self._by_node: dict[tuple[int, int], list[Registration]] = {}

    def registration(self, call: ir.Call, func: Value, scope: Scope, statement: ir.Stmt) -> bool:
        """Handles a call that registers something; False when it is any other call."""
        if isinstance(func, Instance) and isinstance(func.cls, Symbol) and func.call is not None:
            found = self.linker.names.registrations.get(func.cls.name)
            if found is not None and func.scope is not None and func.receiver is not None:
                container = self.linker.building.container_of(func.receiver)
                if container is not None:
                    target = self.linker.resolver.evaluate(call.positional(0), scope)
                    self.register(
                        found[1], container, func.call, func.scope, target, None, statement
                    )
                    return True
            return False
        name = callable_name(func)
        found = self.linker.names.registrations.get(name) if name else None
        if found is None:
            return False
        spec = found[1]
        if isinstance(spec, CorsCall):
            self._cors(found[0], spec, name or "", call, func, scope, statement)
            return False
        if isinstance(spec, ExemptCall):
            self._exempt(found[0], spec, call, scope, statement)
            return False
        if isinstance(spec, RunCall | MiddlewareCall | SettingsCall) and spec.app is not None:
            given = argument(call, spec.app)
            default = spec.default if isinstance(spec, RunCall) else ""
            target = Symbol(default) if given is None and default else None
            served = self.linker.building.container_of(
                target or self.linker.resolver.evaluate(given, scope)
            )
            if served is not None:
                itself = func if isinstance(spec, MiddlewareCall) else None
                self.register(spec, served, call, scope, itself, None, statement)
            return False
        if not isinstance(func, Member):
            return False
        if isinstance(spec, RunCall) and spec.made_with is not None:
            self.linker.building.served(spec, spec.made_with, func, call, scope, statement)
            return False
        receiver = func.receiver
        container = self.linker.building.container_of(receiver)
        while container is None and isinstance(receiver, (Member, Instance)) and receiver.receiver:
            receiver = receiver.receiver
            container = self.linker.building.container_of(receiver)
        if container is None:
            return False
        if _is_decorator_factory(spec, call):
            return False
        if isinstance(spec, (ConfigureCall, PrefixCall)):
            place = Location(scope.module.path, call.span)
            base = self.base(container, place, scope, call, None, statement)
            if isinstance(spec, ConfigureCall):
                self.linker.deferred.configure(spec, func, call, scope, base)
            else:
                self.linker.deferred.prefixed(func, call, scope, base)
            return True
        path = None
        if isinstance(spec, RouteCall) and spec.of_receiver:
            made = func.receiver
            if not isinstance(made, Instance) or made.call is None or made.scope is None:
                return False
            path = self.linker.ref(made.call, spec.path, made.scope)
        self.register(spec, container, call, scope, None, None, statement, path)
        return True

    def decorated_function(self, node: ir.Function, scope: Scope) -> None:
        """Registers a function by its decorators, the lowest first, as Python applies them."""
        if not node.decorators:
            return
        owner = (
            ClassRef(scope.module, scope.node, scope.parent or scope)
            if isinstance(scope.node, ir.Class)
            else None
        )
        function = FunctionRef(scope.module, node, scope, owner)
        for decorator in reversed(node.decorators):
            self._decorated(decorator, function, scope, node)

    def decorated_class(self, node: ir.Class, scope: Scope) -> None:
        cls = ClassRef(scope.module, node, scope)
        for decorator in reversed(node.decorators):
            self._decorated(decorator, cls, scope, node)

    def _decorated(
        self, decorator: ir.Decorator, target: Value, scope: Scope, statement: ir.Stmt
    ) -> None:
        value = self.linker.resolver.evaluate(decorator.value, scope)
        if isinstance(value, Instance) and isinstance(value.cls, Symbol) and value.call is not None:
            found = self.linker.names.registrations.get(value.cls.name)
            container = self.linker.building.container_of(value.receiver)
            if found is not None and value.cls.name in found[0].scanned:
                container = self.linker.building.loose(found[0], scope.module)
            if found is not None and container is not None and value.scope is not None:
                self.register(
                    found[1], container, value.call, value.scope, target, decorator, statement
                )
            loose = self.linker.listing.loose_route(value)
            if loose is not None and found is not None and isinstance(target, FunctionRef):
                # Whoever lists it, it is going to answer requests.
                self.linker.calling.handler(target, loose.role, found[0], None, target.location)
        elif isinstance(value, (Member, Symbol)):
            found = self.linker.names.registrations.get(value.name)
            if found is None or not _is_bare_decorator(found[1]):
                return
            container = (
                self.linker.building.container_of(value.receiver)
                if isinstance(value, Member)
                else self.linker.building.loose(found[0], scope.module)
            )
            if container is not None:
                self.register(found[1], container, None, scope, target, decorator, statement)

    def base(
        self,
        container: Container,
        location: Location,
        scope: Scope,
        call: ir.Call | None = None,
        decorator: ir.Decorator | None = None,
        statement: ir.Stmt | None = None,
    ) -> dict[str, Any]:
        return {
            "container": container,
            "location": location,
            "order": self.linker.next_order(),
            "scope": scope,
            "call": call,
            "decorator": decorator,
            "conditional": self.linker.wiring.conditional,
            "main_guard": self.linker.wiring.main_guard,
            "statement": None if statement is None else statement.span,
            "root": self.linker.wiring.root,
        }

    def register(
        self,
        spec: RegistrationCall,
        container: Container,
        call: ir.Call | None,
        scope: Scope,
        target: Value | None,
        decorator: ir.Decorator | None,
        statement: ir.Stmt | None,
        path: Ref | None = None,
    ) -> None:
        """Registers, unless the same was registered by the same call before: a function that makes an
        app may be called from several places, and stands for one app all the same."""
        before = len(container.registrations)
        self._register(spec, container, call, scope, target, decorator, statement, path)
        added = container.registrations[before:]
        if not added or not isinstance(added[0], (Route, Include, Mount)):
            return
        node = call if decorator is None else decorator
        earlier = self._by_node.setdefault((id(container), id(node)), [])
        known = [self._content(registration) for registration in earlier]
        for registration in added:
            if self._content(registration) in known:
                container.registrations.remove(registration)
                if isinstance(registration, Route):
                    for handler in registration.handlers:
                        handler.routes.remove(registration)
            else:
                earlier.append(registration)

    def _content(self, registration: Registration) -> tuple[object, ...]:
        """What is registered, as far as it is known: equal for what is the same."""
        framework = registration.container.framework
        if isinstance(registration, Route):
            handlers = tuple(id(handler.function.node) for handler in registration.handlers)
            endpoint = registration.endpoint if not handlers else None
            cls = endpoint.cls if isinstance(endpoint, Instance) else endpoint
            named = id(cls.node) if isinstance(cls, ClassRef) else callable_name(endpoint)
            return (registration.pattern, registration.methods, handlers, named)
        if isinstance(registration, (Include, Mount)):
            prefix = registration.prefix
            place = None if prefix is None else self.linker.pattern(framework, prefix)
            if isinstance(registration, Include):
                return (id(registration.child), place, registration.guards == [])
            return (id(registration.target), place, callable_name(registration.value))
        return (id(registration),)

    def _register(
        self,
        spec: RegistrationCall,
        container: Container,
        call: ir.Call | None,
        scope: Scope,
        target: Value | None,
        decorator: ir.Decorator | None,
        statement: ir.Stmt | None,
        path: Ref | None,
    ) -> None:
        node = decorator.value if decorator is not None else call
        assert node is not None
        if not isinstance(spec, (RouteCall, IncludeCall, MountCall)):
            container = self.linker.deferred.owner(container)
        place = scope.module.path
        location = Location(place, node.span)
        base = self.base(container, location, scope, call, decorator, statement)
        if isinstance(spec, RouteCall) and call is not None:
            self.linker.routing.route(
                Route(**base, role=spec.role), spec, call, scope, target, path
            )
        elif isinstance(spec, ViewCall) and call is not None:
            self.linker.deferred.view(spec, call, scope, target, base)
        elif isinstance(spec, ScanCall) and call is not None:
            self.linker.deferred.scan(spec, call, scope, base)
        elif isinstance(spec, RendererCall) and call is not None:
            name = argument(call, spec.name)
            container.rendered |= isinstance(name, ir.Constant) and not name.value
        elif isinstance(spec, GuardCall) and call is not None:
            container.guards = [*container.guards, *self.linker.refs(call, spec.guards, scope)]
        elif isinstance(spec, IncludeCall) and call is not None:
            for child in self._included(argument(call, spec.child), scope):
                container.registrations.append(
                    Include(
                        **base,
                        child=child,
                        prefix=self.linker.ref(call, spec.prefix, scope),
                        guards=self.linker.refs(call, spec.guards, scope),
                        lazy=spec.lazy,
                    )
                )
        elif isinstance(spec, AttachCall) and call is not None:
            host = self.linker.building.container_of(
                self.linker.resolver.evaluate(argument(call, spec.host), scope)
            )
            if host is not None:
                base["container"] = host
                lazy = host.kind == "router" and not spec.open
                host.registrations.append(
                    Include(**base, child=container, lazy=lazy, open=spec.open)
                )
        elif isinstance(spec, MountCall) and call is not None:
            value = self.linker.resolver.evaluate(argument(call, spec.target), scope)
            listed = None if spec.routes is None else argument(call, spec.routes)
            if listed is not None:
                self.linker.listing.nested_routes(container, spec, call, listed, scope, base)
            container.registrations.append(
                Mount(
                    **base,
                    prefix=self.linker.ref(call, spec.prefix, scope),
                    target=self.linker.building.container_of(value),
                    value=value,
                )
            )
        elif isinstance(spec, RoutesCall) and call is not None:
            listed = argument(call, spec.routes)
            child = self.linker.building.container_of(self.linker.resolver.evaluate(listed, scope))
            if child is not None:
                container.registrations.append(Include(**base, child=child))
            elif spec.hosts is not None or spec.first:
                self.linker.listing.grouped_routes(container, spec, call, scope)
            elif listed is not None and self.linker.resolver.items(listed, scope) is None:
                known = len(container.registrations)
                self.linker.listing.listed_route(container, listed, scope)
                for registration in container.registrations[known:]:
                    registration.handed_over = Ref(call, scope)
            else:
                self.linker.listing.routes_list(container, listed, scope)
                if listed is not None:
                    container.taken.append(Ref(listed, scope))
        elif isinstance(spec, MiddlewareCall) and spec.style == "list":
            listed = None if call is None or spec.target is None else argument(call, spec.target)
            for item, item_scope in self.linker.resolver.items(listed, scope) or ():
                self.linker.listing.listed_middleware(container, item, item_scope)
        elif isinstance(spec, MiddlewareCall) and spec.style == "instance":
            given = None if call is None or spec.target is None else argument(call, spec.target)
            self.linker.listing.objects(container, given, scope, call, statement)
        elif isinstance(spec, MiddlewareCall):
            self.linker.wrapping.middleware(
                Middleware(
                    **base, style=spec.style, outermost=spec.outermost, methods=spec.methods
                ),
                spec,
                call,
                scope,
                target,
            )
        elif isinstance(spec, ErrorHandlerCall):
            handler = target
            if handler is None and call is not None:
                handler = self.linker.deferred.given(call, spec.handler, scope)
            for selector in self._selectors(spec, call, scope):
                self.error_handler(
                    ErrorHandler(**base, selector=spec.fixed or None, reach=spec.reach),
                    selector,
                    handler,
                )
        elif isinstance(spec, HookCall):
            role = self._hook_role(spec, call, scope)
            if not role:
                return
            function = target
            if function is None and call is not None:
                function = self.linker.deferred.given(call, spec.handler or Arg(None, 0), scope)
            hook = Hook(**base, role=role, reach=spec.reach)
            if spec.priority is not None and call is not None:
                rank = self.linker.resolver.constant(argument(call, spec.priority), scope)
                hook.priority = rank if isinstance(rank, int) else 0
            hook.handler = self.linker.calling.handler(
                as_function(function), role, container.framework, container, location
            )
            container.registrations.append(hook)
        elif isinstance(spec, RunCall):
            container.registrations.append(Run(**base))
        elif isinstance(spec, SettingsCall) and call is not None:
            self.linker.setting.settings(container, spec, call, scope, base)

    def _included(self, expr: ir.Expr | None, scope: Scope) -> list[Container | None]:
        """The router that an expression is, or names as a text (`"shop.api.router"`); those of a
        list."""
        text = self.linker.resolver.constant(expr, scope)
        value = self.linker.imported(text) if isinstance(text, str) else None
        found = self.linker.building.container_of(
            value or self.linker.resolver.evaluate(expr, scope)
        )
        if found is not None:
            return [found]
        items = self.linker.resolver.items(expr, scope) or ()
        listed = [
            self.linker.building.container_of(self.linker.resolver.evaluate(e, s)) for e, s in items
        ]
        return list(listed) or [None]

    def _selectors(
        self, spec: ErrorHandlerCall, call: ir.Call | None, scope: Scope
    ) -> list[Ref | None]:
        """What a handler of errors is for: an exception or status, or several."""
        if call is None or spec.selector is None:
            return [None]
        if not spec.several:
            return [self.linker.ref(call, spec.selector, scope)]
        given = [a.value for a in call.args if a.keyword is None and not a.star]
        listed = [
            Ref(*item)
            for expr in given
            for item in self.linker.resolver.items(expr, scope) or [(expr, scope)]
        ]
        return list(listed)

    def _hook_role(self, spec: HookCall, call: ir.Call | None, scope: Scope) -> str:
        if spec.event is None or call is None:
            return spec.role
        events = spec.event if isinstance(spec.event, tuple) else (spec.event,)
        for event in events:
            written = argument(call, event)
            name = self.linker.resolver.constant(written, scope)
            if not isinstance(name, str):
                name = callable_name(self.linker.resolver.evaluate(written, scope))
            if isinstance(name, str) and name in spec.roles:
                return spec.roles[name]
        return spec.role

    def error_handler(
        self, registration: ErrorHandler, selector: Ref | None, target: Value | None
    ) -> None:
        registration.selector_ref = selector
        if selector is not None:
            constant = self.linker.resolver.constant(selector.expr, selector.scope)
            if isinstance(constant, int):
                registration.selector = constant
            else:
                value = self.linker.resolver.evaluate(selector.expr, selector.scope)
                registration.selector = callable_name(value) or (
                    value.dotted if isinstance(value, ClassRef) else None
                )
        container = registration.container
        registration.handler = self.linker.calling.handler(
            as_function(target),
            Role.ERROR_HANDLER,
            container.framework,
            container,
            registration.location,
        )
        container.registrations.append(registration)

    def _cors(
        self,
        framework: Framework,
        spec: CorsCall,
        name: str,
        call: ir.Call,
        func: Value,
        scope: Scope,
        statement: ir.Stmt,
    ) -> None:
        options: dict[str, Ref] = {}
        if isinstance(func, Member) and isinstance(func.receiver, Instance) and not spec.apart:
            made = func.receiver
            if made.call is not None and made.scope is not None:
                options.update(
                    (a.keyword, Ref(a.value, made.scope)) for a in made.call.args if a.keyword
                )
        options.update((a.keyword, Ref(a.value, scope)) for a in call.args if a.keyword)
        for arg in spec.options:
            given = self.linker.ref(call, arg, scope)
            if given is not None and arg.name is not None:
                options[arg.name] = given
        target = (
            self.linker.resolver.evaluate(argument(call, spec.app), scope) if spec.app else None
        )
        if spec.app is not None and argument(call, spec.app) is None:
            return
        container = self.linker.building.container_of(target) or self.linker.building.loose(
            framework, scope.module
        )
        base = self.base(
            container, Location(scope.module.path, call.span), scope, call, None, statement
        )
        container.registrations.append(Cors(**base, name=name, options=options, target=target))

    def _exempt(
        self,
        framework: Framework,
        spec: ExemptCall,
        call: ir.Call,
        scope: Scope,
        statement: ir.Stmt,
    ) -> None:
        given = argument(call, spec.patterns)
        if given is None:
            return
        if spec.of is not None:
            guard = self.linker.resolver.evaluate(argument(call, spec.of), scope)
            if not self.linker.resolver.is_a(guard, *spec.guards):
                return
        container = self.linker.building.loose(framework, scope.module)
        location = Location(scope.module.path, call.span)
        items = self.linker.resolver.items(given, scope)
        container.registrations.append(
            Exemption(
                **self.base(container, location, scope, call, None, statement),
                patterns=[Ref(e, s) for e, s in ([(given, scope)] if items is None else items)],
            )
        )


def _is_decorator_factory(spec: RegistrationCall, call: ir.Call) -> bool:
    """Whether the call only makes a decorator: what it registers is handled where it is applied."""
    if isinstance(spec, RouteCall):
        if spec.below or spec.name is not None:
            return False
        return spec.handler is None or argument(call, spec.handler) is None
    if isinstance(spec, ErrorHandlerCall):
        return spec.handler is None or argument(call, spec.handler) is None
    if isinstance(spec, MiddlewareCall):
        return spec.target is None or argument(call, spec.target) is None
    if isinstance(spec, HookCall) and spec.event is not None:
        given = None if spec.handler is None else argument(call, spec.handler)
        dotted = spec.handler is not None and spec.handler.dotted
        return given is None or (isinstance(given, ir.Constant) and not dotted)
    return False


def _is_bare_decorator(spec: RegistrationCall) -> bool:
    """Whether it registers what it stands above without being called."""
    return isinstance(spec, HookCall) or (isinstance(spec, ErrorHandlerCall) and bool(spec.fixed))
