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
from routelint.model.values import Instance, Symbol, as_function, callable_name
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


# What RequestHandler offers besides, none of which sends.
_SILENT = frozenset(
    [
        "add_header",
        "application",
        "check_etag_header",
        "check_xsrf_cookie",
        "clear",
        "clear_all_cookies",
        "clear_cookie",
        "clear_header",
        "compute_etag",
        "create_signed_value",
        "create_template_loader",
        "current_user",
        "data_received",
        "decode_argument",
        "get_argument",
        "get_arguments",
        "get_body_argument",
        "get_body_arguments",
        "get_browser_locale",
        "get_cookie",
        "get_current_user",
        "get_login_url",
        "get_query_argument",
        "get_query_arguments",
        "get_secure_cookie",
        "get_secure_cookie_key_version",
        "get_signed_cookie",
        "get_signed_cookie_key_version",
        "get_status",
        "get_template_namespace",
        "get_template_path",
        "get_user_locale",
        "initialize",
        "locale",
        "log_exception",
        "on_connection_close",
        "prepare",
        "render_embed_css",
        "render_embed_js",
        "render_linked_css",
        "render_linked_js",
        "render_string",
        "require_setting",
        "reverse_url",
        "set_cookie",
        "set_default_headers",
        "set_etag_header",
        "set_header",
        "set_secure_cookie",
        "set_signed_cookie",
        "settings",
        "static_url",
        "xsrf_form_html",
        "xsrf_token",
    ]
)


def _talk(project: Project, call: ir.Call, scope: Scope) -> str:
    """`set_status(404)`, by its argument; methods of `self` that are defined nobody knows where."""
    value = project.evaluate(call.func, scope)
    if not _is_own(project, call.func, scope):
        return ""
    name = callable_name(value) or ""
    if name == f"{HANDLER}.set_status":
        status = project.resolver.constant(call.argument(0, "status_code"), scope)
        return "error" if isinstance(status, int) and status >= 400 else "status"
    if as_function(value) is not None or name.rpartition(".")[2] in _SILENT:
        return ""
    return "maybe"


def _is_own(project: Project, func: ir.Expr, scope: Scope) -> bool:
    """Whether it is a method of the handler that the code belongs to, or of its bases."""
    if not isinstance(func, ir.Attribute):
        return False
    if isinstance(func.value, ir.Call):
        return ir.dotted(func.value.func) == "super"
    if not isinstance(func.value, ir.Name):
        return False
    owner = project.evaluate(func.value, scope)
    return isinstance(owner, (Instance, Symbol)) and HANDLER in project.resolver.class_names(owner)


def _read(linker: Linker) -> None:
    """Methods of handler classes that only other methods call; what decorators call `self`."""
    known = {key for key, _ in linker.handlers}
    for module in linker.matched:
        if module.is_test:
            continue
        for cls in linker.classes_of(module):
            if HANDLER not in linker.resolver.class_names(cls):
                continue
            for method in linker.resolver.methods(cls):
                if id(method.node) not in known:
                    linker.handler(method, Role.HELPER, FRAMEWORK, None, method.location, cls)
    for handler in linker.handlers.values():
        if handler.framework is FRAMEWORK:
            handler.lends = _lends(handler.function.node)


def _lends(function: ir.Function) -> bool:
    """Whether the handler gives itself, or something of its own to call, to somebody else."""
    if not function.params:
        return False
    me = function.params[0].name
    called = {
        id(node.func)
        for node in ir.walk_body(function.body, into_functions=True)
        if isinstance(node, ir.Call)
    }
    for node in ir.walk_body(function.body):
        if isinstance(node, (ir.Function, ir.Lambda)):
            if any(isinstance(part, ir.Name) and part.id == me for part in ir.walk(node)):
                return True
        if isinstance(node, ir.Call):
            for arg in node.args:
                value = arg.value
                if isinstance(value, ir.Name) and value.id == me:
                    return True
                if isinstance(value, ir.Attribute) and id(value) not in called:
                    if isinstance(value.value, ir.Name) and value.value.id == me:
                        return True
    return False


_ROUTE = RouteCall(Arg("pattern", 0), handler=Arg("handler", 1))
_REGISTRATIONS: dict[str, RegistrationCall] = {
    "tornado.web.URLSpec": _ROUTE,
    "tornado.routing.Rule": RouteCall(Arg("matcher", 0), handler=Arg("target", 1)),
}

FRAMEWORK = Framework(
    slug="tornado",
    title="Tornado",
    packages=("tornado",),
    pitfalls=frozenset({"RL101", "RL102", "RL103", "RL104", "RL105"}),
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
    # https://www.tornadoweb.org/en/stable/web.html#tornado.web.RequestHandler.finish: it is called
    # automatically at the end of a method that did not.
    class_contracts={
        (HANDLER, "get"): Contract(
            "nothing", "the client gets an empty answer with status 200", all_none_is_fine=True
        )
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
    disconnects=frozenset(
        {
            "tornado.iostream.StreamClosedError",
            "tornado.websocket.WebSocketClosedError",
            "asyncio.CancelledError",
        }
    ),
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
