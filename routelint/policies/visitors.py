"""Views that change something for whoever a cookie says is asking."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from routelint.findings import Location, Related
from routelint.model import ir
from routelint.model.app import Container, EffectiveRoute, Handler
from routelint.model.dependencies import dependencies, target
from routelint.model.pattern import Param
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import FunctionRef, Known, Value, as_function, callable_name
from routelint.policies.changes import CHANGING
from routelint.policies.protection import callee
from routelint.policies.siblings import PUBLIC, Entry, Siblings
from routelint.policies.sites import Site, active, calls_of

#: Keys under which a session holds who somebody is.
_KEY = re.compile(
    r"_?(?:user|uid|account|member|customer|admin|login|logged_?in|auth|identity|principal|session|"
    r"token|sid)(?:_?(?:id|name|info|email|token))?|is_(?:admin|logged_?in|authenticated)|username|"
    r"authenticated|email",
    re.IGNORECASE,
)
#: What only other programs send.
_NO_COOKIE = re.compile(
    r"hmac|signature|compare_digest|^authorization$|bearer|api_?key|web_?hook|x-hub|verify_token|"
    r"token_(?:required|auth)|(?:access|auth)_token$|^http_authorization$|public_?key|saml|"
    r"passw(?:or)?d",
    re.IGNORECASE,
)
#: What no page of another site can make a browser send.
_BY_HAND = re.compile(
    r"csrf|xsrf|^origin$|^referr?er$|^sec-fetch|^x-requested-with$|"
    r"^http_(?:origin|referer|x_requested_with)$",
    re.IGNORECASE,
)
#: Parts of paths that only those know who were given them.
_CAPABILITY = re.compile(r"token|secret|signature|signed|hmac|nonce|api_?key", re.IGNORECASE)
#: Views that another site gains little by.
_COMING_AND_GOING = re.compile(r"log_?(?:in|out|off)|sign_?(?:in|out|off|up)", re.IGNORECASE)
_DEPTH = 2


@dataclass(frozen=True, eq=False)
class Trusting:
    """A view that changes something for whoever the cookie says; `related` is where it is trusted."""

    entry: Entry
    name: str
    location: Location

    @property
    def related(self) -> Related:
        return Related(self.location, f"`{self.name}` knows by a cookie who asks")

    @property
    def apps(self) -> list[Container]:
        return [served.app for served in self.entry.served]


class Visitors:
    """Finds out once which views trust a cookie."""

    def __init__(self, project: Project) -> None:
        self.project = project
        tables = [framework.csrf for framework in active(project)]
        self.cookies = frozenset(name for table in tables for name in table.cookies)
        self.sessions = frozenset(name for table in tables for name in table.sessions)
        self.policies = frozenset(name for table in tables for name in table.policies)
        names = self.cookies | self.sessions
        self._ends = frozenset(name.rpartition(".")[2] for name in names)
        self._known: dict[int, tuple[str, Location] | None] = {}

    @classmethod
    def of(cls, project: Project) -> Visitors:
        return project.memo("visitors", lambda: cls(project))

    @cached_property
    def trusting(self) -> list[Trusting]:
        """The views that change something and trust a cookie, in the order of their places."""
        found = []
        for entry in Siblings.of(self.project).entries:
            handler = entry.handler
            if handler is None or handler.function.module.is_test or not self._changes(entry):
                continue
            known = self._told(entry, handler)
            if known is not None and not self.is_for_programs(entry):
                found.append(Trusting(entry, *known))
        return sorted(found, key=lambda t: (t.entry.location.path, t.entry.location.span.start))

    def _changes(self, entry: Entry) -> bool:
        if entry.methods is not None:
            return bool(entry.methods & CHANGING)
        assert entry.handler is not None
        return entry.changes or any(
            (isinstance(node, ir.Constant) and node.value == "POST")
            or (isinstance(node, ir.Attribute) and node.attr == "POST")
            for node in ir.walk_body(entry.handler.function.node.body)
        )

    def _told(self, entry: Entry, handler: Handler) -> tuple[str, Location] | None:
        """By what a view knows who asks, and where."""
        for use in (*handler.decorators, *handler.class_decorators):
            scope = handler.function.scope
            names = [use.name]
            if isinstance(use.decorator.value, ir.Call):
                names += [self.project.name_of(a.value, scope) for a in use.decorator.value.args]
            for name in names:
                if name in self.cookies:
                    path = handler.function.module.path
                    return name.rpartition(".")[2], Location(path, use.decorator.value.span)
        if entry.view_class is not None:
            for name in self.project.resolver.class_names(entry.view_class):
                if name in self.cookies:
                    return name.rpartition(".")[2], entry.view_class.location
        for value, place in self._guards(entry, handler):
            names = [*self.project.resolver.class_names(value), callable_name(value) or ""]
            for name in names:
                if name in self.cookies:
                    return name.rpartition(".")[2], place
        for function in self._asked(entry, handler):
            known = self.told_in(function)
            if known is not None:
                return known
        if entry.state != PUBLIC:
            for site in self._policy_sites:
                name = self.project.name_of(site.call.func, site.scope).rpartition(".")[2]
                return name, Location(site.scope.module.path, site.call.span)
        return None

    @cached_property
    def _policy_sites(self) -> list[Site]:
        ends = frozenset(name.rpartition(".")[2] for name in self.policies)
        return [
            site
            for site in (calls_of(self.project, ends) if ends else ())
            if self.project.name_of(site.call.func, site.scope) in self.policies
            and not site.scope.module.is_test
        ]

    def _asked(self, entry: Entry, handler: Handler) -> Iterator[FunctionRef]:
        """The functions that may say who asks: the view, and its guards."""
        yield handler.function
        for guard in entry.guards:
            if guard.handler is not None:
                yield guard.handler.function
        for use in (*handler.decorators, *handler.class_decorators):
            function = use.function or as_function(
                self.project.evaluate(callee(use), handler.function.scope)
            )
            if function is not None:
                yield function
        for value, _ in self._guards(entry, handler):
            function = as_function(value)
            if function is not None:
                yield function
        if entry.view_class is not None:
            for name, attribute in sorted(handler.framework.csrf.told_by.items()):
                method = self.project.resolver.method(entry.view_class, name)
                asked = entry.guards or _mentions(handler.function, attribute)
                if method is not None and asked:
                    yield method

    def _guards(self, entry: Entry, handler: Handler) -> Iterator[tuple[Value | None, Location]]:
        """What dependencies and lists of guards hold."""
        markers = handler.framework.dependency_markers
        for needed in dependencies(self.project.resolver, handler.function, markers):
            yield needed.value, Location(handler.function.module.path, needed.expr.span)
        for served in entry.served[:1]:
            for expr, scope in guards_of(self.project, served):
                value = self.project.evaluate(expr, scope)
                marked = target(self.project.resolver, value, markers)
                yield marked or value, Location(scope.module.path, expr.span)
        for attribute in handler.framework.decorator_attributes if entry.view_class else ():
            assert entry.view_class is not None
            listed = self.project.resolver.class_attribute(entry.view_class, attribute)
            if isinstance(listed, Known):
                for expr, scope in self.project.resolver.items(listed.expr, listed.scope) or ():
                    place = Location(scope.module.path, expr.span)
                    yield self.project.evaluate(expr, scope), place

    def told_in(self, function: FunctionRef, depth: int = 0) -> tuple[str, Location] | None:
        """What in a function, or in those that it calls, knows by a cookie who asks (kept)."""
        key = id(function.node)
        if key not in self._known:
            self._known[key] = None
            self._known[key] = self._told_in(function, depth)
        return self._known[key]

    def _told_in(self, function: FunctionRef, depth: int) -> tuple[str, Location] | None:
        scope = self.project.scope(function)
        calls = []
        body = ir.walk_body(function.node.body, into_functions=True)
        written = {id(t) for n in body if isinstance(n, ir.Assign) for t in n.targets}
        for node in body:
            # `request.user = ...` says who asks, and goes by nothing.
            name = "" if id(node) in written else self._said(node, scope)
            if name:
                place = node.span  # type: ignore[union-attr]
                return name, Location(function.module.path, place)
            if isinstance(node, ir.Call):
                calls.append(node)
        for call in calls if depth < _DEPTH else ():
            called = as_function(self.project.evaluate(call.func, scope))
            if called is not None and called.node is not function.node:
                found = self.told_in(called, depth + 1)
                if found is not None:
                    return found
        return None

    def _said(self, node: ir.Node, scope: Scope) -> str:
        if isinstance(node, (ir.Name, ir.Attribute)):
            name = self._named(node, scope)
            return name.rpartition(".")[2] if name in self.cookies else ""
        key: ir.Expr | None = None
        mapping: ir.Expr | None = None
        if isinstance(node, ir.Subscript):
            key, mapping = node.index, node.value
        elif isinstance(node, ir.Compare) and node.ops[0] in ("in", "not in"):
            key, mapping = node.left, node.comparators[0]
        elif isinstance(node, ir.Call):
            key = node.positional(0)
            mapping = node.func
            if isinstance(mapping, ir.Attribute) and mapping.attr == "get":
                mapping = mapping.value
        text = key.value if isinstance(key, ir.Constant) else None
        if isinstance(text, str) and _KEY.fullmatch(text) and mapping is not None:
            name = self._named(mapping, scope)
            if name in self.sessions:
                return name.rpartition(".")[2]
        return ""

    def _named(self, node: ir.Expr, scope: Scope) -> str:
        end = node.attr if isinstance(node, ir.Attribute) else getattr(node, "id", "")
        if isinstance(node, ir.Name) and end not in self._ends:
            bindings = scope.module.bindings(end)
            imported = bindings[0].imported if len(bindings) == 1 else None
            end = imported.name.rpartition(".")[2] if imported is not None else ""
        return self.project.name_of(node, scope) if end in self._ends else ""

    # --- what no other site can send ----------------------------------------------------------------
    def is_for_programs(self, entry: Entry) -> bool:
        """Whether a view asks for what a browser does not add by itself: a signature, a header, a
        password, a token of its own."""
        handler = entry.handler
        assert handler is not None
        texts = [handler.function.name, *(guard.name for guard in entry.guards)]
        texts += [ir.text(callee(use), 200) for use in handler.decorators]
        if any(_says(text, _NO_COOKIE, _BY_HAND) and "exempt" not in text for text in texts):
            return True
        if any(_CAPABILITY.search(param.name) for param in _params(entry)):
            return True
        own = handler.function
        if _COMING_AND_GOING.search(own.name) or (
            entry.view_class is not None and _COMING_AND_GOING.search(entry.view_class.name)
        ):
            return True
        for function in self._asked(entry, handler):
            # What takes a cookie or a token is content with the cookie.
            either = function.node is not own.node and self.told_in(function) is not None
            if _asks_for_more(function, (_BY_HAND,) if either else (_BY_HAND, _NO_COOKIE)):
                return True
        return False


def _params(entry: Entry) -> list[Param]:
    """The parameters in the paths of a view."""
    return [p for s in entry.served if s.pattern is not None for p in s.pattern.params]


def _says(text: str, *words: re.Pattern[str]) -> bool:
    return any(pattern.search(text) for pattern in words)


def _asks_for_more(function: FunctionRef, words: tuple[re.Pattern[str], ...]) -> bool:
    for node in ir.walk_body(function.node.body, into_functions=True):
        if isinstance(node, ir.Name):
            text = node.id
        elif isinstance(node, ir.Attribute):
            text = node.attr
        elif isinstance(node, ir.Constant) and isinstance(node.value, str):
            text = node.value if len(node.value) < 40 and " " not in node.value else ""
        else:
            continue
        if text and _says(text, *words):
            return True
    return False


def guards_of(project: Project, served: EffectiveRoute) -> list[tuple[ir.Expr, Scope]]:
    """What is listed as guards of a route, the innermost list alone where it takes the place of the
    others."""
    levels = [served.app.guards]
    levels += [refs for i in served.trail for refs in (i.guards, i.child.guards if i.child else [])]
    if served.route.container is not served.app and not served.trail:
        levels.append(served.route.container.guards)
    levels.append(served.route.guards)
    if served.route.container.framework.guards_replace:
        levels = [refs for refs in levels if refs][-1:]
    found: list[tuple[ir.Expr, Scope]] = []
    for ref in (ref for refs in levels for ref in refs):
        items = project.resolver.items(ref.expr, ref.scope)
        found += [(ref.expr, ref.scope)] if items is None else items
    return found


def _mentions(function: FunctionRef, attribute: str) -> bool:
    return any(
        isinstance(node, ir.Attribute) and node.attr == attribute
        for node in ir.walk_body(function.node.body, into_functions=True)
    )
