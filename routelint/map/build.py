"""From the linked project to the route table."""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Location
from routelint.map.table import (
    AppEntry,
    CorsEntry,
    GuardEntry,
    LimitEntry,
    Place,
    RouteEntry,
    RouteMap,
)
from routelint.model.app import Container, EffectiveRoute, ErrorHandler, Middleware, Mount, Role
from routelint.model.project import Project
from routelint.model.values import (
    BoundMethod,
    ClassRef,
    FunctionRef,
    Instance,
    Symbol,
    Value,
    callable_name,
)
from routelint.policies import cors
from routelint.policies.limits import is_limited
from routelint.policies.protection import Protections

_METHODS = ("get", "post", "put", "patch", "delete")


def build(project: Project, paths: frozenset[str] | None = None) -> RouteMap:
    """The map of the project. With `paths`, only apps with a route in one of these files, and of
    these the routes in them."""
    builder = _Builder(project)
    apps = []
    for app in project.apps:
        if app.module.is_test or any(True for _ in builder.outer(app)):
            continue
        entry = builder.app(app)
        if paths is not None:
            routes = tuple(route for route in entry.routes if route.file in paths)
            if not routes and entry.path not in paths:
                continue
            entry = AppEntry(
                entry.name,
                entry.framework,
                entry.path,
                entry.line,
                routes,
                entry.middleware,
                entry.hooks,
                entry.error_handlers,
                entry.cors,
                entry.body_limit,
            )
        if entry.routes or entry.middleware:
            apps.append(entry)
    return RouteMap(tuple(sorted(apps, key=lambda app: (app.path, app.line, app.name))))


class _Builder:
    def __init__(self, project: Project) -> None:
        self.project = project
        self.protections = Protections(project)
        self.policies = list(cors.policies(project))

    def outer(self, app: Container) -> Iterator[Container]:
        """The apps of which this one is a part."""
        yield from (mount.container for mount in self.project.mounts_of(app))
        yield from (
            include.container
            for include in self.project.includes_of(app)
            if include.container is not app
        )

    def app(self, app: Container) -> AppEntry:
        return AppEntry(
            app.name,
            app.framework.slug,
            app.location.path,
            app.location.span.line,
            tuple(self.routes(app, "", (), ())),
            tuple(_place(_middleware_name(m), m.location) for m in app.middleware),
            tuple(
                _place(f"{hook.role} {hook.handler.name}", hook.location)
                for container in self.parts(app)
                for hook in container.hooks
                if hook.handler is not None and (container is app or hook.reach == "app")
            ),
            tuple(
                _place(_selector(handler), handler.location)
                for container in self.parts(app)
                for handler in container.error_handlers
                if container is app or handler.reach == "app"
            ),
            tuple(self.cors(app)),
            self.limit(app),
        )

    def parts(self, app: Container) -> list[Container]:
        """The app and the routers whose routes it serves."""
        return [c for c in self.project.containers if c is app or app in self.project.apps_of(c)]

    # --- routes -----------------------------------------------------------------------------------
    def routes(
        self,
        app: Container,
        below: str,
        guards: tuple[GuardEntry, ...],
        middleware: tuple[str, ...],
        depth: int = 0,
    ) -> Iterator[RouteEntry]:
        """The routes of an app and of the apps that are mounted in it, with what stands around
        these."""
        mounts = {id(self.project.mount_route(m)): m for c in self.parts(app) for m in c.mounts}
        for served in self.project.served(app):
            mount = mounts.get(id(served.route))
            if mount is not None:
                yield from self._mounted(app, mount, served, below, guards, middleware, depth)
                continue
            path = None if served.pattern is None else _joined(below, served.pattern.text)
            for methods, handler, place in self.views(app, served):
                yield RouteEntry(
                    tuple(sorted(methods)),
                    path,
                    handler,
                    place.path,
                    place.span.line,
                    "websocket" if served.route.role == Role.WEBSOCKET else "http",
                    (*guards, *self.guards(served)),
                    (*middleware, *self.chain(served)),
                    tuple(self.error_handlers(served)),
                )

    def views(
        self, app: Container, served: EffectiveRoute
    ) -> Iterator[tuple[frozenset[str], str, Location]]:
        """What answers for a route: several views, where they are given to it by its name."""
        views = [
            view
            for container in (self.parts(app) if served.route.name else ())
            for view in container.views
            if view.route_name == served.route.name and view.handlers
        ]
        for view in views:
            handler = view.handlers[0]
            yield view.methods or served.methods, handler.name, handler.function.location
        if not views:
            name, place = _handler(served)
            yield served.methods or self.class_methods(served), name, place

    def class_methods(self, served: EffectiveRoute) -> frozenset[str]:
        """The methods that a view class serves, where the framework answers 405 for all others."""
        framework, cls = served.route.container.framework, served.route.view_class
        if cls is None or "other-methods-are-405" not in framework.facts:
            return frozenset()
        defined = (self.project.resolver.method(cls, name) for name in _METHODS)
        return frozenset(found.name.upper() for found in defined if found is not None)

    def _mounted(
        self,
        app: Container,
        mount: Mount,
        served: EffectiveRoute,
        below: str,
        guards: tuple[GuardEntry, ...],
        middleware: tuple[str, ...],
        depth: int,
    ) -> Iterator[RouteEntry]:
        """The routes of a mounted app; one line for what is no app of the project."""
        prefix = "" if served.pattern is None else _joined(below, served.pattern.text).rstrip("/")
        around = (*guards, *self.guards(served))
        chain = (*middleware, *self.chain(served))
        if any(include.call is mount.call for include in mount.container.includes):
            # It lists its routes, which are shown.
            return
        if mount.target is not None and mount.target is not app and depth < 8:
            yield from self.routes(mount.target, prefix, around, chain, depth + 1)
            return
        value = mount.value
        name = callable_name(value) or (
            value.cls.name
            if isinstance(value, Instance) and not isinstance(value.cls, ClassRef)
            else ""
        )
        yield RouteEntry(
            (),
            prefix or "/",
            name.rpartition(".")[2] or "mounted",
            mount.location.path,
            mount.location.span.line,
            "mount",
            around,
            chain,
        )

    def guards(self, served: EffectiveRoute) -> tuple[GuardEntry, ...]:
        return tuple(
            GuardEntry(
                found.name,
                found.source,
                found.location.path,
                found.location.span.line,
                found.partial,
            )
            for found in self.protections.of(served)
        )

    def chain(self, served: EffectiveRoute) -> Iterator[str]:
        for container in self.protections.path_to(served):
            yield from (_middleware_name(m) for m in container.middleware)

    def error_handlers(self, served: EffectiveRoute) -> Iterator[str]:
        """What the error handlers in reach of a route are for: its own routers' and the app's."""
        path = self.protections.path_to(served)
        seen: set[str] = set()
        for container in self.parts(served.app):
            for handler in container.error_handlers:
                name = _selector(handler)
                if (container in path or handler.reach == "app") and name not in seen:
                    seen.add(name)
                    yield name

    # --- policies ---------------------------------------------------------------------------------
    def cors(self, app: Container) -> Iterator[CorsEntry]:
        parts = self.parts(app)
        for policy in self.policies:
            if policy.container is not None and policy.container not in parts:
                continue
            if policy.container is None and policy.framework is not app.framework:
                continue
            known = cors.origins(self.project, policy)
            allowed = None if known is None else tuple(origin.text for origin in known)
            if (not allowed and cors.is_on(self.project, policy, policy.table.any_origin)) or (
                policy.table.default_any
                and not cors.given(policy, (*policy.table.origins, *policy.table.regexes))
            ):
                allowed = ("*",)
            yield CorsEntry(
                allowed,
                cors.credentials(self.project, policy) is not None,
                policy.location.path,
                policy.location.span.line,
                cors.all_known(self.project, policy),
            )

    def limit(self, app: Container) -> LimitEntry:
        table = app.framework.body_limit
        if self.project.options.body_limit_by_proxy:
            return LimitEntry("proxy")
        if table is None or app.opaque_settings:
            return LimitEntry("unknown")
        setting = self.project.setting(app, *table.settings)
        value = None if setting is None else self.project.value_of(setting.value)
        for name in table.options:
            if name in app.options:
                value = self.project.value_of(app.options[name])
        number = value if isinstance(value, int) and not isinstance(value, bool) else None
        if is_limited(self.project, app, table):
            return LimitEntry("set", number)
        return LimitEntry("none" if table.unlimited_by_default else "default")


def _handler(served: EffectiveRoute) -> tuple[str, Location]:
    """The name of what was registered for a route, and where it is."""
    route = served.route
    value: Value | None = route.view_class or route.endpoint
    if isinstance(value, Instance) and isinstance(value.receiver, Symbol):
        value = value.receiver
    if isinstance(value, BoundMethod):
        value = value.function
    if isinstance(value, FunctionRef):
        return value.node.qualname, value.location
    if isinstance(value, ClassRef):
        return value.node.qualname, Location(value.module.path, value.node.name_span)
    classes = {id(h.view_class): h.view_class for h in route.handlers if h.view_class is not None}
    if len(classes) == 1:
        cls = next(iter(classes.values()))
        return cls.node.qualname, Location(cls.module.path, cls.node.name_span)
    if route.handlers:
        return route.handlers[0].name, route.handlers[0].function.location
    name = callable_name(value)
    if name is None and isinstance(value, Instance) and not isinstance(value.cls, ClassRef):
        name = value.cls.name
    return name or "?", route.location


def _place(name: str, location: Location) -> Place:
    return Place(name, location.path, location.span.line)


def _middleware_name(middleware: Middleware) -> str:
    return middleware.name.rpartition(".")[2] or "middleware"


def _selector(handler: ErrorHandler) -> str:
    return str(handler.selector if handler.selector is not None else "*").removeprefix("builtins.")


def _joined(prefix: str, path: str) -> str:
    if not prefix:
        return path if path.startswith(("/", "^", ".*")) else f"/{path}"
    return prefix.rstrip("/") + "/" + path.lstrip("/") if path else prefix
