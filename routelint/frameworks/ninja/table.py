"""django-ninja's names and what they mean. URLs, settings and middleware are Django's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from routelint.frameworks._signing import SIGNING
from routelint.frameworks.django.table import COOKIES, NOBODY
from routelint.frameworks.ninja import paths
from routelint.model.answers import StatusArg, Statuses
from routelint.model.app import Role
from routelint.model.bodies import Bodies
from routelint.model.csrf import OFF, Csrf
from routelint.model.exposures import Secrets
from routelint.model.forwarding import Forwarding
from routelint.model.inputs import Inputs
from routelint.model.kinds import PAIRS
from routelint.model.limiters import Limiter, RateLimits
from routelint.model.parameters import FORM, QUERY, Parameters
from routelint.model.paths import DECLARED, Paths
from routelint.model.refusals import Refusals
from routelint.model.request_objects import RequestObject
from routelint.model.vocabulary import (
    Arg,
    BodyLimit,
    ContainerClass,
    Contract,
    ErrorHandlerCall,
    EventLoop,
    Framework,
    IncludeCall,
    MiddlewareCall,
    Misread,
    OwnRoute,
    RegistrationCall,
    RouteCall,
)

if TYPE_CHECKING:
    from routelint.model.link import Linker

_API = "ninja.NinjaAPI"
_ROUTER = "ninja.Router"
_ERROR = "ninja.errors.HttpError"
_AUTH = "ninja.security.AuthBase"
_REQUEST = "django.http.HttpRequest"
_UPLOAD = "django.core.files.uploadedfile.UploadedFile"

_METHODS = ("get", "post", "put", "patch", "delete")
_ERRORS = ("AuthenticationError", "AuthorizationError", "Throttled")
_SCHEMES = ("HttpBearer", "HttpBasicAuth", "APIKeyQuery", "APIKeyHeader", "APIKeyCookie")
_SESSIONS = ("SessionAuth", "SessionAuthSuperUser", "SessionAuthIsStaff")
#: Objects of those (ninja/security/__init__.py).
_DJANGO_AUTH = ("django_auth", "django_auth_superuser", "django_auth_is_staff")
_THROTTLES = ("SimpleRateThrottle", "AnonRateThrottle", "AuthRateThrottle", "UserRateThrottle")
_PARAMETERS = ("Body", "Cookie", "File", "Form", "Header", "Path", "Query")

_EMPTY = "200 with the body `null`, or a 500 where a schema is declared"
_DJANGO = "django-ninja has none of its own, and Django's are found as Django's"


def _operations(cls: str) -> dict[str, RegistrationCall]:
    """What APIs and routers have in common."""
    found: dict[str, RegistrationCall] = {
        f"{cls}.api_operation": RouteCall(
            Arg("path", 1), methods=Arg("methods", 0), guards=Arg("auth")
        ),
        f"{cls}.add_api_operation": RouteCall(
            Arg("path", 0),
            methods=Arg("methods", 1),
            handler=Arg("view_func", 2),
            guards=Arg("auth"),
        ),
        f"{cls}.add_router": IncludeCall(
            Arg("router", 1), prefix=Arg("prefix", 0), guards=Arg("auth"), lazy=True
        ),
        f"{cls}.add_decorator": MiddlewareCall(
            Arg("decorator", 0), style="decorator", methods=("__call__",)
        ),
    }
    for method in _METHODS:
        found[f"{cls}.{method}"] = RouteCall(
            Arg("path", 0), fixed=(method.upper(),), guards=Arg("auth")
        )
    return found


def _read(linker: Linker) -> None:
    from routelint.frameworks.ninja import operations

    operations.read(linker, FRAMEWORK)


_NOT_SENT = "django-ninja can't make JSON of it, and clients get a 500"
_MISREADS = (
    Misread(
        PAIRS,
        "django-ninja takes the first part for the status, and clients get a 500",
        "return {status}, {body}",
    ),
    Misread(frozenset({"exception"}), _NOT_SENT, "raise {value}", fix="raise", safe=True),
    Misread(frozenset({"exception class"}), _NOT_SENT, "raise {value}(...)"),
)

FRAMEWORK: Framework = Framework(
    misreads={Role.VIEW: _MISREADS},
    # https://django-ninja.dev/guides/input/header-params/
    forwarding=Forwarding(
        parameters={"ninja.Header": "alias"},
        client='`request.META["REMOTE_ADDR"]`, or count your proxies from the end of the header',
    ),
    inputs=Inputs(from_query=True),
    # https://django-ninja.dev/guides/input/body/
    bodies=Bodies(
        data=frozenset({f"{_REQUEST}.POST"}),
        raw=frozenset({f"{_REQUEST}.body"}),
        queries=frozenset({f"{_REQUEST}.GET"}),
        arguments=frozenset({"*"}),
        model_schemas=frozenset({"ninja.ModelSchema", "ninja.orm.ModelSchema"}),
        schemas=frozenset({"ninja"}),
    ),
    slug="ninja",
    title="django-ninja",
    refusals=Refusals(
        statuses={
            "ninja.errors.HttpError": ("status_code", 0),
            f"{_API}.create_response": ("status", None),
            "ninja.Status": ("code", 0),
            "django.http.HttpResponse": ("status", 2),
            "django.http.JsonResponse": ("status", None),
            "django.http.HttpResponseForbidden": 403,
        },
        pairs=0,
        example='HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})',
        senders=frozenset({"auth"}),
        parameters=frozenset({"ninja.Cookie", "ninja.Header"}),
    ),
    packages=("ninja", "ninja_extra"),
    cookies=replace(COOKIES, settings={}),
    secrets=Secrets(calls=SIGNING),
    # https://django-ninja.dev/reference/csrf/
    csrf=Csrf(
        calls={f"ninja.security.{name}": {"csrf": OFF} for name in ("APIKeyCookie", *_SESSIONS)},
        by_nature=frozenset(f"ninja.security.{name}" for name in ("APIKeyCookie", *_SESSIONS)),
        exempting=frozenset({"django.views.decorators.csrf.csrf_exempt"}),
        only_by=frozenset(
            f"ninja.security.{name}" for name in ("APIKeyCookie", *_SESSIONS, *_DJANGO_AUTH)
        ),
        example="auth=django_auth",
        cookies=frozenset(
            {
                *(f"ninja.security.{name}" for name in ("APIKeyCookie", *_SESSIONS, *_DJANGO_AUTH)),
                f"{_REQUEST}.user",
            }
        ),
        sessions=frozenset({f"{_REQUEST}.session"}),
    ),
    rate_limits=RateLimits(
        # https://django-ninja.dev/guides/throttling/ ; `BaseThrottle.get_ident`
        limiters={
            "ninja.throttling.AnonRateThrottle": Limiter(
                own_key="all that `X-Forwarded-For` says", proxies=("NINJA_NUM_PROXIES",)
            )
        }
    ),
    parameters=Parameters(
        mappings={
            f"{_REQUEST}.GET": QUERY,
            f"{_REQUEST}.POST": FORM,
        },
        path_texts=frozenset({"str"}),
    ),
    # https://django-ninja.dev/guides/errors/
    statuses=Statuses(
        calls={"ninja.responses.Response": StatusArg("status")},
        of_error="{}.status_code",
        http_errors=frozenset({_ERROR}),
        how="give the response the status: `status={}`",
    ),
    pitfalls=frozenset(
        {
            "RL310",
            "RL101",
            "RL103",
            "RL104",
            "RL105",
            "RL107",
            "RL108",
            "RL201",
            "RL202",
            "RL203",
            "RL204",
            "RL205",
            "RL207",
            "RL208",
            "RL209",
            "RL301",
            "RL302",
            "RL303",
            "RL305",
            "RL306",
            "RL307",
            "RL309",
            "RL402",
            "RL405",
            "RL406",
            "RL504",
            "RL506",
            "RL507",
            "RL508",
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
        "RL901": "Django's: `manage.py` or a server starts it, no module of the application does",
        "RL308": "operations answer HTTP requests; the WebSockets of Channels are found as Django's",
        "RL705": "input is checked before the handler runs, which gets valid values only",
        "RL509": f"middleware and pages: {_DJANGO}",
        "RL503": f"settings and headers of CORS: {_DJANGO}",
        "RL511": f"settings and headers of CORS: {_DJANGO}",
        "RL106": "responses are Django's, and are found as such",
        "RL505": f"the setting of the debug mode: {_DJANGO}",
        "RL304": "what an API or router is given as auth holds for all operations and routers in it",
        "RL102": "an operation answers by returning, once; there is nothing to send with",
        "RL206": "middleware is Django's; its only own, fix_request_files_middleware, needs no other one",
        "RL401": "bodies are Django's, which DATA_UPLOAD_MAX_MEMORY_SIZE limits to 2.5 MB by default",
        "RL403": f"settings of limits: {_DJANGO}",
        "RL404": "uploads are Django's, which takes the directories off their names",
        "RL501": f"settings and headers of CORS: {_DJANGO}",
        "RL502": f"settings and headers of CORS: {_DJANGO}",
    },
    aliases={
        "ninja.main.NinjaAPI": _API,
        "ninja.router.Router": _ROUTER,
        # https://eadwincode.github.io/django-ninja-extra/ : subclasses, with controllers besides
        "ninja_extra.Router": _ROUTER,
        "ninja_extra.NinjaExtraAPI": _API,
        "ninja.responses.Status": "ninja.Status",
        "ninja.files.UploadedFile": "ninja.UploadedFile",
        "ninja.params.*": "ninja.",
        "ninja.security.http.*": "ninja.security.",
        "ninja.security.apikey.*": "ninja.security.",
        "ninja.security.session.*": "ninja.security.",
        "ninja.security.base.*": "ninja.security.",
    },
    bases={
        _AUTH: (),
        **{f"ninja.security.{name}": (_AUTH,) for name in _SCHEMES},
        **{f"ninja.security.{name}": ("ninja.security.APIKeyCookie",) for name in _SESSIONS},
        "ninja.throttling.BaseThrottle": (),
        **{f"ninja.throttling.{name}": ("ninja.throttling.BaseThrottle",) for name in _THROTTLES},
        "ninja.UploadedFile": (_UPLOAD,),
        _ERROR: ("builtins.Exception",),
        "ninja.errors.ValidationError": ("builtins.Exception",),
        **{f"ninja.errors.{name}": (_ERROR,) for name in _ERRORS},
    },
    responses=frozenset({f"{_API}.create_response", "ninja.responses.Response", "ninja.Status"}),
    exceptions=frozenset(
        {_ERROR, "ninja.errors.ValidationError", *(f"ninja.errors.{name}" for name in _ERRORS)}
    ),
    controls=frozenset({_ERROR, "ninja.errors.ValidationError"}),
    # https://django-ninja.dev/guides/response/temporal_response/
    handed_responses=frozenset({"django.http.HttpResponse"}),
    keeps_handed=frozenset({"ninja.Status"}),
    http_error=_ERROR,
    error_texts=(1, "message"),
    contracts={
        Role.VIEW: Contract("response", _EMPTY, all_none_is_fine=True),
        Role.ERROR_HANDLER: Contract("response", "Django raises an exception: 500"),
        Role.DECORATOR: Contract("response", _EMPTY),
        Role.TEST: Contract("condition"),
    },
    containers={
        _API: ContainerClass("router", guards=Arg("auth")),
        _ROUTER: ContainerClass("router", guards=Arg("auth")),
    },
    # https://django-ninja.dev/reference/api/ (ninja/openapi/urls.py)
    own_routes={
        _API: (
            OwnRoute("/openapi.json", "openapi_json", (), option="openapi_url"),
            OwnRoute("/docs", "openapi_view", (), option="docs_url", needs=("openapi_url",)),
            OwnRoute("/", "default_home", (), option="-"),
        )
    },
    registrations={
        **_operations(_API),
        **_operations(_ROUTER),
        f"{_API}.exception_handler": ErrorHandlerCall(Arg("exc_class", 0), reach="router"),
        f"{_API}.add_exception_handler": ErrorHandlerCall(
            Arg("exc_class", 0), handler=Arg("handler", 1), reach="router"
        ),
    },
    class_roles={
        _AUTH: {"authenticate": Role.TEST, "__call__": Role.TEST},
        "ninja.throttling.BaseThrottle": {"allow_request": Role.TEST},
    },
    decorators={"ninja.decorators.decorate_view": "transparent"},
    body_limit=BodyLimit(unlimited_by_default=False),
    users={f"{_REQUEST}.user": "{}.is_authenticated"},
    nobody=NOBODY,
    path_attributes=frozenset(
        {f"{_REQUEST}.path", f"{_REQUEST}.path_info", f"{_REQUEST}.get_full_path"}
    ),
    guards=frozenset({_AUTH, *(f"ninja.security.{name}" for name in (*_SESSIONS, *_DJANGO_AUTH))}),
    # https://django-ninja.dev/guides/authentication/: the innermost `auth` that is given holds
    guards_replace=True,
    pattern=paths.read,
    # https://django-ninja.dev/guides/input/path-params/
    paths=Paths(
        styles=frozenset({"{}", "<>"}),
        plain="{{{name}}}",
        typed="{{{type}:{name}}}",
        types={
            "str": "str",
            "string": "str",
            "int": "int",
            "integer": "int",
            "number": "int",
            "slug": "slug",
            "uuid": "uuid",
            "path": "path",
        },
        unknown_type="the URLs can't be read (ImproperlyConfigured)",
        arguments=DECLARED,
        first=1,
        mismatch="every request without it in the query is a 422",
    ),
    join=paths.join,
    wrappers=frozenset(f"ninja.{name}" for name in _PARAMETERS),
    facts={
        "split-into": "a `Router`",
        "routes-like-the-app": "ninja.NinjaAPI",
        "status-of-views": "give the answer the status: `Response(..., status={})`",
        "limit-route": 'throttle=[AnonRateThrottle("5/m")]',
        "only-post": "`@api.post(...)`",
        "uncalled-decorator": "nobody uses the decorator that it makes of the function",
        "include-router": 'api.add_router("/...", {name})',
        "coroutines-are-no-answers": "yes",
        # https://docs.djangoproject.com/en/stable/topics/async/#async-views
        "lost-task": "under ASGI its exception is only logged when it is collected, under "
        "WSGI it is cancelled when the view returns",
        "task-home": "await it before the view ends, or give the work to a task queue",
        "plain-handlers-thread": "views that are plain functions run without a loop",
        "route-order": "registration",
        "route-methods": "ignored",
        "same-view-twice": "dead",
        # The deprecated pair of a status and a body; a response in a pair is a ConfigError.
        "pairs-are-data": "yes",
        "late-router": "is made when the URLs of the API were already taken: django-ninja raises a "
        "ConfigError when the module is imported",
        "error-handlers-stay-open": "yes",
        "router-sees-no-routing-errors": "`handler404` of the root urlconf",
    },
    event_loop=EventLoop(in_threads=frozenset({Role.VIEW})),
    words=frozenset(
        {
            "NinjaAPI",
            "api_operation",
            "exception_handler",
            "add_router",
            "authenticate",
            "allow_request",
        }
    ),
    reader=_read,
    # https://docs.djangoproject.com/en/stable/ref/request-response/#querydict-objects
    request_objects={
        _REQUEST: RequestObject(
            frozen={"GET": "{}.copy()", "POST": "{}.copy()", "headers": "dict({})"},
            fixed=frozenset({"FILES", "body", "scheme"}),
        )
    },
)
