"""FastAPI: Starlette with routers, dependencies and parameters that are read from annotations."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from routelint.frameworks import starlette
from routelint.frameworks._limiters import SLOWAPI, SLOWAPI_DECORATORS
from routelint.frameworks._servers import ASGI
from routelint.frameworks._signing import TOKENS
from routelint.frameworks._socketio import SOCKETIO_EVENTS, SOCKETIO_OPTIONS
from routelint.model import ir
from routelint.model.app import Handler, Role
from routelint.model.dependencies import dependencies, target
from routelint.model.exposures import Place
from routelint.model.handshakes import Handshakes
from routelint.model.kinds import PAIRS, RAISABLE
from routelint.model.own_calls import OwnCalls
from routelint.model.parameters import Parameters
from routelint.model.paths import DECLARED
from routelint.model.refusals import Refusals
from routelint.model.scopes import Scope
from routelint.model.values import (
    ClassRef,
    Instance,
    Known,
    Symbol,
    Value,
    as_function,
)
from routelint.model.vocabulary import (
    Arg,
    BodyLimit,
    ContainerClass,
    Contract,
    Framework,
    HookCall,
    IncludeCall,
    Misread,
    OwnRoute,
    RegistrationCall,
    RouteCall,
)

if TYPE_CHECKING:
    from routelint.model.link import Linker
    from routelint.model.project import Project

APP, ROUTER = "fastapi.FastAPI", "fastapi.APIRouter"

# https://fastapi.tiangolo.com/reference/security/: objects that refuse requests without credentials
_SECURITY = (
    "APIKeyCookie",
    "APIKeyHeader",
    "APIKeyQuery",
    "HTTPBasic",
    "HTTPBearer",
    "HTTPDigest",
    "OAuth2",
    "OAuth2AuthorizationCodeBearer",
    "OAuth2PasswordBearer",
    "OpenIdConnect",
)
DEPENDS = frozenset({"fastapi.Depends", "fastapi.Security"})
_BODY = ("fastapi.Body", "fastapi.File", "fastapi.Form")
_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})


def _routing(cls: str) -> dict[str, RegistrationCall]:
    found: dict[str, RegistrationCall] = {
        f"{cls}.include_router": IncludeCall(
            Arg("router", 0), prefix=Arg("prefix"), guards=Arg("dependencies")
        ),
        f"{cls}.api_route": RouteCall(
            Arg("path", 0), methods=Arg("methods"), default=("GET",), guards=Arg("dependencies")
        ),
        f"{cls}.add_api_route": RouteCall(
            Arg("path", 0),
            methods=Arg("methods"),
            default=("GET",),
            handler=Arg("endpoint", 1),
            guards=Arg("dependencies"),
        ),
        f"{cls}.websocket": RouteCall(
            Arg("path", 0), role=Role.WEBSOCKET, guards=Arg("dependencies")
        ),
        f"{cls}.add_api_websocket_route": RouteCall(
            Arg("path", 0), handler=Arg("endpoint", 1), role=Role.WEBSOCKET
        ),
    }
    for method in starlette.METHODS:
        found[f"{cls}.{method}"] = RouteCall(
            Arg("path", 0), fixed=(method.upper(),), guards=Arg("dependencies")
        )
    return found


def _read(linker: Linker) -> None:
    read_dependencies(linker)
    starlette.read_dispatch(linker, FRAMEWORK)
    starlette.read_endpoints(linker, FRAMEWORK)


def read_dependencies(linker: Linker) -> None:
    """Functions that endpoints, routers and other dependencies depend on become handlers."""
    pending = [
        h
        for h in linker.handlers.values()
        if h.framework.slug == "fastapi" and h.role in (Role.VIEW, Role.WEBSOCKET)
    ]
    for container in list(linker.containers.values()):
        if container.framework.slug != "fastapi":
            continue
        refs = list(container.guards)
        for registration in container.registrations:
            refs += getattr(registration, "guards", [])
        for ref in refs:
            value = linker.resolver.evaluate(ref.expr, ref.scope)
            made = _dependency(linker, target(linker.resolver, value, DEPENDS), None)
            if made is not None:
                pending.append(made)
    seen: set[int] = set()
    while pending:
        handler = pending.pop()
        if id(handler) in seen:
            continue
        seen.add(id(handler))
        for needed in dependencies(linker.resolver, handler.function, DEPENDS):
            made = _dependency(linker, needed.value, handler)
            if made is not None:
                made.asked_for = True
                pending.append(made)


def _dependency(linker: Linker, value: Value | None, user: Handler | None) -> Handler | None:
    """The handler that a dependency is."""
    function = as_function(value)
    if isinstance(value, Instance) and isinstance(value.cls, ClassRef):
        function = linker.resolver.method(value.cls, "__call__")
    if function is None:
        return None
    container = None if user is None else user.container
    return linker.calling.handler(
        function, Role.DEPENDENCY, FRAMEWORK, container, function.location
    )


def reads_body(project: Project, handler: Handler) -> bool:
    """Whether FastAPI reads the body for the handler's parameters: `Body`, `File`, `Form`,
    `UploadFile`, or a class of the project on a route whose method has a body."""
    function = handler.function
    methods = {m for route in handler.routes for m in route.methods}
    path_names = {p.name for route in handler.routes if route.pattern for p in route.pattern.params}
    for param in function.node.params:
        if param.name in path_names:
            continue
        default = project.evaluate(param.default, function.scope)
        if isinstance(default, Instance) and isinstance(default.cls, Symbol):
            if default.cls.name in _BODY:
                return True
            continue
        if param.annotation is None:
            continue
        if _has_marker(project, param.annotation, function.scope):
            continue
        value = project.resolver.annotated(param.annotation, function.scope)
        if not isinstance(value, Instance):
            continue
        if isinstance(value.cls, Symbol) and value.cls.name == "fastapi.UploadFile":
            return True
        if isinstance(value.cls, ClassRef) and methods & _WITH_BODY:
            bases = project.resolver.class_names(value)
            if any(base.startswith(("pydantic.", "sqlmodel.")) for base in bases):
                return True
    return False


def _has_marker(project: Project, annotation: ir.Expr, scope: Scope) -> bool:
    value = project.evaluate(annotation, scope)
    return isinstance(value, Known) and isinstance(value.expr, ir.Subscript)


_STARLETTE_NAMES = {
    "fastapi.responses.*": "starlette.responses.",
    "fastapi.requests.*": "starlette.requests.",
    "fastapi.middleware.*": "starlette.middleware.",
    "fastapi.Request": starlette.REQUEST,
    "fastapi.Response": "starlette.responses.Response",
    "fastapi.concurrency.*": "starlette.concurrency.",
    "fastapi.websockets.*": "starlette.websockets.",
    "fastapi.WebSocket": "starlette.websockets.WebSocket",
    "fastapi.applications.*": "fastapi.",
    "fastapi.routing.APIRouter": ROUTER,
    "fastapi.exceptions.HTTPException": "fastapi.HTTPException",
    "fastapi.exceptions.WebSocketException": "fastapi.WebSocketException",
    "fastapi.params.Depends": "fastapi.Depends",
    "fastapi.background.BackgroundTasks": "fastapi.BackgroundTasks",
    "fastapi.datastructures.UploadFile": "fastapi.UploadFile",
}

# https://fastapi-users.github.io/fastapi-users/latest/configuration/authentication/strategies/jwt/
_FASTAPI_USERS: dict[str, tuple[tuple[Place, ...], str]] = {
    f"fastapi_users.authentication.{name}": ((("secret", 0),), TOKENS)
    for name in ("JWTStrategy", "strategy.JWTStrategy", "strategy.jwt.JWTStrategy")
}
_NOT_SENT = "FastAPI sends what the object holds as JSON, with status 200"
_MISREADS = {
    **starlette.misreads("FastAPI"),
    # https://fastapi.tiangolo.com/advanced/response-change-status-code/
    Role.VIEW: (
        Misread(
            PAIRS,
            "FastAPI sends all of it as a JSON array, with status 200",
            "return JSONResponse({body}, status_code={status})",
        ),
        Misread(
            frozenset({"status and body"}),
            "FastAPI sends all of it as a JSON array, with status 200",
            "return JSONResponse({status}, status_code={body})",
        ),
        Misread(RAISABLE, _NOT_SENT, "raise {value}", fix="raise"),
        Misread(frozenset({"exception class"}), _NOT_SENT, "raise {value}(...)"),
        Misread(frozenset({"response class"}), "which is no answer: a 500", "return {value}()"),
    ),
}

FRAMEWORK: Framework = Framework(
    misreads=_MISREADS,
    misgiven={
        **starlette.MISGIVEN,
        "fastapi.HTTPException": starlette.MISGIVEN["starlette.exceptions.HTTPException"],
    },
    # https://fastapi.tiangolo.com/tutorial/query-params/
    # https://fastapi.tiangolo.com/tutorial/header-params/
    forwarding=replace(starlette.FRAMEWORK.forwarding, parameters={"fastapi.Header": "alias"}),
    pages=replace(starlette.FRAMEWORK.pages, example='a function behind `@app.middleware("http")`'),
    inputs=replace(starlette.INPUTS, from_query=True),
    files=starlette.FILES,
    # https://fastapi.tiangolo.com/tutorial/body/
    bodies=replace(starlette.BODIES, arguments=frozenset({"*"})),
    servers=ASGI,
    own_calls=OwnCalls(texts=frozenset({"fastapi.encoders.jsonable_encoder"})),
    slug="fastapi",
    title="FastAPI",
    refusals=Refusals(
        statuses={
            "fastapi.HTTPException": ("status_code", 0),
            **{
                f"fastapi.responses.{name}": ("status_code", 1)
                for name in ("JSONResponse", "PlainTextResponse", "HTMLResponse", "ORJSONResponse")
            },
            "fastapi.Response": ("status_code", 1),
        },
        example='raise HTTPException(401, headers={"WWW-Authenticate": "Bearer"})',
        parameters=frozenset(
            f"fastapi.{name}" for name in ("Cookie", "Depends", "Header", "Security")
        ),
    ),
    packages=("fastapi",),
    rate_limits=SLOWAPI,
    parameters=Parameters(
        mappings=starlette.FRAMEWORK.parameters.mappings,
        typed=True,
        path_texts=frozenset({"str", "path"}),
    ),
    statuses=starlette.STATUSES,
    pitfalls=frozenset(
        {
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
        "RL705": "input is checked before the handler runs, which gets valid values only",
        "RL511": "CORSMiddleware refuses options that it does not know, and allows no origin by default",
    },
    aliases=_STARLETTE_NAMES,
    bases={
        APP: (starlette.APP,),
        ROUTER: (starlette.ROUTER,),
        "fastapi.HTTPException": ("starlette.exceptions.HTTPException",),
        "fastapi.BackgroundTasks": ("starlette.background.BackgroundTasks",),
        "fastapi.WebSocketException": ("starlette.exceptions.WebSocketException",),
    },
    responses=frozenset(
        {"starlette.responses.ORJSONResponse", "starlette.responses.UJSONResponse"}
    ),
    exceptions=frozenset({"fastapi.HTTPException", "fastapi.WebSocketException"}),
    # https://fastapi.tiangolo.com/advanced/response-cookies/#return-a-response-directly
    handed_responses=frozenset({"starlette.responses.Response"}),
    http_error="fastapi.HTTPException",
    decorators={**starlette.GUARDS, **SLOWAPI_DECORATORS},
    error_texts=(1, "detail"),
    contracts={
        Role.VIEW: Contract(
            "response",
            "200 with the body `null`, or a 500 where a response model forbids it",
            all_none_is_fine=True,
        ),
        Role.DEPENDENCY: Contract("value"),
        **starlette.CONTRACTS,
    },
    containers={
        APP: ContainerClass(
            "app",
            lifespan=Arg("lifespan"),
            guards=Arg("dependencies"),
            middleware=Arg("middleware"),
            routes=Arg("routes"),
            error_handlers=Arg("exception_handlers"),
        ),
        ROUTER: ContainerClass("router", prefix=Arg("prefix"), guards=Arg("dependencies")),
    },
    # https://fastapi.tiangolo.com/tutorial/metadata/#docs-urls (`FastAPI.setup`)
    own_routes={
        APP: (
            OwnRoute("/openapi.json", "openapi", option="openapi_url"),
            OwnRoute("/docs", "swagger_ui_html", option="docs_url", needs=("openapi_url",)),
            OwnRoute(
                "/docs/oauth2-redirect",
                "swagger_ui_redirect",
                option="swagger_ui_oauth2_redirect_url",
                needs=("openapi_url", "docs_url"),
            ),
            OwnRoute("/redoc", "redoc_html", option="redoc_url", needs=("openapi_url",)),
        )
    },
    registrations={
        **_routing(APP),
        **_routing(ROUTER),
        **starlette.application(APP),
        **starlette.routing(APP),
        **starlette.routing(ROUTER),
        f"{ROUTER}.dependencies.append": HookCall(Role.DEPENDENCY, "router"),
    },
    pattern=starlette.read_pattern,
    # `APIRoute` compiles its path as it is, behind the prefix (fastapi/routing.py).
    paths=replace(
        starlette.PATHS,
        slash="it never matches (404)",
        glued=True,
        prefix_slash="does not start (AssertionError)",
        arguments=DECLARED,
        mismatch="every request without it in the query is a 422",
    ),
    settings={f"{APP}.debug": ""},
    cors={starlette.CORS: starlette.CORS_OPTIONS},
    body_limit=BodyLimit(
        options=("max_body_size",),
        middleware=("starlette.middleware.body_limit.RequestBodyLimitMiddleware",),
        reads=starlette.BODY_READS,
        limited_objects=frozenset({"fastapi.UploadFile", *starlette.UPLOADS}),
        text_consequence="takes numbers only: ValueError when the module is imported",
        handler_reads=reads_body,
        example="app = FastAPI(..., max_body_size=1024 * 1024)",
        since=(0, 165),
    ),
    dependency_markers=DEPENDS,
    # `UnauthenticatedUser` is what stands for nobody (starlette/authentication.py)
    users={f"{starlette.REQUEST}.user": "{}.is_authenticated"},
    users_from="starlette.middleware.authentication.AuthenticationMiddleware",
    guard_classes=frozenset(f"fastapi.security.{name}" for name in _SECURITY),
    # Dependencies are those of FastAPI's own routes; what is mounted stands beside these.
    # https://fastapi.tiangolo.com/advanced/sub-applications/
    unreached={
        "dependency": frozenset({"mount", "add_route", "route", "websocket_route"}),
        "http-middleware": frozenset({"websocket"}),
    },
    http_middleware=starlette.HTTP_MIDDLEWARE,
    guards=frozenset(f"fastapi.security.{name}" for name in _SECURITY),
    upload_names=frozenset({"fastapi.UploadFile.filename", *starlette.UPLOAD_NAMES}),
    returns=starlette.FORMS,
    path_attributes=starlette.PATH_ATTRIBUTES,
    middleware_order=starlette.MIDDLEWARE_ORDER,
    request_needs=starlette.REQUEST_NEEDS,
    coroutines=frozenset(
        {
            *starlette.COROUTINES,
            *(f"fastapi.UploadFile.{name}" for name in ("close", "read", "seek", "write")),
        }
    ),
    background_tasks=starlette.BACKGROUND,
    background_option="background",
    task_calls=starlette.TASK_CALLS,
    # A tuple is sent as a JSON array, with status 200.
    facts={
        "split-into": "an `APIRouter`",
        "limit-route": '@limiter.limit("5/minute")',
        "uncalled-decorator": "nobody uses the decorator that it makes of the function",
        **starlette.FACTS,
        "only-post": "`post` in place of `get`",
        "include-router": "{app}.include_router({name})",
        # https://fastapi.tiangolo.com/tutorial/background-tasks/
        "task-home": "give the work to `BackgroundTasks`, or keep the task in a set and look at its result",
        "pairs-are-data": "yes",
        "late-router": "is added to a router that was included already, and copied: it is a 404",
        # https://fastapi.tiangolo.com/tutorial/handling-errors/#fastapis-httpexception-vs-starlettes-httpexception
        "http-exception": "fastapi.HTTPException",
        "http-exception-of-router": "starlette.exceptions.HTTPException",
    },
    cookies=starlette.COOKIES,
    csrf=replace(starlette.CSRF, cookies=frozenset({"fastapi.security.APIKeyCookie"})),
    debug=starlette.DEBUG,
    handshakes=Handshakes(
        unchecked=True,
        options=SOCKETIO_OPTIONS,
        option_decorators=SOCKETIO_EVENTS,
        cookie_parameters=frozenset(
            {"fastapi.Cookie", "fastapi.params.Cookie", "fastapi.security.APIKeyCookie"}
        ),
    ),
    secrets=replace(
        starlette.SECRETS,
        calls={**starlette.SECRETS.calls, **_FASTAPI_USERS},
        attributes={
            "reset_password_token_secret": "reset the password of any user",
            "verification_token_secret": "verify any address",
        },
    ),
    copied_options=("routes", "middleware"),
    # https://fastapi.tiangolo.com/release-notes/ : include_router() has copied the routes until then
    late_routers_until=(0, 137),
    fixed_when_started=starlette.FIXED_WHEN_STARTED,
    fixed_since=(0, 91),
    words=frozenset(
        {
            "Depends",
            "Security",
            "lifespan",
            "JWTStrategy",
            "reset_password_token_secret",
            "verification_token_secret",
        }
    ),
    event_loop=starlette.EVENT_LOOP,
    reader=_read,
    request_objects={starlette.REQUEST: starlette.REQUEST_OBJECT},
    shared_selves=frozenset({Role.MIDDLEWARE, Role.ASGI_MIDDLEWARE}),
    # `solve_dependencies` copies what a request has not given.
    copied_defaults=frozenset({Role.VIEW, Role.DEPENDENCY}),
)
