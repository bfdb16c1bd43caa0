"""From the linked project to the route table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from routelint.findings import Location
from routelint.map.own import own_routes
from routelint.map.paths import UNKNOWN, shown_path
from routelint.map.table import (
    AppEntry,
    CorsEntry,
    GuardEntry,
    LimitEntry,
    Place,
    RouteEntry,
    RouteMap,
)
from routelint.model import ir
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


def build(projects: Iterable[Project], paths: frozenset[str] | None = None) -> RouteMap:
    """The map of the projects. With `paths`, only apps with a route in one of these files, and of
    these the routes in them."""
    apps = [entry for project in projects for entry in _entries(project, paths)]
    return RouteMap(tuple(sorted(apps, key=lambda app: (app.path, app.line, app.name))))


def _entries(project: Project, paths: frozenset[str] | None) -> Iterator[AppEntry]:
    builder = _Builder(project)
    for app in builder.shown:
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
            yield entry


class _Builder:
    def __init__(self, project: Project) -> None:
        self.project = project
        self.protections = Protections(project)
        self.policies = list(cors.policies(project))
        self.seen = [app for app in project.apps if not app.module.is_test]
        self.unseen = [
            container
            for container in project.containers
            if container.phantom and container.kind == "app" and not container.module.is_test
        ]

    @property
    def shown(self) -> list[Container]:
        """The apps that are no part of another one, and those that were not seen being made, where it
        is not known which app they are."""
        return [
            *(app for app in self.seen if not any(True for _ in self.outer(app))),
            *(app for app in self.unseen if _serves(app) and self.stands_for(app) is None),
        ]

    def outer(self, app: Container) -> Iterator[Container]:
        """The apps of the map of which this one is a part."""
        holders = [
            *(mount.container for mount in self.project.mounts_of(app)),
            *(include.container for include in self.project.includes_of(app)),
        ]
        for holder in holders:
            yield from (
                outer
                for outer in self.project.apps_of(holder)
                if outer is not app and outer in self.seen
            )

    def stands_for(self, unseen: Container) -> Container | None:
        """The app that one is which was not seen being made (a parameter, the argument of a plugin):
        the only one of its framework."""
        apps = [app for app in self.seen if app.framework is unseen.framework]
        return apps[0] if len(apps) == 1 else None

    def app(self, app: Container) -> AppEntry:
        # One that was not seen being made is where something is first registered on it.
        place = app.registrations[0].location if app.phantom else app.location
        return AppEntry(
            app.name,
            app.framework.slug,
            place.path,
            place.span.line,
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
        """The app, what stands for it elsewhere, and the routers whose routes it serves."""
        same = self.same(app)
        return [
            c
            for c in self.project.containers
            if c in same or any(one in self.project.apps_of(c) for one in same)
        ]

    def same(self, app: Container) -> list[Container]:
        return [app, *(other for other in self.unseen if self.stands_for(other) is app)]

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
        for served in (s for one in self.same(app) for s in self.project.all_served(one)):
            mount = mounts.get(id(served.route))
            if mount is not None:
                yield from self._mounted(app, mount, served, below, guards, middleware, depth)
                continue
            path = shown_path(self.project, served)
            for methods, handler, place in self.views(app, served):
                yield RouteEntry(
                    tuple(sorted(methods)),
                    None if path is None else _joined(below, path),
                    handler,
                    place.path,
                    place.span.line,
                    "websocket" if served.route.role == Role.WEBSOCKET else "http",
                    (*guards, *self.guards(served)),
                    (*middleware, *self.chain(served)),
                    tuple(self.error_handlers(served)),
                    served.route.implicit,
                )
        yield from self.own(app, below)

    def own(self, app: Container, below: str) -> Iterator[RouteEntry]:
        """What the framework adds to the app and to its routers."""
        for container in self.parts(app):
            for own, path in own_routes(self.project, container):
                for prefix in [""] if own.at_root else self.prefixes(app, container):
                    at = None if path is None or prefix is None else prefix + path
                    yield RouteEntry(
                        own.methods,
                        None if at is None else _joined(below, at),
                        own.handler,
                        container.location.path,
                        container.location.span.line,
                        own.kind,
                        own=True,
                    )

    def prefixes(self, app: Container, container: Container) -> list[str | None]:
        """What stands before the paths of a router, once for each time that the app includes it."""
        if container is app:
            prefix = self.project.prefix(app)
            return ["" if prefix is None else prefix.text.rstrip("/")]
        return [
            None if pattern is None else pattern.text.rstrip("/")
            for pattern in self.project.places_of(container, app)
        ]

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
        found = {name: self.project.resolver.method(cls, name) for name in _METHODS}
        bound = {
            target.id
            for base in self.project.resolver.mro(cls)
            if isinstance(base, ClassRef)
            for statement in base.node.body
            if isinstance(statement, ir.Assign)  # `post = get`
            for target in statement.targets
            if isinstance(target, ir.Name)
        }
        return frozenset(
            name.upper() for name, method in found.items() if method is not None or name in bound
        )

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
        path = shown_path(self.project, served, mount)
        prefix = UNKNOWN if path is None else _joined(below, path).rstrip("/")
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
        if "body-limit" in self.project.options.in_front:
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


def _serves(app: Container) -> bool:
    return bool(app.routes or app.includes or app.mounts)


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
