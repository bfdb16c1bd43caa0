"""Microdot: applications, sub-applications, hooks, WebSockets and uploads.

https://microdot.readthedocs.io/en/latest/
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from routelint.frameworks._signing import SESSIONS, SIGNING
from routelint.model.answers import StatusArg, Statuses
from routelint.model.app import Role
from routelint.model.bodies import Bodies, Missing
from routelint.model.csrf import Csrf
from routelint.model.exposures import HTTP_ONLY, SECURE, CookieCall, Cookies, Secrets
from routelint.model.forwarding import Forwarding
from routelint.model.handshakes import Handshakes
from routelint.model.inputs import Files, Inputs
from routelint.model.pages import Pages
from routelint.model.parameters import FORM, QUERY, Parameters
from routelint.model.paths import KEYWORDS, Paths
from routelint.model.pattern import Param, Part, Pattern
from routelint.model.refusals import Refusals
from routelint.model.request_objects import RequestObject
from routelint.model.servers import Servers
from routelint.model.vocabulary import (
    Arg,
    BodyLimit,
    ContainerClass,
    Contract,
    CorsCall,
    CorsOptions,
    ErrorHandlerCall,
    EventLoop,
    Framework,
    HookCall,
    IncludeCall,
    Misread,
    RegistrationCall,
    RouteCall,
    RunCall,
)

if TYPE_CHECKING:
    from routelint.model.link import Linker

_APP = "microdot.Microdot"
_REQUEST = "microdot.Request"
_RESPONSE = "microdot.Response"
_SOCKET = "microdot.websocket.WebSocket"
_UPLOAD = "microdot.multipart.FileUpload"
_ERROR = "microdot.microdot.HTTPException"

_METHODS = ("get", "post", "put", "patch", "delete", "query")

# `URLPattern.segment_patterns`: a parameter takes a whole segment.
_KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "string": (r"[^/]+", ("word", "42")),
    "int": (r"-?\d+", ("42", "-7")),
    "path": (r".+", ("word", "42", "a/b")),
}
_PARAM = re.compile(r"<(?:(?P<kind>[^<>]+):)?(?P<name>[A-Za-z_]\w*)>")


def read_pattern(path: str) -> Pattern | None:
    """A path of Microdot's: `/users/<int:number>`; None with a type or an expression of its own."""
    parts: list[Part] = []
    position = 0
    for match in _PARAM.finditer(path):
        kind = match["kind"] or "string"
        if kind not in _KINDS:
            return None
        if match.start() > position:
            parts.append(path[position : match.start()])
        regex, samples = _KINDS[kind]
        parts.append(Param(match["name"], kind, regex, samples, kind == "path"))
        position = match.end()
    if position < len(path):
        parts.append(path[position:])
    return Pattern(tuple(parts))


_REGISTRATIONS: dict[str, RegistrationCall] = {
    f"{_APP}.route": RouteCall(Arg("url_pattern", 0), methods=Arg("methods", 1), default=("GET",)),
    **{
        f"{_APP}.{name}": RouteCall(Arg("url_pattern", 0), fixed=(name.upper(),))
        for name in _METHODS
    },
    f"{_APP}.before_request": HookCall(Role.BEFORE, "app", Arg("f", 0)),
    f"{_APP}.after_request": HookCall(Role.AFTER, "app", Arg("f", 0)),
    f"{_APP}.after_error_request": HookCall(Role.AFTER, "app", Arg("f", 0)),
    f"{_APP}.errorhandler": ErrorHandlerCall(Arg("status_code_or_exception_class", 0)),
    # Mounting copies what the other application has by then.
    f"{_APP}.mount": IncludeCall(Arg("subapp", 0), Arg("url_prefix", 1)),
    f"{_APP}.run": RunCall(),
    f"{_APP}.start_server": RunCall(),
    "microdot.cors.CORS": CorsCall(Arg("app", 0), (Arg("allowed_origins", 1),)),
}

_EMPTY = "a 204 with an empty body"
_BREAKS = "compares it with a number, and every connection breaks with a TypeError"


def _read(linker: Linker) -> None:
    """What a sub-application keeps to itself: all of its hooks and handlers where it is mounted with
    `local=True`, and what is registered on it after it was mounted."""
    for container in linker.containers.values():
        if container.framework is not FRAMEWORK:
            continue
        for include in container.includes:
            call, child = include.call, include.child
            if call is None or child is None:
                continue
            local = linker.resolver.constant(call.argument(2, "local"), include.scope)
            for hook in child.hooks:
                if local or hook.order > include.order:
                    hook.reach = "router"
            for handler in child.error_handlers:
                if local or handler.order > include.order:
                    handler.reach = "router"


_MISSPELT = {
    "max_content_size": "Request.max_content_length",
    "max_request_size": "Request.max_content_length",
    "MAX_CONTENT_LENGTH": "Request.max_content_length",
    "max_body_size": "Request.max_body_length",
}

_BREAKS_OFF = "the connection breaks with a TypeError when the answer is written"
_NO_ANSWER = "clients get a 500"
_PARTS = "Microdot takes the second part for a status or headers, and clients get a 500"
# `Microdot.dispatch_request`: a number is a status, the other parts of a tuple are a status and
# headers, and `Response` knows texts, bytes, dictionaries, lists, files and generators.
_MISREADS = (
    Misread(frozenset({"response and status"}), _BREAKS_OFF, "return Response(..., {status})"),
    Misread(frozenset({"body and text"}), _PARTS, "return {body}, {{'Content-Type': ...}}"),
    Misread(frozenset({"status and text"}), _PARTS, "return body, status, {'Content-Type': ...}"),
    Misread(frozenset({"single"}), _NO_ANSWER, "return {value}[0]"),
    Misread(frozenset({"set"}), _BREAKS_OFF, "return list({value})"),
    Misread(frozenset({"exception"}), _BREAKS_OFF, "raise {value}", fix="raise", safe=True),
    Misread(frozenset({"exception class"}), _BREAKS_OFF, "raise {value}(status)"),
    Misread(frozenset({"response class"}), _BREAKS_OFF, "return {value}()", fix="call", safe=True),
)

FRAMEWORK: Framework = Framework(
    misreads={Role.VIEW: _MISREADS, Role.ERROR_HANDLER: _MISREADS},
    # `invoke_handler` in microdot.py runs plain functions in the loop's executor.
    event_loop=EventLoop(
        in_threads=frozenset({Role.VIEW, Role.BEFORE, Role.AFTER, Role.ERROR_HANDLER})
    ),
    coroutines=frozenset(f"{_SOCKET}.{name}" for name in ("send", "receive", "close")),
    # https://microdot.readthedocs.io/en/latest/intro.html#sending-files: "filename" is not looked at
    forwarding=Forwarding(client="`request.client_addr[0]`, or count your proxies from the end"),
    # https://microdot.readthedocs.io/en/latest/extensions/templates.html
    pages=Pages(
        calls=frozenset(
            {
                "microdot.jinja.Template",
                "microdot.utemplate.Template",
            }
        ),
        example="a function behind `@app.after_request`",
    ),
    inputs=Inputs(
        frozenset(f"{_REQUEST}.{name}" for name in ("args", "form", "json", "headers", "cookies"))
    ),
    files=Files(
        senders={"microdot.send_file": ("filename", 0), f"{_RESPONSE}.send_file": ("filename", 0)}
    ),
    # https://microdot.readthedocs.io/en/latest/api/core_api.html#microdot.Request.json
    bodies=Bodies(
        data=frozenset({f"{_REQUEST}.json", f"{_REQUEST}.form"}),
        raw=frozenset({f"{_REQUEST}.body"}),
        queries=frozenset({f"{_REQUEST}.args"}),
        missing={f"{_REQUEST}.json": Missing("for another content type than JSON")},
    ),
    # https://microdot.readthedocs.io/en/latest/extensions/csrf.html
    csrf=Csrf(
        objects={"microdot.csrf.CSRF": "initialize"},
        protects_by=("protect_all", "microdot.csrf.CSRF.protect"),
        exempting=frozenset({"microdot.csrf.CSRF.exempt"}),
        example="CSRF(app)",
        cookies=frozenset({"microdot.session.with_session", "microdot.login.Login.__call__"}),
    ),
    servers=Servers(frozenset({f"{_APP}.run"}), frozenset({f"{_APP}.start_server"})),
    slug="microdot",
    title="Microdot",
    refusals=Refusals(
        statuses={
            "microdot.abort": ("status_code", 0),
            _RESPONSE: ("status_code", 1),
        },
        pairs=1,
        example='return "...", 401, {"WWW-Authenticate": "Bearer"}',
    ),
    packages=("microdot",),
    # https://microdot.readthedocs.io/en/latest/api/core_api.html#microdot.Response.set_cookie
    cookies=Cookies(
        calls={
            "set_cookie": CookieCall(
                ("cookie", 0), flags={SECURE: "secure", HTTP_ONLY: "http_only"}
            )
        }
    ),
    # https://microdot.readthedocs.io/en/latest/extensions/sessions.html
    handshakes=Handshakes(
        unchecked=True,
        openers=frozenset({"microdot.websocket.websocket_upgrade"}),
        sessions=frozenset({"microdot.session.with_session"}),
    ),
    secrets=Secrets(
        calls={
            **SIGNING,
            "microdot.session.Session": ((("secret_key", 1),), SESSIONS),
            "microdot.session.Session.initialize": ((("secret_key", 1),), SESSIONS),
        }
    ),
    parameters=Parameters(
        mappings={
            f"{_REQUEST}.args": QUERY,
            f"{_REQUEST}.form": FORM,
        },
        converter="type",
        # Without a query `Request.args` is a plain dictionary, whose `get` knows no `type`.
        offers_converter=False,
        converter_index=2,
        path_texts=frozenset({"string", "path"}),
    ),
    # `Microdot.dispatch_request` makes a response of what the handler returns, with status 200.
    statuses=Statuses(
        calls={
            _RESPONSE: StatusArg("status_code", 1),
            f"{_RESPONSE}.send_file": StatusArg("status_code", 1),
            "microdot.send_file": StatusArg("status_code", 1),
        },
        plain=200,
        tuples=True,
        of_error="{}.status_code",
        how="return the status behind the body: `return ..., {}`",
    ),
    pitfalls=frozenset(
        {
            "RL901",
            "RL310",
            "RL101",
            "RL102",
            "RL103",
            "RL105",
            "RL106",
            "RL107",
            "RL108",
            "RL201",
            "RL202",
            "RL203",
            "RL204",
            "RL205",
            "RL208",
            "RL209",
            "RL301",
            "RL302",
            "RL303",
            "RL305",
            "RL307",
            "RL308",
            "RL309",
            "RL402",
            "RL403",
            "RL404",
            "RL405",
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
            "RL601",
            "RL602",
            "RL603",
            "RL604",
            "RL701",
            "RL702",
            "RL703",
            "RL704",
            "RL801",
            "RL802",
            "RL803",
            "RL902",
            "RL903",
        }
    ),
    without={
        # `Microdot.get_request_handlers` begins with those of the application that was asked.
        "RL304": "hooks of an application also run for what is mounted in it and for WebSockets, and "
        "views are functions",
        "RL705": "there are no forms of its own whose validation could be dropped",
        "RL306": "its guards refuse by themselves, and request.g.current_user is what they have put there",
        "RL207": "there are no routers: an application that is mounted nowhere may be served by itself",
        "RL505": "its debug mode prints requests; what clients get stays the same",
        "RL511": "CORS() refuses options that it does not know with a TypeError",
        "RL104": "what a hook returns counts: before a request it is the answer, after one it "
        "replaces the answer",
        "RL206": "functions that run after requests also see the answers of those that run before, "
        "and nothing else has an order",
        "RL401": "Request.max_content_length limits bodies to 16 KiB by default",
    },
    aliases={
        **{
            f"microdot.microdot.{name}": f"microdot.{name}"
            for name in ("Microdot", "Request", "Response", "abort", "redirect", "send_file")
        },
        # The same for servers that speak ASGI or WSGI.
        **{
            f"microdot.{server}.{name}": f"microdot.{name}"
            for server in ("asgi", "wsgi")
            for name in ("Microdot", "Request", "Response", "abort", "redirect", "send_file")
        },
        "microdot.asgi.WebSocket": _SOCKET,
        "microdot.asgi.with_websocket": "microdot.websocket.with_websocket",
        "microdot.asgi.websocket_upgrade": "microdot.websocket.websocket_upgrade",
    },
    bases={_ERROR: ("builtins.Exception",)},
    returns={
        f"{_REQUEST}.files.[]": _UPLOAD,
        f"{_REQUEST}.files.get": _UPLOAD,
        f"{_REQUEST}.files.values.*": _UPLOAD,
        "microdot.websocket.websocket_upgrade": _SOCKET,
    },
    responses=frozenset(
        {
            _RESPONSE,
            f"{_RESPONSE}.redirect",
            f"{_RESPONSE}.send_file",
            "microdot.redirect",
            "microdot.send_file",
        }
    ),
    exceptions=frozenset({_ERROR}),
    aborts=frozenset({"microdot.abort", f"{_APP}.abort"}),
    controls=frozenset({_ERROR}),
    http_error=_ERROR,
    error_texts=(1, "reason"),
    contracts={
        # A view that upgrades its request answers by sending.
        Role.VIEW: Contract(
            "response", _EMPTY, all_none_is_fine=True, streams=True, parameters=(_REQUEST,)
        ),
        Role.BEFORE: Contract("continue", parameters=(_REQUEST,)),
        # None keeps the response: `res = await invoke_handler(handler, req, res) or res`
        Role.AFTER: Contract("transform", parameters=(_REQUEST, _RESPONSE)),
        Role.ERROR_HANDLER: Contract("response", _EMPTY, parameters=(_REQUEST,)),
        Role.DECORATOR: Contract("response", _EMPTY, parameters=(_REQUEST,)),
        Role.WEBSOCKET: Contract("nothing", parameters=(_REQUEST, _SOCKET)),
    },
    containers={_APP: ContainerClass("app")},
    registrations=_REGISTRATIONS,
    decorators={
        "microdot.auth.BasicAuth.__call__": "guard",
        "microdot.auth.TokenAuth.__call__": "guard",
        "microdot.login.Login.__call__": "guard",
        "microdot.login.Login.fresh": "guard",
        "microdot.multipart.with_form_data": "transparent",
        "microdot.websocket.with_websocket": "websocket",
        "microdot.sse.with_sse": "transparent",
    },
    class_settings={
        f"{_REQUEST}.max_content_length": "Request.max_content_length",
        f"{_REQUEST}.max_body_length": "Request.max_body_length",
        **{f"{_REQUEST}.{name}": name for name in _MISSPELT},
    },
    pattern=read_pattern,
    # What is no parameter is an expression (`URLPattern.compile`).
    paths=Paths(
        styles=frozenset({"<>", "regex"}),
        plain="<{name}>",
        typed="<{type}:{name}>",
        types={
            "str": "string",
            "string": "string",
            "int": "int",
            "integer": "int",
            "number": "int",
            "path": "path",
            "re": "re",
        },
        unknown_type="every request is a ValueError",
        arguments=KEYWORDS,
        first=1,
        more_first=1,
        mismatch="every request for it is a TypeError (500)",
    ),
    cors={
        "microdot.cors.CORS": CorsOptions(
            origins=("allowed_origins",),
            credentials=("allow_credentials",),
            listed_star_is_any=False,
            any_origin_text="Microdot sends back whatever origin asks, so that every site may read "
            "the answers to its visitors' cookies",
        )
    },
    body_limit=BodyLimit(
        settings=("Request.max_content_length", "Request.max_body_length"),
        reads=frozenset(f"{_REQUEST}.{name}" for name in ("body", "json", "form")),
        # Only what is announced is compared with the limit: a body without a length has none.
        raw_reads=frozenset({f"{_REQUEST}.stream"}),
        lengths=frozenset({f"{_REQUEST}.content_length"}),
        near_misses=_MISSPELT,
        near_miss_consequence="the limits stay at 16 KiB",
        unset_consequence=_BREAKS,
        text_consequence=_BREAKS,
        unlimited_by_default=False,
        example="Request.max_content_length = 1024 * 1024",
    ),
    upload_names=frozenset({f"{_UPLOAD}.filename"}),
    path_attributes=frozenset({f"{_REQUEST}.path", f"{_REQUEST}.url"}),
    facts={
        # `app.run()` is its own server: https://microdot.readthedocs.io/en/latest/intro.html
        "applications-are-programs": "yes",
        "split-into": "an application, which is mounted,",
        "only-post": '`methods=["POST"]`',
        "lost-task": "yes",
        "coroutines-are-no-answers": "yes",
        "uncalled-decorator": "nobody uses the decorator that it makes of the function",
        # `Microdot.find_route` takes the first that matches.
        "route-order": "registration",
        # `Microdot.dispatch_request` has a clause of its own for them.
        "http-errors-by-status": _ERROR,
        "late-router": "is added to an application whose routes were copied when it was mounted, so "
        "that nobody serves it",
    },
    sends={
        f"{_SOCKET}.close": "last",
        f"{_SOCKET}.send": "more",
        f"{_SOCKET}.receive": "more",
    },
    reader=_read,
    words=frozenset(
        {
            "microdot",
            "request",
            "url_prefix",
            "max_content_length",
            "max_body_length",
            "websocket",
        }
    ),
    # https://microdot.readthedocs.io/en/latest/users-guide.html#the-request-object
    request_objects={
        _REQUEST: RequestObject(
            fixed=frozenset({"body", "files", "form", "json", "stream"}),
            place="request.g.{}",
            shared=frozenset({"app"}),
        )
    },
)
