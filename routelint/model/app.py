"""The application as its framework sees it: apps, routers and what is registered on them, in order.

All of it is framework-neutral. `order` numbers increase in the order in which the registrations are
executed, over the whole project.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from routelint.findings import Location, Related, Span
from routelint.model import ir
from routelint.model.modules import Module
from routelint.model.pattern import Pattern
from routelint.model.scopes import Scope
from routelint.model.values import ClassRef, FunctionRef, Instance, Value
from routelint.model.vocabulary import Contract, Framework


class Role:
    """What a function does in the request pipeline."""

    VIEW = "view"
    WEBSOCKET = "websocket"
    DEPENDENCY = "dependency"
    GUARD = "guard"
    BEFORE = "before-request"
    BEFORE_WEBSOCKET = "before-websocket"
    AFTER = "after-request"
    AFTER_WEBSOCKET = "after-websocket"
    TEARDOWN = "teardown"
    PREPROCESSOR = "preprocessor"
    UNCALLED = "uncalled"
    ERROR_HANDLER = "error-handler"
    MIDDLEWARE = "middleware"
    ASGI_MIDDLEWARE = "asgi-middleware"
    ASGI_APP = "asgi-app"
    WSGI_MIDDLEWARE = "wsgi-middleware"
    WSGI_APP = "wsgi-app"
    DECORATOR = "decorator"
    STARTUP = "startup"
    HELPER = "helper"
    TEST = "test"
    WEBSOCKET_EVENT = "websocket-event"
    MOUNT = "mount"
    SINK = "sink"


@dataclass(frozen=True, eq=False)
class Ref:
    """An expression and where to read it."""

    expr: ir.Expr
    scope: Scope

    @property
    def location(self) -> Location:
        return Location(self.scope.module.path, self.expr.span)


@dataclass(eq=False)
class DecoratorUse:
    """One decorator on a function or class, from the top down. `name` is canonical when external.

    `kind` is "registration" for one that registers the function, else the kind from a framework's
    table ("guard", "rate-limit", "cache", "cors", ...), "project" for a function of the project, or
    "" when nothing is known.
    """

    decorator: ir.Decorator
    value: Value | None
    name: str
    kind: str
    function: FunctionRef | None = None


@dataclass(eq=False)
class Handler:
    """A function (or class) that the framework calls, and in what role. `class_decorators` are those
    of the class whose method it is. `lends` tells that it hands its means to answer to something
    unknown, `asked_for` that somebody uses what it returns, `threaded` that it was registered to run
    in a thread. `own_contract` stands where that of a method differs from its role's. `wraps` are
    the handlers around which the wrapper of a decorator stands."""

    function: FunctionRef
    role: str
    framework: Framework
    container: Container | None
    location: Location
    decorators: tuple[DecoratorUse, ...] = ()
    view_class: ClassRef | None = None
    class_decorators: tuple[DecoratorUse, ...] = ()
    routes: list[Route] = field(default_factory=list)
    next_name: str = ""
    lends: bool = False
    asked_for: bool = False
    serves: str = ""
    own_contract: Contract | None = None
    threaded: bool = False
    wraps: list[Handler] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.function.node.qualname

    @property
    def contract(self) -> Contract | None:
        """What stands around functions of one role only answers for them: as a hook goes on without a
        value, so does the wrapper of its decorator."""
        roles = {handler.role for handler in self.wraps}
        role = roles.pop() if len(roles) == 1 else self.role
        contract = self.framework.contracts.get(role)
        if self.wraps and role != Role.VIEW and contract is not None and not contract.none:
            return contract
        return self.own_contract or self.framework.contracts.get(self.role)


Branch = tuple[tuple[int, int], ...]


def exclude_each_other(one: Branch, other: Branch) -> bool:
    """Whether no run takes both branches."""
    sides = dict(one)
    return any(sides.get(place, side) != side for place, side in other)


@dataclass(eq=False)
class Registration:
    """Something registered on a container. `call` is the registering call, None for a bare
    decorator; `function` is the enclosing function when it is registered inside one. `branch` tells
    apart what never is registered together: a number for each condition, and which side of it.
    `waits`: a decorator has noted it, for a scan that no app makes of its module. `root` is the
    function or program with which reading began: what comes from different ones never is registered
    on one object, where a function makes that anew for each. `handed_over`: the call that registers
    what was declared elsewhere, which is where `location` is."""

    container: Container
    location: Location
    order: int
    scope: Scope
    call: ir.Call | None = None
    decorator: ir.Decorator | None = None
    conditional: bool = False
    main_guard: bool = False
    statement: Span | None = None
    branch: Branch = ()
    waits: bool = False
    root: str = ""
    handed_over: Ref | None = None


@dataclass(eq=False)
class Route(Registration):
    """`methods` is empty when any method is served. `pattern` is None when the path isn't known.
    `entry`: routes with the same one (not None) are one entry in the framework's table of paths, which
    tells them apart by their methods. `name` is that by which views are given to it.
    `may_answer_nothing`: it is declared that there may be no value. `implicit`: the framework makes it
    of something else, so that nobody misses it where another one is in its place."""

    path: Ref | None = None
    pattern: Pattern | None = None
    methods: frozenset[str] = frozenset()
    handlers: list[Handler] = field(default_factory=list)
    endpoint: Value | None = None
    role: str = Role.VIEW
    guards: list[Ref] = field(default_factory=list)
    entry: object = None
    name: str = ""
    may_answer_nothing: bool = False
    implicit: bool = False

    @property
    def view_class(self) -> ClassRef | None:
        """The class of the project that was registered (`Class`, `Class.as_view()`, an object)."""
        value = self.endpoint
        if isinstance(value, Instance):
            value = value.receiver if isinstance(value.receiver, ClassRef) else value.cls
        return value if isinstance(value, ClassRef) else None


@dataclass(eq=False)
class View(Registration):
    """Handlers for the route of a name, "" when that is not known or the view has none. `options` are
    the keywords, those of the class included."""

    route_name: str = ""
    methods: frozenset[str] = frozenset()
    handlers: list[Handler] = field(default_factory=list)
    options: dict[str, Ref] = field(default_factory=dict)


@dataclass(eq=False)
class Scan(Registration):
    """`packages` are the modules below which an app looks for what decorators have noted; None when
    that is not known."""

    packages: tuple[str, ...] | None = None


@dataclass(eq=False)
class Include(Registration):
    """`as_of` is the place in the order at which the child's routes were taken, when that is another
    one than where it was included. A `lazy` one takes none: they are read with its container's own. To
    the child of an `open` one routes may be added at any time."""

    child: Container | None = None
    prefix: Ref | None = None
    guards: list[Ref] = field(default_factory=list)
    as_of: int | None = None
    lazy: bool = False
    open: bool = False


@dataclass(eq=False)
class Mount(Registration):
    """`target` is the mounted app when it is one of the project, `value` what it is otherwise."""

    prefix: Ref | None = None
    target: Container | None = None
    value: Value | None = None


@dataclass(eq=False)
class Middleware(Registration):
    """`target` is the class or function; `options` the keywords. `position` counts from the
    outermost (0) of its container once linking is done. `placed`: its place does not follow from the
    order of registration; `inside`: it is inside of what makes answers of errors."""

    target: Value | None = None
    target_ref: Ref | None = None
    name: str = ""
    handlers: list[Handler] = field(default_factory=list)
    options: dict[str, Ref] = field(default_factory=dict)
    style: str = "class"
    listed: bool = False
    outermost: str = "last"
    methods: tuple[str, ...] = ()
    position: int = 0
    placed: bool = False
    inside: bool = False


@dataclass(eq=False)
class ErrorHandler(Registration):
    """`selector` is the status code as int, or the canonical or project name of an exception."""

    selector: int | str | None = None
    selector_ref: Ref | None = None
    handler: Handler | None = None
    reach: str = "app"


@dataclass(eq=False)
class Hook(Registration):
    """Of those with a `priority` the highest runs first."""

    role: str = ""
    reach: str = "app"
    handler: Handler | None = None
    priority: int = 0


@dataclass(eq=False)
class Setting(Registration):
    """`app.config["KEY"] = value`, `app.secret_key = value`, a Django settings variable."""

    key: str = ""
    value: Ref | None = None


@dataclass(eq=False)
class Run(Registration):
    pass


@dataclass(eq=False)
class Cors(Registration):
    """A CORS policy as its options were written; `name` is the canonical callee."""

    name: str = ""
    options: dict[str, Ref] = field(default_factory=dict)
    target: Value | None = None


@dataclass(eq=False)
class Exemption(Registration):
    """Paths that authentication does not ask for: expressions, each found anywhere in a path."""

    patterns: list[Ref] = field(default_factory=list)


@dataclass(eq=False)
class Container:
    """An app or router. `class_name` is its canonical class, `options` the constructor's keywords.

    A `phantom` stands for an app that is only known by annotation or as `self`: what is registered
    on it is real, but nothing can be said about what is missing. `opaque_settings`: some of its
    settings come from where they can't be read (a file, the environment). `taken` are the lists of
    routes that were copied into it. `rendered`: a renderer makes the answers of all its handlers.
    """

    kind: str
    framework: Framework
    class_name: str
    module: Module
    location: Location
    call: ir.Call | None
    scope: Scope
    order: int
    name: str = ""
    prefix: Ref | None = None
    guards: list[Ref] = field(default_factory=list)
    registrations: list[Registration] = field(default_factory=list)
    options: dict[str, Ref] = field(default_factory=dict)
    phantom: bool = False
    opaque_settings: bool = False
    rendered: bool = False
    taken: list[Ref] = field(default_factory=list)

    def __repr__(self) -> str:
        return f"{self.class_name}({self.name} at {self.location.path}:{self.location.span.line})"

    def elsewhere(self, path: str) -> tuple[Related, ...]:
        """The place where it is made, for a finding in another file at `path`; else nothing."""
        if self.phantom or self.location.path == path:
            return ()
        what = "application" if self.kind == "app" else "router"
        return (Related(self.location, f"the {what} that it is for"),)

    @property
    def routes(self) -> list[Route]:
        return [r for r in self.registrations if isinstance(r, Route)]

    @property
    def views(self) -> list[View]:
        return [r for r in self.registrations if isinstance(r, View)]

    @property
    def scans(self) -> list[Scan]:
        return [r for r in self.registrations if isinstance(r, Scan)]

    @property
    def includes(self) -> list[Include]:
        return [r for r in self.registrations if isinstance(r, Include)]

    @property
    def mounts(self) -> list[Mount]:
        return [r for r in self.registrations if isinstance(r, Mount)]

    @property
    def middleware(self) -> list[Middleware]:
        """Outermost first."""
        found = [r for r in self.registrations if isinstance(r, Middleware)]
        return sorted(found, key=lambda m: m.position)

    @property
    def error_handlers(self) -> list[ErrorHandler]:
        return [r for r in self.registrations if isinstance(r, ErrorHandler)]

    @property
    def hooks(self) -> list[Hook]:
        return [r for r in self.registrations if isinstance(r, Hook)]

    @property
    def settings(self) -> list[Setting]:
        return [r for r in self.registrations if isinstance(r, Setting)]

    @property
    def cors(self) -> list[Cors]:
        return [r for r in self.registrations if isinstance(r, Cors)]

    @property
    def exemptions(self) -> list[Exemption]:
        return [r for r in self.registrations if isinstance(r, Exemption)]

    @property
    def runs(self) -> list[Run]:
        return [r for r in self.registrations if isinstance(r, Run)]


@dataclass(frozen=True, eq=False)
class EffectiveRoute:
    """A route as one app serves it: with the prefixes, guards and order that the including routers
    give it. `trail` lists the includes from the app inwards."""

    route: Route
    app: Container
    pattern: Pattern | None
    order: int
    trail: tuple[Include, ...]

    @property
    def registered(self) -> int:
        """The place in the order at which the app is given the route."""
        return max(self.route.order, *(include.order for include in self.trail), 0)

    @property
    def methods(self) -> frozenset[str]:
        return self.route.methods
