"""Litestar: applications, routers and controllers that list what they serve, and their layers.

https://docs.litestar.dev/2/usage/applications.html#layered-architecture
"""

from __future__ import annotations

import re
from dataclasses import replace

from routelint.frameworks._forwarded import UVICORN, UVICORN_CLIENT
from routelint.frameworks._servers import ASGI
from routelint.frameworks._signing import SESSIONS, SIGNING, TOKENS
from routelint.frameworks._socketio import SOCKETIO_EVENTS, SOCKETIO_OPTIONS
from routelint.model.answers import StatusArg, Statuses
from routelint.model.app import Role
from routelint.model.bodies import Bodies, Missing
from routelint.model.csrf import OPEN_PATHS, SAFE_METHODS, Csrf
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
from routelint.model.kinds import CLASSES, PAIRS
from routelint.model.limiters import Limiter, RateLimits
from routelint.model.pages import Pages
from routelint.model.parameters import QUERY, Parameters
from routelint.model.paths import DECLARED, Paths
from routelint.model.pattern import Param, Part, Pattern
from routelint.model.refusals import Refusals
from routelint.model.request_objects import RequestObject
from routelint.model.vocabulary import (
    Arg,
    BodyLimit,
    ContainerClass,
    Contract,
    CorsCall,
    CorsOptions,
    EventLoop,
    ExemptCall,
    Framework,
    Misread,
    OwnRoute,
    RegistrationCall,
    RouteCall,
    RoutesCall,
    RunCall,
    TaskCall,
)

APP = "litestar.Litestar"
ROUTER = "litestar.Router"
CONTROLLER = "litestar.Controller"
CONFIG = "litestar.config.app.AppConfig"
REQUEST = "litestar.Request"
_RATES = "litestar.middleware.rate_limit"
RESPONSE = "litestar.Response"
ASGI_RESPONSE = "litestar.response.base.ASGIResponse"
ERROR = "litestar.exceptions.HTTPException"
SOCKET = "litestar.WebSocket"
UPLOAD = "litestar.datastructures.UploadFile"
CONNECTION = "litestar.connection.ASGIConnection"
CORS = "litestar.config.cors.CORSConfig"
SESSION = "litestar.middleware.session.SessionMiddleware"

_METHODS = ("get", "post", "put", "patch", "delete", "head")

_DATA = ("data", "text", "bytes", "json", "msgpack")

_RESPONSES = ("File", "Redirect", "Stream", "ServerSentEvent", "Template")

_CLIENT_ERRORS = (
    "ValidationException",
    "NotAuthorizedException",
    "PermissionDeniedException",
    "NotFoundException",
    "MethodNotAllowedException",
    "RequestEntityTooLarge",
    "TooManyRequestsException",
)
_SERVER_ERRORS = (
    "ServiceUnavailableException",
    "NoRouteMatchFoundException",
    "TemplateNotFoundException",
)

_SESSIONS = ("server_side.ServerSideSessionConfig", "client_side.CookieBackendConfig")
_AUTHENTICATING = "AbstractAuthenticationMiddleware"
_AUTH = (
    "litestar.security.jwt.JWTAuth",
    "litestar.security.jwt.JWTCookieAuth",
    "litestar.security.jwt.OAuth2PasswordBearerAuth",
    "litestar.security.session_auth.SessionAuth",
)

# The functions that each layer may be given, by keyword or as an attribute of a controller.
_HOOKS = {
    "before_request": Role.BEFORE,
    "after_request": Role.AFTER,
    "after_response": Role.TEARDOWN,
    "guards": Role.GUARD,
    "dependencies": Role.DEPENDENCY,
}

_TASK, _TASKS = (
    "litestar.background_tasks.BackgroundTask",
    "litestar.background_tasks.BackgroundTasks",
)

_PARAM = re.compile(r"{\s*([A-Za-z_]\w*)\s*:\s*([A-Za-z_]\w*)\s*}")


def read_pattern(path: str) -> Pattern | None:
    """A path of Litestar's router, `/users/{number:int}`, as it is kept: with a slash before each
    part and none at the end. None with an untyped parameter, which Litestar refuses.

    The router takes whatever stands in a parameter's place, and only then looks at its type
    (litestar/_asgi/routing_trie/traversal.py).
    """
    parts: list[Part] = []
    for segment in path.split("/"):
        match = _PARAM.fullmatch(segment)
        if match is None:
            if "{" in segment:
                return None
            if segment:
                parts.append(f"/{segment}")
            continue
        spans = match[2] == "path"
        regex, samples = (r".*", ("word", "a/b", "")) if spans else (r"[^/]+", ("word", "42"))
        parts += ["/", Param(match[1], match[2], regex, samples, spans)]
    return Pattern(tuple(parts))


#: What every layer may be given: applications, routers, controllers, and each handler.
_LAYER = ContainerClass(
    "router",
    guards=Arg("guards"),
    middleware=Arg("middleware"),
    error_handlers=Arg("exception_handlers"),
    hooks=_HOOKS,
    layer_options=("request_max_body_size",),
)


def _registrations() -> dict[str, RegistrationCall]:
    path = Arg("path", 0)
    found: dict[str, RegistrationCall] = {
        "litestar.route": RouteCall(
            path, methods=Arg("http_method"), default_path="/", layer=_LAYER
        ),
        "litestar.websocket": RouteCall(path, role=Role.WEBSOCKET, default_path="/", layer=_LAYER),
        "litestar.websocket_listener": RouteCall(
            path, role=Role.WEBSOCKET_EVENT, default_path="/", layer=_LAYER
        ),
        "litestar.websocket_stream": RouteCall(
            path, role=Role.WEBSOCKET_EVENT, default_path="/", layer=_LAYER
        ),
        f"{APP}.register": RoutesCall(Arg("value", 0)),
        f"{ROUTER}.register": RoutesCall(Arg("value", 0)),
        f"{CONFIG}.route_handlers.append": RoutesCall(Arg(None, 0)),
        f"{CONFIG}.route_handlers.extend": RoutesCall(Arg(None, 0)),
        "uvicorn.run": RunCall(Arg("app", 0), workers=Arg("workers")),
        CORS: CorsCall(),
        # Each is `exclude` for an AbstractAuthenticationMiddleware, which searches in paths.
        **{name: ExemptCall(Arg("exclude")) for name in _AUTH},
        "litestar.middleware.DefineMiddleware": ExemptCall(
            Arg("exclude"), Arg("middleware", 0), (f"litestar.middleware.{_AUTHENTICATING}",)
        ),
    }
    for method in _METHODS:
        found[f"litestar.{method}"] = RouteCall(
            path, fixed=(method.upper(),), default_path="/", layer=_LAYER
        )
    return found


_LAX = frozenset({SAME_SITE})
_FLAGS = {"secure": SECURE, "httponly": HTTP_ONLY, "samesite": SAME_SITE}
_SESSION_CONFIGS = (
    "litestar.middleware.session.client_side.CookieBackendConfig",
    "litestar.middleware.session.server_side.ServerSideSessionConfig",
)
_JWT = ("JWTAuth", "JWTCookieAuth", "OAuth2PasswordBearerAuth")
# https://docs.litestar.dev/2/usage/responses.html#setting-response-cookies
_COOKIES = Cookies(
    calls={"set_cookie": CookieCall(on=_LAX)},
    classes={"litestar.datastructures.Cookie": CookieCall(value=("value", 2), on=_LAX)},
    options={
        **dict.fromkeys(_SESSION_CONFIGS, _FLAGS),
        **{
            f"litestar.security.jwt.{name}": {"secure": SECURE, "samesite": SAME_SITE}
            for name in _JWT[1:]
        },
    },
    on=frozenset({HTTP_ONLY, SAME_SITE}),
)
_SECRETS = Secrets(
    calls={
        **SIGNING,
        _SESSION_CONFIGS[0]: ((("secret", 0),), SESSIONS),
        "litestar.config.csrf.CSRFConfig": ((("secret", 0),), "sign tokens against CSRF"),
        **{f"litestar.security.jwt.{name}": ((("token_secret", 0),), TOKENS) for name in _JWT},
    }
)
_ARRAY = "Litestar sends all of it as a JSON array, with the status of a success"
_MISREADS = (
    Misread(PAIRS, _ARRAY, "return Response({body}, status_code={status})"),
    Misread(
        frozenset({"status and body"}), _ARRAY, "return Response({status}, status_code={body})"
    ),
    Misread(
        frozenset({"exception"}),
        "Litestar can't send it, and clients get a 500",
        "raise {value}",
        fix="raise",
        safe=True,
    ),
    Misread(
        CLASSES,
        "Litestar can't send it, and clients get a 500",
        "use an object of it",
    ),
)
_RETURNED = (
    Misread(
        frozenset({"response"}),
        "Litestar drops what middleware returns, and clients get a 500",
        "await {value}(scope, receive, send)",
    ),
)

FRAMEWORK = Framework(
    misreads={Role.VIEW: _MISREADS, Role.ASGI_MIDDLEWARE: _RETURNED},
    # https://docs.litestar.dev/latest/usage/routing/parameters.html#header-and-cookie-parameters
    forwarding=Forwarding(
        parameters={
            "litestar.params.Parameter": "header",
            "litestar.params.HeaderParameter": "name",
        },
        believing=UVICORN,
        client=UVICORN_CLIENT,
    ),
    # https://docs.litestar.dev/latest/usage/templating.html
    pages=Pages(
        calls=frozenset({"litestar.response.Template"}),
        kinds=frozenset({"litestar.MediaType.HTML", "litestar.enums.MediaType.HTML"}),
        example="`response_headers=` of the application",
    ),
    inputs=Inputs(
        frozenset(
            f"{cls}.{name}"
            for cls in (REQUEST, CONNECTION)
            for name in ("query_params", "headers", "cookies", "json", "form")
        ),
        path_texts=frozenset({f"{REQUEST}.path_params"}),
        from_query=True,
    ),
    files=Files(
        senders={"litestar.response.File": ("path", None)},
        roots={
            "litestar.static_files.create_static_files_router": ("directories", 1),
            "litestar.static_files.StaticFilesConfig": ("directories", 1),
        },
    ),
    # `Request.json` in litestar/connection/request.py decodes `null` instead of an empty body.
    bodies=Bodies(
        data=frozenset(f"{REQUEST}.{name}" for name in ("json", "form", "msgpack")),
        raw=frozenset({f"{REQUEST}.body"}),
        queries=frozenset({f"{REQUEST}.query_params"}),
        missing={f"{REQUEST}.json": Missing("for an empty body")},
        arguments=frozenset({"data"}),
    ),
    servers=ASGI,
    slug="litestar",
    title="Litestar",
    refusals=Refusals(
        statuses={
            "litestar.exceptions.NotAuthorizedException": 401,
            "litestar.exceptions.PermissionDeniedException": 403,
            ERROR: ("status_code", None),
            RESPONSE: ("status_code", None),
        },
        example='raise NotAuthorizedException(headers={"WWW-Authenticate": "Bearer"})',
        senders=frozenset({"user", "auth"}),
    ),
    packages=("litestar",),
    cookies=_COOKIES,
    # https://docs.litestar.dev/2/usage/debugging.html
    debug=Debug(options={"debug": "the answer to every error holds the traceback and the source"}),
    handshakes=Handshakes(
        unchecked=True, options=SOCKETIO_OPTIONS, option_decorators=SOCKETIO_EVENTS
    ),
    secrets=_SECRETS,
    # https://docs.litestar.dev/2/usage/middleware/builtin-middleware.html#csrf
    csrf=Csrf(
        calls={
            "litestar.config.csrf.CSRFConfig": {
                "exclude": OPEN_PATHS,
                "safe_methods": SAFE_METHODS,
            }
        },
        needed=("csrf_config",),
        example="csrf_config=CSRFConfig(secret=...)",
        options={"exclude_from_csrf": True},
        policies=frozenset(
            {
                "litestar.security.session_auth.SessionAuth",
                "litestar.security.jwt.JWTCookieAuth",
            }
        ),
        sessions=frozenset({f"{CONNECTION}.session", f"{REQUEST}.session"}),
    ),
    rate_limits=RateLimits(
        limiters={
            f"{_RATES}.RateLimitConfig": Limiter(
                binds=frozenset({"middleware"}),
                unbound="its `middleware` stands in front of nothing",
                key=("identifier_for_request", 3),
            )
        },
        keys={f"{_RATES}.RateLimitConfig": ("identifier_for_request", 3)},
    ),
    parameters=Parameters(
        mappings={
            f"{REQUEST}.query_params": QUERY,
        },
        path_texts=frozenset({"str"}),
    ),
    # https://docs.litestar.dev/2/usage/exceptions.html#exception-handling
    statuses=Statuses(
        calls={
            RESPONSE: StatusArg("status_code"),
            "litestar.response.Template": StatusArg("status_code"),
            "litestar.response.File": StatusArg("status_code"),
        },
        of_error="{}.status_code",
        http_errors=frozenset({ERROR}),
        how="give the response the status: `status_code={}`",
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
            "RL204",
            "RL205",
            "RL206",
            "RL207",
            "RL208",
            "RL209",
            "RL301",
            "RL303",
            "RL304",
            "RL305",
            "RL306",
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
        "RL705": "input is checked before the handler runs, which gets valid values only",
        "RL511": "CORSConfig refuses options that it does not know with a TypeError",
        "RL402": "no read passes by the limit: a request counts what it reads, in middleware, too",
        "RL203": "what is literal is tried before what is a parameter, in whatever order it is listed",
        "RL302": "a decorator above `@get` leaves a function, which no application accepts",
        "RL401": "request_max_body_size limits bodies to 10 MB by default",
    },
    aliases={
        "litestar.app.Litestar": APP,
        "litestar.router.Router": ROUTER,
        "litestar.controller.Controller": CONTROLLER,
        "litestar.connection.Request": REQUEST,
        "litestar.connection.WebSocket": SOCKET,
        "litestar.connection.request.Request": REQUEST,
        "litestar.connection.websocket.WebSocket": SOCKET,
        "litestar.connection.base.*": "litestar.connection.",
        "litestar.handlers.http_handlers.*": "litestar.",
        "litestar.handlers.websocket_handlers.*": "litestar.",
        "litestar.handlers.asgi_handlers.*": "litestar.",
        **{
            f"litestar.handlers.{name}": f"litestar.{name}"
            for name in (
                *_METHODS,
                "route",
                "asgi",
                "websocket",
                "websocket_listener",
                "websocket_stream",
            )
        },
        "litestar.response.Response": RESPONSE,
        "litestar.response.base.Response": RESPONSE,
        **{
            f"litestar.response.{module}.{name}": f"litestar.response.{name}"
            for module, name in (
                ("file", "File"),
                ("redirect", "Redirect"),
                ("streaming", "Stream"),
                ("sse", "ServerSentEvent"),
                ("template", "Template"),
            )
        },
        "litestar.exceptions.http_exceptions.*": "litestar.exceptions.",
        "litestar.exceptions.websocket_exceptions.*": "litestar.exceptions.",
        "litestar.middleware.base.*": "litestar.middleware.",
        "litestar.middleware.authentication.*": "litestar.middleware.",
        "litestar.datastructures.cookie.Cookie": "litestar.datastructures.Cookie",
        "litestar.config.AppConfig": CONFIG,
        "litestar.datastructures.upload_file.UploadFile": UPLOAD,
        **{f"litestar.middleware.session.{cls}.middleware": SESSION for cls in _SESSIONS},
        "litestar.security.jwt.auth.*": "litestar.security.jwt.",
        "litestar.security.session_auth.auth.*": "litestar.security.session_auth.",
    },
    bases={
        CONNECTION: (),
        REQUEST: (CONNECTION,),
        SOCKET: (CONNECTION,),
        "litestar.middleware.AbstractMiddleware": (),
        "litestar.middleware.ASGIMiddleware": (),
        "litestar.middleware.AbstractAuthenticationMiddleware": (),
        **{f"litestar.response.{name}": (RESPONSE,) for name in _RESPONSES},
        ERROR: ("builtins.Exception",),
        "litestar.exceptions.ClientException": (ERROR,),
        "litestar.exceptions.InternalServerException": (ERROR,),
        **{
            f"litestar.exceptions.{name}": ("litestar.exceptions.ClientException",)
            for name in _CLIENT_ERRORS
        },
        **{
            f"litestar.exceptions.{name}": ("litestar.exceptions.InternalServerException",)
            for name in _SERVER_ERRORS
        },
        "litestar.exceptions.WebSocketException": ("builtins.Exception",),
        "litestar.exceptions.WebSocketDisconnect": ("litestar.exceptions.WebSocketException",),
    },
    returns={
        f"{RESPONSE}.to_asgi_response": ASGI_RESPONSE,
        f"{CONNECTION}.session": "builtins.dict",
        SESSION: "litestar.middleware.DefineMiddleware",
    },
    responses=frozenset(
        {RESPONSE, ASGI_RESPONSE, *(f"litestar.response.{name}" for name in _RESPONSES)}
    ),
    exceptions=frozenset(
        {
            ERROR,
            "litestar.exceptions.ClientException",
            "litestar.exceptions.InternalServerException",
            "litestar.exceptions.WebSocketException",
            *(f"litestar.exceptions.{name}" for name in (*_CLIENT_ERRORS, *_SERVER_ERRORS)),
        }
    ),
    controls=frozenset({ERROR, "litestar.exceptions.WebSocketException"}),
    http_error=ERROR,
    error_texts=(0, "detail", "extra"),
    contracts={
        Role.VIEW: Contract(
            "response",
            "200 with `null` or an empty body, 500 where a response is declared",
            all_none_is_fine=True,
        ),
        Role.BEFORE: Contract("continue"),
        Role.AFTER: Contract("continue"),
        Role.TEARDOWN: Contract("ignored", answered=True),
        Role.GUARD: Contract("ignored"),
        Role.DEPENDENCY: Contract("value"),
        Role.ERROR_HANDLER: Contract("response", "500 without a body"),
        # Unlike elsewhere, what middleware raises is answered.
        Role.ASGI_MIDDLEWARE: Contract("nothing"),
        Role.WEBSOCKET: Contract("nothing", "the handshake is refused with a 500"),
    },
    containers={
        APP: replace(_LAYER, kind="app", prefix=Arg("path"), routes=Arg("route_handlers", 0)),
        ROUTER: replace(_LAYER, prefix=Arg("path", 0), routes=Arg("route_handlers")),
        CONTROLLER: replace(_LAYER, prefix=Arg("path"), of_class=True),
        CONFIG: ContainerClass("app"),
    },
    # https://docs.litestar.dev/latest/usage/openapi/ui_plugins.html
    own_routes={
        APP: (
            OwnRoute(
                "/schema",
                "openapi",
                (),
                option="openapi_config.path",
                needs=("openapi_config",),
                kind="mount",
            ),
        )
    },
    registrations=_registrations(),
    passed_through={"litestar.di.Provide": 0},
    class_roles={
        f"litestar.middleware.{_AUTHENTICATING}": {"authenticate_request": Role.MIDDLEWARE}
    },
    pattern=read_pattern,
    # https://docs.litestar.dev/2/usage/routing/parameters.html#path-parameters
    paths=Paths(
        styles=frozenset({"{}"}),
        plain="{{{name}:str}}",
        typed="{{{name}:{type}}}",
        types={
            "str": "str",
            "string": "str",
            "int": "int",
            "integer": "int",
            "number": "int",
            "float": "float",
            "double": "float",
            "uuid": "uuid",
            "path": "path",
            "decimal": "decimal",
            "date": "date",
            "datetime": "datetime",
            "time": "time",
            "timedelta": "timedelta",
        },
        untyped="the application does not start (ImproperlyConfiguredException)",
        unknown_type="the application does not start (ImproperlyConfiguredException)",
        arguments=DECLARED,
        mismatch="every request without it in the query is a 400",
        missing_item="every request for it is a KeyError (500)",
    ),
    cors={
        CORS: CorsOptions(
            origins=("allow_origins",),
            regexes=("allow_origin_regex",),
            credentials=("allow_credentials",),
            default_any=True,
            matching="fullmatch",
            star_is_part=True,
        )
    },
    body_limit=BodyLimit(
        # https://docs.litestar.dev/2/usage/requests.html#limits
        options=("request_max_body_size",),
        unlimited_by_default=False,
        zero_is_unlimited=True,
        per_layer=True,
        example="request_max_body_size=1024 * 1024",
    ),
    # https://docs.litestar.dev/latest/usage/dependency-injection.html
    lazy_dependencies="dependencies",
    # https://docs.litestar.dev/latest/usage/lifecycle-hooks.html: around HTTP route handlers
    unreached={
        "hook": frozenset({"websocket"}),
        "http-middleware": frozenset({"websocket"}),
    },
    replaced_guards=("guards",),
    path_attributes=frozenset(
        f"{cls}.{name}" for cls in (REQUEST, SOCKET, CONNECTION) for name in ("url.path", "url")
    ),
    # litestar/_multipart.py keeps the name as the client sent it, directories and all.
    upload_names=frozenset({f"{UPLOAD}.filename"}),
    request_needs={f"{CONNECTION}.session": SESSION},
    # Subclasses name the paths that they let pass, as expressions (litestar/middleware/_utils.py).
    exemptions={
        "litestar.middleware.AbstractMiddleware": "exclude",
        "litestar.middleware.ASGIMiddleware": "exclude_path_pattern",
    },
    copied_options=("route_handlers", "guards", "middleware"),
    # https://docs.litestar.dev/2/usage/security/security-backends.html
    guarding_options=("on_app_init",),
    opt_outs=frozenset({"exclude_from_auth"}),
    coroutines=frozenset(
        {
            *(f"{REQUEST}.{name}" for name in ("body", "form", "json", "msgpack")),
            *(f"{SOCKET}.{name}" for name in ("accept", "close")),
            *(f"{SOCKET}.{way}_{kind}" for way in ("receive", "send") for kind in _DATA),
            *(f"{UPLOAD}.{name}" for name in ("close", "read", "seek", "write")),
        }
    ),
    # https://docs.litestar.dev/2/usage/responses.html#background-tasks
    background_tasks=frozenset({_TASK, _TASKS}),
    background_option="background",
    task_calls={_TASK: TaskCall(Arg("fn", 0), "a TypeError, and the client gets a 500")},
    facts={
        "split-into": "a `Router` or `Controller`",
        "routes-like-the-app": "litestar.Litestar",
        "limit-route": 'RateLimitConfig(rate_limit=("minute", 5)).middleware',
        "only-post": "`@post(...)`",
        # https://docs.litestar.dev/latest/usage/exceptions.html: the detail of a 500 is hidden.
        "hides-text-of-500": "litestar.exceptions.HTTPException "
        "litestar.exceptions.InternalServerException",
        "uncalled-decorator": "the module can not be imported",
        "include-router": "{app}.register({name})",
        # litestar/routes/http.py awaits what a handler returns.
        "coroutines-are-answers": "yes",
        "lost-task": "yes",
        "task-home": "give the work to a `BackgroundTask` of the response, or keep the task in a "
        "set and look at its result",
        # litestar/_asgi/routing_trie/mapping.py keeps one handler for each place and method.
        "duplicate-route": "last",
        "same-path": "refused",
        # litestar/_asgi/routing_trie/traversal.py: `node.is_path_type` ends the search.
        "rest-of-path": "tries no other parameter in the place of a `path`",
        "rest-of-path-hint": "put something literal in front of one of them",
        # https://docs.litestar.dev/2/usage/routing/overview.html#dynamic-route-registration
        "late-router": "is added to a router that was registered already, and copied: it is a 404",
        # https://docs.litestar.dev/2/usage/exceptions.html#exception-handling-layers
        "generic-handlers-take-http-errors": (
            "Register a handler for `HTTPException` too, or for the exceptions that are meant."
        ),
        "answer-of-error": "litestar.exceptions.responses.create_exception_response",
        "outer-handlers-count": "yes",
        "router-sees-no-routing-errors": "on the `Litestar` object",
    },
    # Each method that receives or sends data waits for the client's handshake where need be.
    sends={
        f"{SOCKET}.close": "last",
        **{
            f"{SOCKET}.{name}": "more"
            for name in (
                "accept",
                *(f"receive_{kind}" for kind in _DATA),
                *(f"send_{kind}" for kind in _DATA),
            )
        },
    },
    # https://docs.litestar.dev/2/topics/sync-vs-async.html
    event_loop=EventLoop(
        plain=frozenset({Role.VIEW, Role.DEPENDENCY, Role.ERROR_HANDLER, Role.WEBSOCKET_EVENT}),
        thread_option="sync_to_thread",
        later={"litestar.background_tasks.BackgroundTask": 0},
    ),
    words=frozenset({"ASGIConnection", "BaseRouteHandler", "Provide", "AppConfig"}),
    patterns=(r"@(?:\w+\.)?(?:get|post|put|patch|delete|head|route|asgi|websocket\w*)\(",),
    # https://docs.litestar.dev/latest/reference/connection.html ; `Request.__slots__`
    request_objects={
        REQUEST: RequestObject(
            frozen={"headers": "dict({})"},
            fixed=frozenset(
                {
                    "app",
                    "auth",
                    "base_url",
                    "client",
                    "cookies",
                    "headers",
                    "method",
                    "path_params",
                    "query_params",
                    "session",
                    "state",
                    "url",
                    "user",
                }
            ),
            closed="an AttributeError, and so a 500",
            declared=frozenset({"is_connected", "receive", "scope", "send"}),
            place="request.state.{}",
            shared=frozenset({"app", "route_handler"}),
        )
    },
    shared_selves=frozenset({Role.VIEW, Role.MIDDLEWARE, Role.ASGI_MIDDLEWARE}),
)
