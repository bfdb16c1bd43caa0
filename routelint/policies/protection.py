"""What stands between a client and a view: guards of all kinds, from the outside in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from routelint.findings import Location
from routelint.model import ir
from routelint.model.app import (
    Container,
    DecoratorUse,
    EffectiveRoute,
    Handler,
    Hook,
    Middleware,
    Ref,
    Role,
    Route,
    View,
)
from routelint.model.decorators import decorator_wrapper
from routelint.model.dependencies import dependencies, target
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import (
    ClassRef,
    FunctionRef,
    Instance,
    Known,
    Symbol,
    Value,
    as_function,
    callable_name,
)
from routelint.model.vocabulary import Framework
from routelint.policies.checks import Checks
from routelint.policies.guards import Guard

#: How guards are called, where nothing else is known about them.
GUARD_NAME = re.compile(
    r"(?:^|_)(?:login|log_in|auth|authentication|authorization|permissions?|roles?|admins?|token|jwt|"
    r"users?|staff|members?|superuser|owner|api_?key|scopes?|account|credentials?)_"
    r"(?:required|needed|only|protected)$|"
    r"^(?:requires?|needs|ensure)_(?:login|auth|authentication|permissions?|roles?|admin|token|"
    r"jwt|user|staff|scopes?|api_?key|account)(?:_|$)|^(?:authenticated|protected|authorize[ds]?)$",
    re.IGNORECASE,
)
#: Where a guard was put.
SOURCES = ("middleware", "hook", "app", "router", "route", "class", "decorator", "dependency")


@dataclass(frozen=True)
class Protection:
    """A guard of a route: its name, what it was put on (one of SOURCES), and where. `partial`: it lets
    requests pass by what their paths look like. `text` is how it is written there, if it can be put on
    another route just so; `through` the dependency of the route that leads to it. One that does
    not reach the route was put on what the route is a part of, and does not stand before it all the
    same."""

    name: str
    source: str
    location: Location
    partial: bool = False
    text: str = ""
    through: str = ""
    reaches: bool = True
    handler: Handler | None = None
    #: The decorator of the project that it is.
    function: FunctionRef | None = field(default=None, compare=False)

    @property
    def title(self) -> str:
        """The name by which the route asks for it."""
        return self.through or self.name


class Protections:
    """Finds the guards of routes; what a function is, it finds out once."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._is_guard: dict[int, bool] = {}

    def of(self, effective: EffectiveRoute) -> list[Protection]:
        """The guards of a route as one app serves it, outermost first, each once."""
        found: dict[tuple[str, Location], Protection] = {}
        for protection in self._all(effective):
            if protection.reaches:
                found.setdefault((protection.name, protection.location), protection)
        return list(found.values())

    def of_handler(self, effective: EffectiveRoute, handler: Handler) -> list[Protection]:
        """Those of one handler of a route: what guards only the route's other methods isn't one."""
        found: dict[tuple[str, Location], Protection] = {}
        for protection in (*self.around(effective, (handler,)), *self.on_handler(handler)):
            if protection.reaches:
                found.setdefault((protection.name, protection.location), protection)
        return list(found.values())

    def missed(self, effective: EffectiveRoute) -> list[Protection]:
        """The guards that do not reach a route, where none does."""
        found = list(self._all(effective))
        return [] if any(protection.reaches for protection in found) else found

    def _all(self, effective: EffectiveRoute) -> Iterator[Protection]:
        yield from self.around(effective)
        for handler in effective.route.handlers:
            yield from self.on_handler(handler)

    def around(
        self, effective: EffectiveRoute, handlers: Sequence[Handler] | None = None
    ) -> Iterator[Protection]:
        """The guards of a route that stand around all its methods, or around some of its handlers."""
        path = self.path_to(effective)
        yield from self._middleware(effective, path)
        yield from self._hooks(effective, path)
        levels = [("app" if c is effective.app else "router", c, c.guards) for c in path]
        levels += [("router", include.container, include.guards) for include in effective.trail]
        route = effective.route
        levels.append(("route", route.container, route.guards))
        if route.container.framework.guards_replace:
            levels = [level for level in levels if level[2]][-1:]
        if self._say_themselves(route.handlers if handlers is None else handlers):
            # What a view says of who may use it takes the place of what holds by default.
            levels = levels[-1:]
        for source, container, guards in levels:
            for protection in self._listed(container.framework, guards, source):
                out = source != "route" and _kind(route) in _unreached(container, "dependency")
                yield replace(protection, reaches=not out)
        if route.view_class is not None:
            yield from self.of_class(route.container.framework, route.view_class)

    def _say_themselves(self, handlers: Sequence[Handler]) -> bool:
        """Whether every view that the handlers are has an option of its own for who may use it."""
        views = [
            (handler.framework, view) for handler in handlers for view in self.views_of(handler)
        ]
        return bool(views) and all(
            any(option in view.options for option in framework.permission_options)
            for framework, view in views
        )

    def path_to(self, effective: EffectiveRoute) -> list[Container]:
        """The containers from the app to the route's own."""
        path = [effective.app]
        for include in effective.trail:
            if include.child is not None and include.child not in path:
                path.append(include.child)
        return path

    # --- around everything ------------------------------------------------------------------------
    def _middleware(self, effective: EffectiveRoute, path: list[Container]) -> Iterator[Protection]:
        for container in path:
            for middleware in container.middleware:
                name = middleware.name.rpartition(".")[2]
                known = {middleware.name, name} & set(self.project.options.auth_middleware)
                if (
                    known
                    or middleware.name in container.framework.guards
                    or any(self._guards(handler) for handler in self._run_by(middleware))
                ):
                    partial = any(self._is_partial(handler) for handler in self._run_by(middleware))
                    kinds = ["middleware", *self._kinds(container, middleware)]
                    out = {what for kind in kinds for what in _unreached(container, kind)}
                    copied = effective.trail and container is not effective.route.container
                    missed = _kind(effective.route) in out or (copied and "include" in out)
                    yield Protection(
                        name or "middleware",
                        "middleware",
                        middleware.location,
                        partial,
                        reaches=not missed,
                        handler=next(
                            (h for h in self._run_by(middleware) if self._guards(h)), None
                        ),
                    )

    def _run_by(self, middleware: Middleware) -> list[Handler]:
        """The functions of middleware, those included that do not run one by one around a request."""
        by_place = self.project.memo("handlers-by-place", self._by_place)
        placed = by_place.get(id(middleware.location), [])
        return [*middleware.handlers, *(h for h in placed if h not in middleware.handlers)]

    def _by_place(self) -> dict[int, list[Handler]]:
        found: dict[int, list[Handler]] = {}
        for handler in self.project.handlers:
            if handler.role == Role.BEFORE:
                found.setdefault(id(handler.location), []).append(handler)
        return found

    def _kinds(self, container: Container, middleware: Middleware) -> Iterator[str]:
        """What kind of guard middleware is, besides being middleware: the names of the methods in
        which it guards, and "http-middleware" for what sees nothing but HTTP requests."""
        handlers = [h for h in self._run_by(middleware) if self._guards(h)]
        for handler in handlers:
            yield handler.function.name
        classes = set(self.project.resolver.class_names(middleware.target))
        if (
            middleware.style == "dispatch"
            or classes & container.framework.http_middleware
            or self._is_for_http(middleware)
            or (handlers and all(only_http(handler) for handler in handlers))
        ):
            yield "http-middleware"

    def _is_for_http(self, middleware: Middleware) -> bool:
        """Whether a class says by itself that it is for nothing but HTTP requests."""
        cls = (
            middleware.target.cls if isinstance(middleware.target, Instance) else middleware.target
        )
        scopes = (
            self.project.resolver.class_attribute(cls, "scopes")
            if isinstance(cls, ClassRef)
            else None
        )
        named = {
            node.attr
            for node in (ir.walk(scopes.expr) if isinstance(scopes, Known) else ())
            if isinstance(node, ir.Attribute)
        }
        return "HTTP" in named and "WEBSOCKET" not in named

    def _hooks(self, effective: EffectiveRoute, path: list[Container]) -> Iterator[Protection]:
        socket = effective.route.role == Role.WEBSOCKET
        role = Role.BEFORE_WEBSOCKET if socket else Role.BEFORE
        for hook in self._hooks_around(effective.app, path):
            if hook.handler is None:
                continue
            out = _unreached(hook.container, "hook")
            if socket and hook.role == Role.BEFORE:
                reaches = "websocket" not in out
            elif hook.role in (role, Role.DEPENDENCY, Role.GUARD):
                kind = "dependency" if hook.role == Role.DEPENDENCY else "hook"
                own = hook.container is effective.app or "include" not in out
                made_for = socket and hook.role == Role.BEFORE_WEBSOCKET
                reaches = own and (
                    made_for or _kind(effective.route) not in _unreached(hook.container, kind)
                )
            else:
                continue
            if self._guards(hook.handler):
                partial = self._is_partial(hook.handler)
                yield Protection(
                    hook.handler.name,
                    "hook",
                    hook.location,
                    partial,
                    reaches=reaches,
                    handler=hook.handler,
                )

    def _hooks_around(self, app: Container, path: list[Container]) -> list[Hook]:
        """The hooks that see the requests of a route: its containers' own, and those that are
        registered on a router for the whole app."""
        key = "hooks-around:" + ",".join(str(id(container)) for container in (app, *path))
        return self.project.memo(
            key,
            lambda: [
                hook
                for hook in self.project.hooks
                if hook.container in path
                or (hook.reach == "app" and app in self.project.apps_of(hook.container))
            ],
        )

    # --- lists of guards --------------------------------------------------------------------------
    def _listed(self, framework: Framework, refs: list[Ref], source: str) -> Iterator[Protection]:
        for ref in refs:
            items = self.project.resolver.items(ref.expr, ref.scope)
            if framework.permission_options:
                yield from self._permissions(framework, ref, source)
                continue
            for expr, scope in items if items is not None else [(ref.expr, ref.scope)]:
                value = self.project.evaluate(expr, scope)
                marked = target(self.project.resolver, value, framework.dependency_markers)
                name = self.guard_name(framework, value if marked is None else marked)
                if name:
                    place = Location(scope.module.path, expr.span)
                    yield Protection(name, source, place, function=as_function(value))

    def guard_name(self, framework: Framework, value: Value | None) -> str:
        """The name of what is called for a request, where that guards; else empty."""
        name = callable_name(value) or ""
        if isinstance(value, Instance):
            cls = value.cls
            if isinstance(cls, ClassRef):
                method = self.project.resolver.method(cls, "__call__")
                names = set(self.project.resolver.class_names(value))
                if names & framework.guards or (method and self._function_guards(method)):
                    return cls.node.name
                return ""
            name = cls.name
        function = as_function(value)
        if function is not None:
            guards = self._function_guards(function) or self._wrapper_guards(function)
            return function.name if guards else ""
        if isinstance(value, ClassRef):
            if set(self.project.resolver.class_names(value)) & framework.guards:
                return value.node.name
            return ""
        tail = name.rpartition(".")[2]
        options = self.project.options
        known = {name, tail} & {*options.auth_dependencies, *options.auth_decorators}
        is_guard = name in framework.guards or framework.decorators.get(name) == "guard"
        return tail if is_guard or known else ""

    # --- on the view itself -----------------------------------------------------------------------
    def on_handler(self, handler: Handler) -> Iterator[Protection]:
        """The guards that are put on a handler itself, or on its class."""
        if handler.view_class is not None:
            yield from self.of_class(handler.framework, handler.view_class)
            yield from self._listed_decorators(handler, handler.view_class)
            for use in handler.class_decorators:
                yield from self._decorator(use, handler.view_class.module.path, "class")
        yield from self._adapted(handler, handler.view_class)
        for use in handler.decorators:
            yield from self._decorator(use, handler.function.module.path, "decorator")
        yield from self._needed(handler, handler.function, 0)
        yield from self._permission_options(handler)
        yield from self._policies(handler)
        yield from self._hook_decorators(handler)

    def _policies(self, handler: Handler) -> Iterator[Protection]:
        """What decorators say of who may use a view that another one makes of a function, and where
        they say nothing, the setting."""
        for framework in self.project.used:
            if any(use.name == framework.view_maker for use in handler.decorators):
                given = self.policies_of(handler, framework)
                for ref in given:
                    yield from self._permissions(framework, ref, "decorator")
                if not given and framework.guard_setting[0]:
                    yield from self._by_setting(framework)

    def policies_of(self, handler: Handler, framework: Framework) -> list[Ref]:
        """The lists of guards in decorators of a view that is made of a function."""
        return [
            Ref(use.decorator.value.args[0].value, handler.function.scope)
            for use in handler.decorators
            if use.name in framework.view_policies
            and use.name.rpartition(".")[2] in framework.guard_attributes
            and isinstance(use.decorator.value, ir.Call)
            and use.decorator.value.args
        ]

    def _hook_decorators(self, handler: Handler) -> Iterator[Protection]:
        """The guards that decorators run before a handler, or before all methods of its class."""
        for use, scope, of_class in self.hooked(handler):
            call = use.decorator.value
            assert isinstance(call, ir.Call)
            name = self.guard_name(
                handler.framework, self.project.evaluate(call.positional(0), scope)
            )
            if name:
                location = Location(scope.module.path, call.span)
                source = "class" if of_class else "decorator"
                yield Protection(name, source, location, text=f"@{ir.text(call)}")

    def hooked(self, handler: Handler) -> list[tuple[DecoratorUse, Scope, bool]]:
        """The decorators that run a function before a handler, with the scope in which they are
        written, and whether they are those of the class."""
        hooks = handler.framework.hook_decorators
        if not hooks:
            return []
        cls = handler.view_class
        places = [(use, handler.function.scope, False) for use in handler.decorators]
        if cls is not None:
            places += [(use, cls.scope, True) for use in handler.class_decorators]
        return [
            place
            for place in places
            if hooks.get(place[0].name) == "before"
            and isinstance(place[0].decorator.value, ir.Call)
        ]

    def _permission_options(self, handler: Handler) -> Iterator[Protection]:
        """What the options of a view say of who may use it."""
        framework = handler.framework
        for view in self.views_of(handler) if framework.permission_options else ():
            for option in framework.permission_options:
                ref = view.options.get(option)
                if ref is None:
                    continue
                if self.project.resolver.constant(ref.expr, ref.scope) is True:
                    yield Protection(
                        option, "route", Location(ref.scope.module.path, ref.expr.span)
                    )
                yield from self._permissions(framework, ref, "route")

    def views_of(self, handler: Handler) -> list[View]:
        """The views that a handler was registered as."""
        return self.project.memo("views-by-handler", self._views_by_handler).get(id(handler), [])

    def _views_by_handler(self) -> dict[int, list[View]]:
        found: dict[int, list[View]] = {}
        for container in self.project.containers:
            for view in container.views:
                for handler in view.handlers:
                    found.setdefault(id(handler), []).append(view)
        return found

    def _decorator(self, use: DecoratorUse, path: str, source: str) -> Iterator[Protection]:
        if self.is_guard(use):
            name = use.function.name if use.function is not None else use.name
            if not name or name.endswith(".__call__"):
                name = ir.dotted(callee(use)) or ""
            location = Location(path, use.decorator.value.span)
            text = f"@{ir.text(use.decorator.value)}"
            short = name.rpartition(".")[2]
            yield Protection(short, source, location, text=text, function=use.function)

    def _adapted(self, handler: Handler, cls: ClassRef | None) -> Iterator[Protection]:
        """The guards that an adapter for functions puts on a method, at it or at its class."""
        adapter = handler.framework.method_adapter
        places = [(use, handler.function.scope, False) for use in handler.decorators]
        if cls is not None:
            places += [(use, cls.scope, True) for use in handler.class_decorators]
        for use, scope, of_class in places:
            call = use.decorator.value
            if not adapter or use.name != adapter or not isinstance(call, ir.Call):
                continue
            method = self.project.resolver.constant(call.argument(1, "name"), scope)
            if of_class and method not in ("dispatch", handler.function.name):
                continue
            first = call.argument(0, "decorator")
            if first is None:
                continue
            for expr, at in self.project.resolver.items(first, scope) or [(first, scope)]:
                inner = expr.func if isinstance(expr, ir.Call) else expr
                value = self.project.evaluate(inner, at)
                name = self.guard_name(handler.framework, value)
                if name:
                    location = Location(at.module.path, expr.span)
                    yield Protection(name, "class" if of_class else "decorator", location)

    def _listed_decorators(self, handler: Handler, cls: ClassRef) -> Iterator[Protection]:
        """The guards among the decorators that an attribute of a view class lists."""
        resolver = self.project.resolver
        for attribute in handler.framework.decorator_attributes:
            value = resolver.class_attribute(cls, attribute)
            if not isinstance(value, Known):
                continue
            expr: ir.Expr | None = value.expr
            if isinstance(expr, ir.Dictionary):
                own = [
                    item
                    for key, item in expr.items
                    if key is not None
                    and resolver.constant(key, value.scope) == handler.function.name
                ]
                expr = own[0] if own else None
            refs = [Ref(item, at) for item, at in resolver.items(expr, value.scope) or ()]
            yield from self._listed(handler.framework, refs, "class")

    def is_guard(self, use: DecoratorUse) -> bool:
        """Whether a decorator refuses requests for want of who sends them."""
        names = {use.name, use.name.rpartition(".")[2]}
        if use.function is not None:
            names |= {use.function.dotted, use.function.name}
        if use.kind == "guard" or names & set(self.project.options.auth_decorators):
            return True
        if use.kind == "" and use.function is None:
            # What it does can't be read, but it is called like a guard.
            return GUARD_NAME.search((ir.dotted(callee(use)) or "").rpartition(".")[2]) is not None
        return (
            use.kind == "project"
            and use.function is not None
            and (self._wrapper_guards(use.function))
        )

    def _wrapper_guards(self, decorator: FunctionRef) -> bool:
        """Whether what a decorator of the project puts around a function refuses some requests, and
        not for what is wrong with them."""
        found = decorator_wrapper(decorator, self.project.resolver)
        if found is None:
            return False
        if GUARD_NAME.search(decorator.name) and Checks.of(self.project).asks(found[0]):
            return True
        guards = [Guard(self.project, h) for h in self.project.handlers_of(found[0])]
        return self._function_guards(found[0]) or any(
            guard.refuses()
            and not guard.is_about_something_else
            and (GUARD_NAME.search(decorator.name) or guard.is_about_auth() or guard.denies)
            for guard in guards
        )

    def of_class(self, framework: Framework, cls: ClassRef) -> Iterator[Protection]:
        """The guards that a view class has by its bases, attributes and methods."""
        resolver = self.project.resolver
        yield from self._mixins(framework, cls)
        for attribute in framework.guard_attributes:
            value = resolver.class_attribute(cls, attribute)
            if isinstance(value, Known):
                yield from self._permissions(framework, Ref(value.expr, value.scope), "class")
            elif value is None and framework.guard_setting[0]:
                yield from self._by_setting(framework)
        for base in resolver.mro(cls):
            for method in resolver.methods(base) if isinstance(base, ClassRef) else ():
                for handler in self.project.handlers_of(method):
                    if handler.role in (Role.BEFORE, Role.TEST) and self._guards(handler):
                        yield Protection(handler.name, "class", handler.function.location)

    def _mixins(self, framework: Framework, cls: ClassRef) -> Iterator[Protection]:
        resolver = self.project.resolver
        for base in resolver.mro(cls):
            for arg in base.node.bases if isinstance(base, ClassRef) else ():
                value = self.project.evaluate(arg.value, base.scope)  # type: ignore[union-attr]
                if isinstance(value, Symbol):
                    if framework.guard_mixins & set(resolver.class_names(value)):
                        location = Location(cls.module.path, cls.node.name_span)
                        yield Protection(value.name.rpartition(".")[2], "class", location)

    def _by_setting(self, framework: Framework) -> list[Protection]:
        return self.project.memo(
            f"guards-by-setting:{framework.slug}", lambda: list(self._of_settings(framework))
        )

    def _of_settings(self, framework: Framework) -> Iterator[Protection]:
        key, item = framework.guard_setting
        for container in self.project.containers:
            for setting in container.settings:
                if setting.key != key or setting.value is None:
                    continue
                value = self.project.evaluate(setting.value.expr, setting.value.scope)
                if not isinstance(value, Known) or not isinstance(value.expr, ir.Dictionary):
                    continue
                for name, expr in value.expr.items:
                    if (
                        name is not None
                        and self.project.resolver.constant(name, value.scope) == item
                    ):
                        yield from self._permissions(framework, Ref(expr, value.scope), "app")

    def _permissions(self, framework: Framework, ref: Ref, source: str) -> Iterator[Protection]:
        """The entries of a list of permissions, unless one of them is open to everybody."""
        resolver = self.project.resolver
        found: list[Protection] = []
        given = resolver.items(ref.expr, ref.scope)
        if given is None and isinstance(resolver.constant(ref.expr, ref.scope), str):
            given = [(ref.expr, ref.scope)]
        for expr, scope in given or ():
            value = self.project.evaluate(expr, scope)
            text = resolver.constant(expr, scope)
            name = text if isinstance(text, str) else callable_name(value) or ir.text(expr)
            if name in framework.no_guards:
                return
            location = Location(scope.module.path, expr.span)
            found.append(Protection(name.rpartition(".")[2], source, location))
        yield from found

    def _needed(
        self,
        handler: Handler,
        function: FunctionRef,
        depth: int,
        through: str = "",
        outermost: str = "",
    ) -> Iterator[Protection]:
        """The dependencies of a function that guard, and those of its dependencies."""
        framework = handler.framework
        if depth > 8 or not framework.dependency_markers:
            return
        resolver = self.project.resolver
        for needed in dependencies(resolver, function, framework.dependency_markers):
            name = self.guard_name(framework, needed.value)
            if name:
                location = Location(function.module.path, needed.expr.span)
                text = outermost or ir.text(needed.expr)
                yield Protection(name, "dependency", location, text=text, through=through)
            inner = as_function(needed.value)
            if inner is not None:
                names = through or inner.name, outermost or ir.text(needed.expr)
                yield from self._needed(handler, inner, depth + 1, *names)

    # --- functions --------------------------------------------------------------------------------
    def _function_guards(self, function: FunctionRef) -> bool:
        names = {function.name, function.dotted}
        options = self.project.options
        if names & {*options.auth_dependencies, *options.auth_decorators}:
            return True
        return any(self._guards(handler) for handler in self.project.handlers_of(function))

    def _guards(self, handler: Handler) -> bool:
        key = id(handler)
        if key not in self._is_guard:
            guard = Guard(self.project, handler)
            self._is_guard[key] = guard.is_guard and not guard.is_about_something_else
        return self._is_guard[key]

    def _is_partial(self, handler: Handler) -> bool:
        return Guard(self.project, handler).looks_at_request()


def callee(use: DecoratorUse) -> ir.Expr:
    """What a decorator names, called or not."""
    expr = use.decorator.value
    return expr.func if isinstance(expr, ir.Call) else expr


def _kind(route: Route) -> str:
    """What a route is, in the words of `Framework.unreached`."""
    if route.role in (Role.WEBSOCKET, Role.MOUNT, Role.SINK):
        return route.role
    name = route.call.func.attr if route.call and isinstance(route.call.func, ir.Attribute) else ""
    return name or "view"


def _unreached(container: Container, kind: str) -> frozenset[str]:
    return container.framework.unreached.get(kind, frozenset())


def only_http(handler: Handler) -> bool:
    """Whether raw middleware hands everything on at once that is no HTTP request."""
    for node in ir.nodes_of(handler.function.node.body, ir.Constant):
        if node.value == "websocket":
            return False
    for statement in handler.function.node.body:
        if isinstance(statement, ir.If) and isinstance(statement.test, ir.Compare):
            compared = [
                part.value
                for side in (statement.test.left, *statement.test.comparators)
                for part in ir.walk(side)
                if isinstance(part, ir.Constant)
            ]
            if set(compared) == {"type", "http"} and statement.test.ops == ("!=",):
                return True
    return False
