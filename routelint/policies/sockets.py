"""WebSockets: which functions a handshake comes to, what of them reads cookies, and who looks at the
origin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from routelint.findings import Location
from routelint.flow.calls import reached_by
from routelint.model import ir
from routelint.model.app import Container, EffectiveRoute, Handler, Role
from routelint.model.dependencies import dependencies
from routelint.model.handshakes import Handshakes
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import ClassRef, FunctionRef, Instance, as_function
from routelint.model.vocabulary import Framework
from routelint.policies.cookies import names_session
from routelint.policies.origin_checks import Weak, judge
from routelint.policies.protection import Protections, only_http
from routelint.policies.sites import active, calls_of

_COOKIES = frozenset({"cookies", "COOKIES", "cookie_params"})
_GETTERS = frozenset({"get_cookie", "get_secure_cookie", "get_signed_cookie", "get_cookie_values"})
_SETTERS = frozenset({"set_cookie", "set_secure_cookie", "set_signed_cookie", "add_cookie"})
_OWNER = re.compile(
    r"^(?:self\.|cls\.)?_?(?:request|req|websocket|web_socket|ws|socket|sock|conn|connection)$",
    re.IGNORECASE,
)
#: What a page of another site can't know, and so can't send.
_SECRETS = re.compile(r"csrf|xsrf|ticket|nonce|handshake_token", re.IGNORECASE)
_TOKEN = re.compile(r"^(?:\w*_)?(?:token|ticket|api_?key|jwt|secret|signature|sig)$", re.IGNORECASE)
_QUERIES = frozenset(
    {
        "query_params",
        "query",
        "args",
        "rel_url",
        "params",
        "path_params",
        "match_info",
        "subprotocols",
    }
)
_QUERY_GETTERS = frozenset({"get_argument", "get_query_argument", "get_param", "get_arguments"})
#: Headers that a page can't have its browser send with a handshake, or that hold no cookie.
_AUTH_HEADERS = re.compile(
    r"(?:http_)?(?:authorization|sec-websocket-protocol|x[-_][\w-]*(?:token|key|auth|secret))",
    re.IGNORECASE,
)
_ORIGIN = re.compile(r"origin|csrf|xsrf", re.IGNORECASE)
_KEEPING = frozenset({"strict", "lax"})
_BEFORE = (
    Role.MIDDLEWARE,
    Role.ASGI_MIDDLEWARE,
    Role.BEFORE,
    Role.BEFORE_WEBSOCKET,
)


@dataclass(frozen=True, eq=False)
class Socket:
    """What serves a WebSocket: its functions, the first one for the place to show, and its handlers."""

    framework: Framework
    functions: tuple[FunctionRef, ...]
    handlers: tuple[Handler, ...]


@dataclass(frozen=True, eq=False)
class Cookie:
    """Where a cookie (or the session) is read that says who asks; `name` is "" when it is not known."""

    location: Location
    name: str = ""


# --- which there are ------------------------------------------------------------------------------
def sockets(project: Project) -> Iterator[Socket]:
    """The WebSockets at which nobody but the application looks at the origin."""
    frameworks = {f.slug: f for f in active(project) if f.handshakes.unchecked}
    if not frameworks:
        return
    found: dict[int, tuple[Framework, list[FunctionRef], list[Handler]]] = {}

    def note(framework: Framework, function: FunctionRef, handlers: list[Handler]) -> None:
        of_class = any(h.role == Role.WEBSOCKET_EVENT for h in handlers)
        owner = function.owner if of_class else None
        key = id(function.node) if owner is None else id(owner.node)
        entry = found.setdefault(key, (framework, [], []))
        if function not in entry[1]:
            entry[1].append(function)
        entry[2].extend(h for h in handlers if h not in entry[2])

    for handler in project.handlers:
        if handler.framework.slug in frameworks:
            if handler.role in (Role.WEBSOCKET, Role.WEBSOCKET_EVENT):
                note(handler.framework, handler.function, [handler])
    for framework in frameworks.values():
        for function in _opening(project, framework):
            handlers = project.handlers_of(function)
            note(framework, function, handlers)
            for handler in () if handlers else _leading_to(project, framework, function):
                found[id(function.node)][1].append(handler.function)
                found[id(function.node)][2].append(handler)
    for framework, functions, handlers in found.values():
        if not any(function.module.is_test for function in functions):
            yield Socket(framework, tuple(functions), tuple(handlers))


def _opening(project: Project, framework: Framework) -> Iterator[FunctionRef]:
    table = framework.handshakes
    for site in calls_of(project, frozenset(n.rpartition(".")[2] for n in table.openers)):
        if project.name_of(site.call.func, site.scope) in table.openers:
            if site.function is not None:
                yield site.function
    if table.texts or table.decorators or table.methods:
        for function in project.pipeline_functions():
            if _serves(project, function, framework):
                yield function


def _serves(project: Project, function: FunctionRef, framework: Framework) -> bool:
    table = framework.handshakes
    if function.owner is not None and function.name in table.methods:
        return True
    if table.decorators and is_decorated(project, function, table.decorators):
        return True
    spoken = bool(table.texts) and _says(function, table.texts)
    return spoken and any(h.framework is framework for h in project.handlers_of(function))


def _leading_to(project: Project, framework: Framework, function: FunctionRef) -> list[Handler]:
    """The handlers that call a function, at any depth."""
    return [
        handler
        for handler in project.handlers
        if handler.framework is framework and function in reached_by(project, [handler.function])
    ]


def _says(function: FunctionRef, texts: frozenset[str]) -> bool:
    nodes = ir.walk_body(function.node.body)
    return any(isinstance(node, ir.Constant) and node.value in texts for node in nodes)


def is_decorated(project: Project, function: FunctionRef, names: frozenset[str]) -> bool:
    """Whether one of the decorators of a function is called like one of these, canonically."""
    for decorator in function.node.decorators:
        value = decorator.value
        called = value.func if isinstance(value, ir.Call) else value
        if project.name_of(called, function.scope) in names:
            return True
    return False


# --- what they come to ----------------------------------------------------------------------------
class Serving:
    """All functions that serve one WebSocket, what stands before it included."""

    def __init__(self, project: Project, socket: Socket) -> None:
        self.project = project
        self.socket = socket
        first = list(socket.functions)
        for handler in socket.handlers:
            for use in handler.decorators:
                if use.function is not None:
                    first.append(use.function)
        first += _needed(project, first, socket.framework)
        first += self._guards()
        self.functions = _with_nested(project, reached_by(project, first))

    def _guards(self) -> list[FunctionRef]:
        """The functions of the guards that stand before it, and of what is needed before it."""
        project = self.project
        protections = project.memo("protections-of-sockets", lambda: Protections(project))
        found = []
        for served in self._served():
            for guard in protections.of(served):
                if guard.handler is not None:
                    found.append(guard.handler.function)
            refs = [*served.route.guards, *served.app.guards, *served.route.container.guards]
            refs += [ref for include in served.trail for ref in include.guards]
            for ref in refs:
                items = project.resolver.items(ref.expr, ref.scope)
                for expr, scope in items if items is not None else [(ref.expr, ref.scope)]:
                    found += _called_for(project, expr, scope)
        return found + _needed(project, found, self.socket.framework)

    def _served(self) -> Iterator[EffectiveRoute]:
        """Its routes, as apps serve them."""
        for handler in self.socket.handlers:
            for route in handler.routes:
                for app in self.project.apps_of(route.container):
                    for served in self.project.served(app):
                        if served.route is route:
                            yield served

    def cookie(self) -> Cookie | None:
        """The cookie by which it knows who asks, where nothing else is asked for."""
        found: Cookie | None = None
        for function in self.functions:
            if _asks_for_secret(self.project, function, self.socket.framework):
                return None
            found = found or _read(self.project, function, self.socket.framework)
        if found is None or (found.name and _is_kept_at_home(self.project, found.name)):
            return None
        return found

    def origin(self) -> Weak | bool:
        """What becomes of the origin: a weak test, False when nobody looks, True when somebody may."""
        for handler in self.socket.handlers:
            for use in handler.decorators:
                if use.function is None and _ORIGIN.search(use.name.rpartition(".")[2]):
                    return True
                if use.kind == "cors":
                    return True
        found = judge(self.project, self.functions)
        if found is True or judge(self.project, self._before()) is True:
            return True
        if any(_ORIGIN.search(name) for name in self._middleware()):
            return True
        return found

    def _before(self) -> list[FunctionRef]:
        """What runs before handlers of its apps, and may see a handshake."""
        framework = self.socket.framework
        containers = self._containers()
        handlers = [h for c in containers for m in c.middleware for h in m.handlers]
        handlers += [
            handler
            for handler in self.project.with_role(*_BEFORE)
            if handler.container in containers
            or (handler.container is None and handler.framework is framework)
        ]
        found = [h.function for h in handlers if _sees_sockets(h)]
        functions = _with_nested(self.project, reached_by(self.project, found))
        return [f for f in functions if not _sends_cors(f)]

    def _containers(self) -> list[Container]:
        """Its apps, with all that is included in them; all there are where no route is known."""
        apps = {id(served.app): served.app for served in self._served()}
        if not apps:
            return self.project.containers
        return [
            container
            for container in self.project.containers
            if any(id(app) in apps for app in self.project.apps_of(container))
        ]

    def _middleware(self) -> list[str]:
        return [m.name.rpartition(".")[2] for c in self._containers() for m in c.middleware]


def _sees_sockets(handler: Handler) -> bool:
    unreached = handler.framework.unreached
    if handler.role == Role.BEFORE:
        return "websocket" not in unreached.get("hook", ())
    if handler.role == Role.MIDDLEWARE:
        return "websocket" not in unreached.get("http-middleware", ())
    return handler.role != Role.ASGI_MIDDLEWARE or not only_http(handler)


def _sends_cors(function: FunctionRef) -> bool:
    return any(
        isinstance(node.value, str) and node.value.lower() == "access-control-allow-origin"
        for node in ir.nodes_of(function.node.body, ir.Constant)
    )


def _needed(
    project: Project, functions: Iterable[FunctionRef], framework: Framework
) -> list[FunctionRef]:
    """What functions depend on, by what they declare, at any depth."""
    found: list[FunctionRef] = []
    pending = list(functions)
    while pending and len(found) < 50:
        function = pending.pop()
        for dependency in dependencies(project.resolver, function, framework.dependency_markers):
            for called in _functions_of(project, dependency.value):
                if called not in found:
                    found.append(called)
                    pending.append(called)
    return found


def _called_for(project: Project, expr: ir.Expr, scope: Scope) -> list[FunctionRef]:
    value = project.evaluate(expr, scope)
    if isinstance(value, Instance) and value.call is not None and value.scope is not None:
        given = value.call.argument(0, "dependency")
        if given is not None:
            return _functions_of(project, project.evaluate(given, value.scope))
    return _functions_of(project, value)


def _functions_of(project: Project, value: object) -> list[FunctionRef]:
    function = as_function(value)  # type: ignore[arg-type]
    if function is not None:
        return [function]
    cls = value.cls if isinstance(value, Instance) else value
    if isinstance(cls, ClassRef):
        methods = (project.resolver.method(cls, name) for name in ("__call__", "__init__"))
        return [method for method in methods if method is not None]
    return []


def _with_nested(project: Project, functions: Iterable[FunctionRef]) -> list[FunctionRef]:
    found: list[FunctionRef] = []
    for function in functions:
        if function not in found:
            found.append(function)
        for node in ir.nodes_of(function.node.body, ir.Function):
            inner = FunctionRef(function.module, node, project.scope(function))
            if inner not in found:
                found.append(inner)
    return found


# --- cookies --------------------------------------------------------------------------------------
def _read(project: Project, function: FunctionRef, framework: Framework) -> Cookie | None:
    table = framework.handshakes
    scope = project.scope(function)
    path = function.module.path
    for param in function.node.params:
        for expr in (param.default, param.annotation):
            if expr is not None and _is_cookie_parameter(project, expr, function.scope, table):
                name = _alias(project, expr, function.scope) or param.name
                return Cookie(Location(path, param.span), name)
    if table.sessions and is_decorated(project, function, table.sessions):
        return Cookie(Location(path, function.node.decorators[0].span))
    keyed: dict[int, str] = {}
    body = ir.walk_body(function.node.body)
    for node in body:
        key, owner = _looked_up(node)
        if key is not None and owner is not None:
            text = project.resolver.constant(key, scope)
            if isinstance(text, bytes):
                text = text.decode("latin-1")
            keyed[id(owner)] = text if isinstance(text, str) else ""
            if isinstance(text, str) and text.lower() in ("cookie", "http_cookie"):
                if isinstance(node, (ir.Subscript, ir.Call)):
                    return Cookie(Location(path, node.span))
    for node in body:
        if isinstance(node, ir.Attribute) and node.attr in _COOKIES | {"session"}:
            name = keyed.get(id(node), "") if node.attr != "session" else ""
            if not name or names_session(name):
                if _is_of_request(project, node, scope, framework):
                    return Cookie(Location(path, node.span), name)
        if isinstance(node, ir.Call) and isinstance(node.func, ir.Attribute):
            if node.func.attr in _GETTERS:
                text = project.resolver.constant(node.argument(0, "name"), scope)
                signed = node.func.attr != "get_cookie"
                if not isinstance(text, str) or names_session(text, signed=signed):
                    name = text if isinstance(text, str) else ""
                    return Cookie(Location(path, node.span), name)
        if table.sessions and isinstance(node, (ir.Name, ir.Attribute)):
            if project.name_of(node, scope) in table.sessions:
                return Cookie(Location(path, node.span))
    return None


def _looked_up(node: ir.Node) -> tuple[ir.Expr | None, ir.Expr | None]:
    """The key and the mapping of `mapping[key]` and `mapping.get(key)`."""
    if isinstance(node, ir.Subscript):
        return node.index, node.value
    if isinstance(node, ir.Call) and isinstance(node.func, ir.Attribute):
        if node.func.attr in ("get", "get_header", "getlist", "pop"):
            return node.positional(0), node.func.value
    return None, None


def _is_of_request(
    project: Project, node: ir.Attribute, scope: Scope, framework: Framework
) -> bool:
    """Whether an attribute is one of the request: by the name of that, or by its class."""
    if _OWNER.match(ir.dotted(node.value) or ""):
        return True
    name = project.name_of(node, scope)
    packages = {*framework.packages, framework.host}
    return any(f"{name}.".startswith(f"{package}.") for package in packages if package)


def _is_cookie_parameter(project: Project, expr: ir.Expr, scope: Scope, table: Handshakes) -> bool:
    names = table.cookie_parameters
    for node in ir.walk(expr):
        if isinstance(node, ir.Call):
            if project.name_of(node.func, scope) in names or node.keyword("cookie") is not None:
                return True
        if isinstance(node, (ir.Name, ir.Attribute)) and names:
            value = project.evaluate(node, scope)
            if isinstance(value, Instance) and not isinstance(value.cls, ClassRef):
                if value.cls.name in names:
                    return True
    return False


def _alias(project: Project, expr: ir.Expr, scope: Scope) -> str:
    for node in ir.walk(expr):
        if isinstance(node, ir.Call):
            for keyword in ("alias", "cookie", "name"):
                text = project.resolver.constant(node.keyword(keyword), scope)
                if isinstance(text, str):
                    return text
    return ""


def _is_kept_at_home(project: Project, name: str) -> bool:
    """Whether browsers are told not to send a cookie with what pages of other sites ask for."""
    for site in calls_of(project, _SETTERS):
        given = site.call.argument(0, "key") or site.call.keyword("name")
        if project.resolver.constant(given, site.scope) != name:
            continue
        for keyword in ("samesite", "same_site"):
            text = project.resolver.constant(site.call.keyword(keyword), site.scope)
            if isinstance(text, str) and text.lower() in _KEEPING:
                return True
    return False


# --- what else is asked for -----------------------------------------------------------------------
def _asks_for_secret(project: Project, function: FunctionRef, framework: Framework) -> bool:
    """Whether a function asks for something that a page of another site does not know."""
    scope = project.scope(function)
    table = framework.handshakes
    for param in function.node.params:
        if _SECRETS.search(param.name):
            return True
    for node in ir.walk_body(function.node.body):
        if isinstance(node, (ir.Name, ir.Attribute)):
            if _SECRETS.search(node.id if isinstance(node, ir.Name) else node.attr):
                return True
        key, owner = _looked_up(node)
        if isinstance(node, ir.Call) and isinstance(node.func, ir.Attribute):
            if node.func.attr in _QUERY_GETTERS:
                key, owner = node.positional(0), node.func
        text = project.resolver.constant(key, scope) if key is not None else None
        if isinstance(text, bytes):
            text = text.decode("latin-1")
        if not isinstance(text, str) or owner is None:
            continue
        if _SECRETS.search(text):
            return True
        asked = isinstance(owner, ir.Attribute) and owner.attr in _QUERIES | _QUERY_GETTERS
        if asked and _TOKEN.match(text) and not _is_alternative(function, node):
            return True
        if _AUTH_HEADERS.fullmatch(text) and not _is_alternative(function, node):
            return True
    return _has_token_parameter(project, function, table)


def _has_token_parameter(project: Project, function: FunctionRef, table: Handshakes) -> bool:
    """Whether a handler has a parameter for a token that is no cookie, and that has to be there."""
    for handler in project.handlers_of(function):
        if handler.role != Role.WEBSOCKET:
            continue
        for param in function.node.params:
            if _TOKEN.match(param.name) and param.default is None:
                if param.annotation is None or not (
                    _is_cookie_parameter(project, param.annotation, function.scope, table)
                    or _mentions_marker(param.annotation)
                ):
                    return True
    return False


def _mentions_marker(expr: ir.Expr) -> bool:
    return any(
        isinstance(node, ir.Name) and node.id in ("Depends", "Security") for node in ir.walk(expr)
    )


def _is_alternative(function: FunctionRef, node: ir.Node) -> bool:
    """Whether something is asked for in place of a cookie: `cookies.get("a") or query.get("b")`."""
    for found in ir.nodes_of(function.node.body, ir.BoolOp):
        if found.op == "or":
            parts = list(ir.walk(found))
            if any(part is node for part in parts):
                return any(isinstance(p, ir.Attribute) and p.attr in _COOKIES for p in parts)
    return False
