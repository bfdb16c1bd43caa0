"""The linked project: what rules ask their questions of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar, cast

from routelint.findings import Location, RouteRef
from routelint.model import ir
from routelint.model.app import (
    Container,
    Cors,
    EffectiveRoute,
    Handler,
    Hook,
    Include,
    Mount,
    Ref,
    Role,
    Route,
    Setting,
    View,
)
from routelint.model.definitions import definitions_in
from routelint.model.modules import Module, ModuleIndex
from routelint.model.names import Names
from routelint.model.pattern import Pattern
from routelint.model.reaching import Step, steps_from
from routelint.model.resolve import Resolver
from routelint.model.scopes import Scope
from routelint.model.values import FunctionRef, Value, callable_name
from routelint.model.vocabulary import Framework

if TYPE_CHECKING:
    from routelint.model.link import LinkOptions

T = TypeVar("T")


@dataclass(eq=False)
class Project:
    """All apps and routers, handlers and functions of a project, and the answers about them.

    `functions` are the functions that were read, tests left out, in order of path and line.
    """

    index: ModuleIndex
    resolver: Resolver
    names: Names
    options: LinkOptions
    containers: list[Container]
    handlers: list[Handler]
    modules: list[Module]
    used: tuple[Framework, ...]
    functions: list[FunctionRef]
    _memo: dict[str, object] = field(default_factory=dict)

    # --- apps and routes --------------------------------------------------------------------------
    @property
    def apps(self) -> list[Container]:
        """The apps whose creation was seen."""
        return [c for c in self.containers if c.kind == "app" and not c.phantom]

    @property
    def routers(self) -> list[Container]:
        return [c for c in self.containers if c.kind == "router" and not c.phantom]

    @property
    def routes(self) -> Iterator[Route]:
        return (route for container in self.containers for route in container.routes)

    @property
    def cors(self) -> list[Cors]:
        return [cors for container in self.containers for cors in container.cors]

    def uses(self, slug: str) -> bool:
        return any(framework.slug == slug for framework in self.used)

    def version(self, slug: str) -> tuple[int, ...]:
        """The framework's version that the project pins at least; newest when it pins none."""
        return self.options.versions.get(slug, (9999,))

    def effective_routes(self, app: Container) -> list[EffectiveRoute]:
        """The routes that an app or router serves, in the order in which it looks at them, with the
        prefixes of the including routers."""
        return [served for served in self.served(app) if served.route.role != Role.MOUNT]

    def served(self, app: Container) -> list[EffectiveRoute]:
        """`effective_routes`, and the mounts among them: they take whatever begins like them."""
        return self.memo(f"served:{id(app)}", lambda: list(self._effective(app, app, None, (), ())))

    def all_served(self, app: Container) -> list[EffectiveRoute]:
        """`served`, with those that stand below a prefix that is not known, which have no pattern."""
        return list(self._effective(app, app, None, (), (), unplaced=True))

    def _effective(
        self,
        root: Container,
        container: Container,
        prefix: Pattern | None,
        trail: tuple[Include, ...],
        active: tuple[int, ...],
        *,
        unplaced: bool = False,
        lost: bool = False,
    ) -> Iterator[EffectiveRoute]:
        if id(container) in active:
            return
        own = self.prefix(container)
        if trail and trail[-1].prefix is not None and container.framework.include_prefix_replaces:
            own = None
            known_own = True
        else:
            known_own = own is not None or container.prefix is None
        base = _join(prefix, own, container.framework)
        known = (prefix is not None or not trail) and known_own and not lost
        for registration in container.registrations:
            if isinstance(registration, Route):
                pattern = registration.pattern
                if pattern is not None and known:
                    pattern = _join(base, pattern, container.framework)
                elif not known:
                    pattern = None
                order = trail[0].order if trail else registration.order
                yield EffectiveRoute(registration, root, pattern, order, trail)
            elif isinstance(registration, Mount):
                below = self.ref_pattern(container.framework, registration.prefix)
                route = self.mount_route(registration)
                order = trail[0].order if trail else registration.order
                if below is not None and known:
                    pattern = _join(base, below.opened(), container.framework)
                    yield EffectiveRoute(route, root, pattern, order, trail)
                elif unplaced:
                    yield EffectiveRoute(route, root, None, order, trail)
            elif isinstance(registration, Include) and registration.child is not None:
                added = self.ref_pattern(container.framework, registration.prefix)
                inner = base
                if registration.prefix is not None:
                    if added is None and not unplaced:
                        continue
                    inner = _join(base, added, container.framework)
                yield from self._effective(
                    root,
                    registration.child,
                    inner if inner is not None else Pattern(()),
                    (*trail, registration),
                    (*active, id(container)),
                    unplaced=unplaced,
                    lost=lost
                    or not known_own
                    or (registration.prefix is not None and added is None),
                )

    def places_of(self, router: Container, app: Container) -> list[Pattern | None]:
        """The prefixes below which an app serves a router, one for each time that it includes it;
        None for one that is not known."""

        def below(
            container: Container, prefix: Pattern | None, known: bool, depth: int
        ) -> Iterator[Pattern | None]:
            for include in container.includes if depth < 8 else ():
                child = include.child
                if child is None:
                    continue
                replaced = (
                    include.prefix is not None and container.framework.include_prefix_replaces
                )
                refs = [include.prefix, None if replaced else child.prefix]
                inner, found = prefix, known
                for ref in refs:
                    if ref is not None:
                        part = self.ref_pattern(container.framework, ref)
                        found = found and part is not None
                        inner = _join(inner, part, container.framework)
                if child is router:
                    yield (inner or Pattern(())) if found else None
                yield from below(child, inner, found, depth + 1)

        return list(below(app, self.prefix(app), True, 0))

    def mount_route(self, mount: Mount) -> Route:
        """A mount as a route for every method (one object for each)."""
        return self.memo(
            f"mounted:{id(mount)}",
            lambda: Route(
                mount.container,
                mount.location,
                mount.order,
                mount.scope,
                mount.call,
                mount.decorator,
                mount.conditional,
                mount.main_guard,
                mount.statement,
                role=Role.MOUNT,
            ),
        )

    def prefix(self, container: Container) -> Pattern | None:
        """The container's own prefix; None when it has none or it isn't known."""
        return self.ref_pattern(container.framework, container.prefix)

    def ref_pattern(self, framework: Framework, ref: Ref | None) -> Pattern | None:
        if ref is None or framework.pattern is None:
            return None
        text = self.resolver.constant(ref.expr, ref.scope)
        return framework.pattern(text) if isinstance(text, str) else None

    def unplaced(self) -> list[Container]:
        """The routers that are included with a prefix that is not known."""
        return [
            include.child
            for container in self.containers
            for include in container.includes
            if include.child is not None
            and include.prefix is not None
            and self.ref_pattern(container.framework, include.prefix) is None
        ]

    def includes_of(self, router: Container) -> list[Include]:
        return self.memo("includes-by-child", self._includes_by_child).get(id(router), [])

    def _includes_by_child(self) -> dict[int, list[Include]]:
        found: dict[int, list[Include]] = {}
        for container in self.containers:
            for include in container.includes:
                if include.child is not None:
                    found.setdefault(id(include.child), []).append(include)
        return found

    @property
    def hooks(self) -> list[Hook]:
        """The hooks of all containers."""
        return self.memo("hooks", lambda: [h for c in self.containers for h in c.hooks])

    @property
    def views(self) -> list[View]:
        """The views that containers are told of by themselves, of all containers."""
        return self.memo("views", lambda: [v for c in self.containers for v in c.views])

    def mounts_of(self, app: Container) -> list[Mount]:
        return self.memo("mounts-by-target", self._mounts_by_target).get(id(app), [])

    def _mounts_by_target(self) -> dict[int, list[Mount]]:
        found: dict[int, list[Mount]] = {}
        for container in self.containers:
            for mount in container.mounts:
                if mount.target is not None:
                    found.setdefault(id(mount.target), []).append(mount)
        return found

    def apps_of(self, container: Container) -> list[Container]:
        """The apps that serve a container's routes (itself, when it is an app)."""
        return self.memo(f"apps-of:{id(container)}", lambda: self._apps_of(container))

    def _apps_of(self, container: Container) -> list[Container]:
        found: list[Container] = []
        pending, seen = [container], set[int]()
        while pending:
            current = pending.pop()
            if id(current) in seen:
                continue
            seen.add(id(current))
            if current.kind == "app":
                found.append(current)
            pending.extend(include.container for include in self.includes_of(current))
        return found

    def setting(self, container: Container, *keys: str) -> Setting | None:
        """The last setting of one of these keys on an app."""
        found = [s for s in container.settings if s.key in keys]
        return found[-1] if found else None

    # --- functions --------------------------------------------------------------------------------
    def handlers_of(self, function: FunctionRef) -> list[Handler]:
        """The handlers that a function is; empty for a plain function."""
        by_node = self.memo("handlers-by-node", self._handlers_by_node)
        return by_node.get(id(function.node), [])

    def _handlers_by_node(self) -> dict[int, list[Handler]]:
        found: dict[int, list[Handler]] = {}
        for handler in self.handlers:
            found.setdefault(id(handler.function.node), []).append(handler)
        return found

    def with_role(self, *roles: str) -> list[Handler]:
        return [handler for handler in self.handlers if handler.role in roles]

    def scope(self, function: FunctionRef) -> Scope:
        return self.resolver.scope(function)

    def evaluate(self, expr: ir.Expr | None, scope: Scope) -> Value | None:
        return self.resolver.evaluate(expr, scope)

    def name_of(self, expr: ir.Expr | None, scope: Scope) -> str:
        """The canonical dotted name of the external thing that an expression names, or ""."""
        return callable_name(self.resolver.evaluate(expr, scope)) or ""

    def value_of(self, ref: Ref | None, default: object = None) -> object:
        """The constant that a reference is, or `default`."""
        return default if ref is None else self.resolver.constant(ref.expr, ref.scope, default)

    def pipeline_functions(self) -> list[FunctionRef]:
        """All functions that were read, and those that handlers are or call."""
        return self.memo("pipeline-functions", self._pipeline_functions)

    def _pipeline_functions(self) -> list[FunctionRef]:
        found = {id(f.node): f for f in self.functions}
        for function, caller, _ in self.steps().values():
            if caller is None or not function.module.is_test:
                found.setdefault(id(function.node), function)
        return _sorted(found.values())

    def callers_of_coroutines(self) -> list[FunctionRef]:
        """The functions that may drop a coroutine of the project, of those that were not read, with
        those in them."""
        return self.memo("callers-of-coroutines", lambda: list(self._callers_of_coroutines()))

    def _callers_of_coroutines(self) -> Iterator[FunctionRef]:
        for module, indices in self.index.calling_coroutines() if self.used else ():
            if not module.is_test:
                for index in indices:
                    yield from self._functions_in(module, index)

    def steps(self) -> dict[int, Step]:
        """The functions that handlers are or call, by the identities of their nodes."""
        return self.memo(
            "steps-from-handlers",
            lambda: steps_from(self.resolver, (handler.function for handler in self.handlers)),
        )

    def functions_with(self, words: frozenset[str]) -> list[FunctionRef]:
        """`pipeline_functions`, and those that were not read but have one of the words, with those in
        them: for what needs no word of the vocabulary."""
        key = f"functions-with-words:{' '.join(sorted(words))}"
        return self.memo(key, lambda: self._functions_with(words))

    def _functions_with(self, words: frozenset[str]) -> list[FunctionRef]:
        found = {id(function.node): function for function in self.pipeline_functions()}
        for module, index in self.index.unread(words):
            for function in self._functions_in(module, index):
                found.setdefault(id(function.node), function)
        return _sorted(found.values())

    def _functions_in(self, module: Module, index: int) -> Iterator[FunctionRef]:
        """The function that a slice is, and those in it."""
        for statement, scope in module.definitions(index):
            if isinstance(statement, ir.Function):
                for defined in definitions_in([statement], scope, module, self.resolver):
                    if isinstance(defined, FunctionRef):
                        yield defined

    def route_ref(self, handler: Handler | None) -> RouteRef | None:
        """The route to show for a handler: its first one, as seen from the outermost app."""
        if handler is None or handler.role not in (Role.VIEW, Role.WEBSOCKET):
            return None
        for route in handler.routes:
            for app in reversed(self.apps_of(route.container) or [route.container]):
                for effective in self.effective_routes(app):
                    if effective.route is route and effective.pattern is not None:
                        methods = handler.serves or "|".join(sorted(route.methods)) or "ANY"
                        path = self.path_below_mounts(app, effective.pattern.text)
                        return RouteRef(methods, path, handler.name)
        return None

    def path_below_mounts(self, app: Container, path: str, depth: int = 0) -> str:
        """The path as clients see it, where the app is mounted once, below a path that is known."""
        mounts = self.mounts_of(app)
        if len(mounts) != 1 or depth > 5:
            return path
        outer = mounts[0].container
        prefix = self.ref_pattern(outer.framework, mounts[0].prefix)
        if prefix is None or outer.kind != "app":
            return path
        return self.path_below_mounts(outer, prefix.text.rstrip("/") + path, depth + 1)

    def location(self, scope: Scope, node: ir.Expr | ir.Stmt) -> Location:
        return Location(scope.module.path, node.span)

    # --- answers that are worth keeping -----------------------------------------------------------
    def memo(self, key: str, compute: Callable[[], T]) -> T:
        """`compute()` the first time, the same answer afterwards."""
        if key not in self._memo:
            self._memo[key] = compute()
        return cast("T", self._memo[key])

    def guarded_memo(self, key: str, during: T, compute: Callable[[], T]) -> T:
        """`memo` for answers that may ask for themselves: `during` while they are being found."""
        if key not in self._memo:
            self._memo[key] = during
            self._memo[key] = compute()
        return cast("T", self._memo[key])


def _sorted(functions: Iterable[FunctionRef]) -> list[FunctionRef]:
    return sorted(functions, key=lambda f: (f.module.path, f.node.span.start, f.node.qualname))


def _join(prefix: Pattern | None, child: Pattern | None, framework: Framework) -> Pattern | None:
    if child is None:
        return prefix
    if framework.join is not None:
        return framework.join(prefix or Pattern(()), child)
    return child if prefix is None else prefix.joined(child)
