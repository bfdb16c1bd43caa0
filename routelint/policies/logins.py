"""Routes that check passwords, and whether anything limits how often they are asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from routelint.findings import Location, Span
from routelint.flow.calls import reached
from routelint.model import ir
from routelint.model.app import Container, Handler, Role, Route
from routelint.model.project import Project
from routelint.model.values import ClassRef, Instance, callable_name
from routelint.model.vocabulary import Framework
from routelint.policies import rates
from routelint.policies.counting import refuses_many
from routelint.policies.sites import calls_of

#: What routes are called that find out who asks, and those that let him in without knowing it.
_NAMES = frozenset({"login", "logon", "signin", "authenticate", "token", "tokens", "otp"})
_PAIRS = frozenset({("log", "in"), ("sign", "in"), ("log", "on")})
#: Those that are asked with something else than a password, which nobody can guess.
_OTHERS = frozenset(
    {"callback", "forgot", "logout", "passkey", "refresh", "reset", "revoke", "saml", "webauthn"}
)
_PASSWORD = re.compile(
    r"passw|(?:^|_)pwd(?:_|$)|passphrase|one_?time|(?:^|_)otp(?:_|$)",
    re.IGNORECASE,
)
#: How things are called that limit something, or count tries.
_LIMITS = re.compile(
    r"(?:^|_)(?:rate|limit|throttl|attempt|tries|lockout|locked|captcha|brute|cooldown|backoff)|"
    r"limit(?:er|s|ed)?$|limiter|too_?many|axes|defender|Limit|Throttl|Captcha|Attempt",
)
_TEXTS = re.compile(r"axes|defender|throttl|rate_?limit", re.IGNORECASE)
#: Methods of view classes that answer without taking anything.
_READS = re.compile(r"(?:on_)?(?:get|head|options|list|retrieve)(?:_|$)", re.IGNORECASE)
#: What apps and routers are made with that stands in front of none of their routes.
_BEHIND = frozenset({"routes", "route_handlers", "handlers", "exception_handlers", "urls"})
_AROUND = frozenset(
    {
        Role.BEFORE,
        Role.MIDDLEWARE,
        Role.ASGI_MIDDLEWARE,
        Role.WSGI_MIDDLEWARE,
        Role.DEPENDENCY,
        Role.GUARD,
        Role.DECORATOR,
        Role.PREPROCESSOR,
    }
)


@dataclass(frozen=True, eq=False)
class Login:
    """A handler that checks passwords, or the route of a view of the framework's that does."""

    name: str
    location: Location
    statement: Span
    framework: Framework
    route: Route
    handler: Handler | None = None


def logins(project: Project) -> Iterator[Login]:
    """The routes that check passwords, each handler once."""
    seen: set[int] = set()
    for route in project.routes:
        if route.scope.module.is_test or (route.methods and "POST" not in route.methods):
            continue
        own = _own_view(route)
        if own:
            span = route.location.span
            yield Login(own, route.location, span, route.container.framework, route)
        for handler in route.handlers:
            node = handler.function.node
            if handler.role != Role.VIEW or handler.serves not in ("", "POST"):
                continue
            if handler.function.owner is not None and _READS.match(node.name):
                continue
            if id(node) not in seen and _is_login(route, handler):
                seen.add(id(node))
                where = Location(handler.function.module.path, node.name_span)
                yield Login(handler.name, where, node.span, handler.framework, route, handler)


def _own_view(route: Route) -> str:
    """The framework's own view for logins that a route leads to."""
    value = route.endpoint
    names = [callable_name(value)]
    if isinstance(value, Instance):
        names += [callable_name(value.receiver), callable_name(value.cls)]
    logins = route.container.framework.rate_limits.logins
    return next((name.rpartition(".")[2] for name in names if name in logins and name), "")


def _is_login(route: Route, handler: Handler) -> bool:
    parts = () if route.pattern is None else route.pattern.parts
    path = "/".join(part for part in parts if isinstance(part, str))
    words = [*re.split(r"[^a-z0-9]+", path.lower()), *_words(handler.name)]
    if _NAMES.isdisjoint(words) and _PAIRS.isdisjoint(pairwise(words)):
        return False
    if not _OTHERS.isdisjoint(words):
        return False
    return any(_PASSWORD.search(word) for word in _mentioned(handler))


def _words(name: str) -> list[str]:
    parts = re.split(r"[._]", name)
    return [word for part in parts for word in re.findall(r"[a-z0-9]+", _spaced(part))]


def _spaced(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def _mentioned(handler: Handler) -> Iterator[str]:
    """Names and texts in a handler, those of its parameters included."""
    node = handler.function.node
    for param in node.params:
        yield param.name
        for expr in (param.annotation, param.default):
            if expr is not None:
                yield from _identifiers(ir.walk(expr))
    for part in ir.walk_body(node.body):
        if isinstance(part, ir.Constant) and isinstance(part.value, str):
            yield part.value[:40]
        else:
            yield from _identifiers((part,))


def _identifiers(nodes: Iterable[ir.Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ir.Name):
            yield node.id
        elif isinstance(node, ir.Attribute):
            yield node.attr
        elif isinstance(node, ir.Argument) and node.keyword:
            yield node.keyword


# --- what limits them -----------------------------------------------------------------------------
def has_limiter(project: Project) -> bool:
    """Whether a library limits rates anywhere in the project."""
    found = next(rates.uses(project, lambda t: (*t.limiters, *t.keys, *t.marks)), None)
    return found is not None or next(rates.named(project), None) is not None


def is_limited(project: Project, login: Login) -> bool:
    """Whether something limits how often a login is asked, as far as names tell."""
    return (
        project.memo("all-are-limited", lambda: _all_are(project))
        or _is_limited_itself(project, login)
        or any(_is_limited_around(project, c, login) for c in _containers(project, login.route))
    )


def _all_are(project: Project) -> bool:
    for use, _ in rates.limiters(project):
        if any((arg.keyword or "").endswith("_limits") for arg in use.site.call.args):
            return True
    for container in project.containers:
        for setting in container.settings:
            if setting.key.startswith("RATELIMIT_") and "LIMIT" in setting.key[9:]:
                return True
            if setting.key.startswith(("RATELIMIT_DEFAULT", "AXES_")):
                return True
            if setting.value is not None and isinstance(setting.value.expr, ir.Collection):
                texts = (i.value for i in setting.value.expr.items if isinstance(i, ir.Constant))
                if any(isinstance(t, str) and _TEXTS.search(t) for t in texts):
                    return True
    lists = {name for f in project.used for name in f.rate_limits.lists}
    return any(rates.setting(project, name) is not None for name in lists if name[:1].isupper())


def _is_limited_itself(project: Project, login: Login) -> bool:
    route, handler = login.route, login.handler
    written: list[ir.Node] = []
    for expr in (route.call, *(ref.expr for ref in route.guards)):
        written += [] if expr is None else ir.walk(expr)
    if route.decorator is not None:
        written += ir.walk(route.decorator.value)
    if handler is not None:
        node = handler.function.node
        for decorator in node.decorators:
            written += ir.walk(decorator.value)
        for param in node.params:
            for given in (param.annotation, param.default):
                written += [] if given is None else ir.walk(given)
        for cls in _classes(project, handler):
            for decorator in cls.node.decorators:
                written += ir.walk(decorator.value)
            for member in cls.module.class_members(cls.node):
                written += [] if isinstance(member, ir.Function) else ir.walk(member)
        for function in reached(project, [handler]):
            written += ir.walk_body(function.node.body, into_functions=True)
            if refuses_many(project, function):
                return True
    return any(_LIMITS.search(word) for word in _identifiers(written))


def _classes(project: Project, handler: Handler) -> Iterator[ClassRef]:
    cls = handler.view_class or handler.function.owner
    if cls is not None:
        yield from (c for c in project.resolver.mro(cls) if isinstance(c, ClassRef))


def _containers(project: Project, route: Route) -> list[Container]:
    """The router of a route, and all that include it."""
    found = [route.container]
    for container in found:
        found += [i.container for i in project.includes_of(container) if i.container not in found]
    return [*found, *(c for c in project.containers if c.phantom and c not in found)]


def _is_limited_around(project: Project, container: Container, login: Login) -> bool:
    written: list[ir.Node] = []
    for arg in () if container.call is None else container.call.args:
        if arg.keyword is not None and arg.keyword not in _BEHIND:
            written += ir.walk(arg)
    for include in container.includes:
        written += [] if include.call is None else ir.walk(include.call)
    for ref in container.guards:
        written += ir.walk(ref.expr)
    names = [m.name for m in container.middleware]
    handlers = [h for m in container.middleware for h in m.handlers]
    handlers += [h.handler for h in container.hooks if h.handler is not None]
    handlers += [
        h for h in project.handlers if h.role in _AROUND and h.container in (container, None)
    ]
    if any(refuses_many(project, handler.function) for handler in handlers):
        return True
    if any(_LIMITS.search(word) for word in (*names, *_identifiers(written))):
        return True
    return _is_limited_as_a_whole(project, container)


def _is_limited_as_a_whole(project: Project, container: Container) -> bool:
    """`limiter.limit("5/minute")(blueprint)`"""
    decorators = {n for f in project.used for n, k in f.decorators.items() if k == "rate-limit"}
    marks = {n for f in project.used for n in f.rate_limits.marks}
    for site in calls_of(project, frozenset({"", *(n.rpartition(".")[2] for n in marks)})):
        func = site.call.func
        inner = func.func if isinstance(func, ir.Call) else func
        if project.name_of(inner, site.scope) not in (decorators if inner is not func else marks):
            continue
        value = project.evaluate(site.call.positional(0), site.scope)
        if value is None or (isinstance(value, Instance) and value.call is container.call):
            return True
    return False
