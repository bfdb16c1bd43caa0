"""Handlers that change something when they are asked by GET, as no client expects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from routelint.flow.asking import asks, is_body
from routelint.flow.storing import Change, Storing
from routelint.flow.storing_calls import words
from routelint.model import ir
from routelint.model.app import EffectiveRoute, Handler, Role
from routelint.model.project import Project
from routelint.policies.changes import methods

_ASKING = frozenset({"GET", "HEAD"})
_ROLES = frozenset({Role.VIEW, Role.WSGI_APP, Role.ASGI_APP})
#: Where a protocol, or a link in a mail, leaves nothing but GET.
_ONLY_LINKS = frozenset(
    {
        "activate",
        "activation",
        "auth",
        "authorize",
        "authorized",
        "callback",
        "callbacks",
        "cancelled",
    }
    | {
        "confirm",
        "confirmation",
        "confirmed",
        "complete",
        "cron",
        "health",
        "healthz",
        "hook",
        "hooks",
    }
    | {
        "invite",
        "invitation",
        "ipn",
        "login",
        "logout",
        "magic",
        "notify",
        "oauth",
        "oauth2",
        "oidc",
    }
    | {
        "openid",
        "opt",
        "pingback",
        "postback",
        "saml",
        "signin",
        "signout",
        "signup",
        "sso",
    }
    | {"success", "token", "tokens", "track", "unsubscribe", "validate", "verification", "verify"}
    | {
        "webhook",
        "webhooks",
        "wellknown",
        "logoff",
        "oauthcallback",
        "session",
        "sessions",
    }
    | {"test", "tests", "setup", "install", "debug", "seed", "login_callback", "migrate", "init"}
)
_PROGRAMS = re.compile(
    r"csrf_exempt|webhook|require_?post|post_?only|post_?required|method|ajax", re.IGNORECASE
)


@dataclass(frozen=True, eq=False)
class UnsafeGet:
    """`only` tells that the handler answers nothing else; `served` is a route of it, where it has one."""

    handler: Handler
    change: Change
    only: bool
    served: EffectiveRoute | None


def unsafe_gets(project: Project) -> Iterator[UnsafeGet]:
    """The handlers that answer GET and change something then, each once, in order of their place."""
    storing = Storing.of(project)
    for handler, places in _answering(project):
        answers = _methods(project, handler, places)
        if answers is not None and not answers & _ASKING:
            continue
        only = answers is not None and answers <= _ASKING | {"OPTIONS"}
        if not only and not _may_be_asked(project, handler):
            continue
        if _is_only_a_link(handler, places) or _opens_socket(project, handler):
            continue
        change = storing.change_in(handler.function)
        if change is not None:
            yield UnsafeGet(handler, change, only, places[0] if places else None)


def _answering(project: Project) -> Iterator[tuple[Handler, list[EffectiveRoute]]]:
    """Each function that answers requests, with the routes for which it does."""
    served: dict[int, list[EffectiveRoute]] = {}
    seen: set[tuple[int, int]] = set()
    for container in project.containers:
        for effective in project.effective_routes(container):
            key = (id(effective.route), id(container) if container.kind == "app" else 0)
            if key not in seen:
                seen.add(key)
                served.setdefault(id(effective.route), []).append(effective)
    told: dict[int, tuple[Handler, list[EffectiveRoute]]] = {}
    for handler in project.handlers:
        if handler.role not in _ROLES or handler.function.module.is_test:
            continue
        found = told.setdefault(id(handler.function.node), (handler, []))
        for route in handler.routes:
            found[1].extend(served.get(id(route), []))
    yield from sorted(
        told.values(), key=lambda t: (t[0].function.module.path, t[0].function.node.span)
    )


def _methods(
    project: Project, handler: Handler, places: list[EffectiveRoute]
) -> frozenset[str] | None:
    """The methods for which a handler answers on any of its routes; None where it may be any."""
    found: frozenset[str] = frozenset()
    for other in project.handlers_of(handler.function):
        if other.role not in _ROLES:
            continue
        own: list[EffectiveRoute | None] = [p for p in places if p.route in other.routes]
        for place in own or [None]:
            answers = methods(project, place, other)
            if answers is None:
                return None
            found |= answers
    return found


def _may_be_asked(project: Project, handler: Handler) -> bool:
    """Whether a handler for several methods does not tell them apart where nobody can see it."""
    told = {name for used in project.used for name in used.method_decorators}
    for use in (*handler.decorators, *handler.class_decorators):
        if use.kind == "registration" or use.name in told:
            continue
        if use.kind in ("csrf", "marker") or _PROGRAMS.search(ir.text(use.decorator.value, 200)):
            return False
        if use.function is not None:
            body = ir.walk_body(use.function.node.body, into_functions=True)
            if any(asks(node) for node in body if isinstance(node, (ir.Attribute, ir.Subscript))):
                return False
    # What is read of a body comes with one.
    return not _reads_body(handler.function.node)


def _reads_body(function: ir.Function) -> bool:
    tests = [
        {id(part) for part in ir.walk(node.test)}
        for node in ir.walk_body(function.body)
        if isinstance(node, (ir.If, ir.Conditional))
    ]
    tested = set().union(*tests)
    return any(
        is_body(node) and id(node) not in tested for node in ir.walk_body(function.body)
    ) and not any(asks(node) for node in ir.walk_body(function.body) if id(node) in tested)


def _opens_socket(project: Project, handler: Handler) -> bool:
    """Whether a handler answers a handshake, which no link and no image asks for."""
    openers = handler.framework.handshakes.openers
    scope = project.scope(handler.function) if openers else None
    return scope is not None and any(
        project.name_of(call.func, scope) in openers
        for call in ir.nodes_of(handler.function.node.body, ir.Call)
    )


def _comes_back(function: ir.Function) -> bool:
    """Whether a function compares the state that it has sent to another site with what comes back."""
    nodes = ir.walk_body(function.body)
    named = {
        node.id if isinstance(node, ir.Name) else node.attr
        for node in nodes
        if isinstance(node, (ir.Name, ir.Attribute))
    }
    return "session" in named and any(
        isinstance(node, ir.Constant) and node.value == "state" for node in nodes
    )


def _is_only_a_link(handler: Handler, places: list[EffectiveRoute]) -> bool:
    """Whether the name or a path of a handler says that nobody could ask in another way: what other
    sites lead to, and links in mails."""
    if not words(handler.function.name).isdisjoint(_ONLY_LINKS):
        return True
    if handler.view_class is not None and not words(handler.view_class.name).isdisjoint(
        _ONLY_LINKS
    ):
        return True
    if _comes_back(handler.function.node):
        return True
    for place in places:
        if place.pattern is None:
            continue
        parts = [part for part in place.pattern.text.split("/") if part]
        if any(not words(part).isdisjoint(_ONLY_LINKS) for part in parts):
            return True
    return False
