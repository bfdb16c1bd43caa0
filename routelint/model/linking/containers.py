"""Apps and routers: found where their constructors are called, completed from their arguments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from routelint.findings import Location, Span
from routelint.model import ir
from routelint.model.app import (
    Container,
    Include,
    Ref,
)
from routelint.model.linking.arguments import argument
from routelint.model.modules import Module
from routelint.model.scopes import Scope
from routelint.model.values import (
    ClassRef,
    FunctionRef,
    Instance,
    Known,
    Member,
    Symbol,
    Value,
    callable_name,
)
from routelint.model.vocabulary import (
    Arg,
    ContainerClass,
    Framework,
    RunCall,
)

if TYPE_CHECKING:
    from routelint.model.link import Linker


class Containers:
    """Apps and routers: found where their constructors are called, completed from their arguments."""

    def __init__(self, linker: Linker) -> None:
        self.linker = linker
        self._made_of: dict[int, list[Container]] = {}

    def container_of(self, value: Value | None) -> Container | None:
        """The app or router that a value is; made when it is met for the first time."""
        if isinstance(value, Symbol):
            cls = self.linker.names.instances.get(value.name)
            if cls is None or cls not in self.linker.names.containers:
                return None
            known_app = value if value.name in self.linker.names.default_apps else None
            value = Instance(Symbol(cls), receiver=known_app)
        elif isinstance(value, Member):
            cls = self.linker.names.returns.get(value.name, "")
            value = Instance(Symbol(cls)) if cls in self.linker.names.containers else None
        if not isinstance(value, Instance):
            return None
        name = next(
            (
                n
                for n in self.linker.resolver.class_names(value)
                if n in self.linker.names.containers
            ),
            None,
        )
        if name is None:
            return None
        key = self._container_key(value, name)
        known = self.linker.containers.get(key) or self._same_instance(value, key)
        if known is not None:
            if known.phantom and value.call is not None and value.scope is not None:
                self._complete(known, value, self.linker.names.containers[name][1])
            return known
        framework, table = self.linker.names.containers[name]
        scope = value.scope
        if scope is None or value.call is None:
            if not isinstance(value.cls, ClassRef):
                module = self.linker.matched[0]
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
            self.linker.next_order(),
            phantom=True,
        )
        self.linker.containers[key] = container
        if value.call is not None and value.scope is not None:
            self._complete(container, value, table)
        return container

    def _container_key(self, value: Instance, name: str) -> object:
        if value.call is not None:
            return ("call", id(value.call))
        if isinstance(value.cls, ClassRef):
            return ("class", id(value.cls.node))
        if (
            isinstance(value.receiver, Symbol)
            and value.receiver.name in self.linker.names.default_apps
        ):
            return ("default", value.receiver.name, self.linker.wiring.program)
        return ("annotated", name)

    def _same_instance(self, value: Instance, key: object) -> Container | None:
        """The object that `self` is in a class of the project: the only one that is made of it, or
        the first."""
        if not isinstance(value.cls, ClassRef):
            return None
        made = self._made_of.setdefault(id(value.cls.node), [])
        if value.call is None:
            return made[0] if len(made) == 1 else None
        phantom = self.linker.containers.pop(("class", id(value.cls.node)), None)
        if phantom is not None:
            self.linker.containers[key] = phantom
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
        container.prefix = self.linker.ref(call, table.prefix, scope)
        container.guards = self.linker.refs(call, table.guards, scope)
        self._hosted(container, call, scope, table)
        self.linker.listing.constructor_lists(container, call, scope, table)
        inner = self._super_call(value, call, scope)
        if inner is not None:
            call, scope = inner
            container.options.update(self._options(call, scope))
            container.prefix = self.linker.ref(call, table.prefix, scope) or container.prefix
            container.guards = [*container.guards, *self.linker.refs(call, table.guards, scope)]
            self._hosted(container, call, scope, table)
            self.linker.listing.constructor_lists(container, call, scope, table)

    def _hosted(
        self, container: Container, call: ir.Call, scope: Scope, table: ContainerClass
    ) -> None:
        """Includes a new router in the app that its constructor is given."""
        given = None if table.host is None else argument(call, table.host)
        host = (
            None
            if given is None
            else self.container_of(self.linker.resolver.evaluate(given, scope))
        )
        if host is not None:
            location = Location(scope.module.path, call.span)
            base = self.linker.registering.base(host, location, scope, call)
            host.registrations.append(Include(**base, child=container, open=True))

    def _options(self, call: ir.Call, scope: Scope) -> Iterator[tuple[str, Ref]]:
        """The keywords of a call, and those of a dict that it unpacks."""
        for arg in call.args:
            if arg.keyword is not None:
                yield arg.keyword, Ref(arg.value, scope)
            elif arg.star == "**":
                given = self.linker.resolver.evaluate(arg.value, scope)
                if isinstance(given, Known) and isinstance(given.expr, ir.Dictionary):
                    for key, value in given.expr.items:
                        name = self.linker.resolver.constant(key, given.scope) if key else None
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
            self.linker.resolver.method(value.cls, "__init__")
            if isinstance(value.cls, ClassRef)
            else None
        )
        if init is None:
            return None
        for node in ir.nodes_of(init.node.body, ir.Call):
            if isinstance(node.func, ir.Attribute) and node.func.attr == "__init__":
                bound = self.linker.wiring.arguments(call, init, scope, skip_first=True)
                inner = Scope(init.module, init.scope, init.node, init.owner, bound)
                node = _with_added(node, init.node)
                assert isinstance(node.func, ir.Attribute)
                if isinstance(node.func.value, ir.Call):
                    if ir.dotted(node.func.value.func) == "super":
                        return node, inner
                elif callable_name(self.linker.resolver.evaluate(node.func.value, inner)) in (
                    self.linker.names.containers
                ):
                    # `Application.__init__(self, ...)`: the first argument is the object.
                    return replace(node, args=node.args[1:]), inner
        return None

    def class_container(self, cls: ClassRef) -> Container | None:
        """The router that a class is, with its attributes for options and its methods for routes."""
        name = next(
            (
                n
                for n in self.linker.resolver.class_names(cls)
                if n in self.linker.names.containers and self.linker.names.containers[n][1].of_class
            ),
            None,
        )
        if name is None:
            return None
        key = ("class", id(cls.node))
        known = self.linker.containers.get(key)
        if known is not None and not known.phantom:
            return known
        framework, table = self.linker.names.containers[name]
        scope = self.linker.resolver.class_scope(cls)
        container = known or Container(
            table.kind,
            framework,
            name,
            cls.module,
            cls.location,
            None,
            scope,
            self.linker.next_order(),
        )
        container.name, container.phantom = cls.name, False
        self.linker.containers[key] = container
        methods: dict[str, FunctionRef] = {}
        for base in reversed(self.linker.resolver.mro(cls)):
            if isinstance(base, ClassRef):
                self._class_options(container, base, table)
                methods.update(
                    (method.name, method) for method in self.linker.resolver.methods(base)
                )
        for method in methods.values():
            self.linker.listing.decorated_route(container, method)
        return container

    def _class_options(self, container: Container, cls: ClassRef, table: ContainerClass) -> None:
        scope = self.linker.resolver.class_scope(cls)
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
        container.prefix = self.linker.ref(call, table.prefix, scope) or container.prefix
        container.guards = self.linker.refs(call, table.guards, scope) or container.guards
        self.linker.listing.constructor_lists(container, call, scope, table)

    def served(
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
            given = argument(server.call, made_with)
            served = self.container_of(self.linker.resolver.evaluate(given, server.scope))
            if served is not None:
                self.linker.registering.register(spec, served, call, scope, None, None, statement)

    def loose(self, framework: Framework, module: Module) -> Container:
        """A phantom app for registrations whose app can't be told."""
        key = ("loose", framework.slug, module.path)
        known = self.linker.containers.get(key)
        if known is None:
            known = self.linker.containers[key] = Container(
                "app",
                framework,
                "",
                module,
                Location(module.path, Span(1, 1, 1, 1)),
                None,
                module.scope,
                self.linker.next_order(),
                phantom=True,
            )
        return known

    def created(self, value: Value | None) -> None:
        """Notes an app or router whose constructor is called."""
        if isinstance(value, Instance):
            self.container_of(value)


def _with_added(call: ir.Call, function: ir.Function) -> ir.Call:
    """A call that hands on the keywords of a function (`**kwargs`), with those that the function has
    added to them before: `kwargs.update(handlers=handlers)`, `kwargs["handlers"] = handlers`."""
    unpacked = {
        arg.value.id for arg in call.args if arg.star == "**" and isinstance(arg.value, ir.Name)
    }
    added: dict[str, ir.Argument] = {}
    for node in ir.walk_body(function.body) if unpacked else ():
        if not isinstance(node, (ir.Call, ir.Assign)) or node.span.start >= call.span.start:
            continue
        if isinstance(node, ir.Call) and isinstance(node.func, ir.Attribute):
            if node.func.attr == "update" and ir.dotted(node.func.value) in unpacked:
                added.update((arg.keyword, arg) for arg in node.args if arg.keyword is not None)
        elif isinstance(node, ir.Assign) and node.value is not None:
            for target in node.targets:
                if isinstance(target, ir.Subscript) and ir.dotted(target.value) in unpacked:
                    if isinstance(target.index, ir.Constant) and isinstance(
                        target.index.value, str
                    ):
                        name = target.index.value
                        added[name] = ir.Argument(node.value, name, "", node.value.span)
    given = {arg.keyword for arg in call.args}
    more = tuple(arg for name, arg in added.items() if name not in given)
    return replace(call, args=(*call.args, *more)) if more else call
