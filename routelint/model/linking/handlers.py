"""Functions and classes that the framework calls, in their roles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from routelint.findings import Location
from routelint.model import ir
from routelint.model.app import (
    Container,
    DecoratorUse,
    Handler,
    Role,
)
from routelint.model.decorators import decorator_wrapper
from routelint.model.resolve import is_static
from routelint.model.scopes import Scope
from routelint.model.values import (
    ClassRef,
    FunctionRef,
    Instance,
    Symbol,
    Value,
    as_function,
    callable_name,
)
from routelint.model.vocabulary import (
    Contract,
    CorsCall,
    Framework,
)

if TYPE_CHECKING:
    from routelint.model.link import Linker


class Handlers:
    """Functions and classes that the framework calls, in their roles."""

    def __init__(self, linker: Linker) -> None:
        self.linker = linker
        self.of_handler_classes: dict[int, FunctionRef] = {}

    def bind_parameters(self) -> None:
        """Gives parameters without an annotation the class of what the framework passes."""
        for handler in self.linker.handlers.values():
            contract, function = handler.contract, handler.function
            if contract is None or not contract.parameters:
                continue
            scope = self.linker.resolver.scope(function)
            given = function.node.params
            if isinstance(function.scope.node, ir.Class) and not is_static(function.node):
                given = given[1:]
            for param, name in zip(given, contract.parameters, strict=False):
                if name and param.annotation is None and param.kind.startswith("positional"):
                    scope.bound[param.name] = Instance(Symbol(name))
        self.linker.resolver.forget()

    def endpoint_handlers(
        self, endpoint: Value | None, role: str, container: Container, location: Location
    ) -> list[Handler]:
        """The handlers behind what a route was given: a function, a class, `Class.as_view()`."""
        framework = container.framework
        if isinstance(endpoint, Instance) and isinstance(endpoint.cls, Symbol):
            if endpoint.cls.name in framework.as_view or endpoint.cls.name.endswith(".as_view"):
                endpoint = endpoint.receiver
        if isinstance(endpoint, ClassRef):
            return self.class_handlers(endpoint, container, location)
        function = as_function(endpoint)
        if function is None:
            return []
        if "websocket" in framework.decorators.values() and role == Role.VIEW:
            uses = self.decorators(function)
            role = Role.WEBSOCKET if any(use.kind == "websocket" for use in uses) else role
        handler = self.handler(function, role, framework, container, location)
        return [] if handler is None else [handler]

    def class_handlers(
        self, cls: ClassRef, container: Container | None, location: Location
    ) -> list[Handler]:
        found: list[Handler] = []
        bases = self.linker.resolver.class_names(cls)
        if container is not None and not any(
            f.class_roles.get(b) for b in bases for f in self.linker.frameworks
        ):
            # Its base is in a package that no table knows; it is used like a view class.
            bases = [name.rpartition(".")[0] for name in sorted(container.framework.as_view)]
        for base in bases:
            for framework in self.linker.frameworks:
                for name, role in framework.class_roles.get(base, {}).items():
                    method = self.linker.resolver.method(cls, name)
                    if method is not None:
                        handler = self.handler(method, role, framework, container, location, cls)
                        if handler is not None and handler not in found:
                            found.append(handler)
        return found

    def handler(
        self,
        function: FunctionRef | None,
        role: str,
        framework: Framework,
        container: Container | None,
        location: Location,
        view_class: ClassRef | None = None,
    ) -> Handler | None:
        """The handler for a function in a role (one object for each function and role)."""
        if function is None or function.module.is_test:
            return None
        key = (id(function.node), role)
        known = self.linker.handlers.get(key)
        if known is None:
            known = self.linker.handlers[key] = Handler(
                function,
                role,
                framework,
                container,
                location,
                self.decorators(function),
                view_class,
                ()
                if view_class is None
                else self.decorator_uses(view_class.node.decorators, view_class.scope),
                own_contract=self._own_contract(framework, function, view_class),
            )
        elif known.container is None:
            known.container = container
        return known

    def _own_contract(
        self, framework: Framework, function: FunctionRef, cls: ClassRef | None
    ) -> Contract | None:
        """The contract of a method of some classes, where it isn't that of its role."""
        if cls is None or not framework.class_contracts:
            return None
        found = (
            framework.class_contracts.get((base, function.name))
            for base in self.linker.resolver.class_names(cls)
        )
        return next((contract for contract in found if contract is not None), None)

    def decorators(self, function: FunctionRef) -> tuple[DecoratorUse, ...]:
        return self.decorator_uses(function.node.decorators, function.scope)

    def decorator_uses(
        self, decorators: Sequence[ir.Decorator], scope: Scope
    ) -> tuple[DecoratorUse, ...]:
        """What the decorators of a function or class do, from the top down."""
        found = []
        for decorator in decorators:
            expr = decorator.value
            value = self.linker.resolver.evaluate(
                expr.func if isinstance(expr, ir.Call) else expr, scope
            )
            name = callable_name(value) or ""
            if isinstance(value, Instance) and isinstance(value.cls, Symbol):
                name = f"{value.cls.name}.__call__"
            function = as_function(value)
            kind = self.linker.names.decorators.get(name, "")
            if name in self.linker.names.registrations:
                kind = "registration"
                if isinstance(self.linker.names.registrations[name][1], CorsCall):
                    kind = self.linker.names.decorators.get(name, "cors")
            elif function is not None:
                result = (
                    self.linker.resolver.evaluate(expr, scope)
                    if isinstance(expr, ir.Call)
                    else None
                )
                inner = (
                    callable_name(result.cls)
                    if isinstance(result, Instance) and isinstance(result.cls, Symbol)
                    else None
                )
                if inner in self.linker.names.registrations:
                    kind, name = "registration", inner or ""
                else:
                    kind = "project"
            found.append(DecoratorUse(decorator, value, name, kind, function))
        return tuple(found)

    def find_class_handlers(self) -> None:
        """Methods of classes that derive from a framework's base class, registered or not."""
        for module in self.linker.matched:
            if module.is_test:
                continue
            for cls in self.linker.reading.classes_of(module):
                self.linker.building.class_container(cls)
                for base in self.linker.resolver.class_names(cls):
                    for framework in self.linker.frameworks:
                        roles = framework.class_roles.get(base)
                        if not roles:
                            continue
                        for method in self.linker.resolver.methods(cls):
                            self.of_handler_classes[id(method.node)] = method
                            role = roles.get(method.name)
                            if role is not None:
                                self.handler(method, role, framework, None, method.location, cls)

    def _adapted(self, handler: Handler) -> Iterator[DecoratorUse]:
        """The decorators that an adapter for functions puts on a method, at it or at its class."""
        cls, adapter = handler.view_class, handler.framework.method_adapter
        if cls is None or not adapter:
            return
        places = [(d, handler.function.scope) for d in handler.function.node.decorators]
        places += [(d, cls.scope) for d in cls.node.decorators]
        for decorator, place in places:
            call = decorator.value
            if not isinstance(call, ir.Call):
                continue
            if callable_name(self.linker.resolver.evaluate(call.func, place)) != adapter:
                continue
            first = call.argument(0, "decorator")
            if first is None:
                continue
            for expr, scope in self.linker.resolver.items(first, place) or [(first, place)]:
                inner = expr.func if isinstance(expr, ir.Call) else expr
                function = as_function(self.linker.resolver.evaluate(inner, scope))
                if function is not None:
                    yield DecoratorUse(decorator, None, "", "project", function)

    def decorator_wrappers(self) -> None:
        """The wrappers of project decorators that stand on handlers: they pass requests on too."""
        for handler in list(self.linker.handlers.values()):
            for use in (*handler.decorators, *self._adapted(handler)):
                if use.kind == "project" and use.function is not None:
                    self.wrapped(handler, use.function)
            self._bind_receiver(handler)
        self.linker.resolver.forget()

    def _bind_receiver(self, handler: Handler) -> None:
        """Tells what decorators put around a method which object they get first."""
        if handler.view_class is None or handler.role == Role.DECORATOR:
            return
        for use in handler.decorators:
            found = (
                None
                if use.function is None
                else decorator_wrapper(use.function, self.linker.resolver)
            )
            if found is not None and found[0].owner is None and found[0].node.params:
                first = found[0].node.params[0]
                if first.kind == "positional":
                    scope = self.linker.resolver.scope(found[0])
                    scope.bound.setdefault(first.name, Instance(handler.view_class))

    def wrapped(self, handler: Handler, decorator: FunctionRef) -> None:
        """Notes that a decorator of the project was put around a handler."""
        found = decorator_wrapper(decorator, self.linker.resolver)
        if found is None:
            return
        wrapper, next_name = found
        made = self.handler(
            wrapper, Role.DECORATOR, handler.framework, handler.container, decorator.location
        )
        if made is not None:
            made.next_name = next_name
            made.wraps.append(handler)
            made.routes.extend(r for r in handler.routes if r not in made.routes)
