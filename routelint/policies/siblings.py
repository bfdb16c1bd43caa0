"""Handlers side by side: which of them are guarded, which are open, and which are so on purpose."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from routelint.findings import Location
from routelint.model import ir
from routelint.model.app import (
    Container,
    DecoratorUse,
    EffectiveRoute,
    Handler,
    Middleware,
    Ref,
    Role,
)
from routelint.model.decorators import decorator_wrapper
from routelint.model.dependencies import dependencies
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import ClassRef, FunctionRef, Known, Symbol, as_function, callable_name
from routelint.model.vocabulary import Framework
from routelint.policies.anonymous import takes_user_for_granted
from routelint.policies.changes import CHANGING, methods, writes
from routelint.policies.checks import Checks
from routelint.policies.protection import GUARD_NAME, Protection, Protections, callee

#: Words in a path or name for what everybody has to reach, or what checks by itself whom it lets in.
_PUBLIC = re.compile(
    r"log_?in|log_?out|log_?off|sign_?(?:in|out|up|off)|regist(?:er|ration)|password|passwd|forgot\w*|"
    r"recover\w*|reset|refresh|tokens?|oauth\d?|openid|oidc|saml|sso|ldap|auth|authenticate|callback|"
    r"authorize|webauthn|passkeys?|totp|otp|mfa|2fa|two_?factor|magic|verify|verification|confirm\w*|"
    r"activat\w+|unsubscribe|subscribe|newsletter|web_?hooks?|hooks?|events?_?receiver|ipn|"
    r"notify|ping|pong|health\w*|healthz|heart_?beat|status|ready|readiness|readyz|live|liveness|"
    r"alive|metrics|docs?|openapi|swagger|redoc|schema|static|assets?|media|favicon|robots|"
    r"sitemap|csp|reports?_?uri|csrf|xsrf|captcha|sessions?|setup|install|onboarding|bootstrap|"
    r"first_?run|init|initial|invit\w+|accept|public|anonymous|anon|guests?|share|shared|"
    r"set_?lang\w*|lang\w*|locale|i18n|theme|contact|feedback|analytics|telemetry|beacon|"
    r"graphql|preflight|cors|options|error|not_?found|(?:error_?)?404|signed|signature|signature_check|"
    r"well_?known|jwks|cookies?|consent|tracking|track|checkout|cart|donate|join|introspect|revoke|"
    r"slack|discord|telegram|twilio|stripe|paypal|mailgun|sendgrid|whatsapp|"
    r"welcome|demo|echo|test|hello|version",
    re.IGNORECASE,
)
#: What takes a body and changes nothing.
_ASKING = re.compile(
    r"search|query|look_?up|find|preview|validate|validator|check|convert|conversion|calculate|compute|"
    r"estimate|quote|render|parse|decode|suggest\w*|autocomplete|filter|match|predict|infer\w*|"
    r"translate|list|get|fetch|read|show|export|download|format|compare|exists|available|datatable",
    re.IGNORECASE,
)
#: Parts of paths that only those know who were given them.
_CAPABILITY = re.compile(
    r"token|secret|signature|signed|uuid|hash|key|hmac|nonce|otp", re.IGNORECASE
)
#: How it is said that something is open on purpose.
_OPEN = re.compile(
    r"public|anonym|allow_?any|no_?auth|not_?required|exempt|unauthenticated|guest|open_?to|"
    r"un_?protected|un_?guarded|skip_?auth|optional|insecure|without_?auth|signature|signed|"
    r"web_?hook|captcha",
    re.IGNORECASE,
)
#: Names of what may ask for who sends a request.
_MAY_GUARD = re.compile(
    r"auth(?!or)|login|logged|sign|token|session|user|account|admin|staff|member|owner|role|perm|scope|"
    r"secret|hmac|jwt|key|credential|ident|principal|protect|secur|guard|acl|access|allow|deny|verif|"
    r"polic|requires?_|restrict|tenant|ensure|license",
    re.IGNORECASE,
)
_GUARDING_METHODS = frozenset(
    {"dispatch", "dispatch_request", "prepare", "initial", "initialize", "setup", "get_permissions"}
    | {
        "check_permissions",
        "get_authenticators",
        "permission_denied",
        "has_permission",
        "get_queryset",
    }
    | {
        "check_xsrf_cookie",
        "check_origin",
        "get_object",
        "handle",
        "handle_one_request",
        "parse_request",
        "as_view",
        "__init__",
        "on_request",
        "validate_request",
    }
)
GUARDED, OPEN, PUBLIC, UNCLEAR = "guarded", "open", "public", "unclear"


@dataclass(eq=False)
class Entry:
    """A function (or a view class without one) that answers for routes. `methods` is None when they
    are not known, or any. `granted` is what it uses of a user of whom it does not ask whether he is
    signed in."""

    handler: Handler | None
    view_class: ClassRef | None
    container: Container | None
    served: list[EffectiveRoute]
    methods: frozenset[str] | None
    changes: bool
    guards: list[Protection]
    state: str
    granted: ir.Expr | None = None

    @property
    def framework(self) -> Framework:
        owner = self.handler or self.container
        assert owner is not None
        return owner.framework

    @property
    def name(self) -> str:
        if self.handler is not None:
            return self.handler.name
        return "" if self.view_class is None else self.view_class.name

    @property
    def location(self) -> Location:
        if self.handler is not None:
            return self.handler.function.location
        assert self.view_class is not None
        return self.view_class.location

    @property
    def has_parameters(self) -> bool:
        return any(s.pattern is not None and s.pattern.params for s in self.served)

    @property
    def parameters(self) -> frozenset[str]:
        """The names of the parameters that all paths have."""
        named = [frozenset(p.name for p in s.pattern.params) for s in self.served if s.pattern]
        return frozenset.intersection(*named) if named else frozenset()

    @cached_property
    def paths(self) -> frozenset[str]:
        return frozenset(s.pattern.text for s in self.served if s.pattern is not None)


#: Guards that ask what somebody has to do with the thing that a path names.
_OF_ITEMS = re.compile(r"member|own|access|can_|belong|editor|shared", re.IGNORECASE)


@dataclass(eq=False)
class Group:
    """Entries that one expects to be alike. `kind` is "class", "path", "prefix", "router" or
    "module"."""

    kind: str
    name: str
    entries: list[Entry] = field(default_factory=list)

    def of_state(self, state: str, changing: bool = False) -> list[Entry]:
        return [e for e in self.entries if e.state == state and (e.changes or not changing)]

    @property
    def guard(self) -> Protection | None:
        """The guard that most of the guarded ones have."""
        found = Counter(
            name
            for entry in self.of_state(GUARDED)
            for name in dict.fromkeys(guard.title for guard in entry.guards)
        )
        own = [g for e in self.of_state(GUARDED) for g in e.guards]
        if not own:
            return None
        return max(own, key=lambda g: (found[g.title], bool(g.text), -own.index(g)))

    def is_apart(self, entry: Entry) -> bool:
        """Whether an entry is only there under a condition that holds for none of the guarded ones."""
        return all(
            not any(
                set(way.route.branch) <= set(other.route.branch)
                for guarded in self.of_state(GUARDED)
                for other in guarded.served
            )
            for way in entry.served
        )

    def is_about_items_only(self, entry: Entry) -> bool:
        """Whether the guard asks about what a parameter in the paths names, and the entry's paths have
        none: nobody is a member of a team that is being made."""
        guard = self.guard
        if guard is None or entry.has_parameters:
            return False
        guarded = self.of_state(GUARDED)
        if _OF_ITEMS.search(guard.title) is not None:
            return all(e.has_parameters for e in guarded)
        shared = frozenset.intersection(*(e.parameters for e in guarded))
        return guard.function is not None and _takes_any(guard.function.node, shared)


class Siblings:
    """All entries of a project, and the groups that they form."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.protections = Protections(project)
        self.checks = Checks.of(project)

    @classmethod
    def of(cls, project: Project) -> Siblings:
        return project.memo("siblings", lambda: cls(project))

    # --- entries ----------------------------------------------------------------------------------
    @cached_property
    def entries(self) -> list[Entry]:
        found: dict[tuple[int, int], list[tuple[EffectiveRoute, Handler | None]]] = {}
        for served in self._served():
            route = served.route
            handlers = [h for h in route.handlers if h.role == Role.VIEW]
            cls = route.view_class or next((h.view_class for h in handlers if h.view_class), None)
            for handler in handlers:
                key = (id(handler.function.node), id(cls.node) if cls is not None else 0)
                found.setdefault(key, []).append((served, handler))
            if not handlers and cls is not None and route.role == Role.VIEW:
                found.setdefault((0, id(cls.node)), []).append((served, None))
        return [*(self._entry(places) for places in found.values()), *self._unrouted()]

    def _unrouted(self) -> Iterator[Entry]:
        """The methods of classes that a server is given, where nothing has routes."""
        for handler in self.project.handlers:
            if handler.role != Role.VIEW or handler.view_class is None or handler.routes:
                continue
            if not handler.framework.containers and not handler.function.module.is_test:
                answers = methods(self.project, None, handler)
                changes = bool(answers and answers & CHANGING)
                guards = [*self.protections.on_handler(handler), *self._called(handler)]
                cls = handler.view_class
                entry = Entry(handler, cls, None, [], answers, changes, guards, OPEN)
                entry.state = self._state(entry)
                yield entry

    def _served(self) -> Iterator[EffectiveRoute]:
        """Each route as the apps serve it, or the outermost routers where no app is seen."""
        seen: set[int] = set()
        containers = [c for c in self.project.containers if not c.module.is_test]
        roots = [c for c in containers if c.kind == "app" or not self.project.includes_of(c)]
        for container in (*roots, *containers):
            found = self.project.effective_routes(container)
            if container in roots or not all(id(served.route) in seen for served in found):
                seen |= {id(served.route) for served in found}
                yield from found

    def _entry(self, places: list[tuple[EffectiveRoute, Handler | None]]) -> Entry:
        handler = places[0][1]
        served = [place for place, _ in places]
        route = served[0].route
        cls = route.view_class or (handler.view_class if handler is not None else None)
        answers: frozenset[str] | None = frozenset()
        for place in served if handler is not None else ():
            own = methods(self.project, place, handler) if handler is not None else None
            answers = None if own is None or answers is None else answers | own
        guards = self._guards(served, handler)
        if handler is None:
            names = set(self.project.resolver.class_names(cls))
            changes = any(names & f.changing_views for f in self.project.used)
            answers = None
        else:
            changes = bool(answers and answers & CHANGING)
            # A page that is only looked at may count or draw something: that is no change.
            changes = changes or writes(self.project, handler.function, plainly=answers is not None)
        entry = Entry(handler, cls, route.container, served, answers, changes, guards, OPEN)
        if handler is not None and changes and not guards:
            entry.granted = takes_user_for_granted(self.project, handler)
        entry.state = self._state(entry)
        return entry

    def _guards(self, served: list[EffectiveRoute], handler: Handler | None) -> list[Protection]:
        """The guards of an entry; none where it is reached without them on some way."""
        found: list[Protection] = []
        for way in served:
            if handler is not None:
                guards = self.protections.of_handler(way, handler)
            else:
                guards = self.protections.of(way)
            if not guards:
                found = []
                break
            found = found or guards
        if not found and handler is not None:
            found = list(self._called(handler))
        return found

    def _called(self, handler: Handler) -> Iterator[Protection]:
        for function, call in self.checks.called(handler.function):
            place = Location(handler.function.module.path, call.span)
            yield Protection(function.name, "call", place, text=ir.text(call))

    # --- what an entry is -------------------------------------------------------------------------
    def _state(self, entry: Entry) -> str:
        if self._opted_out(entry):
            return PUBLIC
        if entry.guards:
            return GUARDED
        if self._is_public(entry):
            return PUBLIC
        if self._is_unclear(entry):
            return UNCLEAR
        return OPEN

    def _is_public(self, entry: Entry) -> bool:
        texts = [] if entry.handler is None else [entry.handler.function.name]
        if entry.view_class is not None:
            texts.append(entry.view_class.name)
        texts += [part for place in entry.served for part in _literals(place)]
        if entry.handler is not None and not entry.served:
            texts += _paths_in(entry.handler.function)
        words = [word for text in texts for word in _words(text)]
        if any(_PUBLIC.fullmatch(word) for word in words):
            return True
        if any(word in self.project.options.public_paths for word in entry.paths):
            return True
        if any(
            _CAPABILITY.search(param.name)
            for place in entry.served
            if place.route.pattern is not None
            for param in place.route.pattern.params
        ):
            return True
        if _is_sign_up(entry):
            return True
        if entry.handler is None or writes(self.project, entry.handler.function):
            return False
        ends = [parts[-1] for place in entry.served if (parts := _literals(place))]
        named = _NOISE.sub("", _snake(entry.handler.function.name)).split("_")
        return any(_ASKING.fullmatch(word) for word in (*ends, named[0], named[-1]))

    def _opted_out(self, entry: Entry) -> bool:
        """Whether it is said that the entry is for everybody."""
        framework = entry.framework
        handler = entry.handler
        uses = (*handler.decorators, *handler.class_decorators) if handler is not None else ()
        for use in uses:
            name = ir.dotted(callee(use)) or use.name
            if use.name in framework.opt_outs:
                return True
            if use.kind in ("", "project") and _OPEN.search(name) and "csrf" not in name:
                return True
        if handler is not None and any(
            self._has_no_guard(used, given)
            for used in self.project.used
            for given in self.protections.policies_of(handler, used)
        ):
            return True
        for place in entry.served:
            call = place.route.call
            for arg in call.args if call is not None else ():
                if arg.keyword in framework.opt_outs and _is_off(arg.value, arg.keyword):
                    return True
            if any(_is_empty(given.expr) for given in place.route.guards):
                return True
        for view in self.protections.views_of(handler) if handler is not None else ():
            for option in framework.permission_options:
                ref = view.options.get(option)
                if ref is not None and self._is_no_guard(framework, ref.expr, ref.scope):
                    return True
        if entry.view_class is not None:
            for attribute in framework.guard_attributes:
                value = self.project.resolver.class_attribute(entry.view_class, attribute)
                if isinstance(value, Known):
                    if self._has_no_guard(framework, Ref(value.expr, value.scope)):
                        return True
        return False

    def _has_no_guard(self, framework: Framework, given: Ref) -> bool:
        """Whether a list of guards is empty, or names one that lets everybody pass."""
        items = self.project.resolver.items(given.expr, given.scope)
        return items == [] or any(self._is_no_guard(framework, e, s) for e, s in items or ())

    def _is_no_guard(self, framework: Framework, expr: ir.Expr, scope: Scope) -> bool:
        value = self.project.evaluate(expr, scope)
        return (callable_name(value) or "") in framework.no_guards

    def _is_unclear(self, entry: Entry) -> bool:
        handler = entry.handler
        if handler is not None:
            if entry.view_class is not None and handler.function.owner != entry.view_class:
                return True
            if self._is_given_user(entry, handler):
                return True
            if entry.granted is None and self.checks.asks(handler.function):
                return True
            if any(
                self._may_guard(use) for use in (*handler.decorators, *handler.class_decorators)
            ):
                return True
            if self._needs_something(handler, handler.function):
                return True
            if any(
                self._may_hook(use, scope) for use, scope, _ in self.protections.hooked(handler)
            ):
                return True
        for place in entry.served:
            for container in self.protections.path_to(place):
                if any(name in container.options for name in entry.framework.guarding_options):
                    return True
                if any(self._may_stop(middleware) for middleware in container.middleware):
                    return True
                if any(self._is_unknown(ref.expr, ref.scope) for ref in container.guards):
                    return True
            for ref in (*place.route.guards, *(g for i in place.trail for g in i.guards)):
                if self._is_unknown(ref.expr, ref.scope):
                    return True
        return entry.view_class is not None and self._class_may_guard(entry)

    def _is_given_user(self, entry: Entry, handler: Handler) -> bool:
        """Whether somebody has found out for the handler who sends the request."""
        in_path = {p.name for s in entry.served if s.pattern is not None for p in s.pattern.params}
        return any(
            _USER.fullmatch(param.name) and param.name not in in_path
            for param in handler.function.node.params
        )

    def _may_guard(self, use: DecoratorUse) -> bool:
        """Whether a decorator could be a guard, as far as can be seen."""
        text = ir.text(callee(use), 200)
        if use.kind == "csrf":
            # Views without CSRF protection are for other programs, which have no session.
            return True
        if use.kind not in ("", "project"):
            return False
        if use.function is not None:
            found = decorator_wrapper(use.function, self.project.resolver)
            if found is None:
                return True
            return self.checks.asks(found[0]) or _MAY_GUARD.search(use.function.name) is not None
        head = use.name.partition(".")[0]
        if head and any(head == p.partition(".")[0] for f in self.project.used for p in f.packages):
            return _MAY_GUARD.search(use.name.rpartition(".")[2]) is not None and (
                use.name.rpartition(".")[2] not in _NEUTRAL
            )
        return _MAY_GUARD.search(text) is not None or GUARD_NAME.search(text) is not None

    def _may_hook(self, use: DecoratorUse, scope: Scope) -> bool:
        """Whether what a decorator runs before a handler could be a guard."""
        call = use.decorator.value
        given = call.positional(0) if isinstance(call, ir.Call) else None
        function = as_function(self.project.evaluate(given, scope))
        if given is None or function is None:
            return True
        return self.checks.asks(function) or _MAY_GUARD.search(function.name) is not None

    def _needs_something(self, handler: Handler, function: FunctionRef, depth: int = 0) -> bool:
        """Whether a dependency of a function could be a guard."""
        markers = handler.framework.dependency_markers
        if not markers or depth > 4:
            return False
        resolver = self.project.resolver
        for needed in dependencies(resolver, function, markers):
            inner = as_function(needed.value)
            if inner is None:
                text = ir.text(needed.expr, 200)
                if needed.value is None or _MAY_GUARD.search(text):
                    return True
            elif (
                _MAY_GUARD.search(inner.name)
                or self.checks.asks(inner)
                or self._needs_something(handler, inner, depth + 1)
            ):
                return True
        return any(
            param.annotation is not None
            and resolver.annotated(param.annotation, function.scope) is None
            and _MAY_GUARD.search(ir.text(param.annotation, 200))
            for param in function.node.params
        )

    def _may_stop(self, middleware: Middleware) -> bool:
        """Whether middleware that can't be read could be a guard."""
        head, _, tail = middleware.name.rpartition(".")
        known = {p.partition(".")[0] for f in self.project.used for p in f.packages}
        return (
            not middleware.handlers
            and head.partition(".")[0] not in known
            and _MAY_GUARD.search(tail) is not None
        )

    def _is_unknown(self, expr: ir.Expr, scope: Scope) -> bool:
        """Whether something that is listed as a guard could be one."""
        if _is_empty(expr):
            return False
        items = self.project.resolver.items(expr, scope)
        return items is None or any(_MAY_GUARD.search(ir.text(e, 200)) for e, _ in items)

    def _class_may_guard(self, entry: Entry) -> bool:
        cls = entry.view_class
        assert cls is not None
        resolver = self.project.resolver
        known = {p.partition(".")[0] for f in self.project.used for p in f.packages}
        for base in resolver.mro(cls):
            if isinstance(base, Symbol):
                head = base.name.partition(".")[0]
                if head not in known and head not in ("builtins", "typing", "abc"):
                    return True
                continue
            if len(resolver.bases(base)) < len([b for b in base.node.bases if not b.keyword]):
                return True
            for method in resolver.methods(base):
                if method.name in _GUARDING_METHODS and self.checks.asks(method):
                    return True
        return False

    # --- groups -----------------------------------------------------------------------------------
    @cached_property
    def groups(self) -> list[Group]:
        found: dict[tuple[str, object], Group] = {}
        for entry in self.entries:
            for kind, key, name in self._keys(entry):
                found.setdefault((kind, key), Group(kind, name)).entries.append(entry)
        return [*found.values(), *self._below_prefixes()]

    def _below_prefixes(self) -> Iterator[Group]:
        """For each router with a prefix and a guard of its own: its entries, and the open ones that an
        app has below the same prefix."""
        on_apps = [
            e
            for e in self.entries
            if e.container is not None and e.container.kind == "app" and e.state == OPEN
        ]
        routers: dict[int, list[Entry]] = {}
        for entry in self.entries:
            if entry.container is not None and entry.container.kind == "router":
                routers.setdefault(id(entry.container), []).append(entry)
        for entries in routers.values() if on_apps else ():
            prefixes = {_prefix(served) for entry in entries for served in entry.served}
            prefix = prefixes.pop() if len(prefixes) == 1 else ""
            if not prefix or not all(
                any(guard.source in ("hook", "router") and not guard.partial for guard in e.guards)
                for e in entries
            ):
                continue
            apps = {id(served.app) for entry in entries for served in entry.served}
            below = [
                e
                for e in on_apps
                if id(e.container) in apps and any(path.startswith(prefix) for path in e.paths)
            ]
            if below:
                yield Group("prefix", prefix, [*entries, *below])

    def _keys(self, entry: Entry) -> Iterable[tuple[str, object, str]]:
        if entry.view_class is not None and entry.handler is not None:
            yield "class", id(entry.view_class.node), entry.view_class.name
        if entry.container is None:
            return
        for place in entry.served:
            if place.pattern is not None:
                yield "path", (id(place.app), place.pattern.text), place.pattern.text
        home = self._home(entry.container)
        yield "router", id(home), home.name
        module = entry.location.path
        if module != home.module.path:
            yield "module", (home.framework.slug, module), module

    def _home(self, container: Container) -> Container:
        """The router that a person would name: one that only stands around one route is none."""
        while container.kind == "router" and not container.name and len(container.routes) == 1:
            includes = self.project.includes_of(container)
            if len(includes) != 1:
                break
            container = includes[0].container
        return container


#: What a decorator is given the parameters of a path in.
_GIVEN = frozenset({"kwargs", "kw", "kwds", "view_args", "path_params", "match_info"})


def _takes_any(guard: ir.Function, names: frozenset[str]) -> bool:
    """Whether a guard takes one of these parameters of the path."""
    for node in ir.walk_body(guard.body, into_functions=True) if names else ():
        if isinstance(node, ir.Function):
            if any(param.name in names for param in node.params):
                return True
            continue
        mapping: ir.Expr | None = None
        key: ir.Expr | None = None
        if isinstance(node, ir.Subscript):
            mapping, key = node.value, node.index
        elif isinstance(node, ir.Call) and isinstance(node.func, ir.Attribute):
            if node.func.attr in ("get", "pop"):
                mapping, key = node.func.value, node.positional(0)
        if isinstance(key, ir.Constant) and key.value in names:
            if (ir.dotted(mapping) or "").rpartition(".")[2] in _GIVEN:
                return True
    return False


_NEUTRAL = frozenset(
    {"require_POST", "require_GET", "require_safe", "require_http_methods", "action", "api_view"}
)


#: What names of handlers begin and end with, whatever they do.
_NOISE = re.compile(
    r"^(?:api|handle|do|on|post|route|endpoint|async)_|_(?:view|api|endpoint|handler|post)$"
)
#: Parameters for who sends the request.
_USER = re.compile(
    r"_?(?:current|session|auth\w*|logged_in|request|active|acting)_(?:user|account|member)|user|auth|"
    r"credentials|claims|principal|identity|token|api_?key|access_token|jwt|permissions?|_?auth\w*",
    re.IGNORECASE,
)


#: Things that come to be when somebody signs up, and what that one chooses then.
_PEOPLE = re.compile(
    r"users?|accounts?|members?|customers?|people|persons?|clients?", re.IGNORECASE
)
_CHOSEN = re.compile(r"(?:\w*_)?(?:password|passwd|passphrase|pwd?)(?:_\w*)?", re.IGNORECASE)


def _is_sign_up(entry: Entry) -> bool:
    """Whether an entry makes people who have chosen a password: nobody can ask who they are."""
    if entry.handler is None or entry.methods != frozenset({"POST"}) or entry.has_parameters:
        return False
    ends = [parts[-1] for place in entry.served if (parts := _literals(place))]
    if not any(_PEOPLE.fullmatch(end) for end in ends):
        return False
    function = entry.handler.function.node
    return any(_CHOSEN.fullmatch(param.name) for param in function.params) or any(
        (isinstance(node, ir.Name) and _CHOSEN.fullmatch(node.id))
        or (isinstance(node, ir.Attribute) and _CHOSEN.fullmatch(node.attr))
        or (
            isinstance(node, ir.Constant)
            and isinstance(node.value, str)
            and _CHOSEN.fullmatch(node.value)
        )
        for node in ir.walk_body(function.body)
    )


def _snake(text: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", text).lower()


def _words(text: str) -> list[str]:
    """The words of a name, and each two that stand beside each other."""
    words = [word for word in re.split(r"[^a-z0-9]+", _snake(text)) if word]
    return words + [f"{a}_{b}" for a, b in pairwise(words)]


def _prefix(served: EffectiveRoute) -> str:
    """What the routers put before the path of a route: literal text that ends with a slash, or ""."""
    if served.pattern is None or served.route.pattern is None:
        return ""
    whole, own = served.pattern.text, served.route.pattern.text
    prefix = whole[: len(whole) - len(own)] if own and whole.endswith(own) else whole
    return f"{prefix.rstrip('/')}/" if "<" not in prefix and prefix.strip("/") else ""


def _paths_in(function: FunctionRef) -> list[str]:
    """The paths that a function compares the request's with, as far as texts look like some."""
    return [
        node.value
        for node in ir.nodes_of(function.node.body, ir.Constant)
        if isinstance(node.value, str) and node.value.startswith("/")
    ]


def _literals(served: EffectiveRoute) -> list[str]:
    """The literal parts of a path."""
    if served.pattern is None:
        return []
    return [part for part in re.sub("<[^>]*>", "", served.pattern.text).split("/") if part]


def _is_empty(expr: ir.Expr) -> bool:
    if isinstance(expr, ir.Collection):
        return not expr.items
    return isinstance(expr, ir.Constant) and expr.value in (None, False)


def _is_off(expr: ir.Expr, keyword: str) -> bool:
    """Whether an option switches a guard off: `auth=None`, `public=True`."""
    if isinstance(expr, ir.Constant):
        return bool(expr.value) == bool(_OPEN.search(keyword) or "exclude" in keyword)
    return _is_empty(expr)
