"""http.server: `do_GET()` and its like, which answer by calling `send_response()` and writing.

https://docs.python.org/3/library/http.server.html
"""

from __future__ import annotations

from routelint.frameworks._senders import is_own_method, read_helpers
from routelint.frameworks._signing import SIGNING
from routelint.model import ir
from routelint.model.app import Role
from routelint.model.bodies import Bodies
from routelint.model.exposures import Secrets
from routelint.model.forwarding import Forwarding
from routelint.model.inputs import Files, Inputs
from routelint.model.link import Linker
from routelint.model.pages import Pages
from routelint.model.project import Project
from routelint.model.refusals import Refusals
from routelint.model.scopes import Scope
from routelint.model.servers import Servers
from routelint.model.values import as_function, callable_name
from routelint.model.vocabulary import BodyLimit, Contract, Framework

_HANDLER = "http.server.BaseHTTPRequestHandler"
_SIMPLE = "http.server.SimpleHTTPRequestHandler"

_METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS")

# `send_error()` sends a whole answer, `send_response()` begins one: nothing keeps a second one from
# being written behind it (http/server.py).
_SENDS = {
    f"{_HANDLER}.send_error": "whole",
    f"{_HANDLER}.wfile.write": "more",
    f"{_HANDLER}.wfile.writelines": "more",
    f"{_SIMPLE}.do_GET": "whole",
    f"{_SIMPLE}.do_HEAD": "whole",
}

# What the classes offer besides, none of which answers.
_SILENT = frozenset(
    {
        "address_string",
        "date_time_string",
        "end_headers",
        "finish",
        "flush_headers",
        "guess_type",
        "handle_expect_100",
        "log_date_time_string",
        "log_error",
        "log_message",
        "log_request",
        "parse_request",
        "send_header",
        "setup",
        "translate_path",
        "version_string",
    }
)


#: What a handler knows of its request.
_PLAIN = frozenset(
    {"client_address", "command", "headers", "path", "request_version", "requestline", "rfile"}
)


def _talk(project: Project, call: ir.Call, scope: Scope) -> str:
    """`send_response(200)`, but for `100 Continue`; methods of `self` that are defined nobody knows
    where."""
    if not is_own_method(project, call.func, scope, _HANDLER):
        return ""
    value = project.evaluate(call.func, scope)
    name = callable_name(value) or ""
    if name in (f"{_HANDLER}.send_response", f"{_HANDLER}.send_response_only"):
        status = project.resolver.constant(call.argument(0, "code"), scope)
        return "quiet" if isinstance(status, int) and status < 200 else "start"
    function = as_function(value)
    if function is not None:
        return "maybe" if _uses_socket(function.node) else ""
    return "" if name.rpartition(".")[2] in _SILENT else "maybe"


def _uses_socket(function: ir.Function) -> bool:
    """Whether a method has to do with the socket itself, by which one may answer too."""
    me = function.params[0].name if function.params else ""
    return any(
        node.attr in ("connection", "request")
        and isinstance(node.value, ir.Name)
        and node.value.id == me
        for node in ir.nodes_of(function.body, ir.Attribute)
    )


def _read(linker: Linker) -> None:
    read_helpers(linker, FRAMEWORK, _HANDLER, _PLAIN)
    for handler in linker.handlers.values():
        if handler.framework is FRAMEWORK and _uses_socket(handler.function.node):
            handler.lends = True


FRAMEWORK: Framework = Framework(
    # https://docs.python.org/3/library/http.server.html#http.server.SimpleHTTPRequestHandler
    files=Files(
        roots={
            "http.server.SimpleHTTPRequestHandler": ("directory", None),
            "http.server.SimpleHTTPRequestHandler.__init__": ("directory", None),
        }
    ),
    forwarding=Forwarding(client="`self.client_address[0]`, or count your proxies from the end"),
    pages=Pages(example="override `end_headers`, and call `send_header` there"),
    inputs=Inputs(
        frozenset(
            f"http.server.{cls}.{name}"
            for cls in ("BaseHTTPRequestHandler", "SimpleHTTPRequestHandler")
            for name in ("path", "headers")
        )
    ),
    bodies=Bodies(
        raw=frozenset({f"{_HANDLER}.rfile", f"{_HANDLER}.rfile.read"}),
    ),
    servers=Servers(
        frozenset(
            {
                "http.server.HTTPServer.serve_forever",
                "http.server.ThreadingHTTPServer.serve_forever",
                "socketserver.TCPServer.serve_forever",
                "socketserver.ThreadingTCPServer.serve_forever",
                "http.server.test",
            }
        ),
        words=frozenset({"serve_forever"}),
    ),
    facts={"applications-are-programs": "yes"},
    slug="http_server",
    title="http.server",
    refusals=Refusals(
        statuses={
            f"{_HANDLER}.send_error": ("code", 0),
            f"{_HANDLER}.send_response": ("code", 0),
        },
        example='self.send_header("WWW-Authenticate", "Bearer")',
    ),
    packages=("http.server",),
    secrets=Secrets(calls=SIGNING),
    pitfalls=frozenset(
        {
            "RL901",
            "RL310",
            "RL102",
            "RL103",
            "RL105",
            "RL107",
            "RL303",
            "RL305",
            "RL307",
            "RL402",
            "RL406",
            "RL501",
            "RL502",
            "RL503",
            "RL504",
            "RL506",
            "RL507",
            "RL508",
            "RL509",
            "RL510",
            "RL602",
            "RL702",
            "RL704",
            "RL801",
            "RL903",
        }
    ),
    without={
        "RL902": "there are no routes",
        "RL802": "every answer is given its status, and what is written is meant",
        "RL405": "there are no routes, which would tell logins from the rest",
        "RL309": "it has nothing that protects against forged requests, which could be off",
        "RL308": "the module has no WebSockets",
        "RL803": "there are no error handlers: send_error() is told the status by whoever calls it",
        "RL705": "there are no forms of its own whose validation could be dropped",
        "RL701": "the handler is the request's own object, and its attributes may be assigned",
        "RL306": "the module knows neither users nor guards; a check is code that runs",
        "RL703": "a handler has the path as it was sent, which it takes apart by itself",
        "RL209": "nothing is registered: the class is handed to the server as it is",
        "RL208": "there are no patterns: a handler compares paths by itself",
        "RL207": "there are no routers: the server is given one class",
        "RL511": "nothing here takes options for CORS: its headers are written by hand",
        "RL106": "handlers write into the connection; there are no response objects",
        "RL505": "there is no debug mode: an error closes the connection",
        "RL108": "handlers answer by sending, and a path that only returns a value is RL105",
        "RL304": "no guard is registered: each method asks for itself",
        "RL603": "handlers run without an event loop, in which a task could be made and lost",
        "RL601": "each request has a thread, or they are served one by one anyway",
        "RL101": "no call builds an answer that could be dropped: each one sends",
        "RL104": "no hook stands before the methods, so that none can be ignored",
        "RL201": "there are no error handlers, only send_error()",
        "RL202": "there are no routes: methods look at the path themselves",
        "RL203": "there are no routes: methods look at the path themselves",
        "RL204": "there are no routes: methods look at the path themselves",
        "RL205": "there is nothing that is registered, early or late",
        "RL206": "there is no middleware",
        "RL301": "no hook guards a whole application: each method asks for itself",
        "RL302": "no decorator registers a method, so that guards work wherever they stand",
        "RL401": "no setting limits bodies; RL402 reports the reads",
        "RL403": "there is no setting that limits bodies",
        "RL404": "bodies are not parsed, so that there are no uploads with names",
        "RL604": "no exception has a meaning for the client",
    },
    bases={_HANDLER: (), _SIMPLE: (_HANDLER,), "http.server.CGIHTTPRequestHandler": (_SIMPLE,)},
    contracts={
        Role.VIEW: Contract("nothing", "the connection is closed without an answer", ends=True),
        Role.HELPER: Contract("nothing"),
        Role.DECORATOR: Contract("nothing"),
    },
    class_roles={_HANDLER: dict.fromkeys((f"do_{method}" for method in _METHODS), Role.VIEW)},
    body_limit=BodyLimit(raw_reads=frozenset({f"{_HANDLER}.rfile"}), unlimited_by_default=False),
    sends=_SENDS,
    heads=frozenset({f"{_HANDLER}.send_header"}),
    seals=frozenset({f"{_HANDLER}.end_headers"}),
    disconnects=frozenset(
        {
            "builtins.BrokenPipeError",
            "builtins.ConnectionAbortedError",
            "builtins.ConnectionError",
            "builtins.ConnectionResetError",
        }
    ),
    talk=_talk,
    words=frozenset(
        {
            "BaseHTTPRequestHandler",
            "SimpleHTTPRequestHandler",
            "send_response",
            "send_error",
            "end_headers",
            "send_header",
            "wfile",
            "rfile",
            *(f"do_{method}" for method in _METHODS),
        }
    ),
    reader=_read,
    request_values=frozenset(
        f"{_HANDLER}.{name}" for name in ("client_address", "command", "headers", "path", "rfile")
    ),
)
