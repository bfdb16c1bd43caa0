"""Starlette: applications, routers, middleware, endpoints."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from routelint.frameworks._forwarded import UVICORN, UVICORN_CLIENT
from routelint.frameworks._limiters import (
    SLOWAPI,
    SLOWAPI_ALIASES,
    SLOWAPI_DECORATORS,
    SLOWAPI_WORDS,
)
from routelint.frameworks._servers import ASGI
from routelint.frameworks._signing import SESSIONS, SIGNING
from routelint.frameworks._socketio import SOCKETIO_EVENTS, SOCKETIO_OPTIONS
from routelint.model.answers import StatusArg, Statuses
from routelint.model.app import Role
from routelint.model.bodies import Bodies
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
from routelint.model.kinds import DATA, PAIRS, RAISABLE, TUPLES
from routelint.model.pages import Pages
from routelint.model.parameters import PATH, QUERY, Parameters
from routelint.model.paths import Paths
from routelint.model.pattern import Param, Part, Pattern
from routelint.model.refusals import Refusals
from routelint.model.request_objects import RequestObject
from routelint.model.values import as_function
from routelint.model.vocabulary import (
    ANSWERING,
    Arg,
    BodyLimit,
    ContainerClass,
    Contract,
    CorsOptions,
    ErrorHandlerCall,
    EventLoop,
    Framework,
    HookCall,
    MiddlewareCall,
    Misgiven,
    Misread,
    MountCall,
    OrderConstraint,
    RegistrationCall,
    RouteCall,
    RunCall,
    TaskCall,
)

if TYPE_CHECKING:
    from routelint.model.link import Linker

APP = "starlette.applications.Starlette"
ROUTER = "starlette.routing.Router"
CORS = "starlette.middleware.cors.CORSMiddleware"
REQUEST = "starlette.requests.Request"

METHODS = ("get", "post", "put", "patch", "delete", "head", "options", "trace")

RESPONSE_NAMES = (
    "Response",
    "JSONResponse",
    "HTMLResponse",
    "PlainTextResponse",
    "RedirectResponse",
    "StreamingResponse",
    "FileResponse",
)

_PARAM = re.compile(r"{([A-Za-z_]\w*)(?::([A-Za-z_]\w*))?}")

# https://www.starlette.io/routing/#path-parameters
_CONVERTORS: dict[str, tuple[str, tuple[str, ...]]] = {
    "str": (r"[^/]+", ("word", "42")),
    "path": (r".*", ("word", "42", "a/b", "")),
    "int": (r"[0-9]+", ("42",)),
    "float": (r"[0-9]+(?:\.[0-9]+)?", ("4.2", "42")),
    "uuid": (
        r"[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}",
        ("0f0f0f0f-0f0f-0f0f-0f0f-0f0f0f0f0f0f",),
    ),
}


#: https://www.starlette.io/routing/#path-parameters
PATHS = Paths(
    styles=frozenset({"{}"}),
    plain="{{{name}}}",
    typed="{{{name}:{type}}}",
    types={
        "str": "str",
        "string": "str",
        "int": "int",
        "integer": "int",
        "number": "int",
        "float": "float",
        "double": "float",
        "path": "path",
        "uuid": "uuid",
    },
    unknown_type="the application does not start (AssertionError)",
    slash="the application does not start (AssertionError)",
    missing_item="every request for it is a KeyError (500)",
)


def read_pattern(path: str) -> Pattern | None:
    """A path of Starlette's routing: `/users/{number:int}`; None with an unknown convertor."""
    parts: list[Part] = []
    position = 0
    for match in _PARAM.finditer(path):
        if match.start() > position:
            parts.append(path[position : match.start()])
        convertor = match[2] or "str"
        if convertor not in _CONVERTORS:
            return None
        regex, samples = _CONVERTORS[convertor]
        parts.append(Param(match[1], convertor, regex, samples, convertor == "path"))
        position = match.end()
    if position < len(path):
        parts.append(path[position:])
    return Pattern(tuple(parts))


def application(cls: str) -> dict[str, RegistrationCall]:
    """What applications register, whatever their class."""
    return {
        f"{cls}.add_middleware": MiddlewareCall(Arg("middleware_class", 0)),
        f"{cls}.middleware": MiddlewareCall(None, style="dispatch"),
        f"{cls}.exception_handler": ErrorHandlerCall(Arg("exc_class_or_status_code", 0)),
        f"{cls}.add_exception_handler": ErrorHandlerCall(
            Arg("exc_class_or_status_code", 0), handler=Arg("handler", 1)
        ),
    }


def routing(cls: str) -> dict[str, RegistrationCall]:
    """What applications and routers register."""
    return {
        f"{cls}.route": RouteCall(Arg("path", 0), methods=Arg("methods"), default=("GET",)),
        f"{cls}.add_route": RouteCall(
            Arg("path", 0), methods=Arg("methods", 2), default=("GET",), handler=Arg("route", 1)
        ),
        f"{cls}.websocket_route": RouteCall(Arg("path", 0), role=Role.WEBSOCKET),
        f"{cls}.mount": MountCall(Arg("path", 0), Arg("app", 1)),
        f"{cls}.on_event": HookCall(Role.STARTUP, handler=Arg(None, 1)),
    }


#: https://www.starlette.io/middleware/#basehttpmiddleware
HTTP_MIDDLEWARE = frozenset({"starlette.middleware.base.BaseHTTPMiddleware"})

CORS_OPTIONS = CorsOptions(
    origins=("allow_origins",),
    regexes=("allow_origin_regex",),
    credentials=("allow_credentials",),
    matching="fullmatch",
    list_only=True,
)

# https://www.starlette.io/authentication/#permissions
GUARDS = {"starlette.authentication.requires": "guard"}

# https://www.starlette.io/requests/
REQUEST_OBJECT = RequestObject(
    frozen={"query_params": "dict({})", "headers": "{}.mutablecopy()"},
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
    # `BaseHTTPMiddleware.__call__` and `request_response` make a request of the scope each.
    dropped=frozenset({Role.MIDDLEWARE, Role.ASGI_MIDDLEWARE}),
    kept_by_object=frozenset({"cookies", "path_params"}),
    place="request.state.{}",
    shared=frozenset({"app"}),
)

PATH_ATTRIBUTES = frozenset({f"{REQUEST}.url.path", f"{REQUEST}.url"})

# https://www.starlette.io/middleware/#using-middleware
MIDDLEWARE_ORDER = (
    OrderConstraint(
        CORS,
        ANSWERING,
        "its answers carry no CORS headers, and preflights are refused",
        misplaced="outer",
    ),
)
REQUEST_NEEDS = {
    f"{REQUEST}.session": "starlette.middleware.sessions.SessionMiddleware",
    f"{REQUEST}.user": "starlette.middleware.authentication.AuthenticationMiddleware",
    f"{REQUEST}.auth": "starlette.middleware.authentication.AuthenticationMiddleware",
}

_TASK, _TASKS = "starlette.background.BackgroundTask", "starlette.background.BackgroundTasks"
#: https://www.starlette.io/background/
BACKGROUND = frozenset({_TASK, _TASKS})
_NOT_CALLABLE = "the server logs a TypeError after the answer, and the work is not done"
TASK_CALLS = {
    _TASK: TaskCall(Arg("func", 0), _NOT_CALLABLE),
    f"{_TASKS}.add_task": TaskCall(Arg("func", 0), _NOT_CALLABLE),
}

# https://www.starlette.io/routing/#route-priority
FACTS = {
    "split-into": "a `Mount` with routes",
    "limit-route": '@limiter.limit("5/minute")',
    "only-post": '`methods=["POST"]`',
    "include-router": '{app}.mount("/...", {name})',
    "coroutines-are-no-answers": "yes",
    "lost-task": "yes",
    "task-home": "give the work to a `BackgroundTask`, or keep the task in a set and look at its result",
    # https://www.starlette.io/threadpool/
    "plain-handlers-thread": "endpoints that are plain functions run in a thread",
    "route-order": "registration",
    "error-handlers": "inside-middleware",
    # `HTTPEndpoint.method_not_allowed`
    "other-methods-are-405": "yes",
    # https://www.starlette.io/exceptions/#errors-and-handled-exceptions
    "next-raises-no": "starlette.exceptions.HTTPException",
    "next-raises-no-why": "it was turned into a response further inside",
    "next-raises-hint": "register an exception handler for it",
}

# https://www.starlette.io/middleware/ ; `Starlette.add_middleware` raises RuntimeError then.
FIXED_WHEN_STARTED = {
    "middleware": "RuntimeError, and the server does not come up",
    "error-handler": "it is ignored, and clients get a 500",
}

#: An upload, and the pieces of a body.
UPLOADS = frozenset({"starlette.datastructures.UploadFile", f"{REQUEST}.stream"})

UPLOAD_NAMES = frozenset({"starlette.datastructures.UploadFile.filename"})

_UPLOAD = "starlette.datastructures.UploadFile"
_FORM = "starlette.datastructures.FormData"
#: What `request.form()` gives is a `FormData`, too; one that a project makes by a parser of its own may
#: have limits of its own.
_OWN_FORM = f"{REQUEST}.form.FormData"
#: https://starlette.dev/requests/#request-files; only an upload of these has a `filename`.
FORMS = {
    f"{REQUEST}.form": _OWN_FORM,
    **{
        f"{form}.{way}": _UPLOAD
        for form in (_FORM, _OWN_FORM)
        for way in ("[]", "get", "getlist.*")
    },
    **{f"{_OWN_FORM}.{way}": _UPLOAD for way in ("values.*", "items.*.1", "multi_items.*.1")},
}

WEBSOCKET = "starlette.websockets.WebSocket"

COROUTINES = frozenset(
    {
        *(f"{REQUEST}.{name}" for name in ("body", "close", "form", "is_disconnected", "json")),
        *(
            f"{WEBSOCKET}.{name}"
            for name in (
                "accept",
                "close",
                "receive",
                "receive_bytes",
                "receive_json",
                "receive_text",
                "send",
                "send_bytes",
                "send_denial_response",
                "send_json",
                "send_text",
            )
        ),
        *(f"{_UPLOAD}.{name}" for name in ("close", "read", "seek", "write")),
        "starlette.concurrency.run_in_threadpool",
    }
)

CONTRACTS = {
    Role.MIDDLEWARE: Contract(
        "response",
        "500: 'NoneType' object is not callable",
        raises=False,
        parameters=(REQUEST,),
    ),
    Role.ERROR_HANDLER: Contract("response", "500: no response is sent", parameters=(REQUEST,)),
    Role.WEBSOCKET: Contract(
        "nothing", "the handshake is refused with a 403 or a 500", parameters=(WEBSOCKET,)
    ),
}

BODY_READS = frozenset(f"{REQUEST}.{name}" for name in ("body", "json", "form", "stream"))


def read_dispatch(linker: Linker, framework: Framework) -> None:
    """Functions that `BaseHTTPMiddleware` is given as its dispatch."""
    for container in list(linker.containers.values()):
        for middleware in container.middleware:
            given = middleware.options.get("dispatch")
            if given is None or middleware.name != "starlette.middleware.base.BaseHTTPMiddleware":
                continue
            function = as_function(linker.resolver.evaluate(given.expr, given.scope))
            made = linker.calling.handler(
                function, Role.MIDDLEWARE, framework, container, given.location
            )
            if made is not None:
                middleware.handlers.append(made)


def read_endpoints(linker: Linker, framework: Framework) -> None:
    """Routes to classes take every method, and the class answers 405: `Route.__init__`."""
    for container in linker.containers.values():
        if container.framework is framework:
            for route in container.routes:
                given = None if route.call is None else route.call.keyword("methods")
                if given is None and route.view_class is not None:
                    route.methods = frozenset()


def _read(linker: Linker) -> None:
    read_dispatch(linker, FRAMEWORK)
    read_endpoints(linker, FRAMEWORK)


SESSION = "starlette.middleware.sessions.SessionMiddleware"
# https://github.com/frankie567/starlette-csrf
CSRF = Csrf(
    calls={
        "starlette_csrf.CSRFMiddleware": {"safe_methods": SAFE_METHODS, "exempt_urls": OPEN_PATHS}
    },
    sessions=frozenset({f"{REQUEST}.session", f"{REQUEST}.cookies"}),
)
# https://www.starlette.dev/responses/#set-cookie , https://www.starlette.dev/middleware/#sessionmiddleware
COOKIES = Cookies(
    calls={"set_cookie": CookieCall(on=frozenset({SAME_SITE}))},
    options={SESSION: {"https_only": SECURE, "same_site": SAME_SITE}},
    on=frozenset({HTTP_ONLY, SAME_SITE}),
)
_TRACEBACK = "the answer to every error holds the traceback and the source around it"
DEBUG = Debug(
    # https://www.starlette.dev/exceptions/#errors-and-handled-exceptions
    options={"debug": _TRACEBACK},
    settings={"debug": _TRACEBACK},
    calls={"starlette.middleware.errors.ServerErrorMiddleware": (("debug", None), _TRACEBACK)},
)
SECRETS = Secrets(calls={**SIGNING, SESSION: ((("secret_key", 1),), SESSIONS)})


def misreads(title: str) -> dict[str, tuple[Misread, ...]]:
    """What Starlette can't use: it calls what functions return, which has to be a response."""
    called = f"{title} calls what it gets as a response, which fails: a 500"
    answers = (
        Misread(
            PAIRS,
            called,
            "return JSONResponse({body}, status_code={status})",
        ),
        Misread(DATA | (TUPLES - PAIRS), called, "return JSONResponse({value})"),
        Misread(RAISABLE, called, "raise {value}", fix="raise", safe=True),
        Misread(frozenset({"exception class"}), called, "raise {value}(...)"),
        Misread(frozenset({"response class"}), called, "return {value}()", fix="call", safe=True),
    )
    refusing = tuple(
        replace(entry, instead="return JSONResponse(..., status_code=...)", fix="")
        if "exception" in entry.kinds
        else entry
        for entry in answers
    )
    return {Role.VIEW: answers, Role.ERROR_HANDLER: refusing, Role.MIDDLEWARE: refusing}


def _no_content(name: str) -> tuple[Misgiven, ...]:
    return (
        Misgiven(
            Arg("status_code", 1),
            Misread(
                frozenset({"status 204"}),
                "and has a body, which such an answer can't have: the server breaks it off",
                "Response(status_code={value})",
            ),
            beside=DATA | {"none"},
        ),
        Misgiven(
            Arg("status_code", 1),
            Misread(
                frozenset({"dictionary", "list", "text"}),
                "which is no status: a TypeError, and so a 500",
                f"{name}({{value}}, ...)",
            ),
        ),
    )


_RESPONSES = "starlette.responses."
MISGIVEN = {
    f"{_RESPONSES}JSONResponse": _no_content("JSONResponse"),
    f"{_RESPONSES}Response": (
        Misgiven(
            Arg("content", 0),
            Misread(
                frozenset({"dictionary", "list"}),
                "which is no text: an AttributeError, and so a 500",
                "JSONResponse({value})",
            ),
        ),
    ),
    "starlette.exceptions.HTTPException": (
        Misgiven(
            Arg("status_code", 0),
            Misread(
                frozenset({"text"}),
                "which is no status: clients get a 500",
                "HTTPException(status, {value})",
            ),
        ),
    ),
}

# Plain functions run in threads: https://www.starlette.io/threadpool/
EVENT_LOOP = EventLoop(
    in_threads=frozenset({Role.VIEW, Role.DEPENDENCY, Role.ERROR_HANDLER}),
    later={
        "fastapi.BackgroundTasks.add_task": 0,
        "fastapi.background.BackgroundTasks.add_task": 0,
        "starlette.background.BackgroundTasks.add_task": 0,
        "starlette.background.BackgroundTask": 0,
    },
)

BODIES = Bodies(
    data=frozenset({f"{REQUEST}.json", f"{REQUEST}.form"}),
    raw=frozenset({f"{REQUEST}.body", f"{REQUEST}.stream"}),
    queries=frozenset({f"{REQUEST}.query_params"}),
)

INPUTS = Inputs(
    frozenset(
        {
            *(
                f"{cls}.{name}"
                for cls in (REQUEST, "starlette.websockets.WebSocket")
                for name in ("query_params", "headers", "cookies")
            ),
            f"{REQUEST}.json",
            "starlette.datastructures.FormData",
        }
    ),
    path_texts=frozenset({f"{REQUEST}.path_params"}),
)
# https://www.starlette.io/staticfiles/
FILES = Files(
    senders={"starlette.responses.FileResponse": ("path", 0)},
    roots={
        "starlette.staticfiles.StaticFiles": ("directory", 0),
        "fastapi.staticfiles.StaticFiles": ("directory", 0),
        "fastapi.FastAPI.frontend": ("directory", 1),
    },
)

# https://www.starlette.io/responses/
STATUSES = Statuses(
    calls={
        **{
            f"starlette.responses.{name}": StatusArg("status_code", 1)
            for name in (
                "Response",
                "JSONResponse",
                "ORJSONResponse",
                "UJSONResponse",
                "HTMLResponse",
                "PlainTextResponse",
                "StreamingResponse",
                "FileResponse",
            )
        },
        "starlette.responses.RedirectResponse": StatusArg("status_code", 1, 307),
        # (request, name, context, status_code), and (name, context, status_code) before 0.29
        "starlette.templating.Jinja2Templates.TemplateResponse": StatusArg(
            "status_code", unknown_from=2
        ),
    },
    of_error="{}.status_code",
    http_errors=frozenset({"starlette.exceptions.HTTPException", "fastapi.HTTPException"}),
    how="give the response the status: `status_code={}`",
)

FRAMEWORK: Framework = Framework(
    misreads=misreads("Starlette"),
    misgiven=MISGIVEN,
    # https://www.uvicorn.org/deployment/#proxies-and-forwarded-headers
    forwarding=Forwarding(believing=UVICORN, client=UVICORN_CLIENT),
    # https://www.starlette.io/templates/
    pages=Pages(
        calls=frozenset(
            {
                "starlette.responses.HTMLResponse",
                "starlette.templating.Jinja2Templates.TemplateResponse",
            }
        ),
        protecting=frozenset({"secure.Secure"}),
        example="`Middleware(...)` with a class whose `dispatch` sets them",
    ),
    inputs=INPUTS,
    files=FILES,
    bodies=BODIES,
    servers=ASGI,
    slug="starlette",
    title="Starlette",
    refusals=Refusals(
        statuses={
            "starlette.exceptions.HTTPException": ("status_code", 0),
            **{
                f"starlette.responses.{name}": ("status_code", 1)
                for name in ("Response", "JSONResponse", "PlainTextResponse", "HTMLResponse")
            },
        },
        example='raise HTTPException(401, headers={"WWW-Authenticate": "Bearer"})',
    ),
    packages=("starlette",),
    rate_limits=SLOWAPI,
    cookies=COOKIES,
    debug=DEBUG,
    # https://www.starlette.io/websockets/ : `CORSMiddleware` and sessions see HTTP requests, no origin is
    # looked at.
    handshakes=Handshakes(
        unchecked=True, options=SOCKETIO_OPTIONS, option_decorators=SOCKETIO_EVENTS
    ),
    secrets=SECRETS,
    csrf=CSRF,
    parameters=Parameters(
        mappings={f"{REQUEST}.query_params": QUERY, f"{REQUEST}.path_params": PATH},
        path_texts=frozenset({"str", "path"}),
    ),
    statuses=STATUSES,
    pitfalls=frozenset(
        {
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
            "RL206",
            "RL207",
            "RL208",
            "RL301",
            "RL303",
            "RL304",
            "RL305",
            "RL306",
            "RL307",
            "RL308",
            "RL309",
            "RL401",
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
            "RL901",
            "RL902",
            "RL903",
        }
    ),
    without={
        "RL705": "there are no forms of its own whose validation could be dropped",
        "RL209": "routes are listed, not made by decorators, and classes are endpoints as they are",
        "RL511": "CORSMiddleware refuses options that it does not know, and allows no origin by default",
        "RL104": "no hook refuses by a value: what middleware and endpoints return is sent",
        "RL302": "routes are listed, not made by decorators, so that nothing stands above them",
    },
    bases={
        _TASK: (),
        _TASKS: (_TASK,),
        "starlette.endpoints.HTTPEndpoint": (),
        "starlette.endpoints.WebSocketEndpoint": (),
        "starlette.middleware.base.BaseHTTPMiddleware": (),
        **{
            f"starlette.responses.{name}": ("starlette.responses.Response",)
            for name in RESPONSE_NAMES
            if name != "Response"
        },
    },
    aliases={"fastapi.templating.*": "starlette.templating.", **SLOWAPI_ALIASES},
    responses=frozenset(
        {
            "starlette.templating.Jinja2Templates.TemplateResponse",
            *(f"starlette.responses.{name}" for name in RESPONSE_NAMES),
        }
    ),
    exceptions=frozenset(
        {"starlette.exceptions.HTTPException", "starlette.exceptions.WebSocketException"}
    ),
    http_error="starlette.exceptions.HTTPException",
    decorators={**GUARDS, **SLOWAPI_DECORATORS},
    error_texts=(1, "detail"),
    contracts={
        Role.VIEW: Contract(
            "response", "500: 'NoneType' object is not callable", parameters=(REQUEST,)
        ),
        **CONTRACTS,
    },
    containers={
        APP: ContainerClass(
            "app",
            lifespan=Arg("lifespan", 4),
            middleware=Arg("middleware", 2),
            routes=Arg("routes", 1),
            error_handlers=Arg("exception_handlers", 3),
        ),
        ROUTER: ContainerClass("router", routes=Arg("routes", 0)),
    },
    registrations={
        **application(APP),
        **routing(APP),
        **routing(ROUTER),
        "uvicorn.run": RunCall(Arg("app", 0), workers=Arg("workers")),
        "starlette.routing.Route": RouteCall(
            Arg("path", 0), methods=Arg("methods"), default=("GET",), handler=Arg("endpoint", 1)
        ),
        "starlette.routing.WebSocketRoute": RouteCall(
            Arg("path", 0), handler=Arg("endpoint", 1), role=Role.WEBSOCKET
        ),
        "starlette.routing.Mount": MountCall(
            Arg("path", 0), Arg("app", 1), Arg("routes", 2), Arg("middleware")
        ),
    },
    class_roles={
        "starlette.endpoints.HTTPEndpoint": dict.fromkeys(METHODS, Role.VIEW),
        "starlette.middleware.base.BaseHTTPMiddleware": {"dispatch": Role.MIDDLEWARE},
        "starlette.endpoints.WebSocketEndpoint": dict.fromkeys(
            ("on_connect", "on_receive", "on_disconnect"), Role.WEBSOCKET_EVENT
        ),
    },
    pattern=read_pattern,
    paths=PATHS,
    settings={f"{APP}.debug": ""},
    cors={CORS: CORS_OPTIONS},
    body_limit=BodyLimit(
        options=("max_body_size",),
        middleware=("starlette.middleware.body_limit.RequestBodyLimitMiddleware",),
        reads=BODY_READS,
        limited_objects=UPLOADS,
        example="app = Starlette(..., max_body_size=1024 * 1024)",
        since=(1, 6),
    ),
    upload_names=UPLOAD_NAMES,
    returns=FORMS,
    # `UnauthenticatedUser` is what stands for nobody (starlette/authentication.py)
    users={f"{REQUEST}.user": "{}.is_authenticated"},
    users_from="starlette.middleware.authentication.AuthenticationMiddleware",
    unreached={"http-middleware": frozenset({"websocket"})},
    http_middleware=HTTP_MIDDLEWARE,
    path_attributes=PATH_ATTRIBUTES,
    middleware_order=MIDDLEWARE_ORDER,
    request_needs=REQUEST_NEEDS,
    coroutines=COROUTINES,
    background_tasks=BACKGROUND,
    background_option="background",
    task_calls=TASK_CALLS,
    facts=FACTS,
    copied_options=("routes", "middleware"),
    fixed_when_started=FIXED_WHEN_STARTED,
    fixed_since=(0, 24),
    sends={
        "starlette.websockets.WebSocket.close": "last",
        **{
            f"starlette.websockets.WebSocket.{name}": "more"
            for name in (
                "accept",
                "receive",
                "receive_text",
                "receive_json",
                "receive_bytes",
                "send",
                "send_text",
                "send_json",
                "send_bytes",
            )
        },
    },
    event_loop=EVENT_LOOP,
    reader=_read,
    words=frozenset(
        {
            "call_next",
            "dispatch",
            "scope",
            "set_cookie",
            SESSION.rpartition(".")[2],
            *SLOWAPI_WORDS,
        }
    ),
    request_objects={REQUEST: REQUEST_OBJECT},
    shared_selves=frozenset({Role.MIDDLEWARE, Role.ASGI_MIDDLEWARE}),
)
