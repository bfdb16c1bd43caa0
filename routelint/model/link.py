"""Linking: from the facts of all files to one `Project`.

The linker owns the apps and routers that are found and turns registering calls into registrations,
as the framework tables say. `wiring` drives it in execution order; the framework readers complete it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from routelint.findings import Location, Span
from routelint.model import ir, scopes
from routelint.model.app import (
    Container,
    Cors,
    DecoratorUse,
    ErrorHandler,
    Exemption,
    Handler,
    Hook,
    Include,
    Middleware,
    Mount,
    Ref,
    Registration,
    Role,
    Route,
    Run,
    Setting,
)
from routelint.model.deferred import Deferred
from routelint.model.lists import listed
from routelint.model.loader import Loader
from routelint.model.modules import Module, ModuleIndex
from routelint.model.names import Names
from routelint.model.pattern import Pattern
from routelint.model.project import Project
from routelint.model.resolve import Resolver, is_static
from routelint.model.scopes import Scope
from routelint.model.values import (
    BoundMethod,
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
    AttachCall,
    ConfigureCall,
    ContainerClass,
    Contract,
    CorsCall,
    ErrorHandlerCall,
    ExemptCall,
    Framework,
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
from routelint.model.wiring import Wiring

#: How routes for every method are written.
_ANY_METHOD = frozenset({"ANY", "*"})


@dataclass(frozen=True)
class LinkOptions:
    """What the configuration knows about the project that no analysis can guess.

    `versions` maps a framework slug to its version as a tuple of ints; absent means newest.
    """

    auth_decorators: tuple[str, ...] = ()
    auth_dependencies: tuple[str, ...] = ()
    auth_middleware: tuple[str, ...] = ()
    public_paths: tuple[str, ...] = ()
    response_helpers: tuple[str, ...] = ()
    no_return_functions: tuple[str, ...] = ()
    body_limit_by_proxy: bool = False
    versions: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


#: How many classes deep a hierarchy of handlers over several modules may be.
_LEVELS = 5


def link(loader: Loader, frameworks: Sequence[Framework], options: LinkOptions) -> Project:
    """Links the files that `loader` offers into a `Project`. Deterministic; runs no code."""
    scopes.clear_cache()
    ir.forget_walks()
    return Linker(loader, frameworks, options).run()


class Linker:
    def __init__(
        self, loader: Loader, frameworks: Sequence[Framework], options: LinkOptions
    ) -> None:
        self.options = options
        self.frameworks = tuple(frameworks)
        external = frozenset(name for f in frameworks for name in f.packages)
        self.names = Names(frameworks)
        self.index = ModuleIndex(loader, external)
        self.resolver = Resolver(self.index, self.names)
        self.wiring = Wiring(self)
        self.deferred = Deferred(self)
        self.containers: dict[object, Container] = {}
        self.handlers: dict[tuple[int, str], Handler] = {}
        self.matched = list(self.index.matched())
        self._matched_paths = {module.path for module in self.matched}
        self._order = 0
        self._functions: dict[str, list[FunctionRef]] = {}
        self._classes: dict[str, list[ClassRef]] = {}
        self._made_of: dict[int, list[Container]] = {}
        self._of_handler_classes: dict[int, FunctionRef] = {}
        self._handling = {
            name.rpartition(".")[2]
            for name, (_, spec) in self.names.registrations.items()
            if isinstance(spec, ErrorHandlerCall)
        }
        self._added_first: dict[int, list[Registration]] = {}
        self._senders = {
            name
            for framework in frameworks
            for name, roles in framework.class_roles.items()
            if any(_sends(framework, role) for role in roles.values())
        }
        self._widen()
        self.used = {f.slug for f in frameworks if any(self.imports(m, f) for m in self.matched)}

    def run(self) -> Project:
        for module in self._entry_points():
            self.wiring.module(module)
        for module in self.matched:
            self.wiring.leftovers(module)
        for module in self.matched:
            self.wiring.entry_functions(module)
        self._class_handlers()
        self.deferred.finish()
        for framework in self.frameworks:
            used = framework.slug in self.used or not framework.packages
            if used and framework.reader is not None:
                framework.reader(self)
        self._bind_parameters()
        self._decorator_wrappers()
        self._positions()
        return Project(
            index=self.index,
            resolver=self.resolver,
            names=self.names,
            options=self.options,
            containers=sorted(self.containers.values(), key=lambda c: c.order),
            handlers=list(self.handlers.values()),
            modules=[m for m in self.matched if not m.is_test],
            used=tuple(f for f in self.frameworks if f.slug in self.used),
            functions=self._all_functions(),
        )

    def _bind_parameters(self) -> None:
        """Gives parameters without an annotation the class of what the framework passes."""
        for handler in self.handlers.values():
            contract, function = handler.contract, handler.function
            if contract is None or not contract.parameters:
                continue
            scope = self.resolver.scope(function)
            given = function.node.params
            if isinstance(function.scope.node, ir.Class) and not is_static(function.node):
                given = given[1:]
            for param, name in zip(given, contract.parameters, strict=False):
                if name and param.annotation is None and param.kind.startswith("positional"):
                    scope.bound[param.name] = Instance(Symbol(name))
        self.resolver.forget()

    def _widen(self) -> None:
        """Has those functions and statements read, too, that use what the project makes of a framework:
        exceptions, responses and applications of its own, functions that return them, exceptions that
        error handlers are for, and classes of handlers that answer by what the classes above do."""
        known: set[str] = set()
        parts: set[tuple[str, int]] = set()
        for _ in range(_LEVELS):
            found = {
                name
                for module in self.matched
                if not module.is_test
                for name in self._own_vocabulary(module, parts)
            }
            if found <= known:
                return
            new = self.index.widen(frozenset(found - known))
            self.matched += [m for m in new if not m.is_test and m.path not in self._matched_paths]
            self._matched_paths.update(module.path for module in self.matched)
            known |= found

    def _own_vocabulary(self, module: Module, parts: set[tuple[str, int]]) -> Iterator[str]:
        """The names that what was read of a module adds; `parts` is what was looked at before."""
        for part in module.facts.outline:
            if part.parent != -1 or part.kind not in ("class", "function"):
                continue
            if not part.matched and part.index not in module.widened:
                continue
            if (module.path, part.index) in parts:
                continue
            parts.add((module.path, part.index))
            for node in module.lower(part.index):
                if isinstance(node, ir.Class) and node.bases:
                    names = self.resolver.class_names(ClassRef(module, node, module.scope))
                    kinds = (self.names.exceptions, self.names.responses, self._senders)
                    if any(n in kind for kind in (*kinds, self.names.containers) for n in names):
                        yield node.name
                elif isinstance(node, ir.Function):
                    yield from self._handled_exceptions(node, module)
                    if not node.decorators and any(
                        self._makes_answer(value, module) for value in _returned(node)
                    ):
                        yield node.name

    def _handled_exceptions(self, function: ir.Function, module: Module) -> Iterator[str]:
        """The exceptions of the project that a function is an error handler for, or that it registers
        handlers for: `app.errorhandler(SoldOut)`."""
        for node in (function, *ir.walk_body(function.body, into_functions=True)):
            calls = [d.value for d in node.decorators] if isinstance(node, ir.Function) else [node]
            for call in calls:
                if isinstance(call, ir.Call) and isinstance(call.func, ir.Attribute):
                    given = call.positional(0)
                    if call.func.attr in self._handling and isinstance(
                        given, (ir.Name, ir.Attribute)
                    ):
                        value = self.resolver.evaluate(given, module.scope)
                        if isinstance(value, ClassRef):
                            yield value.name

    def _makes_answer(self, call: ir.Call, module: Module) -> bool:
        name = callable_name(self.resolver.evaluate(call.func, module.scope))
        return name in self.names.exceptions or name in self.names.responses

    def _entry_points(self) -> list[Module]:
        """The modules in an order in which a program would start: those first that no other module
        imports."""
        imported: set[str] = set()
        for module in self.matched:
            for name in () if module.is_test else self._imported_names(module):
                found = self.index.find(module, name)
                if found is not None and found is not module:
                    imported.add(found.path)
        return sorted(self.matched, key=lambda module: (module.path in imported, module.path))

    def _imported_names(self, module: Module) -> Iterator[str]:
        for part in module.facts.outline:
            if part.parent == -1 and part.kind == "import":
                for node in module.lower(part.index):
                    if isinstance(node, ir.Import):
                        yield from (name.name for name in node.names)
                    elif isinstance(node, ir.ImportFrom):
                        base = self.index.absolute(module, node.module, node.level)
                        yield base
                        yield from (f"{base}.{name.name}" for name in node.names)

    def _all_functions(self) -> list[FunctionRef]:
        """The functions that were read, and all methods of classes that answer requests."""
        found = {
            id(function.node): function
            for module in self.matched
            if not module.is_test
            for function in self.functions_of(module)
        }
        return list({**self._of_handler_classes, **found}.values())

    # --- what there is ----------------------------------------------------------------------------
    def is_wired(self, module: Module) -> bool:
        return module.path in self._matched_paths

    def imports(self, module: Module, framework: Framework) -> bool:
        """Whether a module imports one of the framework's packages."""
        for part in module.facts.outline:
            if part.kind not in ("import", "statement") or not module.is_read(part):
                continue
            for node in ir.walk_body(module.lower(part.index)):
                if isinstance(node, ir.Import):
                    names = [name.name for name in node.names]
                elif isinstance(node, ir.ImportFrom) and node.level == 0:
                    names = [f"{node.module}.{name.name}" for name in node.names]
                else:
                    continue
                if any(
                    f"{name}.".startswith(f"{p}.") for name in names for p in framework.packages
                ):
                    return True
        return False

    def functions_of(self, module: Module) -> list[FunctionRef]:
        """Every lowered function of a module, nested ones and methods included, in source order."""
        found = self._functions.get(module.path)
        if found is None:
            found = self._functions[module.path] = []
            classes = self._classes[module.path] = []
            self._collect(module.top_level(), module.scope, module, found, classes)
        return found

    def classes_of(self, module: Module) -> list[ClassRef]:
        self.functions_of(module)
        return self._classes[module.path]

    def _collect(
        self,
        body: Iterator[ir.Stmt] | Sequence[ir.Stmt],
        scope: Scope,
        module: Module,
        functions: list[FunctionRef],
        classes: list[ClassRef],
    ) -> None:
        owner = (
            ClassRef(module, scope.node, scope.parent or scope)
            if isinstance(scope.node, ir.Class)
            else None
        )
        for statement in body:
            for node in _definitions(statement):
                if isinstance(node, ir.Function):
                    reference = FunctionRef(module, node, scope, owner)
                    functions.append(reference)
                    inner = self.resolver.scope(reference)
                    self._collect(node.body, inner, module, functions, classes)
                else:
                    classes.append(ClassRef(module, node, scope))
                    inner = module.scope_of(node, scope)
                    self._collect(module.class_members(node), inner, module, functions, classes)

    def next_order(self) -> int:
        self._order += 1
        return self._order

    def version(self, slug: str) -> tuple[int, ...]:
        return self.options.versions.get(slug, (9999,))

    # --- containers -------------------------------------------------------------------------------
    def container_of(self, value: Value | None) -> Container | None:
        """The app or router that a value is; made when it is met for the first time."""
        if isinstance(value, Symbol):
            cls = self.names.instances.get(value.name)
            if cls is None or cls not in self.names.containers:
                return None
            known_app = value if value.name in self.names.default_apps else None
            value = Instance(Symbol(cls), receiver=known_app)
        elif isinstance(value, Member):
            cls = self.names.returns.get(value.name, "")
            value = Instance(Symbol(cls)) if cls in self.names.containers else None
        if not isinstance(value, Instance):
            return None
        name = next(
            (n for n in self.resolver.class_names(value) if n in self.names.containers), None
        )
        if name is None:
            return None
        key = self._container_key(value, name)
        known = self.containers.get(key) or self._same_instance(value, key)
        if known is not None:
            if known.phantom and value.call is not None and value.scope is not None:
                self._complete(known, value, self.names.containers[name][1])
            return known
        framework, table = self.names.containers[name]
        scope = value.scope
        if scope is None or value.call is None:
            if not isinstance(value.cls, ClassRef):
                module = self.matched[0]
                location = Location(module.path, Span(1, 1, 1, 1))
                scope = module.scope
            else:
                module, location, scope = value.cls.module, value.cls.location, value.cls.scope
        else:
            module = scope.module
            location = Location(module.path, value.call.span)
        container = Container(
            table.kind,
            framework,
            name,
            module,
            location,
            None,
            scope,
            self.next_order(),
            phantom=True,
        )
        self.containers[key] = container
        if value.call is not None and value.scope is not None:
            self._complete(container, value, table)
        return container

    def _container_key(self, value: Instance, name: str) -> object:
        if value.call is not None:
            return ("call", id(value.call))
        if isinstance(value.cls, ClassRef):
            return ("class", id(value.cls.node))
        if isinstance(value.receiver, Symbol) and value.receiver.name in self.names.default_apps:
            return ("default", value.receiver.name, self.wiring.program)
        return ("annotated", name)

    def _same_instance(self, value: Instance, key: object) -> Container | None:
        """The object that `self` is in a class of the project: the only one that is made of it, or
        the first."""
        if not isinstance(value.cls, ClassRef):
            return None
        made = self._made_of.setdefault(id(value.cls.node), [])
        if value.call is None:
            return made[0] if len(made) == 1 else None
        phantom = self.containers.pop(("class", id(value.cls.node)), None)
        if phantom is not None:
            self.containers[key] = phantom
        return phantom

    def _complete(self, container: Container, value: Instance, table: ContainerClass) -> None:
        call, scope = value.call, value.scope
        assert call is not None and scope is not None
        if isinstance(value.cls, ClassRef):
            self._made_of.setdefault(id(value.cls.node), []).append(container)
        container.phantom = False
        container.call, container.scope, container.module = call, scope, scope.module
        container.location = Location(scope.module.path, call.span)
        container.options.update(self._options(call, scope))
        container.prefix = self.ref(call, table.prefix, scope)
        container.guards = self.refs(call, table.guards, scope)
        self._hosted(container, call, scope, table)
        self._constructor_lists(container, call, scope, table)
        inner = self._super_call(value, call, scope)
        if inner is not None:
            call, scope = inner
            container.options.update(self._options(call, scope))
            container.prefix = self.ref(call, table.prefix, scope) or container.prefix
            container.guards = [*container.guards, *self.refs(call, table.guards, scope)]
            self._hosted(container, call, scope, table)
            self._constructor_lists(container, call, scope, table)

    def _hosted(
        self, container: Container, call: ir.Call, scope: Scope, table: ContainerClass
    ) -> None:
        """Includes a new router in the app that its constructor is given."""
        given = None if table.host is None else _argument(call, table.host)
        host = None if given is None else self.container_of(self.resolver.evaluate(given, scope))
        if host is not None:
            location = Location(scope.module.path, call.span)
            base = self._base(host, location, scope, call)
            host.registrations.append(Include(**base, child=container, open=True))

    def _options(self, call: ir.Call, scope: Scope) -> Iterator[tuple[str, Ref]]:
        """The keywords of a call, and those of a dict that it unpacks."""
        for arg in call.args:
            if arg.keyword is not None:
                yield arg.keyword, Ref(arg.value, scope)
            elif arg.star == "**":
                given = self.resolver.evaluate(arg.value, scope)
                if isinstance(given, Known) and isinstance(given.expr, ir.Dictionary):
                    for key, value in given.expr.items:
                        name = self.resolver.constant(key, given.scope) if key else None
                        if isinstance(name, str):
                            yield name, Ref(value, given.scope)
                elif isinstance(given, Instance) and given.call and given.scope:
                    if callable_name(given.cls) == "builtins.dict":
                        yield from self._options(given.call, given.scope)

    def _super_call(
        self, value: Instance, call: ir.Call, scope: Scope
    ) -> tuple[ir.Call, Scope] | None:
        """What a project class hands to the framework's constructor, with its own arguments bound."""
        init = (
            self.resolver.method(value.cls, "__init__") if isinstance(value.cls, ClassRef) else None
        )
        if init is None:
            return None
        for node in ir.walk_body(init.node.body):
            if (
                isinstance(node, ir.Call)
                and isinstance(node.func, ir.Attribute)
                and node.func.attr == "__init__"
            ):
                bound = self.wiring.arguments(call, init, scope, skip_first=True)
                inner = Scope(init.module, init.scope, init.node, init.owner, bound)
                if isinstance(node.func.value, ir.Call):
                    if ir.dotted(node.func.value.func) == "super":
                        return node, inner
                elif callable_name(self.resolver.evaluate(node.func.value, inner)) in (
                    self.names.containers
                ):
                    # `Application.__init__(self, ...)`: the first argument is the object.
                    return replace(node, args=node.args[1:]), inner
        return None

    def _constructor_lists(
        self, container: Container, call: ir.Call, scope: Scope, table: ContainerClass
    ) -> None:
        lifespan = None if table.lifespan is None else _argument(call, table.lifespan)
        if lifespan is not None:
            self.handler(
                as_function(self.resolver.evaluate(lifespan, scope)),
                Role.STARTUP,
                container.framework,
                container,
                Location(scope.module.path, lifespan.span),
            )
        if table.middleware is not None:
            listed = _argument(call, table.middleware)
            if table.middleware_style == "instance":
                self._objects(container, listed, scope, call, None)
            else:
                for expr, item_scope in self.resolver.items(listed, scope) or []:
                    self._listed_middleware(container, expr, item_scope)
        if table.routes is not None:
            routes = _argument(call, table.routes)
            if routes is not None and table.routes.name is not None:
                container.options.setdefault(table.routes.name, Ref(routes, scope))
            self.routes_list(container, routes, scope)
        for option, role in table.hooks.items():
            for expr, item_scope in self._one_or_more(call.keyword(option), scope):
                self._listed_hook(container, role, expr, item_scope)
        if table.error_handlers is not None:
            mapping = self.resolver.evaluate(_argument(call, table.error_handlers), scope)
            if isinstance(mapping, Known) and isinstance(mapping.expr, ir.Dictionary):
                for key, handler in mapping.expr.items:
                    if key is not None:
                        base = self._base(container, Location(scope.module.path, key.span), scope)
                        self._error_handler(
                            ErrorHandler(**base, reach=container.kind),
                            Ref(key, mapping.scope),
                            self.resolver.evaluate(handler, mapping.scope),
                        )

    def _one_or_more(self, expr: ir.Expr | None, scope: Scope) -> list[tuple[ir.Expr, Scope]]:
        """The elements of a list, the values of a dictionary, or the expression itself."""
        if expr is None:
            return []
        value = self.resolver.evaluate(expr, scope)
        if isinstance(value, Known) and isinstance(value.expr, ir.Dictionary):
            return [(item, value.scope) for _, item in value.expr.items]
        items = self.resolver.items(expr, scope)
        return [(expr, scope)] if items is None else items

    def _listed_hook(self, container: Container, role: str, expr: ir.Expr, scope: Scope) -> None:
        location = Location(scope.module.path, expr.span)
        function = as_function(self.resolver.evaluate(expr, scope))
        if function is None:
            return
        base = self._base(container, location, scope)
        base["order"] = container.order  # It holds for all that is registered, early or late.
        hook = Hook(**base, role=role, reach=container.kind)
        hook.handler = self.handler(function, role, container.framework, container, location)
        if hook.handler is not None and role == Role.DEPENDENCY:
            hook.handler.asked_for = True  # Handlers ask for it by the name of a parameter.
        container.registrations.append(hook)

    def _listed_middleware(self, container: Container, expr: ir.Expr, scope: Scope) -> None:
        value = self.resolver.evaluate(expr, scope)
        target, options, target_ref = value, {}, Ref(expr, scope)
        if isinstance(value, Instance) and value.call is not None and value.scope is not None:
            options = {
                a.keyword: Ref(a.value, value.scope)
                for a in value.call.args
                if a.keyword is not None
            }
            given = options.pop("cls", None) or options.pop("middleware", None)
            first = value.call.positional(0) if given is None else given.expr
            wrapped = None if first is None else self.resolver.evaluate(first, value.scope)
            if isinstance(value.cls, ClassRef):
                target = self.resolver.method(value.cls, "__call__") or value.cls
            elif first is None or isinstance(wrapped, (Instance, Known)):
                # What an external function has made, of something else than middleware.
                target = value.cls
            else:
                target = wrapped
                target_ref = Ref(first, value.scope)
        middleware = Middleware(
            **self._base(container, Location(scope.module.path, expr.span), scope),
            target=target,
            target_ref=target_ref,
            options=options,
            listed=True,
            outermost="first",
        )
        self._install(middleware)

    def _objects(
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
        for expr, item_scope in self.resolver.items(given, scope) or [(given, scope)]:
            value = self.resolver.evaluate(expr, item_scope)
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
            self._install(
                Middleware(
                    **self._base(container, place, item_scope, call, None, statement),
                    target=value.cls,
                    target_ref=Ref(expr, item_scope),
                    options=options,
                    style="instance",
                    listed=True,
                    outermost="first",
                )
            )

    def _nested_routes(
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
            self.next_order(),
        )
        self.containers[("nested", id(call))] = router
        include = Include(**base, child=router, prefix=self.ref(call, spec.prefix, scope))
        container.registrations.append(include)
        self.routes_list(router, listed, scope)
        around = None if spec.middleware is None else _argument(call, spec.middleware)
        for expr, item_scope in self.resolver.items(around, scope) or ():
            self._listed_middleware(router, expr, item_scope)

    def routes_list(self, container: Container, expr: ir.Expr | None, scope: Scope) -> None:
        """Registers the items of a list of route objects, or of tuples that stand for them."""
        for item in listed(self.resolver, expr, scope):
            with self.wiring.context(conditional=self.wiring.conditional or item.conditional):
                self.listed_route(container, item.expr, item.scope)

    def listed_route(self, container: Container, item: ir.Expr, scope: Scope) -> None:
        """Registers a route object or a tuple that stands for one, a router, a class that is one, or
        a decorated function."""
        value = self.resolver.evaluate(item, scope)
        if isinstance(value, Known) and isinstance(value.expr, ir.Collection):
            entry = self.names.containers[container.class_name][1].entry
            if entry is not None:
                call = _as_call(value.expr)
                self._register(entry, container, call, value.scope, None, None, None)
            return
        target: Value | None = None
        if isinstance(value, Instance) and isinstance(value.receiver, Instance):
            # `get("/")(function)`: the decorator's call, without its decoration.
            if value.call is not None and value.receiver.receiver is None:
                target = self.resolver.evaluate(value.call.positional(0), value.scope or scope)
                value = value.receiver
        if isinstance(value, Instance) and isinstance(value.cls, Symbol):
            found = self.names.registrations.get(value.cls.name)
            if found is not None and value.call is not None and value.scope is not None:
                self._register(found[1], container, value.call, value.scope, target, None, None)
                return
        if isinstance(value, FunctionRef):
            self._decorated_route(container, value)
            return
        child = (
            self.class_container(value) if isinstance(value, ClassRef) else self.container_of(value)
        )
        if child is not None:
            base = self._base(container, Location(scope.module.path, item.span), scope)
            container.registrations.append(Include(**base, child=child))

    def _decorated_route(self, container: Container, function: FunctionRef) -> None:
        """Registers the routes that the decorators of a function make, which belong to nothing yet."""
        for decorator in reversed(function.node.decorators):
            value = self.resolver.evaluate(decorator.value, function.scope)
            spec = self._loose_route(value)
            if spec is not None and isinstance(value, Instance) and value.scope is not None:
                self._register(spec, container, value.call, value.scope, function, decorator, None)

    def _loose_route(self, value: Value | None) -> RouteCall | None:
        """What a decorator registers that is no app's or router's, and for whoever lists it."""
        if not isinstance(value, Instance) or not isinstance(value.cls, Symbol):
            return None
        found = self.names.registrations.get(value.cls.name)
        if found is None or value.call is None or value.receiver is not None:
            return None
        return found[1] if isinstance(found[1], RouteCall) else None

    def class_container(self, cls: ClassRef) -> Container | None:
        """The router that a class is, with its attributes for options and its methods for routes."""
        name = next(
            (
                n
                for n in self.resolver.class_names(cls)
                if n in self.names.containers and self.names.containers[n][1].of_class
            ),
            None,
        )
        if name is None:
            return None
        key = ("class", id(cls.node))
        known = self.containers.get(key)
        if known is not None and not known.phantom:
            return known
        framework, table = self.names.containers[name]
        scope = self.resolver.class_scope(cls)
        container = known or Container(
            table.kind, framework, name, cls.module, cls.location, None, scope, self.next_order()
        )
        container.name, container.phantom = cls.name, False
        self.containers[key] = container
        methods: dict[str, FunctionRef] = {}
        for base in reversed(self.resolver.mro(cls)):
            if isinstance(base, ClassRef):
                self._class_options(container, base, table)
                methods.update((method.name, method) for method in self.resolver.methods(base))
        for method in methods.values():
            self._decorated_route(container, method)
        return container

    def _class_options(self, container: Container, cls: ClassRef, table: ContainerClass) -> None:
        scope = self.resolver.class_scope(cls)
        place = cls.node.name_span
        given = tuple(
            ir.Argument(statement.value, target.id, "", statement.span)
            for statement in cls.module.class_members(cls.node)
            if isinstance(statement, ir.Assign) and statement.value is not None
            for target in statement.targets
            if isinstance(target, ir.Name)
        )
        call = ir.Call(ir.Name(cls.name, place), given, place, place)
        container.options.update((a.keyword, Ref(a.value, scope)) for a in given if a.keyword)
        container.prefix = self.ref(call, table.prefix, scope) or container.prefix
        container.guards = self.refs(call, table.guards, scope) or container.guards
        self._constructor_lists(container, call, scope, table)

    def _grouped_routes(
        self, container: Container, spec: RoutesCall, call: ir.Call, scope: Scope
    ) -> None:
        """Routes that hold for some hosts, or that come before those that are there."""
        routes = _argument(call, spec.routes)
        hosts = self.resolver.constant(_argument(call, spec.hosts or Arg()), scope)
        target = container
        if spec.hosts is not None and hosts not in spec.all_hosts:
            key = ("hosts", id(container), hosts if isinstance(hosts, str) else id(call))
            if key not in self.containers:
                self.containers[key] = Container(
                    "router",
                    container.framework,
                    container.class_name,
                    scope.module,
                    Location(scope.module.path, call.span),
                    None,
                    scope,
                    self.next_order(),
                )
            target = self.containers[key]
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

    # --- registrations ----------------------------------------------------------------------------
    def registration(self, call: ir.Call, func: Value, scope: Scope, statement: ir.Stmt) -> bool:
        """Handles a call that registers something; False when it is any other call."""
        if isinstance(func, Instance) and isinstance(func.cls, Symbol) and func.call is not None:
            found = self.names.registrations.get(func.cls.name)
            if found is not None and func.scope is not None and func.receiver is not None:
                container = self.container_of(func.receiver)
                if container is not None:
                    target = self.resolver.evaluate(call.positional(0), scope)
                    self._register(
                        found[1], container, func.call, func.scope, target, None, statement
                    )
                    return True
            return False
        name = callable_name(func)
        found = self.names.registrations.get(name) if name else None
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
            given = _argument(call, spec.app)
            default = spec.default if isinstance(spec, RunCall) else ""
            target = Symbol(default) if given is None and default else None
            served = self.container_of(target or self.resolver.evaluate(given, scope))
            if served is not None:
                itself = func if isinstance(spec, MiddlewareCall) else None
                self._register(spec, served, call, scope, itself, None, statement)
            return False
        if not isinstance(func, Member):
            return False
        if isinstance(spec, RunCall) and spec.made_with is not None:
            self._served(spec, spec.made_with, func, call, scope, statement)
            return False
        receiver = func.receiver
        container = self.container_of(receiver)
        while container is None and isinstance(receiver, (Member, Instance)) and receiver.receiver:
            receiver = receiver.receiver
            container = self.container_of(receiver)
        if container is None:
            return False
        if _is_decorator_factory(spec, call):
            return False
        if isinstance(spec, (ConfigureCall, PrefixCall)):
            place = Location(scope.module.path, call.span)
            base = self._base(container, place, scope, call, None, statement)
            if isinstance(spec, ConfigureCall):
                self.deferred.configure(spec, func, call, scope, base)
            else:
                self.deferred.prefixed(func, call, scope, base)
            return True
        path = None
        if isinstance(spec, RouteCall) and spec.of_receiver:
            made = func.receiver
            if not isinstance(made, Instance) or made.call is None or made.scope is None:
                return False
            path = self.ref(made.call, spec.path, made.scope)
        self._register(spec, container, call, scope, None, None, statement, path)
        return True

    def _served(
        self,
        spec: RunCall,
        made_with: Arg,
        func: Member,
        call: ir.Call,
        scope: Scope,
        statement: ir.Stmt,
    ) -> None:
        """A server object that starts: it was given the app when it was made."""
        server = func.receiver
        if isinstance(server, Instance) and server.call is not None and server.scope is not None:
            given = _argument(server.call, made_with)
            served = self.container_of(self.resolver.evaluate(given, server.scope))
            if served is not None:
                self._register(spec, served, call, scope, None, None, statement)

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
        value = self.resolver.evaluate(decorator.value, scope)
        if isinstance(value, Instance) and isinstance(value.cls, Symbol) and value.call is not None:
            found = self.names.registrations.get(value.cls.name)
            container = self.container_of(value.receiver)
            if found is not None and value.cls.name in found[0].scanned:
                container = self.loose(found[0], scope.module)
            if found is not None and container is not None and value.scope is not None:
                self._register(
                    found[1], container, value.call, value.scope, target, decorator, statement
                )
            loose = self._loose_route(value)
            if loose is not None and found is not None and isinstance(target, FunctionRef):
                # Whoever lists it, it is going to answer requests.
                self.handler(target, loose.role, found[0], None, target.location)
        elif isinstance(value, (Member, Symbol)):
            found = self.names.registrations.get(value.name)
            if found is None or not _is_bare_decorator(found[1]):
                return
            container = (
                self.container_of(value.receiver)
                if isinstance(value, Member)
                else self.loose(found[0], scope.module)
            )
            if container is not None:
                self._register(found[1], container, None, scope, target, decorator, statement)

    def _base(
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
            "order": self.next_order(),
            "scope": scope,
            "call": call,
            "decorator": decorator,
            "conditional": self.wiring.conditional,
            "main_guard": self.wiring.main_guard,
            "statement": None if statement is None else statement.span,
            "root": self.wiring.root,
        }

    def _register(
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
        node = decorator.value if decorator is not None else call
        assert node is not None
        if not isinstance(spec, (RouteCall, IncludeCall, MountCall)):
            container = self.deferred.owner(container)
        place = scope.module.path
        location = Location(place, node.span)
        base = self._base(container, location, scope, call, decorator, statement)
        if isinstance(spec, RouteCall) and call is not None:
            self._route(Route(**base, role=spec.role), spec, call, scope, target, path)
        elif isinstance(spec, ViewCall) and call is not None:
            self.deferred.view(spec, call, scope, target, base)
        elif isinstance(spec, ScanCall) and call is not None:
            self.deferred.scan(spec, call, scope, base)
        elif isinstance(spec, RendererCall) and call is not None:
            name = _argument(call, spec.name)
            container.rendered |= isinstance(name, ir.Constant) and not name.value
        elif isinstance(spec, IncludeCall) and call is not None:
            for child in self._included(_argument(call, spec.child), scope):
                container.registrations.append(
                    Include(
                        **base,
                        child=child,
                        prefix=self.ref(call, spec.prefix, scope),
                        guards=self.refs(call, spec.guards, scope),
                        lazy=spec.lazy,
                    )
                )
        elif isinstance(spec, AttachCall) and call is not None:
            host = self.container_of(self.resolver.evaluate(_argument(call, spec.host), scope))
            if host is not None:
                base["container"] = host
                lazy = host.kind == "router" and not spec.open
                host.registrations.append(
                    Include(**base, child=container, lazy=lazy, open=spec.open)
                )
        elif isinstance(spec, MountCall) and call is not None:
            value = self.resolver.evaluate(_argument(call, spec.target), scope)
            listed = None if spec.routes is None else _argument(call, spec.routes)
            if listed is not None:
                self._nested_routes(container, spec, call, listed, scope, base)
            container.registrations.append(
                Mount(
                    **base,
                    prefix=self.ref(call, spec.prefix, scope),
                    target=self.container_of(value),
                    value=value,
                )
            )
        elif isinstance(spec, RoutesCall) and call is not None:
            listed = _argument(call, spec.routes)
            child = self.container_of(self.resolver.evaluate(listed, scope))
            if child is not None:
                container.registrations.append(Include(**base, child=child))
            elif spec.hosts is not None or spec.first:
                self._grouped_routes(container, spec, call, scope)
            elif listed is not None and self.resolver.items(listed, scope) is None:
                known = len(container.registrations)
                self.listed_route(container, listed, scope)
                for registration in container.registrations[known:]:
                    registration.handed_over = Ref(call, scope)
            else:
                self.routes_list(container, listed, scope)
                if listed is not None:
                    container.taken.append(Ref(listed, scope))
        elif isinstance(spec, MiddlewareCall) and spec.style == "list":
            listed = None if call is None or spec.target is None else _argument(call, spec.target)
            for item, item_scope in self.resolver.items(listed, scope) or ():
                self._listed_middleware(container, item, item_scope)
        elif isinstance(spec, MiddlewareCall) and spec.style == "instance":
            given = None if call is None or spec.target is None else _argument(call, spec.target)
            self._objects(container, given, scope, call, statement)
        elif isinstance(spec, MiddlewareCall):
            self._middleware(
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
                handler = self.deferred.given(call, spec.handler, scope)
            for selector in self._selectors(spec, call, scope):
                self._error_handler(
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
                function = self.deferred.given(call, spec.handler or Arg(None, 0), scope)
            hook = Hook(**base, role=role, reach=spec.reach)
            if spec.priority is not None and call is not None:
                rank = self.resolver.constant(_argument(call, spec.priority), scope)
                hook.priority = rank if isinstance(rank, int) else 0
            hook.handler = self.handler(
                as_function(function), role, container.framework, container, location
            )
            container.registrations.append(hook)
        elif isinstance(spec, RunCall):
            container.registrations.append(Run(**base))
        elif isinstance(spec, SettingsCall) and call is not None:
            self._settings(container, spec, call, scope, base)

    def _included(self, expr: ir.Expr | None, scope: Scope) -> list[Container | None]:
        """The router that an expression is, or names as a text (`"shop.api.router"`); those of a
        list."""
        text = self.resolver.constant(expr, scope)
        value = self.imported(text) if isinstance(text, str) else None
        found = self.container_of(value or self.resolver.evaluate(expr, scope))
        if found is not None:
            return [found]
        items = self.resolver.items(expr, scope) or ()
        listed = [self.container_of(self.resolver.evaluate(e, s)) for e, s in items]
        return list(listed) or [None]

    def _selectors(
        self, spec: ErrorHandlerCall, call: ir.Call | None, scope: Scope
    ) -> list[Ref | None]:
        """What a handler of errors is for: an exception or status, or several."""
        if call is None or spec.selector is None:
            return [None]
        if not spec.several:
            return [self.ref(call, spec.selector, scope)]
        given = [a.value for a in call.args if a.keyword is None and not a.star]
        listed = [
            Ref(*item)
            for expr in given
            for item in self.resolver.items(expr, scope) or [(expr, scope)]
        ]
        return list(listed)

    def _hook_role(self, spec: HookCall, call: ir.Call | None, scope: Scope) -> str:
        if spec.event is None or call is None:
            return spec.role
        events = spec.event if isinstance(spec.event, tuple) else (spec.event,)
        for event in events:
            written = _argument(call, event)
            name = self.resolver.constant(written, scope)
            if not isinstance(name, str):
                name = callable_name(self.resolver.evaluate(written, scope))
            if isinstance(name, str) and name in spec.roles:
                return spec.roles[name]
        return spec.role

    def _route(
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
        route.path = path or self.ref(call, spec.path, scope)
        if route.path is not None:
            route.pattern = self.pattern(container.framework, route.path)
            if spec.below and route.pattern is not None:
                route.pattern = route.pattern.opened()
        elif spec.default_path is not None and container.framework.pattern is not None:
            route.pattern = container.framework.pattern(spec.default_path)
        methods = spec.fixed
        if spec.methods is not None:
            written = _argument(call, spec.methods)
            given = self.resolver.items(written, scope)
            one = self._method(written, scope)
            if given is not None:
                texts = [self._method(e, s) for e, s in given]
                methods = tuple(t.upper() for t in texts if isinstance(t, str))
            elif isinstance(one, str):
                methods = (one.upper(),)
            elif written is None:
                methods = spec.fixed or spec.default
        route.methods = frozenset() if _ANY_METHOD & set(methods) else frozenset(methods)
        route.guards = self.refs(call, spec.guards, scope)
        name = None if spec.name is None else _argument(call, spec.name)
        text = self.resolver.constant(name, scope)
        route.name = text if isinstance(text, str) else ""
        endpoint = target
        if endpoint is None and spec.handler is not None:
            endpoint = self.resolver.evaluate(_argument(call, spec.handler), scope)
        route.endpoint = endpoint
        route.handlers = self.endpoint_handlers(endpoint, spec.role, container, route.location)
        for handler in route.handlers:
            handler.routes.append(route)
        container.registrations.append(route)
        if route.path is not None:
            self._further_paths(route, route.path)
            if spec.more_paths and spec.path.index is not None:
                self._positional_paths(route, call, spec.path.index, scope)
        if layer is not None:
            layer.order = self.next_order()  # All that it holds is there when it is included.

    def _method(self, expr: ir.Expr | None, scope: Scope) -> object:
        """An HTTP method, as a text or as a member of an enumeration (`HTTPMethod.GET`)."""
        text = self.resolver.constant(expr, scope)
        if text is None and isinstance(expr, ir.Attribute) and expr.attr.isupper():
            owner = callable_name(self.resolver.evaluate(expr.value, scope)) or ""
            if owner.upper().endswith("HTTPMETHOD"):
                return expr.attr
        return text

    def _layered(
        self, route: Route, table: ContainerClass, call: ir.Call, scope: Scope
    ) -> Include | None:
        """Puts a route that has hooks or middleware of its own into a router of its own."""
        taken = (table.guards, table.middleware, table.error_handlers)
        if not any(arg is not None and _argument(call, arg) for arg in taken):
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
            self.next_order(),
        )
        self.containers[("layer", id(call), id(outer))] = router
        base = self._base(outer, route.location, scope, call, route.decorator)
        include = Include(**base, child=router)
        outer.registrations.append(include)
        router.guards = self.refs(call, table.guards, scope)
        router.options.update((a.keyword, Ref(a.value, scope)) for a in call.args if a.keyword)
        self._constructor_lists(router, call, scope, table)
        route.container, route.order = router, self.next_order()
        return include

    def _positional_paths(self, route: Route, call: ir.Call, first: int, scope: Scope) -> None:
        """A route for each further argument that is a path."""
        given = [arg.value for arg in call.args if arg.keyword is None and not arg.star]
        for expr in given[first + 1 :]:
            path = Ref(expr, scope)
            pattern = self.pattern(route.container.framework, path)
            further = replace(route, path=path, pattern=pattern, order=self.next_order())
            for handler in further.handlers:
                handler.routes.append(further)
            route.container.registrations.append(further)

    def _further_paths(self, route: Route, path: Ref) -> None:
        """A route for each path of a list."""
        paths = self.resolver.items(path.expr, path.scope) or []
        for i, (expr, scope) in enumerate(paths):
            listed = Ref(expr, scope)
            pattern = self.pattern(route.container.framework, listed)
            if i == 0:
                route.pattern = pattern
                continue
            further = replace(route, pattern=pattern, order=self.next_order())
            for handler in further.handlers:
                handler.routes.append(further)
            route.container.registrations.append(further)

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
        handler = self.handler(function, role, framework, container, location)
        return [] if handler is None else [handler]

    def class_handlers(
        self, cls: ClassRef, container: Container | None, location: Location
    ) -> list[Handler]:
        found: list[Handler] = []
        bases = self.resolver.class_names(cls)
        if container is not None and not any(
            f.class_roles.get(b) for b in bases for f in self.frameworks
        ):
            # Its base is in a package that no table knows; it is used like a view class.
            bases = [name.rpartition(".")[0] for name in sorted(container.framework.as_view)]
        for base in bases:
            for framework in self.frameworks:
                for name, role in framework.class_roles.get(base, {}).items():
                    method = self.resolver.method(cls, name)
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
        known = self.handlers.get(key)
        if known is None:
            known = self.handlers[key] = Handler(
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
            for base in self.resolver.class_names(cls)
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
            value = self.resolver.evaluate(expr.func if isinstance(expr, ir.Call) else expr, scope)
            name = callable_name(value) or ""
            function = as_function(value)
            kind = self.names.decorators.get(name, "")
            if name in self.names.registrations:
                kind = "registration"
                if isinstance(self.names.registrations[name][1], CorsCall):
                    kind = self.names.decorators.get(name, "cors")
            elif function is not None:
                result = self.resolver.evaluate(expr, scope) if isinstance(expr, ir.Call) else None
                inner = (
                    callable_name(result.cls)
                    if isinstance(result, Instance) and isinstance(result.cls, Symbol)
                    else None
                )
                if inner in self.names.registrations:
                    kind, name = "registration", inner or ""
                else:
                    kind = "project"
            found.append(DecoratorUse(decorator, value, name, kind, function))
        return tuple(found)

    def _middleware(
        self,
        middleware: Middleware,
        spec: MiddlewareCall,
        call: ir.Call | None,
        scope: Scope,
        target: Value | None,
    ) -> None:
        if target is None and call is not None and spec.target is not None:
            expr = _argument(call, spec.target)
            target = self.deferred.given(call, spec.target, scope)
            if expr is not None:
                middleware.target_ref = Ref(expr, scope)
        middleware.target = target
        if call is not None:
            middleware.options = {
                a.keyword: Ref(a.value, scope) for a in call.args if a.keyword is not None
            }
            for arg, names in spec.inside:
                expr = _argument(call, arg)
                if expr is not None:
                    middleware.placed = True
                    middleware.inside = bool(names & self._names_in(expr, scope))
                    break
        self._install(middleware)

    def _names_in(self, expr: ir.Expr, scope: Scope) -> set[str]:
        """The names, or texts, that an expression or the items of a collection are."""
        items = self.resolver.items(expr, scope) or [(expr, scope)]
        texts = (self.resolver.constant(*item) for item in items)
        names = (callable_name(self.resolver.evaluate(*item)) for item in items)
        return {text for text in (*texts, *names) if isinstance(text, str)}

    def _install(self, middleware: Middleware) -> None:
        target = middleware.target
        container = middleware.container
        middleware.name = callable_name(target) or (
            target.dotted if isinstance(target, (FunctionRef, ClassRef)) else ""
        )
        if middleware.style in ("decorator", "factory"):
            if middleware.style == "factory":
                self._install_factory(middleware)
            else:
                self._install_decorator(middleware)
            container.registrations.append(middleware)
            return
        if isinstance(target, ClassRef):
            middleware.handlers = self.class_handlers(target, container, middleware.location)
        elif Role.MIDDLEWARE in container.framework.contracts:
            handler = self.handler(
                as_function(target),
                Role.MIDDLEWARE,
                container.framework,
                container,
                middleware.location,
            )
            if handler is not None:
                middleware.handlers = [handler]
        container.registrations.append(middleware)

    def _install_decorator(self, middleware: Middleware) -> None:
        """What is put around every handler, and knows the next one as a decorator does."""
        target, container = middleware.target, middleware.container
        function = as_function(target)
        if isinstance(target, Instance) and isinstance(target.cls, ClassRef):
            middleware.name = target.cls.dotted
            methods = (self.resolver.method(target.cls, name) for name in middleware.methods)
            function = next((method for method in methods if method is not None), None)
        found = None if function is None else decorator_wrapper(function, self.resolver)
        if found is None:
            return
        made = self.handler(
            found[0], Role.DECORATOR, container.framework, container, middleware.location
        )
        if made is not None:
            made.next_name = found[1]
            middleware.handlers = [made]

    def _install_factory(self, middleware: Middleware) -> None:
        """What is given the next one, and makes a function of the request: a function with an inner
        one, or a class that keeps the next one and is called with the request."""
        target, container = middleware.target, middleware.container
        found: tuple[FunctionRef, str] | None = None
        if isinstance(target, ClassRef):
            method = self.resolver.method(target, "__call__")
            kept = _kept_argument(self.resolver.method(target, "__init__"))
            if method is not None and kept and method.node.params:
                found = method, f"{method.node.params[0].name}.{kept}"
        else:
            function = as_function(target)
            found = None if function is None else decorator_wrapper(function, self.resolver)
        if found is None:
            return
        made = self.handler(
            found[0], Role.MIDDLEWARE, container.framework, container, middleware.location
        )
        if made is not None:
            made.next_name = found[1]
            middleware.handlers = [made]

    def _error_handler(
        self, registration: ErrorHandler, selector: Ref | None, target: Value | None
    ) -> None:
        registration.selector_ref = selector
        if selector is not None:
            constant = self.resolver.constant(selector.expr, selector.scope)
            if isinstance(constant, int):
                registration.selector = constant
            else:
                value = self.resolver.evaluate(selector.expr, selector.scope)
                registration.selector = callable_name(value) or (
                    value.dotted if isinstance(value, ClassRef) else None
                )
        container = registration.container
        registration.handler = self.handler(
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
            given = self.ref(call, arg, scope)
            if given is not None and arg.name is not None:
                options[arg.name] = given
        target = self.resolver.evaluate(_argument(call, spec.app), scope) if spec.app else None
        if spec.app is not None and _argument(call, spec.app) is None:
            return
        container = self.container_of(target) or self.loose(framework, scope.module)
        base = self._base(
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
        given = _argument(call, spec.patterns)
        if given is None:
            return
        if spec.of is not None:
            guard = self.resolver.evaluate(_argument(call, spec.of), scope)
            if not self.resolver.is_a(guard, *spec.guards):
                return
        container = self.loose(framework, scope.module)
        location = Location(scope.module.path, call.span)
        items = self.resolver.items(given, scope)
        container.registrations.append(
            Exemption(
                **self._base(container, location, scope, call, None, statement),
                patterns=[Ref(e, s) for e, s in ([(given, scope)] if items is None else items)],
            )
        )

    def loose(self, framework: Framework, module: Module) -> Container:
        """A phantom app for registrations whose app can't be told."""
        key = ("loose", framework.slug, module.path)
        known = self.containers.get(key)
        if known is None:
            known = self.containers[key] = Container(
                "app",
                framework,
                "",
                module,
                Location(module.path, Span(1, 1, 1, 1)),
                None,
                module.scope,
                self.next_order(),
                phantom=True,
            )
        return known

    # --- settings ---------------------------------------------------------------------------------
    def assigned(self, statement: ir.Assign, scope: Scope) -> None:
        """Notes names of apps, and settings made by assignment."""
        value = self.resolver.evaluate(statement.value, scope)
        container = self.container_of(value) if isinstance(value, (Instance, Symbol)) else None
        for target in statement.targets:
            if container is not None and not container.name:
                container.name = ir.dotted(target) or ""
                if isinstance(value, Symbol) and statement.value is not None:
                    # Where an app that always exists is given a name.
                    container.module, container.scope = scope.module, scope
                    container.location = Location(scope.module.path, statement.value.span)
            if isinstance(target, ir.Subscript):
                owner = self.resolver.evaluate(target.value, scope)
                if isinstance(owner, Member) and owner.name in self.names.settings:
                    key = self.resolver.constant(target.index, scope)
                    app = self.container_of(owner.receiver)
                    if app is not None and isinstance(key, str):
                        self._setting(app, key, statement.value, scope, target, statement)
            elif isinstance(target, ir.Attribute):
                owner = self.resolver.evaluate(target.value, scope)
                common = self.names.class_settings.get(
                    callable_name(self.resolver.attribute(owner, target.attr)) or ""
                )
                if common is not None:
                    app = self.loose(common[0], scope.module)
                    self._setting(app, common[1], statement.value, scope, target, statement)
                    continue
                app = self.container_of(owner)
                if isinstance(owner, Member) and owner.name in self.names.attribute_settings:
                    app = self.container_of(owner.receiver)
                    if app is not None:
                        self._setting(app, target.attr, statement.value, scope, target, statement)
                elif app is not None and self._is_setting(owner, target.attr):
                    self._setting(app, target.attr, statement.value, scope, target, statement)

    def _is_setting(self, owner: Value | None, attr: str) -> bool:
        member = self.resolver.attribute(owner, attr)
        return callable_name(member) in self.names.settings

    def _setting(
        self,
        container: Container,
        key: str,
        value: ir.Expr | None,
        scope: Scope,
        place: ir.Expr,
        statement: ir.Stmt | None,
    ) -> None:
        base = self._base(
            container, Location(scope.module.path, place.span), scope, None, None, statement
        )
        container.registrations.append(
            Setting(**base, key=key, value=None if value is None else Ref(value, scope))
        )

    def _settings(
        self,
        container: Container,
        spec: SettingsCall,
        call: ir.Call,
        scope: Scope,
        base: dict[str, Any],
    ) -> None:
        if spec.style == "opaque":
            container.opaque_settings = True
            return
        for arg in call.args:
            if arg.keyword is not None and spec.style in ("mapping", "keywords"):
                self._setting(container, arg.keyword, arg.value, scope, arg.value, None)
        if spec.style == "keywords":
            return
        source = self.resolver.evaluate(call.positional(0), scope) if call.args else None
        given = isinstance(source, Known) and isinstance(source.expr, ir.Dictionary)
        if spec.style == "mapping" or given:
            if isinstance(source, Known) and isinstance(source.expr, ir.Dictionary):
                for key, value in source.expr.items:
                    text = self.resolver.constant(key, source.scope) if key else None
                    if isinstance(text, str) and key is not None:
                        self._setting(container, text, value, source.scope, key, None)
            elif call.args and call.args[0].keyword is None:
                container.opaque_settings = True
            return
        if isinstance(source, Instance) and isinstance(source.cls, ClassRef):
            source = source.cls
        if isinstance(source, Known):
            text = self.resolver.constant(source.expr, source.scope)
            source = self.imported(text) if isinstance(text, str) else None
        found = self.upper_case(source)
        if found is None:
            container.opaque_settings = True
            return
        for name, value, value_scope, place in found:
            self._setting(container, name, value, value_scope, place, None)

    def imported(self, dotted: str) -> Value | None:
        """What a dotted string names: `project.middleware.Auth` (for settings given as text)."""
        found = self.index.find(None, dotted)
        if found is not None:
            return ModuleRef(found)
        head, _, tail = dotted.rpartition(".")
        if not head:
            return None
        base = self.imported(head)
        if base is None:
            return Symbol(self.names.canonical(dotted)) if self._is_external(dotted) else None
        return self.resolver.attribute(base, tail)

    def _is_external(self, dotted: str) -> bool:
        return self.index.find(None, dotted.partition(".")[0]) is None

    def upper_case(self, source: Value | None) -> list[tuple[str, ir.Expr, Scope, ir.Expr]] | None:
        """Name, value, scope and target of the upper-case assignments of a module or class (bases
        first), or None when it is neither."""
        found: list[tuple[str, ir.Expr, Scope, ir.Expr]] = []
        if isinstance(source, ClassRef):
            for cls in reversed(self.resolver.mro(source)):
                if isinstance(cls, ClassRef):
                    found += _upper_case(cls.node.body, self.resolver.class_scope(cls))
            return found
        if isinstance(source, ModuleRef):
            module = source.module
            body: list[ir.Stmt] = []
            for part in module.facts.outline:
                if part.parent == -1 and part.kind == "statement":
                    body.extend(module.lower(part.index))
            return _upper_case(body, module.scope)
        return None

    # --- arguments --------------------------------------------------------------------------------
    def ref(self, call: ir.Call, arg: Arg | None, scope: Scope) -> Ref | None:
        expr = None if arg is None else _argument(call, arg)
        return None if expr is None else Ref(expr, scope)

    def refs(self, call: ir.Call, arg: Arg | None, scope: Scope) -> list[Ref]:
        """The elements of a list argument, or what stands there in the place of a list."""
        argument = None if arg is None else _argument(call, arg)
        if argument is None:
            return []
        items = self.resolver.items(argument, scope)
        return [Ref(*item) for item in ([(argument, scope)] if items is None else items)]

    def pattern(self, framework: Framework, path: Ref) -> Pattern | None:
        text = self.resolver.constant(path.expr, path.scope)
        if not isinstance(text, str) or framework.pattern is None:
            return None
        return framework.pattern(text)

    def created(self, value: Value | None) -> None:
        """Notes an app or router whose constructor is called."""
        if isinstance(value, Instance):
            self.container_of(value)

    # --- completion -------------------------------------------------------------------------------
    def _class_handlers(self) -> None:
        """Methods of classes that derive from a framework's base class, registered or not."""
        for module in self.matched:
            if module.is_test:
                continue
            for cls in self.classes_of(module):
                self.class_container(cls)
                for base in self.resolver.class_names(cls):
                    for framework in self.frameworks:
                        roles = framework.class_roles.get(base)
                        if not roles:
                            continue
                        for method in self.resolver.methods(cls):
                            self._of_handler_classes[id(method.node)] = method
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
            if callable_name(self.resolver.evaluate(call.func, place)) != adapter:
                continue
            first = call.argument(0, "decorator")
            if first is None:
                continue
            for expr, scope in self.resolver.items(first, place) or [(first, place)]:
                inner = expr.func if isinstance(expr, ir.Call) else expr
                function = as_function(self.resolver.evaluate(inner, scope))
                if function is not None:
                    yield DecoratorUse(decorator, None, "", "project", function)

    def _decorator_wrappers(self) -> None:
        """The wrappers of project decorators that stand on handlers: they pass requests on too."""
        for handler in list(self.handlers.values()):
            for use in (*handler.decorators, *self._adapted(handler)):
                if use.kind == "project" and use.function is not None:
                    self.wrapped(handler, use.function)
            self._bind_receiver(handler)
        self.resolver.forget()

    def _bind_receiver(self, handler: Handler) -> None:
        """Tells what decorators put around a method which object they get first."""
        if handler.view_class is None or handler.role == Role.DECORATOR:
            return
        for use in handler.decorators:
            found = None if use.function is None else decorator_wrapper(use.function, self.resolver)
            if found is not None and found[0].owner is None and found[0].node.params:
                first = found[0].node.params[0]
                if first.kind == "positional":
                    scope = self.resolver.scope(found[0])
                    scope.bound.setdefault(first.name, Instance(handler.view_class))

    def wrapped(self, handler: Handler, decorator: FunctionRef) -> None:
        """Notes that a decorator of the project was put around a handler."""
        found = decorator_wrapper(decorator, self.resolver)
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

    def _positions(self) -> None:
        for container in self.containers.values():
            installed = [r for r in container.registrations if isinstance(r, Middleware)]
            listed = [m for m in installed if m.outermost == "first"]
            added = [m for m in installed if m.outermost != "first"]
            for position, middleware in enumerate([*reversed(added), *listed]):
                middleware.position = position


def decorator_wrapper(decorator: FunctionRef, resolver: Resolver) -> tuple[FunctionRef, str] | None:
    """The function that a project decorator puts in place of the decorated one, and the name under
    which it knows that one; also through one level of arguments (`def decorator(role): ...`)."""
    candidates = [decorator]
    scope = resolver.scope(decorator)
    inner = [
        FunctionRef(decorator.module, n, scope)
        for n in decorator.node.body
        if isinstance(n, ir.Function)
    ]
    candidates += inner
    # A function that only gets the name as an argument may be a decorator with arguments, whose own
    # function calls what it is given.
    handing_over: tuple[FunctionRef, str] | None = None
    for outer in candidates:
        names = [p.name for p in outer.node.params if p.kind in ("positional", "positional-only")]
        if outer.owner is not None:
            names = names[1:]
        outer_scope = resolver.scope(outer)
        for node in ir.walk_body(outer.node.body):
            if not isinstance(node, ir.Function):
                continue
            called = {
                c.func.id
                for c in ir.walk_body(node.body, into_functions=True)
                if isinstance(c, ir.Call) and isinstance(c.func, ir.Name)
            }
            passed = {
                a.value.id
                for c in ir.walk_body(node.body, into_functions=True)
                if isinstance(c, ir.Call)
                for a in c.args
                if isinstance(a.value, ir.Name)
            }
            for name in names[:1]:
                if not _returns(outer.node, node.name):
                    continue
                if name in called:
                    return FunctionRef(outer.module, node, outer_scope), name
                if name in passed and len(names) == 1 and handing_over is None:
                    handing_over = FunctionRef(outer.module, node, outer_scope), name
    return handing_over


def _sends(framework: Framework, role: str) -> bool:
    contract = framework.contracts.get(role)
    return contract is not None and contract.result == "nothing"


def _returns(function: ir.Function, name: str) -> bool:
    """Whether the function returns the inner function of that name, wrapped or not."""
    for node in ir.walk_body(function.body):
        if isinstance(node, ir.Return) and node.value is not None:
            for part in ir.walk(node.value):
                if isinstance(part, ir.Name) and part.id == name:
                    return True
    return False


def _definitions(statement: ir.Stmt) -> Iterator[ir.Function | ir.Class]:
    if isinstance(statement, (ir.Function, ir.Class)):
        yield statement
        return
    for node in ir.walk(statement):
        if isinstance(node, (ir.Function, ir.Class)):
            yield node


def _upper_case(body: Sequence[ir.Stmt], scope: Scope) -> list[tuple[str, ir.Expr, Scope, ir.Expr]]:
    found: list[tuple[str, ir.Expr, Scope, ir.Expr]] = []
    for statement in body:
        if isinstance(statement, ir.Assign) and statement.value is not None:
            for target in statement.targets:
                if isinstance(target, ir.Name) and target.id.isupper():
                    found.append((target.id, statement.value, scope, target))
    return found


def _argument(call: ir.Call, arg: Arg) -> ir.Expr | None:
    return call.argument(arg.index, arg.name)


def _kept_argument(init: FunctionRef | None) -> str:
    """The attribute in which a constructor keeps its first argument."""
    params = [] if init is None else init.node.params
    for node in ir.walk_body(init.node.body) if init is not None and len(params) > 1 else ():
        if isinstance(node, ir.Assign) and isinstance(node.value, ir.Name):
            for target in node.targets:
                if isinstance(target, ir.Attribute) and node.value.id == params[1].name:
                    return target.attr
    return ""


def _as_call(items: ir.Collection) -> ir.Call:
    """A tuple as the arguments of a call."""
    args = tuple(ir.Argument(item, None, "", item.span) for item in items.items)
    return ir.Call(items, args, items.span, items.span)


def _is_decorator_factory(spec: RegistrationCall, call: ir.Call) -> bool:
    """Whether the call only makes a decorator: what it registers is handled where it is applied."""
    if isinstance(spec, RouteCall):
        if spec.below or spec.name is not None:
            return False
        return spec.handler is None or _argument(call, spec.handler) is None
    if isinstance(spec, ErrorHandlerCall):
        return spec.handler is None or _argument(call, spec.handler) is None
    if isinstance(spec, MiddlewareCall):
        return spec.target is None or _argument(call, spec.target) is None
    if isinstance(spec, HookCall) and spec.event is not None:
        given = None if spec.handler is None else _argument(call, spec.handler)
        dotted = spec.handler is not None and spec.handler.dotted
        return given is None or (isinstance(given, ir.Constant) and not dotted)
    return False


def _is_bare_decorator(spec: RegistrationCall) -> bool:
    """Whether it registers what it stands above without being called."""
    return isinstance(spec, HookCall) or (isinstance(spec, ErrorHandlerCall) and bool(spec.fixed))


__all__ = [
    "BoundMethod",
    "LinkOptions",
    "Linker",
    "Registration",
    "decorator_wrapper",
    "link",
]


def _returned(function: ir.Function) -> Iterator[ir.Call]:
    for node in ir.walk_body(function.body):
        if isinstance(node, ir.Return) and isinstance(node.value, ir.Call):
            yield node.value
