"""Tornado: request handlers that answer by sending, tables of regular expressions, WebSockets.

https://www.tornadoweb.org/en/stable/web.html
"""

from __future__ import annotations

from routelint.model import ir
from routelint.model.app import Role
from routelint.model.link import Linker
from routelint.model.pattern import Pattern
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import callable_name
from routelint.model.vocabulary import (
    Arg,
    ContainerClass,
    Contract,
    Framework,
    RegistrationCall,
    RouteCall,
)

HANDLER = "tornado.web.RequestHandler"
WEBSOCKET = "tornado.websocket.WebSocketHandler"
APPLICATION = "tornado.web.Application"

_METHODS = ("get", "head", "post", "delete", "patch", "put", "options")
_EXCEPTIONS = ("HTTPError", "MissingArgumentError", "Finish")

# RequestHandler.write() only collects; flush() sends the headers with what was collected; finish()
# is the last word, and the others end in it (tornado/web.py).
_SENDS = {
    f"{HANDLER}.write": "more",
    f"{HANDLER}.flush": "open",
    f"{HANDLER}.finish": "last",
    f"{HANDLER}.render": "last",
    f"{HANDLER}.send_error": "last",
    f"{HANDLER}.redirect": "whole",
    f"{WEBSOCKET}.write_message": "more",
    f"{WEBSOCKET}.close": "close",
}


def read_pattern(expression: str) -> Pattern:
    """An expression of a handler table: Tornado adds a `$` to those that have none."""
    return Pattern((), expression.removesuffix("$"))


def _talk(project: Project, call: ir.Call, scope: Scope) -> str:
    """`set_status(404)`, by its argument."""
    if callable_name(project.evaluate(call.func, scope)) != f"{HANDLER}.set_status":
        return ""
    status = project.resolver.constant(call.argument(0, "status_code"), scope)
    return "error" if isinstance(status, int) and status >= 400 else "status"


def _read(linker: Linker) -> None:
    """Methods of handler classes that only other methods call; what decorators call `self`."""
    for module in linker.matched:
        if module.is_test:
            continue
        for cls in linker.classes_of(module):
            if HANDLER not in linker.resolver.class_names(cls):
                continue
            for method in linker.resolver.methods(cls):
                if id(method.node) not in {key for key, _ in linker.handlers}:
                    linker.handler(method, Role.HELPER, FRAMEWORK, None, method.location, cls)


_ROUTE = RouteCall(Arg("pattern", 0), handler=Arg("handler", 1))
_REGISTRATIONS: dict[str, RegistrationCall] = {
    "tornado.web.URLSpec": _ROUTE,
    "tornado.routing.Rule": RouteCall(Arg("matcher", 0), handler=Arg("target", 1)),
}

FRAMEWORK = Framework(
    slug="tornado",
    title="Tornado",
    packages=("tornado",),
    pitfalls=frozenset({"RL101", "RL102"}),
    without={
        "RL201": "errors are answered by write_error() of the handler itself; none is registered",
        "RL206": "there is no middleware, so that none can stand in the wrong order",
        "RL401": "bodies are limited to 100 MiB unless the server is told otherwise",
        "RL402": "no read passes by the limit: the server counts before handlers see anything",
    },
    aliases={
        "tornado.web.url": "tornado.web.URLSpec",
        "tornado.routing.URLSpec": "tornado.web.URLSpec",
        "tornado.web.HTTPServerRequest": "tornado.httputil.HTTPServerRequest",
    },
    bases={
        HANDLER: (),
        WEBSOCKET: (HANDLER,),
        "tornado.web.StaticFileHandler": (HANDLER,),
        "tornado.web.ErrorHandler": (HANDLER,),
        "tornado.web.RedirectHandler": (HANDLER,),
        "tornado.web.FallbackHandler": (HANDLER,),
        "tornado.web.MissingArgumentError": ("tornado.web.HTTPError",),
        "tornado.web.HTTPError": ("builtins.Exception",),
        "tornado.web.Finish": ("builtins.Exception",),
    },
    returns={f"{HANDLER}.request": "tornado.httputil.HTTPServerRequest"},
    exceptions=frozenset(f"tornado.web.{name}" for name in _EXCEPTIONS),
    controls=frozenset({"tornado.web.HTTPError", "tornado.web.Finish"}),
    contracts={
        Role.VIEW: Contract("nothing"),
        Role.BEFORE: Contract("nothing"),
        Role.HELPER: Contract("nothing"),
        Role.DECORATOR: Contract("nothing"),
        Role.ERROR_HANDLER: Contract("nothing"),
        Role.TEARDOWN: Contract("nothing", answered=True),
        Role.WEBSOCKET_EVENT: Contract("nothing"),
    },
    containers={APPLICATION: ContainerClass("app", routes=Arg("handlers", 0))},
    registrations=_REGISTRATIONS,
    decorators={
        "tornado.web.authenticated": "guard",
        "tornado.web.stream_request_body": "marker",
        "tornado.web.addslash": "transparent",
        "tornado.web.removeslash": "transparent",
        "tornado.gen.coroutine": "transparent",
    },
    class_roles={
        HANDLER: {
            **dict.fromkeys(_METHODS, Role.VIEW),
            "prepare": Role.BEFORE,
            "write_error": Role.ERROR_HANDLER,
            "on_finish": Role.TEARDOWN,
        },
        WEBSOCKET: dict.fromkeys(
            ("open", "on_message", "on_pong", "on_ping"), Role.WEBSOCKET_EVENT
        ),
    },
    pattern=read_pattern,
    facts={"route-order": "registration"},
    sends=_SENDS,
    documents=frozenset({f"{HANDLER}.write", f"{HANDLER}.finish"}),
    answered=frozenset({f"{HANDLER}._finished", f"{HANDLER}._headers_written"}),
    talk=_talk,
    http_error="tornado.web.HTTPError",
    words=frozenset(
        {
            "RequestHandler",
            "WebSocketHandler",
            "set_status",
            "send_error",
            "finish",
            "redirect",
            "render",
            "write_message",
            "set_header",
            "prepare",
        }
    ),
    reader=_read,
)
