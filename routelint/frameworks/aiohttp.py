"""aiohttp.web: applications, route tables, middleware, class-based views.

https://docs.aiohttp.org/en/stable/web_reference.html
"""

from __future__ import annotations

import re

from routelint.findings import Location
from routelint.frameworks._signing import SESSIONS, SIGNING
from routelint.frameworks._socketio import SOCKETIO_EVENTS, SOCKETIO_OPTIONS
from routelint.model import ir
from routelint.model.answers import StatusArg, Statuses
from routelint.model.app import Cors, Ref, Role
from routelint.model.bodies import Bodies
from routelint.model.exposures import (
    HTTP_ONLY,
    SAME_SITE,
    SECURE,
    CookieCall,
    Cookies,
    Debug,
    Secrets,
)
from routelint.model.forwarding import Forwarding
from routelint.model.handshakes import Handshakes
from routelint.model.inputs import Files, Inputs
from routelint.model.kinds import DATA, PAIRS, TUPLES
from routelint.model.link import Linker
from routelint.model.pages import Pages
from routelint.model.parameters import PATH, QUERY, Parameters
from routelint.model.paths import Paths
from routelint.model.pattern import Param, Part, Pattern
from routelint.model.project import Project
from routelint.model.refusals import Refusals
from routelint.model.request_objects import RequestObject
from routelint.model.scopes import Scope
from routelint.model.servers import Servers
from routelint.model.values import ClassRef, FunctionRef, Instance, Member, callable_name
from routelint.model.vocabulary import (
    Arg,
    BodyLimit,
    ContainerClass,
    Contract,
    CorsCall,
    CorsOptions,
    EventLoop,
    Framework,
    HookCall,
    MiddlewareCall,
    Misgiven,
    Misread,
    MountCall,
    RegistrationCall,
    RouteCall,
    RoutesCall,
    RunCall,
)

APP, TABLE = "aiohttp.web.Application", "aiohttp.web.RouteTableDef"
REQUEST, VIEW = "aiohttp.web.Request", "aiohttp.web.View"
ERROR = "aiohttp.web.HTTPException"
STREAM, WEBSOCKET = "aiohttp.web.StreamResponse", "aiohttp.web.WebSocketResponse"

_METHODS = ("get", "post", "put", "patch", "delete", "head", "options")

# https://docs.aiohttp.org/en/stable/web_exceptions.html
_ERRORS = (
    "Exception",
    "Redirection",
    "Error",
    "ClientError",
    "ServerError",
    "MultipleChoices",
    "MovedPermanently",
    "Found",
    "SeeOther",
    "NotModified",
    "UseProxy",
    "TemporaryRedirect",
    "PermanentRedirect",
    "BadRequest",
    "Unauthorized",
    "PaymentRequired",
    "Forbidden",
    "NotFound",
    "MethodNotAllowed",
    "NotAcceptable",
    "ProxyAuthenticationRequired",
    "RequestTimeout",
    "Conflict",
    "Gone",
    "LengthRequired",
    "PreconditionFailed",
    "RequestEntityTooLarge",
    "RequestURITooLong",
    "UnsupportedMediaType",
    "RequestRangeNotSatisfiable",
    "ExpectationFailed",
    "MisdirectedRequest",
    "UnprocessableEntity",
    "FailedDependency",
    "UpgradeRequired",
    "PreconditionRequired",
    "TooManyRequests",
    "RequestHeaderFieldsTooLarge",
    "UnavailableForLegalReasons",
    "InternalServerError",
    "NotImplemented",
    "BadGateway",
    "ServiceUnavailable",
    "GatewayTimeout",
    "VersionNotSupported",
    "VariantAlsoNegotiates",
    "InsufficientStorage",
    "NotExtended",
    "NetworkAuthenticationRequired",
)
_EXCEPTIONS = frozenset(f"aiohttp.web.HTTP{name}" for name in _ERRORS)


def _base_of(name: str) -> str:
    """The class that an exception is derived from: `aiohttp/web_exceptions.py`."""
    if name in ("Redirection", "Error"):
        return ERROR
    if name in ("ClientError", "ServerError"):
        return "aiohttp.web.HTTPError"
    place = _ERRORS.index(name)
    if place < _ERRORS.index("BadRequest"):
        return "aiohttp.web.HTTPRedirection"
    server = place >= _ERRORS.index("InternalServerError")
    return f"aiohttp.web.HTTP{'Server' if server else 'Client'}Error"


_MODULES = (
    "web_app",
    "web_exceptions",
    "web_fileresponse",
    "web_middlewares",
    "web_request",
    "web_response",
    "web_routedef",
    "web_urldispatcher",
    "web_ws",
)

# aiohttp/hdrs.py
_CONSTANTS: dict[str, str] = {
    "aiohttp.hdrs.METH_ANY": "*",
    **{f"aiohttp.hdrs.METH_{method.upper()}": method.upper() for method in _METHODS},
    **{
        f"aiohttp.hdrs.{header.upper().replace('-', '_')}": header
        for header in (
            "Origin",
            "Access-Control-Allow-Origin",
            "Access-Control-Allow-Credentials",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "Content-Type",
            "Authorization",
        )
    },
}

_NONE = "500: Missing return statement on request handler"

_NONE_SENT = (
    "aiohttp takes it for a missing answer, which it logs, and sends a 500 into a stream that has not "
    "ended"
)

_PARAM = re.compile(r"{([A-Za-z_]\w*)(?::((?:[^{}]|{[^{}]*})+))?}")


def read_pattern(path: str) -> Pattern | None:
    """A path of aiohttp: `/users/{name}`, `/files/{tail:.*}`; None with another expression."""
    parts: list[Part] = []
    position = 0
    for match in _PARAM.finditer(path):
        if match.start() > position:
            parts.append(path[position : match.start()])
        expression = match[2]
        if expression in (".*", ".+"):
            parts.append(Param(match[1], "tail", expression, ("word", "a/b"), True))
        elif expression in (r"\d+", "[0-9]+"):
            parts.append(Param(match[1], "int", r"\d+", ("42",)))
        elif expression is None:
            parts.append(Param(match[1], "str", r"[^{}/]+", ("word", "42")))
        else:
            return None
        position = match.end()
    if position < len(path):
        parts.append(path[position:])
    return Pattern(tuple(parts))


def literal_prefix(pattern: Pattern) -> str:
    """The part of a path by which aiohttp indexes it; the longest one that fits is asked first.

    `UrlDispatcher._get_resource_index_key`, and `resolve`, which goes from a path to its parents.
    """
    head = pattern.parts[0] if pattern.parts else ""
    if not isinstance(head, str):
        return "/"
    if pattern.params:
        head = head.rpartition("/")[0]
    return head.rstrip("/") or "/"


def _registrations() -> dict[str, RegistrationCall]:
    found: dict[str, RegistrationCall] = {
        f"{APP}.add_routes": RoutesCall(Arg("routes", 0)),
        f"{APP}.router.add_routes": RoutesCall(Arg("routes", 0)),
        # https://docs.aiohttp.org/en/stable/web_reference.html#aiohttp.web.Application.add_domain
        f"{APP}.add_domain": MountCall(Arg(), Arg("subapp", 1)),
        f"{APP}.add_subapp": MountCall(Arg("prefix", 0), Arg("subapp", 1)),
        f"{APP}.router.add_route": RouteCall(
            Arg("path", 1), methods=Arg("method", 0), handler=Arg("handler", 2)
        ),
        f"{APP}.router.add_resource.add_route": RouteCall(
            Arg("path", 0), methods=Arg("method", 0), handler=Arg("handler", 1), of_receiver=True
        ),
        f"{APP}.router.add_view": RouteCall(Arg("path", 0), handler=Arg("handler", 1)),
        f"{TABLE}.view": RouteCall(Arg("path", 0)),
        f"{TABLE}.route": RouteCall(Arg("path", 1), methods=Arg("method", 0)),
        "aiohttp.web.view": RouteCall(Arg("path", 0), handler=Arg("handler", 1)),
        "aiohttp.web.route": RouteCall(
            Arg("path", 1), methods=Arg("method", 0), handler=Arg("handler", 2)
        ),
        f"{APP}.router.add_static": _STATIC,
        f"{TABLE}.static": _STATIC,
        "aiohttp.web.static": _STATIC,
        f"{APP}.middlewares.append": MiddlewareCall(Arg(None, 0), outermost="first"),
        f"{APP}.middlewares.extend": MiddlewareCall(Arg(None, 0), style="list"),
        f"{APP}.on_startup.append": HookCall(Role.STARTUP),
        f"{APP}.cleanup_ctx.append": HookCall(Role.STARTUP),
        f"{APP}.on_response_prepare.append": HookCall(Role.AFTER),
        _SESSION: MiddlewareCall(None, outermost="first", app=Arg("app", 0)),
        _CORS: CorsCall(Arg("app", 0), (Arg("defaults", 1),)),
        f"{_CORS}.add": CorsCall(None, (Arg("config", 1),), apart=True),
        "aiohttp.web.run_app": RunCall(Arg("app", 0)),
    }
    for method in _METHODS:
        # GET is served for HEAD too, unless told otherwise.
        fixed = (method.upper(),)
        found[f"{APP}.router.add_{method}"] = RouteCall(
            Arg("path", 0), fixed=fixed, handler=Arg("handler", 1)
        )
        found[f"aiohttp.web.{method}"] = RouteCall(
            Arg("path", 0), fixed=fixed, handler=Arg("handler", 1)
        )
        found[f"{TABLE}.{method}"] = RouteCall(Arg("path", 0), fixed=fixed)
    return found


_FORM = "multidict.MultiDictProxy"
_FILE = "aiohttp.web.FileField"
_MULTIPART = "aiohttp.MultipartReader"
_PART = "aiohttp.BodyPartReader"

_SESSION = "aiohttp_session.setup"
_SECURITY = frozenset(
    f"aiohttp_security.{name}"
    for name in (
        "authorized_userid",
        "check_authorized",
        "check_permission",
        "is_anonymous",
        "permits",
    )
)
_CORS_VIEW = "aiohttp_cors.CorsViewMixin"
_CORS = "aiohttp_cors.setup"
# https://github.com/aio-libs/aiohttp-cors#security: the asking origin is sent back for "*".
_CORS_OPTIONS = CorsOptions(
    origins=("origin",),
    credentials=("allow_credentials",),
    per_origin=("defaults", "config", "cors_config"),
)

# https://docs.aiohttp.org/en/stable/web_advanced.html#static-file-handling
_STATIC = RouteCall(Arg("prefix", 0), fixed=("GET", "HEAD"), below=True)


# https://docs.aiohttp.org/en/stable/web_reference.html#aiohttp.web.StreamResponse
_SENDS = {
    f"{STREAM}.prepare": "open",
    f"{WEBSOCKET}.prepare": "open",
    f"{STREAM}.write": "more",
    f"{STREAM}.write_eof": "close",
    f"{WEBSOCKET}.send_str": "more",
    f"{WEBSOCKET}.send_bytes": "more",
    f"{WEBSOCKET}.send_json": "more",
    f"{WEBSOCKET}.send_frame": "more",
    f"{WEBSOCKET}.ping": "more",
    f"{WEBSOCKET}.close": "leave",
}


def _talk(project: Project, call: ir.Call, scope: Scope) -> str:
    """What is said by a stream or WebSocket that this very function has made: others have others."""
    func = project.evaluate(call.func, scope)
    if not isinstance(func, Member) or func.name not in _SENDS:
        return ""
    made = func.receiver
    if not isinstance(made, Instance) or made.call is None or made.scope is None:
        return ""
    own = made.scope.node is scope.node and isinstance(call.func, ir.Attribute)
    return _SENDS[func.name] if own else ""


def _read(linker: Linker) -> None:
    """Functions under `@web.middleware`, those with the form of handlers, and policies of classes."""
    for module in linker.matched:
        if module.is_test:
            continue
        for function in linker.reading.functions_of(module):
            for decorator in function.node.decorators:
                value = linker.resolver.evaluate(decorator.value, function.scope)
                if callable_name(value) == "aiohttp.web.middleware":
                    linker.calling.handler(
                        function, Role.MIDDLEWARE, FRAMEWORK, None, function.location
                    )
            if _has_form_of_handler(linker, function):
                linker.calling.handler(function, Role.VIEW, FRAMEWORK, None, function.location)
        for cls in linker.reading.classes_of(module):
            if _CORS_VIEW in linker.resolver.class_names(cls):
                _class_policy(linker, cls)


def _has_form_of_handler(linker: Linker, function: FunctionRef) -> bool:
    """Whether a function is what routes are given, wherever it is: `async`, from a request to what
    answers it."""
    node = function.node
    params = [p for p in node.params if p.kind in ("positional-only", "positional")]
    if function.owner is not None:
        params = params[1:]
    if not node.is_async or len(params) != 1 or len(node.params) > 2 or node.returns is None:
        return False
    annotation = params[0].annotation
    if annotation is None or {(id(node), Role.VIEW), (id(node), Role.MIDDLEWARE)} & set(
        linker.handlers
    ):
        return False
    taken = linker.resolver.class_names(linker.resolver.annotated(annotation, function.scope))
    given = linker.resolver.class_names(linker.resolver.annotated(node.returns, function.scope))
    return REQUEST in taken and STREAM in given and not _may_be_none(node.returns)


def _may_be_none(annotation: ir.Expr) -> bool:
    return any(
        (isinstance(part, ir.Constant) and part.value is None)
        or getattr(part, "id", getattr(part, "attr", "")) == "Optional"
        for part in ir.walk(annotation)
    )


def _class_policy(linker: Linker, cls: ClassRef) -> None:
    """The CORS policy of a view: https://github.com/aio-libs/aiohttp-cors#usage"""
    scope = linker.resolver.class_scope(cls)
    for binding in scope.bindings("cors_config"):
        if binding.value is not None:
            loose = linker.building.loose(FRAMEWORK, cls.module)
            location = Location(cls.module.path, binding.value.span)
            policy = Cors(loose, location, linker.next_order(), scope, name=_CORS_VIEW)
            policy.options["cors_config"] = Ref(binding.value, scope)
            loose.registrations.append(policy)


# https://docs.aiohttp.org/en/stable/web_reference.html#aiohttp.web.StreamResponse.set_cookie
# https://aiohttp-session.readthedocs.io/en/stable/reference.html
_FLAGS = {"secure": SECURE, "httponly": HTTP_ONLY, "samesite": SAME_SITE}
_STORAGES = {
    f"aiohttp_session.{name}": _FLAGS
    for name in (
        "SimpleCookieStorage",
        "cookie_storage.EncryptedCookieStorage",
        "nacl_storage.NaClCookieStorage",
        "redis_storage.RedisStorage",
        "memcached_storage.MemcachedStorage",
    )
}
_ENCRYPTING = ("cookie_storage.EncryptedCookieStorage", "nacl_storage.NaClCookieStorage")
_NO_RESPONSE = "aiohttp wants a response, and clients get a 500"
_MISREADS = (
    Misread(PAIRS, _NO_RESPONSE, "return web.json_response({body}, status={status})"),
    Misread(DATA | (TUPLES - PAIRS), _NO_RESPONSE, "return web.json_response({value})"),
    Misread(frozenset({"error"}), _NO_RESPONSE, "raise {value}", fix="raise", safe=True),
    Misread(
        frozenset({"exception class"}),
        "aiohttp takes it for a response, and drops the connection",
        "raise {value}()",
        fix="raise call",
        safe=True,
    ),
    Misread(
        frozenset({"response class"}),
        "aiohttp takes it for a response, and drops the connection",
        "return {value}()",
        fix="call",
        safe=True,
    ),
)
_KEYWORDS_ONLY = "but takes keywords only: a TypeError, and so a 500"


def _named(keyword: str, kinds: frozenset[str], index: int) -> Misgiven:
    return Misgiven(
        Arg(None, index),
        Misread(kinds, _KEYWORDS_ONLY, f"{keyword}={{value}}", fix="keyword", safe=True),
        keyword=keyword,
    )


_TEXT = frozenset({"text"})
_MISGIVEN = {
    "aiohttp.web.json_response": (_named("status", frozenset({"status"}), 1),),
    "aiohttp.web.Response": (_named("text", _TEXT, 0), _named("body", frozenset({"bytes"}), 0)),
    **{
        f"aiohttp.web.{name}": (_named("text", _TEXT, 0),)
        for name in (
            "HTTPBadRequest",
            "HTTPUnauthorized",
            "HTTPForbidden",
            "HTTPNotFound",
            "HTTPConflict",
            "HTTPGone",
            "HTTPUnprocessableEntity",
            "HTTPTooManyRequests",
            "HTTPInternalServerError",
            "HTTPServiceUnavailable",
        )
    },
}

FRAMEWORK: Framework = Framework(
    misreads={Role.VIEW: _MISREADS, Role.MIDDLEWARE: _MISREADS},
    misgiven=_MISGIVEN,
    # https://docs.aiohttp.org/en/stable/web_quickstart.html#variable-resources: what stands in the path
    # is decoded after it was matched.
    # https://docs.aiohttp.org/en/stable/web_advanced.html#deploying-behind-a-proxy
    forwarding=Forwarding(
        believers=frozenset(
            {"aiohttp_remotes.XForwardedRelaxed", "aiohttp_remotes.ForwardedRelaxed"}
        ),
        client="`request.remote`, with `aiohttp_remotes.XForwardedStrict` behind proxies",
    ),
    # https://aiohttp-jinja2.readthedocs.io/en/stable/
    pages=Pages(
        calls=frozenset({"aiohttp_jinja2.render_template", "aiohttp_jinja2.template"}),
        protecting=frozenset({"aiohttp_remotes.Secure"}),
        example="a function at `app.on_response_prepare`",
    ),
    inputs=Inputs(
        frozenset(
            {
                *(
                    f"{REQUEST}.{name}"
                    for name in (
                        "query",
                        "rel_url.query",
                        "url.query",
                        "headers",
                        "cookies",
                        "json",
                    )
                ),
                "multidict.MultiDictProxy",
            }
        ),
        path_texts=frozenset({f"{REQUEST}.match_info"}),
        decoded=True,
    ),
    # https://docs.aiohttp.org/en/stable/web_reference.html#aiohttp.web.UrlDispatcher.add_static
    files=Files(
        senders={"aiohttp.web.FileResponse": ("path", 0)},
        roots={
            f"{APP}.router.add_static": ("path", 1),
            f"{TABLE}.static": ("path", 1),
            "aiohttp.web.static": ("path", 1),
        },
        listings={
            f"{APP}.router.add_static": "show_index",
            f"{TABLE}.static": "show_index",
            "aiohttp.web.static": "show_index",
        },
    ),
    bodies=Bodies(
        data=frozenset({f"{REQUEST}.json", f"{REQUEST}.post"}),
        raw=frozenset({f"{REQUEST}.read", f"{REQUEST}.text"}),
        queries=frozenset({f"{REQUEST}.query", f"{REQUEST}.rel_url.query"}),
    ),
    servers=Servers(
        frozenset({"aiohttp.web.run_app"}),
        frozenset({"aiohttp.web.TCPSite.start", "aiohttp.web.UnixSite.start"}),
        frozenset({"TCPSite", "UnixSite"}),
    ),
    slug="aiohttp",
    title="aiohttp",
    refusals=Refusals(
        statuses={
            "aiohttp.web.HTTPUnauthorized": 401,
            "aiohttp.web.HTTPForbidden": 403,
            "aiohttp.web.Response": ("status", None),
            "aiohttp.web.json_response": ("status", None),
        },
        example='raise web.HTTPUnauthorized(headers={"WWW-Authenticate": "Bearer"})',
    ),
    packages=("aiohttp",),
    cookies=Cookies(calls={"set_cookie": CookieCall(("name", 0))}, options=_STORAGES),
    # `RequestHandler.handle_error` in aiohttp/web_protocol.py; that of run_app() changes no answer.
    debug=Debug(options={"debug": "the answer to every error holds the traceback"}),
    # https://docs.aiohttp.org/en/stable/web_advanced.html#websockets : nothing is said of origins.
    handshakes=Handshakes(
        unchecked=True,
        options=SOCKETIO_OPTIONS,
        option_decorators=SOCKETIO_EVENTS,
        openers=frozenset({WEBSOCKET}),
        sessions=frozenset(
            {
                "aiohttp_session.get_session",
                "aiohttp_security.authorized_userid",
                "aiohttp_security.check_authorized",
                "aiohttp_security.check_permission",
            }
        ),
    ),
    secrets=Secrets(
        calls={
            **SIGNING,
            **{f"aiohttp_session.{n}": ((("secret_key", 0),), SESSIONS) for n in _ENCRYPTING},
        }
    ),
    parameters=Parameters(
        mappings={
            f"{REQUEST}.query": QUERY,
            f"{REQUEST}.match_info": PATH,
            f"{REQUEST}.rel_url.query": QUERY,
            f"{REQUEST}.url.query": QUERY,
        },
    ),
    # https://docs.aiohttp.org/en/stable/web_advanced.html#middlewares
    statuses=Statuses(
        calls={
            f"aiohttp.web.{name}": StatusArg("status")
            for name in ("Response", "json_response", "FileResponse")
        },
        of_error="{}.status",
        http_errors=frozenset({ERROR}),
        how="give the response the status: `status={}`",
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
            "RL106",
            "RL107",
            "RL108",
            "RL201",
            "RL202",
            "RL203",
            "RL204",
            "RL205",
            "RL206",
            "RL207",
            "RL208",
            "RL209",
            "RL301",
            "RL302",
            "RL303",
            "RL304",
            "RL305",
            "RL307",
            "RL308",
            "RL402",
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
        "RL309": "it has none of its own, and aiohttp-csrf is bound to an outdated blake3",
        "RL705": "there are no forms of its own whose validation could be dropped",
        "RL306": "a guard is a function that is called; nothing stands for a user",
        "RL511": "aiohttp-cors refuses options that it does not know when the application is made",
        "RL401": "client_max_size limits bodies to 1 MiB by default",
    },
    aliases={
        **{f"aiohttp.{module}.*": "aiohttp.web." for module in _MODULES},
        "aiohttp_cors.CorsConfig": _CORS,
        "aiohttp_session.session_middleware": _SESSION,
        "aiohttp_cors.mixin.*": "aiohttp_cors.",
        "aiohttp_cors.cors_config.*": "aiohttp_cors.",
    },
    bases={
        VIEW: (),
        _CORS_VIEW: (),
        "aiohttp.web.Response": (STREAM,),
        "aiohttp.web.FileResponse": (STREAM,),
        WEBSOCKET: (STREAM,),
        STREAM: (),
        **{f"aiohttp.web.HTTP{name}": (_base_of(name),) for name in _ERRORS[1:]},
        ERROR: ("builtins.Exception",),
    },
    passed_through={f"{_CORS}.add": 0},
    returns={
        f"{VIEW}.request": REQUEST,
        f"{REQUEST}.app": APP,
        f"{REQUEST}.post": _FORM,
        f"{_FORM}.[]": _FILE,
        f"{_FORM}.get": _FILE,
        f"{_FORM}.getone": _FILE,
        f"{_FORM}.getall.*": _FILE,
        f"{REQUEST}.multipart": _MULTIPART,
        f"{_MULTIPART}.next": _PART,
        f"{REQUEST}.multipart.*": _PART,
        f"{_MULTIPART}.*": _PART,
    },
    # https://docs.aiohttp.org/en/stable/web_quickstart.html#file-uploads
    upload_names=frozenset({f"{_FILE}.filename", f"{_PART}.filename"}),
    responses=frozenset(
        {"aiohttp.web.Response", "aiohttp.web.json_response", "aiohttp.web.FileResponse"}
    ),
    # https://docs.aiohttp.org/en/stable/web_reference.html#aiohttp.web.StreamResponse.prepare
    seals=frozenset({f"{STREAM}.prepare"}),
    exceptions=_EXCEPTIONS,
    controls=frozenset({ERROR}),
    redirects=frozenset({"aiohttp.web.HTTPRedirection"}),
    http_error=ERROR,
    error_texts=("text", "body", "reason"),
    contracts={
        Role.VIEW: Contract(
            "response", _NONE, streams=True, none_sent=_NONE_SENT, parameters=(REQUEST,)
        ),
        Role.MIDDLEWARE: Contract("response", _NONE, parameters=(REQUEST,)),
        Role.AFTER: Contract("ignored", parameters=(REQUEST,)),
    },
    containers={
        APP: ContainerClass("app", middleware=Arg("middlewares")),
        TABLE: ContainerClass("router"),
    },
    registrations=_registrations(),
    decorators={"aiohttp.web.middleware": "transparent"},
    class_roles={VIEW: dict.fromkeys(_METHODS, Role.VIEW)},
    constants=_CONSTANTS,
    pattern=read_pattern,
    # https://docs.aiohttp.org/en/stable/web_quickstart.html#variable-resources
    paths=Paths(
        styles=frozenset({"{}"}),
        plain="{{{name}}}",
        typed="{{{name}:{type}}}",
        types={"int": r"\d+", "integer": r"\d+", "number": r"\d+", "path": ".+"},
        expressions=True,
        slash="the application does not start (ValueError)",
        missing_item="every request for it is a KeyError (500)",
    ),
    cors={_CORS: _CORS_OPTIONS, f"{_CORS}.add": _CORS_OPTIONS, _CORS_VIEW: _CORS_OPTIONS},
    # https://docs.aiohttp.org/en/stable/changes.html#id100 (3.10.0, #7829)
    route_group=literal_prefix,
    route_group_since=(3, 10),
    talk=_talk,
    answered=frozenset({f"{WEBSOCKET}.closed"}),
    coroutines=frozenset(
        {
            *_SECURITY,
            *(
                f"{REQUEST}.{name}"
                for name in ("json", "multipart", "post", "read", "release", "text")
            ),
            *(
                f"{cls}.{name}"
                for cls in (STREAM, WEBSOCKET, "aiohttp.web.Response")
                for name in ("drain", "prepare", "write", "write_eof")
            ),
            *(
                f"{WEBSOCKET}.{name}"
                for name in (
                    "close",
                    "ping",
                    "pong",
                    "receive",
                    "receive_bytes",
                    "receive_json",
                    "receive_str",
                    "send_bytes",
                    "send_json",
                    "send_str",
                )
            ),
            *(f"{_PART}.{name}" for name in ("form", "json", "read", "read_chunk", "text")),
            f"{_MULTIPART}.next",
        }
    ),
    loops=frozenset({f"{APP}.loop", f"{REQUEST}.loop"}),
    facts={
        "split-into": "a table of routes or an application",
        "routes-like-the-app": "aiohttp.web.RouteTableDef",
        "only-post": "`@routes.post(...)` or `add_post(...)`",
        "uncalled-decorator": "nobody uses the decorator that it makes of the function",
        "include-router": "{app}.add_routes({name})",
        "response-sent-once": "aiohttp sends an object once, and the second request waits forever",
        "values-pass-middleware": "yes",
        "lost-task": "yes",
        # https://docs.aiohttp.org/en/stable/web_advanced.html#background-tasks
        "task-home": "keep the task in a set from which its callback removes it, or in `app[...]` "
        "with an end in `on_cleanup`",
        "route-order": "registration",
        # https://docs.aiohttp.org/en/stable/web_quickstart.html#class-based-views
        "other-methods-are-405": "yes",
        # https://docs.aiohttp.org/en/stable/web_reference.html#aiohttp.web.normalize_path_middleware
        "closing-slash": "strict",
        # https://docs.aiohttp.org/en/stable/web_advanced.html#middlewares
        "next-raises": "HTTP exceptions of handlers, and those of paths without a route",
        "late-router": "is added to a route table that was taken before: it is a 404",
        # `Application.add_subapp` freezes what it is given, and the server what it serves.
        "late-mounted": "is added to an application that is part of another one already, and frozen: "
        "aiohttp raises a RuntimeError",
        "while-serving": "is added when the application serves, and is frozen: aiohttp raises a "
        "RuntimeError, and the client gets a 500",
    },
    # https://aiohttp-session.readthedocs.io/en/stable/reference.html#aiohttp_session.setup
    request_needs={
        "aiohttp_session.get_session": _SESSION,
        "aiohttp_session.new_session": _SESSION,
    },
    copied_options=("middlewares",),
    # https://aiohttp-security.readthedocs.io/en/latest/reference.html
    auth_coroutines=_SECURITY,
    path_attributes=frozenset(
        f"{REQUEST}.{name}"
        for name in ("path", "raw_path", "path_qs", "rel_url", "rel_url.path", "url.path")
    ),
    body_limit=BodyLimit(
        options=("client_max_size",),
        raw_reads=frozenset({f"{REQUEST}.content"}),
        pieces=frozenset(
            {
                f"{_PART}.read_chunk",
                *(f"{REQUEST}.content.{name}" for name in ("iter_chunked", "iter_any", "readany")),
            }
        ),
        outermost=True,
        unlimited_by_default=False,
        zero_is_unlimited=True,
        example="web.Application(client_max_size=1024**2)",
    ),
    # A plain function is called as it is: https://docs.aiohttp.org/en/stable/web_quickstart.html#handler
    event_loop=EventLoop(plain=frozenset({Role.VIEW, Role.DECORATOR})),
    words=frozenset({"aiohttp", "RouteTableDef"}),
    reader=_read,
    # https://docs.aiohttp.org/en/stable/web_reference.html#request-and-base-request
    request_objects={
        REQUEST: RequestObject(
            frozen={"query": "dict({})", "headers": "{}.copy()", "cookies": "dict({})"},
            fixed=frozenset(
                {
                    "app",
                    "cookies",
                    "headers",
                    "host",
                    "match_info",
                    "method",
                    "path",
                    "query",
                    "query_string",
                    "rel_url",
                    "remote",
                    "scheme",
                    "secure",
                    "url",
                }
            ),
            place='request["{}"]',
            shared=frozenset({"app", "config_dict"}),
        )
    },
)
