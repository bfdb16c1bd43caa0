"""What takes effect elsewhere than where it stands: functions and modules that an app is handed to,
views for routes of a name, decorators that wait for a scan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from routelint.model import ir
from routelint.model.app import (
    Container,
    ErrorHandler,
    Handler,
    Hook,
    Include,
    Ref,
    Registration,
    Role,
    Scan,
    View,
)
from routelint.model.modules import Module
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
    callable_name,
)
from routelint.model.vocabulary import (
    Arg,
    ConfigureCall,
    PrefixCall,
    ScanCall,
    ViewCall,
)

if TYPE_CHECKING:
    from routelint.model.link import Linker

_EXCEPTIONS = ("builtins.Exception", "builtins.BaseException")


class Deferred:
    def __init__(self, linker: Linker) -> None:
        self.linker = linker
        self.resolver = linker.resolver
        self.loose_ends: set[int] = set()
        self._owners: dict[int, Container] = {}
        self._scanning: list[Container] = []

    # --- names in texts ---------------------------------------------------------------------------
    def given(self, call: ir.Call, arg: Arg | None, scope: Scope) -> Value | None:
        """What an argument stands for; a text is a dotted name where `arg` says so."""
        expr = None if arg is None else call.argument(arg.index, arg.name)
        if expr is None or arg is None:
            return None
        if arg.dotted:
            text = self.resolver.constant(expr, scope)
            if isinstance(text, str):
                return self.named(text, scope.module)
        return self.resolver.evaluate(expr, scope)

    def named(self, text: str, module: Module) -> Value | None:
        """What a dotted name (`pkg.views.home`, `.views`, `pkg:Home`) means in a module."""
        dotted = text.replace(":", ".")
        if not dotted.startswith("."):
            return self.linker.imported(dotted)
        inner = dotted.lstrip(".")
        base = (module.package or module.name).split(".")
        base = base[: len(base) - (len(dotted) - len(inner) - 1)]
        name = ".".join([*base, inner] if inner else base)
        found = self.linker.index.find(module, name)
        return ModuleRef(found) if found is not None else self._below(name, module)

    def _below(self, name: str, module: Module) -> Value | None:
        head, _, tail = name.rpartition(".")
        found = self.linker.index.find(module, head) if head else None
        if found is not None:
            return self.resolver.exported(found, tail)
        return self.resolver.attribute(self.linker.imported(head), tail) if head else None

    # --- handing the app on -----------------------------------------------------------------------
    def owner(self, container: Container) -> Container:
        """The app that something is registered on which is no route."""
        seen: set[int] = set()
        while id(container) in self._owners and id(container) not in seen:
            seen.add(id(container))
            container = self._owners[id(container)]
        return container

    def configure(
        self, spec: ConfigureCall, func: Member, call: ir.Call, scope: Scope, base: dict[str, Any]
    ) -> None:
        """Enters the function that an app is handed to."""
        receiver: Value = func.receiver
        container: Container = base["container"]
        prefix = self.linker.ref(call, spec.prefix, scope)
        if prefix is not None and not self._is_empty(prefix):
            receiver = Instance(Symbol(func.name), call, scope, func.receiver)
            self._below_prefix(container, receiver, base)
        target = self.given(call, spec.target, scope)
        if isinstance(target, ModuleRef):
            if self.linker.reading.is_wired(target.module):
                with self.linker.wiring.context(conditional=False, main_guard=False):
                    self.linker.wiring.module(target.module)
            target = self.resolver.exported(target.module, spec.function)
        function = as_function(target)
        if function is None:
            if not isinstance(target, (Symbol, Member)):
                self.loose_ends.add(id(self.owner(container)))
            return
        params = [p for p in function.node.params if p.kind in ("positional-only", "positional")]
        if function.owner is not None and params:
            params = params[1:]
        if params:
            self.linker.wiring.enter(function, {params[0].name: receiver})

    def _is_empty(self, prefix: Ref) -> bool:
        if isinstance(prefix.expr, ir.Constant) and prefix.expr.value is None:
            return True
        text = self.resolver.constant(prefix.expr, prefix.scope)
        return isinstance(text, str) and not text.strip("/")

    def _below_prefix(self, container: Container, inner: Value, base: dict[str, Any]) -> None:
        child = self.linker.building.container_of(inner)
        if child is not None:
            self._owners[id(child)] = container
            container.registrations.append(Include(**base, child=child))

    def narrowed(self, item: ir.Expr, scope: Scope) -> dict[str, Value] | None:
        """The names that mean an app below a prefix inside of `with app.prefix(...)`; None when it
        is any other context."""
        if not isinstance(item, ir.Call):
            return None
        func = self.resolver.evaluate(item.func, scope)
        found = self.linker.names.registrations.get(callable_name(func) or "")
        if found is None or not isinstance(found[1], PrefixCall):
            return None
        if not isinstance(func, Member) or not isinstance(item.func, ir.Attribute):
            return None
        receiver = item.func.value
        inner = Instance(Symbol(func.name), item, scope, func.receiver)
        return {receiver.id: inner} if isinstance(receiver, ir.Name) else {}

    def prefixed(self, func: Member, call: ir.Call, scope: Scope, base: dict[str, Any]) -> None:
        inner = Instance(Symbol(func.name), call, scope, func.receiver)
        self._below_prefix(base["container"], inner, base)

    # --- views ------------------------------------------------------------------------------------
    def view(
        self,
        spec: ViewCall,
        call: ir.Call,
        scope: Scope,
        target: Value | None,
        base: dict[str, Any],
    ) -> None:
        container: Container = base["container"]
        if target is None:
            target = self.given(call, spec.handler, scope)
        options = self._options(call, target, scope, container)
        selector = self._option(spec.context, call, options, scope)
        if spec.error is not None or (selector is not None and self._is_exception(selector)):
            registration = ErrorHandler(**base, reach="app", selector_ref=selector)
            registration.selector = spec.error
            if selector is not None and not isinstance(spec.error, int):
                value = self._value(selector)
                name = value.dotted if isinstance(value, ClassRef) else callable_name(value)
                registration.selector = name
            handlers = self.handlers(target, Role.ERROR_HANDLER, spec.method, options, base)
            registration.handler = handlers[0] if handlers else None
            container.registrations.append(registration)
        else:
            view = View(**base, options=options)
            route = self._option(spec.route, call, options, scope)
            text = None if route is None else self.resolver.constant(route.expr, route.scope)
            view.route_name = text if isinstance(text, str) else ""
            view.methods = self._methods(self._option(spec.methods, call, options, scope))
            handlers = view.handlers = self.handlers(target, Role.VIEW, spec.method, options, base)
            container.registrations.append(view)
        self._rendered(handlers, spec.renderer, options)

    def handlers(
        self,
        target: Value | None,
        role: str,
        method: Arg | None,
        options: dict[str, Ref],
        base: dict[str, Any],
    ) -> list[Handler]:
        container: Container = base["container"]
        cls: ClassRef | None = None
        if isinstance(target, Instance) and isinstance(target.cls, ClassRef):
            target = target.cls
        if isinstance(target, ClassRef):
            cls, target = target, self._method(target, options, method)
        function = as_function(target)
        if function is None:
            return []
        cls = cls or function.owner
        made = self.linker.calling.handler(
            function, role, container.framework, container, base["location"], cls
        )
        return [] if made is None else [made]

    def _method(
        self, cls: ClassRef, options: dict[str, Ref], method: Arg | None
    ) -> FunctionRef | None:
        name: object = None
        if method is not None and method.name in options:
            ref = options[method.name]
            name = self.resolver.constant(ref.expr, ref.scope)
        return self.resolver.method(cls, name if isinstance(name, str) else "__call__")

    def _options(
        self, call: ir.Call, target: Value | None, scope: Scope, container: Container
    ) -> dict[str, Ref]:
        """The keywords of a view, on top of those that its class, or the nearest one above that has any,
        gives to all of them."""
        found: dict[str, Ref] = {}
        cls = target if isinstance(target, ClassRef) else None
        if isinstance(target, FunctionRef):
            cls = target.owner
        for base in self.resolver.mro(cls) if cls is not None else ():
            if not isinstance(base, ClassRef):
                continue
            defaults = [
                use.decorator.value
                for use in self.linker.calling.decorator_uses(base.node.decorators, base.scope)
                if use.name == container.framework.view_defaults
                and isinstance(use.decorator.value, ir.Call)
            ]
            if defaults:
                # They take the place of those of the classes above, all of them.
                written = defaults[0]
                assert isinstance(written, ir.Call)
                found.update(_keywords(written, base.scope))
                break
        found.update(_keywords(call, scope))
        return found

    def _option(
        self, arg: Arg | None, call: ir.Call, options: dict[str, Ref], scope: Scope
    ) -> Ref | None:
        if arg is None:
            return None
        if arg.name is not None and arg.name in options:
            return options[arg.name]
        return self.linker.ref(call, arg, scope)

    def _value(self, ref: Ref) -> Value | None:
        text = self.resolver.constant(ref.expr, ref.scope)
        if isinstance(text, str):
            return self.named(text, ref.scope.module)
        return self.resolver.evaluate(ref.expr, ref.scope)

    def _is_exception(self, ref: Ref) -> bool:
        value = self._value(ref)
        names = self.resolver.class_names(value)
        own = callable_name(value) or ""
        return any(
            name in _EXCEPTIONS
            or name in self.linker.names.exceptions
            or (name.startswith("builtins.") and name.endswith("Error"))
            for name in (own, *names)
        )

    def _methods(self, ref: Ref | None) -> frozenset[str]:
        if ref is None:
            return frozenset()
        one = self.resolver.constant(ref.expr, ref.scope)
        listed = self.resolver.items(ref.expr, ref.scope) or []
        texts = [one, *(self.resolver.constant(expr, scope) for expr, scope in listed)]
        return frozenset(text.upper() for text in texts if isinstance(text, str))

    def _rendered(
        self, handlers: list[Handler], renderer: Arg | None, options: dict[str, Ref]
    ) -> None:
        if renderer is not None and renderer.name in options:
            for handler in handlers:
                handler.own_contract = handler.framework.rendered

    # --- scans ------------------------------------------------------------------------------------
    def scan(self, spec: ScanCall, call: ir.Call, scope: Scope, base: dict[str, Any]) -> None:
        container: Container = base["container"]
        expr = call.argument(spec.target.index, spec.target.name)
        packages: tuple[str, ...] | None = None
        if expr is None or (isinstance(expr, ir.Constant) and expr.value is None):
            packages = tuple(
                module.package or module.name for module in (scope.module, container.module)
            )
        else:
            value = self.given(call, spec.target, scope)
            if isinstance(value, ModuleRef):
                packages = (value.module.name,)
            elif isinstance(value, (Symbol, Member)):
                packages = ()
            elif isinstance(value, Known) and isinstance(value.expr, ir.Name):
                packages = None
        container.registrations.append(Scan(**base, packages=packages))

    def finish(self) -> None:
        """Gives views to their routes, and what decorators have noted to the app that scans it."""
        for container in list(self.linker.containers.values()):
            if container.framework.scanned and container.phantom:
                self._scanning = [c for c in self.linker.containers.values() if c.scans]
                self._move(container)
        for container in list(self.linker.containers.values()):
            for view in container.views:
                self._attach(view)
            if container.rendered:
                self._render(container)

    def _render(self, app: Container) -> None:
        """Gives handlers that name no renderer the contract of those that do: of an app, or of all
        where it is not known which."""
        for container in self.linker.containers.values():
            if container is app or (app.phantom and container.framework is app.framework):
                for registration in container.registrations:
                    if not isinstance(registration, Hook):
                        for handler in _handlers(registration):
                            handler.own_contract = handler.own_contract or app.framework.rendered

    def _apps(self, like: Container) -> list[Container]:
        return [
            container
            for container in self.linker.containers.values()
            if container.framework is like.framework
            and container.kind == "app"
            and not container.phantom
        ]

    def _move(self, loose: Container) -> None:
        apps = self._apps(loose)
        for registration in list(loose.registrations):
            if not isinstance(registration, (View, Hook, ErrorHandler)):
                continue
            if registration.decorator is None:
                continue
            homes = [app for app in apps if self.scans(app, registration) is not False]
            registration.waits = not homes and any(_near(app, registration) for app in apps)
            home = homes[0] if homes else apps[0] if len(apps) == 1 else None
            if home is None:
                continue
            loose.registrations.remove(registration)
            home.registrations.append(registration)
            registration.container = home
            for handler in _handlers(registration):
                if handler.container is loose:
                    handler.container = home

    def scans(self, app: Container, registration: Registration) -> bool | None:
        """Whether an app looks at the module of a registration; None when that is not known."""
        name = registration.scope.module.name
        unknown = id(app) in self.loose_ends
        for scan in self._all_scans(app):
            if scan.packages is None:
                unknown = True
            elif any(name == p or name.startswith(f"{p}.") for p in scan.packages):
                return True
        return None if unknown else False

    def _all_scans(self, app: Container) -> Iterator[Scan]:
        for container in self._scanning:
            if container is app or (container.phantom and container.framework is app.framework):
                yield from container.scans

    def _attach(self, view: View) -> None:
        if not view.route_name:
            return
        for container in self.linker.containers.values():
            if container.framework is not view.container.framework:
                continue
            for route in container.routes:
                if route.name != view.route_name:
                    continue
                for handler in view.handlers:
                    if handler not in route.handlers:
                        route.handlers.append(handler)
                        handler.routes.append(route)


def _handlers(registration: Registration) -> list[Handler]:
    if isinstance(registration, View):
        return registration.handlers
    if isinstance(registration, (Hook, ErrorHandler)) and registration.handler is not None:
        return [registration.handler]
    return []


def _near(app: Container, registration: Registration) -> bool:
    """Whether an app is made in the package, or the folder, in which something is registered."""
    own, other = registration.scope.module, app.module
    if own.path.rpartition("/")[0] == other.path.rpartition("/")[0]:
        return True
    return own.name.partition(".")[0] == other.name.partition(".")[0]


def _keywords(call: ir.Call, scope: Scope) -> dict[str, Ref]:
    return {a.keyword: Ref(a.value, scope) for a in call.args if a.keyword is not None}
