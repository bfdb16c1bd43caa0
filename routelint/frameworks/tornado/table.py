"""The names of Tornado and what registering them means.

https://www.tornadoweb.org/en/stable/web.html
"""

from __future__ import annotations

from routelint.frameworks._signing import SESSIONS, SIGNING
from routelint.frameworks._socketio import SOCKETIO_EVENTS, SOCKETIO_OPTIONS
from routelint.frameworks.tornado.calls import OWN_CALLS
from routelint.frameworks.tornado.handlers import read
from routelint.frameworks.tornado.names import APPLICATION, HANDLER, RULE, URLSPEC, WEBSOCKET
from routelint.frameworks.tornado.talk import SENDS, talk
from routelint.model.answers import Statuses
from routelint.model.app import Role
from routelint.model.bodies import Bodies
from routelint.model.csrf import Csrf
from routelint.model.exposures import CookieCall, Cookies, Debug, Secrets
from routelint.model.forwarding import Forwarding
from routelint.model.handshakes import Handshakes
from routelint.model.inputs import Files, Inputs
from routelint.model.kinds import DATA, TUPLES
from routelint.model.pages import Pages
from routelint.model.parameters import FORM, QUERY, Parameters
from routelint.model.passing import Passing
from routelint.model.paths import GROUPS, Paths
from routelint.model.pattern import Pattern
from routelint.model.refusals import Refusals
from routelint.model.request_objects import RequestObject
from routelint.model.servers import Servers
from routelint.model.vocabulary import (
    Arg,
    BodyLimit,
    ContainerClass,
    Contract,
    EventLoop,
    Framework,
    Misgiven,
    Misread,
    OwnRoute,
    RegistrationCall,
    RouteCall,
    RoutesCall,
    SettingsCall,
    TaskCall,
)

_METHODS = ("get", "head", "post", "delete", "patch", "put", "options")
_EXCEPTIONS = ("HTTPError", "MissingArgumentError", "Finish")


def read_pattern(expression: str) -> Pattern:
    """An expression of a handler table: Tornado adds a `$` to those that have none."""
    return Pattern((), expression.removesuffix("$"))


_REQUEST = "tornado.httputil.HTTPServerRequest"
_FILE = "tornado.httputil.HTTPFile"
_FILES = "list[tornado.httputil.HTTPFile]"
_HEADS = (
    "add_header",
    "clear_all_cookies",
    "clear_cookie",
    "clear_header",
    "set_cookie",
    "set_header",
    "set_secure_cookie",
    "set_signed_cookie",
    "set_status",
)
_LIMIT = "HTTPServer(app, max_body_size=1024 * 1024)"
_ROUTE = RouteCall(Arg("pattern", 0), handler=Arg("handler", 1))
_REGISTRATIONS: dict[str, RegistrationCall] = {
    URLSPEC: _ROUTE,
    RULE: RouteCall(Arg("matcher", 0), handler=Arg("target", 1)),
    # https://www.tornadoweb.org/en/stable/web.html#tornado.web.Application.add_handlers
    f"{APPLICATION}.add_handlers": RoutesCall(
        Arg("host_handlers", 1),
        hosts=Arg("host_pattern", 0),
        all_hosts=frozenset({".*", ".*$", "", "^.*$"}),
        first=True,
    ),
    f"{APPLICATION}.listen": SettingsCall("keywords"),
    "tornado.httpserver.HTTPServer": SettingsCall("keywords", app=Arg("request_callback", 0)),
}

_LOOP = "tornado.ioloop.IOLoop"
# They run by themselves, and give a future.
_FUTURES = frozenset({"tornado.gen.sleep", "tornado.httpclient.AsyncHTTPClient.fetch"})
_NOT_CALLABLE = "a TypeError, and the client gets a 500"

# https://www.tornadoweb.org/en/stable/web.html#cookies : what is signed is meant to be trusted
_COOKIES = Cookies(
    calls={
        "set_cookie": CookieCall(("name", 0)),
        "set_secure_cookie": CookieCall(("name", 0), signed=True),
        "set_signed_cookie": CookieCall(("name", 0), signed=True),
    }
)
_TRACEBACK = "the answer to every error holds the traceback"
_AWAITED = "Tornado awaits what it returns, which fails: clients get a 500"
_DROPPED = "Tornado drops what it returns: clients get a 200 with an empty body"
_VALUES = DATA | TUPLES
_MISREADS = (
    Misread(_VALUES, _AWAITED, "self.write({value})", is_async=False),
    Misread(_VALUES, _DROPPED, "self.write({value})", is_async=True),
    Misread(
        frozenset({"exception"}), _AWAITED, "raise {value}", fix="raise", safe=True, is_async=False
    ),
    Misread(frozenset({"exception"}), _DROPPED, "raise {value}", fix="raise", is_async=True),
    Misread(frozenset({"exception class"}), _AWAITED, "raise {value}(...)", is_async=False),
    Misread(frozenset({"exception class"}), _DROPPED, "raise {value}(...)", is_async=True),
)
_MISGIVEN = {
    "tornado.web.HTTPError": (
        Misgiven(
            Arg("status_code", 0),
            Misread(
                frozenset({"text"}),
                "which is no number: what answers errors fails by itself, and the request hangs",
                "use the number of the status",
            ),
        ),
    ),
    "tornado.web.RequestHandler.set_status": (
        Misgiven(
            Arg("status_code", 0),
            Misread(
                frozenset({"text"}),
                "which is no number: a ValueError or TypeError, and so a 500",
                "use the number of the status",
            ),
        ),
    ),
    "tornado.web.RequestHandler.write": (
        Misgiven(
            Arg("chunk", 0),
            Misread(
                frozenset({"list", "number", "bool", "set"}) | TUPLES,
                "but takes texts, bytes and dictionaries only: a TypeError, and so a 500",
                "use a dictionary, or `json.dumps({value})`",
            ),
        ),
    ),
}

FRAMEWORK: Framework = Framework(
    misreads={Role.VIEW: _MISREADS, Role.BEFORE: _MISREADS},
    misgiven=_MISGIVEN,
    # Groups of the pattern are decoded after it has matched: tornado.routing.PathMatches
    # https://www.tornadoweb.org/en/stable/httpserver.html: `X-Real-Ip` wins, whoever has sent it.
    forwarding=Forwarding(
        switches={
            name: ("xheaders", frozenset({f"{_REQUEST}.remote_ip"}))
            for name in (f"{APPLICATION}.listen", "tornado.httpserver.HTTPServer")
        },
        client="the connection: `self.request.remote_ip` without `xheaders`",
    ),
    # https://www.tornadoweb.org/en/stable/web.html#tornado.web.RequestHandler.set_default_headers
    pages=Pages(
        calls=frozenset({"tornado.web.RequestHandler.render"}),
        texts=frozenset({"tornado.web.RequestHandler.write", "tornado.web.RequestHandler.finish"}),
        example="in `set_default_headers` of the base class of all handlers",
    ),
    inputs=Inputs(
        frozenset(
            {
                *(
                    f"tornado.web.RequestHandler.{name}"
                    for name in (
                        "get_argument",
                        "get_query_argument",
                        "get_body_argument",
                        "get_arguments",
                        "get_cookie",
                    )
                ),
                *(f"{_REQUEST}.{name}" for name in ("arguments", "query_arguments", "headers")),
            }
        ),
        decoded=True,
        groups=True,
    ),
    files=Files(
        roots={
            "tornado.web.StaticFileHandler": ("path", None),
            "tornado.web.Application": ("static_path", None),
        }
    ),
    # https://www.tornadoweb.org/en/stable/httputil.html#tornado.httputil.HTTPServerRequest.body
    bodies=Bodies(
        raw=frozenset({f"{_REQUEST}.body"}), loads=frozenset({"tornado.escape.json_decode"})
    ),
    # https://www.tornadoweb.org/en/stable/guide/running.html
    servers=Servers(
        frozenset(
            f"tornado.ioloop.IOLoop.{name}" for name in ("start", "current.start", "instance.start")
        ),
        frozenset({f"{APPLICATION}.listen", "tornado.httpserver.HTTPServer.listen"}),
        frozenset({"IOLoop", "listen"}),
    ),
    own_calls=OWN_CALLS,
    slug="tornado",
    title="Tornado",
    refusals=Refusals(
        statuses={
            "tornado.web.HTTPError": ("status_code", 0),
            f"{HANDLER}.set_status": ("status_code", 0),
            f"{HANDLER}.send_error": ("status_code", 0),
        },
        example='self.set_header("WWW-Authenticate", "Bearer")',
        senders=frozenset({"current_user"}),
        asks=frozenset({"get_cookie", "get_secure_cookie", "get_signed_cookie"}),
    ),
    packages=("tornado",),
    cookies=_COOKIES,
    debug=Debug(
        options=dict.fromkeys(("debug", "serve_traceback"), _TRACEBACK),
        settings=dict.fromkeys(("debug", "serve_traceback"), _TRACEBACK),
    ),
    # https://www.tornadoweb.org/en/stable/websocket.html#tornado.websocket.WebSocketHandler.check_origin
    handshakes=Handshakes(
        asked=f"{WEBSOCKET}.check_origin",
        options=SOCKETIO_OPTIONS,
        option_decorators=SOCKETIO_EVENTS,
    ),
    secrets=Secrets(
        options={"cookie_secret": SESSIONS}, settings={"cookie_secret": SESSIONS}, calls=SIGNING
    ),
    # https://www.tornadoweb.org/en/stable/guide/security.html#cross-site-request-forgery-protection
    csrf=Csrf(
        switches={"xsrf_cookies": ()},
        needed=("xsrf_cookies",),
        example="xsrf_cookies=True",
        checks={f"{HANDLER}.check_xsrf_cookie": ""},
        by_hand=frozenset({f"{HANDLER}.check_xsrf_cookie"}),
        cookies=frozenset({f"{HANDLER}.get_secure_cookie", f"{HANDLER}.get_signed_cookie"}),
        sessions=frozenset({f"{HANDLER}.get_cookie"}),
        told_by={"get_current_user": "current_user"},
    ),
    parameters=Parameters(
        calls={
            "tornado.web.RequestHandler.get_argument": QUERY,
            "tornado.web.RequestHandler.get_query_argument": QUERY,
            "tornado.web.RequestHandler.get_body_argument": FORM,
        },
    ),
    # https://www.tornadoweb.org/en/stable/web.html#tornado.web.RequestHandler.write_error
    statuses=Statuses(
        setters=frozenset({f"{HANDLER}.set_status"}),
        how="leave the status alone: `send_error()` has set it",
    ),
    pitfalls=frozenset(
        {
            "RL901",
            "RL310",
            "RL101",
            "RL102",
            "RL103",
            "RL104",
            "RL105",
            "RL107",
            "RL108",
            "RL202",
            "RL203",
            "RL204",
            "RL205",
            "RL208",
            "RL301",
            "RL303",
            "RL304",
            "RL305",
            "RL307",
            "RL308",
            "RL309",
            "RL403",
            "RL404",
            "RL405",
            "RL406",
            "RL501",
            "RL502",
            "RL503",
            "RL504",
            "RL505",
            "RL506",
            "RL507",
            "RL508",
            "RL509",
            "RL510",
            "RL601",
            "RL602",
            "RL603",
            "RL604",
            "RL702",
            "RL703",
            "RL704",
            "RL801",
            "RL802",
            "RL803",
            "RL903",
        }
    ),
    without={
        "RL902": "an application is one list of rules, and there are no routers to split it into",
        "RL705": "there are no forms of its own whose validation could be dropped",
        "RL701": "a request's attributes and dictionaries may be written, and its handler sees them",
        "RL306": "current_user is what get_current_user returns, None for nobody",
        "RL209": "nothing is registered by a decorator, and classes are handlers as they are",
        "RL207": "there are no routers: handlers are listed where the application is made",
        "RL511": "nothing here takes options for CORS: its headers are written by hand",
        "RL106": "handlers write into the connection; there are no response objects",
        "RL201": "errors are answered by write_error() of the handler itself; none is registered",
        "RL206": "there is no middleware, so that none can stand in the wrong order",
        "RL302": "no decorator registers a handler, so that guards work wherever they stand",
        "RL401": "bodies are limited to 100 MiB unless the server is told otherwise",
        "RL402": "no read passes by the limit: the server counts before handlers see anything",
    },
    aliases={
        "tornado.web.url": URLSPEC,
        "tornado.routing.URLSpec": URLSPEC,
        "tornado.web.HTTPServerRequest": _REQUEST,
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
    returns={
        f"{_LOOP}.current": _LOOP,
        f"{_LOOP}.instance": _LOOP,
        f"{HANDLER}.request": _REQUEST,
        f"{_REQUEST}.files.[]": _FILES,
        f"{_REQUEST}.files.get": _FILES,
        f"{_FILES}.[]": _FILE,
        f"{_FILES}.pop": _FILE,
        f"{_REQUEST}.files.[].*": _FILE,
        f"{_REQUEST}.files.get.*": _FILE,
    },
    # https://www.tornadoweb.org/en/stable/httputil.html#tornado.httputil.HTTPFile, also a dict
    upload_names=frozenset({f"{_FILE}.filename"}),
    upload_items=frozenset({(_FILE, "filename")}),
    exceptions=frozenset(f"tornado.web.{name}" for name in _EXCEPTIONS),
    controls=frozenset({"tornado.web.HTTPError", "tornado.web.Finish"}),
    error_texts=("reason",),
    contracts={
        Role.VIEW: Contract("nothing"),
        Role.BEFORE: Contract("nothing"),
        Role.HELPER: Contract("nothing"),
        Role.DECORATOR: Contract("nothing"),
        Role.ERROR_HANDLER: Contract("nothing"),
        Role.TEARDOWN: Contract("nothing", answered=True),
        Role.WEBSOCKET_EVENT: Contract("nothing"),
    },
    containers={
        APPLICATION: ContainerClass("app", routes=Arg("handlers", 0), entry=_ROUTE),
        "tornado.routing.RuleRouter": ContainerClass(
            "router", routes=Arg("rules", 0), entry=_ROUTE
        ),
        "tornado.routing.ReversibleRuleRouter": ContainerClass(
            "router", routes=Arg("rules", 0), entry=_ROUTE
        ),
    },
    # https://www.tornadoweb.org/en/stable/web.html#tornado.web.Application.settings
    own_routes={
        APPLICATION: (
            OwnRoute(
                "/static/",
                "StaticFileHandler",
                methods=(),
                option="static_url_prefix",
                given=("static_path",),
                below="(.*)",
                escaped=True,
            ),
            *(
                OwnRoute(
                    "/",
                    "StaticFileHandler",
                    methods=(),
                    option="-",
                    given=("static_path",),
                    below=rf"({name}\.{ending})",
                    escaped=True,
                )
                for name, ending in (("favicon", "ico"), ("robots", "txt"))
            ),
        )
    },
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
    # https://www.tornadoweb.org/en/stable/web.html#tornado.web.RequestHandler.get_current_user
    guarding_methods=frozenset({"prepare"}),
    plain_methods={
        f"{HANDLER}.get_current_user": "everybody is signed in",
        f"{HANDLER}.check_xsrf_cookie": "no token is compared",
        f"{WEBSOCKET}.check_origin": "every site may connect",
    },
    path_attributes=frozenset({f"{_REQUEST}.{name}" for name in ("path", "uri")}),
    pattern=read_pattern,
    # https://www.tornadoweb.org/en/stable/routing.html#tornado.routing.PathMatches
    paths=Paths(
        slash="it never matches (404)",
        expressions_only=True,
        one_end=True,
        arguments=GROUPS,
        mismatch="every request for it is a TypeError (500)",
        files={"tornado.web.StaticFileHandler": "path"},
        files_mismatch="every request for it is a 500",
    ),
    # The loop that serves is started by the program itself.
    # https://www.tornadoweb.org/en/stable/httpserver.html#tornado.httpserver.HTTPServer
    body_limit=BodyLimit(
        settings=("max_body_size",),
        near_options=dict.fromkeys(("max_body_size", "max_buffer_size"), _LIMIT),
        none_is_default=True,
        unlimited_by_default=False,
        text_consequence=(
            "compares it with a number, and drops the connection of every request with a body"
        ),
        example=_LIMIT,
    ),
    coroutines=_FUTURES,
    futures=_FUTURES,
    # https://www.tornadoweb.org/en/stable/ioloop.html#callbacks-and-timeouts
    task_calls={
        **{
            f"{_LOOP}.{name}": TaskCall(Arg("callback", 0), _NOT_CALLABLE)
            for name in ("add_callback", "add_callback_from_signal", "spawn_callback")
        },
        f"{_LOOP}.call_later": TaskCall(Arg("callback", 1), _NOT_CALLABLE),
        f"{_LOOP}.call_at": TaskCall(Arg("callback", 1), _NOT_CALLABLE),
        f"{_LOOP}.add_timeout": TaskCall(Arg("callback", 1), _NOT_CALLABLE),
    },
    loops=frozenset({f"{_LOOP}.asyncio_loop"}),
    facts={
        "status-of-views": "set the status before: `self.set_status({})`",
        "cleared-header": "set it in `write_error()`, or answer with `set_status()` and `finish()` "
        "instead of an error",
        "lost-task": "yes",
        "task-home": "give the function to `IOLoop.current().spawn_callback(...)`, which logs its exceptions",
        "route-order": "registration",
        "started-by": "script",
        "applications-are-programs": "yes",
        # https://www.tornadoweb.org/en/stable/web.html#tornado.web.RequestHandler.SUPPORTED_METHODS
        "other-methods-are-405": "yes",
    },
    copied_options=("handlers",),
    sends=SENDS,
    documents=frozenset({f"{HANDLER}.write", f"{HANDLER}.finish"}),
    disconnects=frozenset(
        {
            "tornado.iostream.StreamClosedError",
            "tornado.websocket.WebSocketClosedError",
            "asyncio.CancelledError",
        }
    ),
    answered=frozenset({f"{HANDLER}._finished", f"{HANDLER}._headers_written"}),
    heads=frozenset(f"{HANDLER}.{name}" for name in _HEADS),
    seals=frozenset({f"{HANDLER}.flush"}),
    # https://www.tornadoweb.org/en/stable/web.html#tornado.web.RequestHandler.send_error begins with
    # `clear()`, which leaves cookies alone.
    cleared_heads=frozenset({f"{HANDLER}.set_header", f"{HANDLER}.add_header"}),
    clears=frozenset({f"{HANDLER}.send_error", f"{HANDLER}.clear", "tornado.web.HTTPError"}),
    answers_later=frozenset({f"{HANDLER}._auto_finish"}),
    # https://www.tornadoweb.org/en/branch5.1/web.html#tornado.web.asynchronous, until 6.0
    leaves_open=frozenset({"tornado.web.asynchronous"}),
    # `RequestHandler._execute` calls `finish()` unless `_finished` is set, as `FallbackHandler` does.
    passing=Passing(
        classes=frozenset({"tornado.wsgi.WSGIContainer", APPLICATION}),
        writes=("request.connection.finish", "request.connection.write_headers"),
        leaving=frozenset({"detach"}),
        given="initialize",
        options=("kwargs", 2),
        finishing=frozenset({"finish", "_execute"}),
        apart=frozenset({WEBSOCKET}),
        again="Tornado answers once more, with an empty body",
        how="write `self._finished = True` and `self.on_finish()` after it, as "
        "`tornado.web.FallbackHandler` does",
    ),
    talk=talk,
    http_errors=("tornado.web.HTTPError", "tornado.web.Finish"),
    # https://www.tornadoweb.org/en/stable/guide/async.html#blocking
    event_loop=EventLoop(
        plain=frozenset(
            {
                Role.VIEW,
                Role.BEFORE,
                Role.TEARDOWN,
                Role.ERROR_HANDLER,
                Role.DECORATOR,
                Role.WEBSOCKET_EVENT,
            }
        )
    ),
    words=frozenset(
        {
            *_COOKIES.calls,
            "cookie_secret",
            "serve_traceback",
            "RequestHandler",
            "WebSocketHandler",
            "check_origin",
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
    patterns=(
        r"""\(\s*r?f?["'][^"'\n]*["'],\s*[\w.]*(?:Handler|View)\b""",
        r"(?:handlers|urls|routes)(?:\s*(?::[^=\n]*)?\+?=\s*[\[(]|\.(?:append|extend|insert)\()",
    ),
    reader=read,
    request_objects={_REQUEST: RequestObject()},
    request_values=frozenset(
        f"{HANDLER}.{name}"
        for name in (
            "current_user",
            "get_argument",
            "get_arguments",
            "get_body_argument",
            "get_cookie",
            "get_query_argument",
            "get_secure_cookie",
            "get_signed_cookie",
            "request",
        )
    ),
)
