"""The names of Falcon, and what registering with them means."""

from __future__ import annotations

from http import HTTPStatus

from routelint.frameworks._forwarded import UVICORN, WAITRESS
from routelint.frameworks._servers import ASGI, WSGI
from routelint.frameworks._signing import SIGNING
from routelint.frameworks.falcon.patterns import read_template
from routelint.frameworks.falcon.reader import read
from routelint.model.answers import Statuses
from routelint.model.app import Role
from routelint.model.bodies import Bodies, Missing
from routelint.model.exposures import HTTP_ONLY, SAME_SITE, SECURE, CookieCall, Cookies, Secrets
from routelint.model.forwarding import Forwarding
from routelint.model.handshakes import Handshakes
from routelint.model.inputs import Files, Inputs
from routelint.model.kinds import DATA, PAIRS, TUPLES
from routelint.model.pages import Pages
from routelint.model.parameters import QUERY, Parameters
from routelint.model.paths import KEYWORDS, Paths
from routelint.model.refusals import Refusals
from routelint.model.request_objects import RequestObject
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
    MiddlewareCall,
    Misread,
    OrderConstraint,
    PlainCall,
    RegistrationCall,
    RouteCall,
    RunCall,
    TaskCall,
)

APP, ASGI_APP = "falcon.App", "falcon.asgi.App"
REQUEST, RESPONSE = "falcon.Request", "falcon.Response"
ERROR, STATUS = "falcon.HTTPError", "falcon.HTTPStatus"
CORS = "falcon.CORSMiddleware"

# https://falcon.readthedocs.io/en/stable/api/errors.html
_ERRORS = frozenset(
    f"falcon.HTTP{name}"
    for name in (
        "BadGateway",
        "BadRequest",
        "Conflict",
        "ContentTooLarge",
        "FailedDependency",
        "Forbidden",
        "GatewayTimeout",
        "Gone",
        "InsufficientStorage",
        "InternalServerError",
        "InvalidHeader",
        "InvalidParam",
        "LengthRequired",
        "Locked",
        "LoopDetected",
        "MethodNotAllowed",
        "MissingHeader",
        "MissingParam",
        "NetworkAuthenticationRequired",
        "NotAcceptable",
        "NotFound",
        "NotImplemented",
        "PayloadTooLarge",
        "PreconditionFailed",
        "PreconditionRequired",
        "RangeNotSatisfiable",
        "RequestEntityTooLarge",
        "RequestHeaderFieldsTooLarge",
        "RouteNotFound",
        "ServiceUnavailable",
        "TooManyRequests",
        "Unauthorized",
        "UnavailableForLegalReasons",
        "UnprocessableEntity",
        "UnsupportedMediaType",
        "UriTooLong",
        "VersionNotSupported",
    )
) | {"falcon.MediaMalformedError", "falcon.MediaNotFoundError", "falcon.MediaValidationError"}

# https://falcon.readthedocs.io/en/stable/api/redirects.html
_REDIRECTS = frozenset(
    f"falcon.HTTP{name}"
    for name in ("Found", "MovedPermanently", "PermanentRedirect", "SeeOther", "TemporaryRedirect")
)

_PART = "falcon.media.multipart.BodyPart"
_STREAM, _PART_STREAM = "falcon.RequestStream", f"{_PART}Stream"

_MODULES = (
    "app",
    "errors",
    "hooks",
    "http_error",
    "http_status",
    "middleware",
    "redirects",
    "request",
    "response",
    "status_codes",
)

_WSGIREF, _GEVENT = "wsgiref.simple_server.make_server", "gevent.pywsgi.WSGIServer"

_REGISTRATIONS: dict[str, RegistrationCall] = {
    f"{APP}.add_route": RouteCall(Arg("uri_template", 0), handler=Arg("resource", 1)),
    f"{APP}.add_sink": RouteCall(Arg("prefix", 1), handler=Arg("sink", 0)),
    f"{APP}.add_static_route": RouteCall(Arg("prefix", 0), handler=Arg("directory", 1)),
    f"{APP}.add_middleware": MiddlewareCall(
        Arg("middleware", 0), style="instance", outermost="first"
    ),
    f"{APP}.add_error_handler": ErrorHandlerCall(Arg("exception", 0), handler=Arg("handler", 1)),
    # Falcon has no server of its own; these are what its documentation starts applications with.
    f"{_WSGIREF}.serve_forever": RunCall(made_with=Arg("app", 2)),
    f"{_GEVENT}.serve_forever": RunCall(made_with=Arg("application", 1)),
    "waitress.serve": RunCall(Arg("app", 0)),
    "bjoern.run": RunCall(Arg("wsgi_app", 0)),
    "werkzeug.serving.run_simple": RunCall(Arg("application", 2)),
}

_CONTAINER = ContainerClass("app", middleware=Arg("middleware", 2), middleware_style="instance")

_IN_ASYNC = frozenset(
    {
        f"{REQUEST}.get_media",
        *(f"{_STREAM}.{name}" for name in ("exhaust", "read", "readall")),
        f"{REQUEST}.bounded_stream.read",
    }
)
_SOCKET = frozenset(
    f"falcon.asgi.WebSocket.{name}"
    for name in (
        "accept",
        "close",
        "receive_data",
        "receive_media",
        "receive_text",
        "send_data",
        "send_media",
        "send_text",
    )
)

_DROPPED = "Falcon drops what responders return: clients get a 200 with an empty body"
_MISREADS = (
    Misread(PAIRS, _DROPPED, "resp.media = {body}"),
    Misread(frozenset({"text"}), _DROPPED, "resp.text = {value}"),
    Misread(DATA - {"text"} | (TUPLES - PAIRS), _DROPPED, "resp.media = {value}"),
)
FRAMEWORK: Framework = Framework(
    misreads={Role.VIEW: _MISREADS},
    # https://falcon.readthedocs.io/en/stable/api/request_and_response_wsgi.html#falcon.Request.access_route
    forwarding=Forwarding(
        routes=frozenset({"falcon.Request.access_route"}),
        hosts=frozenset({"falcon.Request.forwarded_host", "falcon.asgi.Request.forwarded_host"}),
        believing={**UVICORN, **WAITRESS},
        client="`req.remote_addr`, and let the server know its proxies",
    ),
    pages=Pages(
        kinds=frozenset({"falcon.MEDIA_HTML", "falcon.constants.MEDIA_HTML"}),
        example="`process_response` of a middleware",
    ),
    inputs=Inputs(
        frozenset(
            f"falcon.Request.{name}"
            for name in (
                "get_param",
                "params",
                "media",
                "get_media",
                "get_header",
                "headers",
                "cookies",
                "get_cookie_values",
            )
        )
    ),
    files=Files(roots={f"{APP}.add_static_route": ("directory", 1)}),
    # https://falcon.readthedocs.io/en/stable/api/request_and_response_wsgi.html#falcon.Request.get_media
    bodies=Bodies(
        data=frozenset(f"{REQUEST}.{name}" for name in ("media", "get_media")),
        raw=frozenset(
            f"{REQUEST}.{name}"
            for name in ("bounded_stream", "stream", "bounded_stream.read", "stream.read")
        ),
        queries=frozenset({f"{REQUEST}.params"}),
        missing={
            f"{REQUEST}.get_media": Missing("for an empty body", "default_when_empty", 0, None)
        },
    ),
    servers=WSGI | ASGI,
    slug="falcon",
    title="Falcon",
    refusals=Refusals(
        statuses={
            "falcon.HTTPUnauthorized": 401,
            "falcon.HTTPForbidden": 403,
            ERROR: ("status", 0),
        },
        challenges=frozenset({"headers", "challenges"}),
        example='raise falcon.HTTPUnauthorized(challenges=["Bearer"])',
        senders=frozenset({"auth"}),
        asks=frozenset({"get_header", "get_cookie_values"}),
    ),
    packages=("falcon",),
    # https://falcon.readthedocs.io/en/stable/api/cookies.html : safe without a word
    cookies=Cookies(
        calls={
            "set_cookie": CookieCall(
                ("name", 0),
                flags={SECURE: "secure", HTTP_ONLY: "http_only", SAME_SITE: "same_site"},
                on=frozenset({SECURE, HTTP_ONLY, SAME_SITE}),
            )
        },
        settings={"secure_cookies_by_default": SECURE},
    ),
    settings={f"{cls}.resp_options": "" for cls in (APP, ASGI_APP)},
    attribute_settings=frozenset({f"{cls}.resp_options" for cls in (APP, ASGI_APP)}),
    # https://falcon.readthedocs.io/en/stable/api/websocket.html
    handshakes=Handshakes(unchecked=True, methods=frozenset({"on_websocket"})),
    secrets=Secrets(calls=SIGNING),
    parameters=Parameters(
        mappings={f"{REQUEST}.params": QUERY},
        calls={f"{REQUEST}.get_param": QUERY},
        default=("default", 3),
        path_texts=frozenset({"", "path"}),
    ),
    # https://falcon.readthedocs.io/en/stable/api/errors.html
    statuses=Statuses(how="write the status, too: `resp.status = {}`"),
    pitfalls=frozenset(
        {
            "RL901",
            "RL310",
            "RL101",
            "RL103",
            "RL104",
            "RL105",
            "RL107",
            "RL108",
            "RL201",
            "RL202",
            "RL204",
            "RL205",
            "RL206",
            "RL208",
            "RL301",
            "RL302",
            "RL303",
            "RL304",
            "RL305",
            "RL307",
            "RL308",
            "RL401",
            "RL402",
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
            "RL903",
        }
    ),
    without={
        "RL902": "routes can be registered on the application alone",
        "RL309": "it has nothing that protects against forged requests, which could be off",
        "RL705": "there are no forms of its own whose validation could be dropped",
        "RL306": "hooks are functions that are called, and req.context holds what the project puts there",
        "RL209": "nothing is registered by a decorator, and resources are made by calling their class",
        "RL207": "there are no routers: all resources are added to the application itself",
        "RL511": "CORSMiddleware refuses options that it does not know with a TypeError",
        "RL106": "each request has a response object of its own, which Falcon makes",
        "RL505": "there is no debug mode: errors are logged, and answered with a bare 500",
        "RL102": "a response is put together and sent once, when all that runs for a request has run",
        "RL203": "the router takes literal segments before fields, in whatever order they were added",
        "RL403": "there is no setting that limits bodies",
    },
    aliases={
        **{f"falcon.{module}.*": "falcon." for module in _MODULES},
        "falcon.API": APP,
        "waitress.server.serve": "waitress.serve",
        "falcon.api.API": APP,
        "falcon.asgi.app.App": ASGI_APP,
        "falcon.asgi.request.Request": REQUEST,
        "falcon.asgi.Request": REQUEST,
        "falcon.asgi.response.Response": RESPONSE,
        "falcon.asgi.Response": RESPONSE,
        "falcon.HTTPRequestEntityTooLarge": "falcon.HTTPContentTooLarge",
        "falcon.HTTPPayloadTooLarge": "falcon.HTTPContentTooLarge",
    },
    bases={
        ASGI_APP: (APP,),
        APP: (),
        REQUEST: (),
        RESPONSE: (),
        CORS: (),
        **dict.fromkeys(_ERRORS, (ERROR,)),
        **dict.fromkeys(_REDIRECTS, (STATUS,)),
        "falcon.HTTPRouteNotFound": ("falcon.HTTPNotFound",),
        "falcon.HTTPInvalidHeader": ("falcon.HTTPBadRequest",),
        "falcon.HTTPInvalidParam": ("falcon.HTTPBadRequest",),
        "falcon.HTTPMissingHeader": ("falcon.HTTPBadRequest",),
        "falcon.HTTPMissingParam": ("falcon.HTTPBadRequest",),
        "falcon.MediaMalformedError": ("falcon.HTTPBadRequest",),
        "falcon.MediaNotFoundError": ("falcon.HTTPBadRequest",),
        "falcon.MediaValidationError": ("falcon.HTTPBadRequest",),
        ERROR: ("builtins.Exception",),
        STATUS: ("builtins.Exception",),
    },
    returns={
        f"{REQUEST}.media.*": _PART,
        f"{REQUEST}.get_media.*": _PART,
        f"{REQUEST}.stream": _STREAM,
        f"{_PART}.stream": _PART_STREAM,
    },
    exceptions=_ERRORS | _REDIRECTS | {ERROR, STATUS},
    controls=frozenset({ERROR, STATUS}),
    http_errors=(ERROR, STATUS),
    error_texts=("title", "description"),
    contracts={
        Role.VIEW: Contract("written", "a 200 with an empty body"),
        Role.BEFORE: Contract("written", completes=True),
        Role.PREPROCESSOR: Contract("written"),
        Role.AFTER: Contract("written"),
        Role.DECORATOR: Contract("written"),
        Role.ERROR_HANDLER: Contract("written"),
    },
    containers={APP: _CONTAINER, ASGI_APP: _CONTAINER},
    registrations=_REGISTRATIONS,
    decorators={"falcon.before": "transparent", "falcon.after": "transparent"},
    hook_decorators={"falcon.before": "before", "falcon.after": "after"},
    pattern=read_template,
    # https://falcon.readthedocs.io/en/stable/api/routing.html#built-in-converters
    paths=Paths(
        styles=frozenset({"{}"}),
        plain="{{{name}}}",
        typed="{{{name}:{type}}}",
        types={
            "int": "int",
            "integer": "int",
            "number": "int",
            "float": "float",
            "double": "float",
            "uuid": "uuid",
            "path": "path",
            "dt": "dt",
            "str": "",
            "string": "",
        },
        unknown_type="the application does not start (UnacceptableRouteError)",
        slash="the application does not start (ValueError)",
        arguments=KEYWORDS,
        first=2,
        mismatch="every request for it is a TypeError (500)",
    ),
    cors={
        CORS: CorsOptions(
            origins=("allow_origins",),
            credentials=("allow_credentials",),
            default_any=True,
            credentials_name_origins=True,
        )
    },
    # Nothing limits bodies but what looks at the announced length. A part of a form may have 1 MiB,
    # but its stream passes by that:
    # https://falcon.readthedocs.io/en/stable/api/multipart.html#falcon.media.multipart.BodyPart
    body_limit=BodyLimit(
        reads=frozenset(
            f"{REQUEST}.{name}" for name in ("media", "get_media", "bounded_stream", "stream")
        ),
        raw_items=frozenset({(f"{REQUEST}.env", "wsgi.input")}),
        raw_objects=frozenset({_STREAM, _PART_STREAM}),
        lengths=frozenset({f"{REQUEST}.content_length"}),
        example="if (req.content_length or 0) > MAX_BODY: raise falcon.HTTPContentTooLarge()",
    ),
    upload_names=frozenset({f"{_PART}.filename"}),
    # What a component answers with in process_request() goes only through those before it, unless
    # they are independent, as they are by default:
    # https://falcon.readthedocs.io/en/stable/api/middleware.html
    middleware_order=(
        OrderConstraint(
            CORS,
            ANSWERING,
            "its answers carry no CORS headers, since components depend on each other here",
            misplaced="outer",
            without="independent_middleware",
        ),
    ),
    writes={
        RESPONSE: "response",
        **{
            f"{RESPONSE}.{name}": "body"
            for name in ("text", "media", "data", "stream", "set_stream", "sse", "body")
        },
        f"{RESPONSE}.status": "status",
        f"{RESPONSE}.status_code": "status",
        f"{RESPONSE}.location": "place",
        # https://falcon.readthedocs.io/en/stable/api/request_and_response_wsgi.html#falcon.Response.complete
        f"{RESPONSE}.complete": "complete",
        f"{RESPONSE}.context": "context",
        f"{REQUEST}.context": "context",
    },
    # https://falcon.readthedocs.io/en/stable/api/hooks.html: only an async responder awaits its hooks
    plain_calls={"falcon.before": PlainCall(Arg("action", 0), beside_plain=True)},
    # https://falcon.readthedocs.io/en/stable/api/middleware.html: sinks are no resources
    unreached={"process_resource": frozenset({"sink"})},
    path_attributes=frozenset(
        {f"{REQUEST}.{name}" for name in ("path", "relative_uri", "uri", "url")}
    ),
    # The methods of ASGI requests have the names of those of WSGI, and are coroutine functions.
    coroutines=frozenset({*_IN_ASYNC, *_SOCKET}),
    coroutine_attributes=frozenset({f"{REQUEST}.media"}),
    in_async=frozenset({*_IN_ASYNC, f"{REQUEST}.media"}),
    # https://falcon.readthedocs.io/en/stable/api/request_and_response_asgi.html#falcon.asgi.Response.schedule
    task_calls={
        f"{RESPONSE}.{name}": TaskCall(Arg("callback", 0), "a TypeError, and the client gets a 500")
        for name in ("schedule", "schedule_sync")
    },
    facts={
        "lost-task": "yes",
        "task-home": "give the function to `resp.schedule(...)`",
        "plain-handlers-thread": "WSGI responders run without a loop",
        # App._python_error_handler composes the answer of a crash; nothing raises its class.
        "crash-answer": "falcon.HTTPInternalServerError",
        "crash-handler": "builtins.Exception",
        # A template that is added again replaces the resource with all of its responders.
        "duplicate-route": "last",
        "route-methods": "ignored",
        "sink-order": "asks sinks before static routes, and of each the one that was added last",
        "sink-hint": "add it before the others, or let its prefix exclude them",
    },
    constants={
        f"falcon.HTTP_{name}": f"{status.value} {status.phrase}"
        for status in HTTPStatus
        for name in (status.value, status.name)
    },
    # The plain responders are those of WSGI: https://falcon.readthedocs.io/en/stable/api/app.html#asgi-app
    event_loop=EventLoop(),
    words=frozenset(
        {
            "set_cookie",
            "secure_cookies_by_default",
            "falcon",
            "bounded_stream",
            "get_media",
            "content_length",
            "secure_filename",
            "process_request",
            "process_resource",
            "process_response",
            "HTTPError",
            "HTTPStatus",
        }
    ),
    patterns=(
        r"\bon_(?:get|post|put|patch|delete|head|options|websocket)\w*\(",
        # An exception that handles itself: `handle(req, resp, ex, params)`.
        r"def handle\((?:\s*\w+[^,)]*,){3}",
    ),
    reader=read,
    # https://falcon.readthedocs.io/en/stable/api/request_and_response_wsgi.html#request
    request_objects={
        REQUEST: RequestObject(
            fixed=frozenset(
                {
                    "auth",
                    "bounded_stream",
                    "content_length",
                    "cookies",
                    "headers",
                    "host",
                    "media",
                    "params",
                    "port",
                    "prefix",
                    "relative_uri",
                    "remote_addr",
                    "scheme",
                    "uri",
                    "url",
                    "user_agent",
                }
            ),
            place="req.context.{}",
        )
    },
    # https://falcon.readthedocs.io/en/stable/user/faq.html#is-falcon-thread-safe
    shared_selves=frozenset({Role.VIEW, Role.BEFORE, Role.AFTER}),
)
