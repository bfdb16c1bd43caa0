"""Quart, with Quart-CORS and Quart-Auth: Flask's words, with views that are awaited and WebSockets.

https://quart.palletsprojects.com/en/latest/how_to_guides/flask_migration.html
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from routelint.frameworks import flask
from routelint.frameworks._forwarded import UVICORN
from routelint.frameworks._servers import ASGI
from routelint.frameworks._socketio import SOCKETIO_EVENTS, SOCKETIO_OPTIONS
from routelint.model.app import Role
from routelint.model.bodies import Bodies, Missing
from routelint.model.exposures import HTTP_ONLY, SAME_SITE, SECURE, Debug
from routelint.model.forwarding import Forwarding
from routelint.model.handshakes import Handshakes
from routelint.model.inputs import Files, Inputs
from routelint.model.limiters import Limiter, RateLimits
from routelint.model.pages import Pages
from routelint.model.parameters import FORM, QUERY, Parameters
from routelint.model.request_objects import RequestObject
from routelint.model.servers import Servers
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
    RegistrationCall,
    RouteCall,
    RunCall,
    TaskCall,
)

if TYPE_CHECKING:
    from routelint.model.link import Linker

APP, BLUEPRINT = "quart.Quart", "quart.Blueprint"
BODY = "quart.wrappers.request.Body"
# A class of its own, although it is derived from Werkzeug's: Quart's limit holds for its files.
UPLOAD = "quart.datastructures.FileStorage"
REQUEST, WEBSOCKET = "quart.Request", "quart.Websocket"
_LIMITER = "quart_rate_limiter.RateLimiter"
#: https://github.com/pgjones/quart-rate-limiter ; `quart_rate_limiter.remote_addr_key`
_RATES = RateLimits(
    limiters={
        _LIMITER: Limiter(
            app=("app", 0),
            binds=frozenset({"init_app"}),
            unbound="no request is counted, whatever its decorators and defaults say",
            key=("key_function", 1),
            own_key="the first address in `X-Forwarded-For`",
            store=("store", 2),
            enabled="enabled",
        )
    },
    keys={
        _LIMITER: ("key_function", 1),
        "quart_rate_limiter.RateLimit": ("key_function", 2),
        "quart_rate_limiter.rate_limit": ("key_function", 2),
        "quart_rate_limiter.limit_blueprint": ("key_function", 3),
    },
    marks=dict.fromkeys(
        ("quart_rate_limiter.rate_limit", "quart_rate_limiter.limit_blueprint"), _LIMITER
    ),
    switches=frozenset({"QUART_RATE_LIMITER_ENABLED"}),
    addresses=frozenset({"quart_rate_limiter.remote_addr_key"}),
)

# What has to be awaited (quart/templating.py, quart/helpers.py); the others are plain functions.
_COROUTINE_RESPONSES = frozenset(
    {
        *(
            f"quart.{name}"
            for name in (
                "make_response",
                "render_template",
                "render_template_string",
                "stream_template",
                "stream_template_string",
                "send_file",
                "send_from_directory",
            )
        ),
        f"{APP}.make_response",
    }
)
_RESPONSES = frozenset(
    {
        "quart.jsonify",
        "quart.redirect",
        "quart.Response",
        f"{APP}.redirect",
        *flask.WERKZEUG_RESPONSES,
    }
)

_NONE = "500: the view function did not return a valid response"
_BROKEN_AFTER = (
    "Quart takes what it gets for the response: AttributeError for every such request, "
    "which no error handler sees"
)


def _sockets(cls: str, reach: str) -> dict[str, RegistrationCall]:
    return {
        f"{cls}.websocket": RouteCall(Arg("rule", 0), role=Role.WEBSOCKET),
        f"{cls}.add_websocket": RouteCall(
            Arg("rule", 0), handler=Arg("view_func", 2), role=Role.WEBSOCKET
        ),
        f"{cls}.before_websocket": HookCall(Role.BEFORE_WEBSOCKET, reach, Arg("func", 0)),
        f"{cls}.after_websocket": HookCall(Role.AFTER_WEBSOCKET, reach, Arg("func", 0)),
        f"{cls}.teardown_websocket": HookCall(Role.TEARDOWN, reach, Arg("func", 0)),
    }


_REGISTRATIONS: dict[str, RegistrationCall] = {
    **flask.registrations(APP, BLUEPRINT),
    **_sockets(APP, "app"),
    **_sockets(BLUEPRINT, "router"),
    f"{APP}.run_task": RunCall(),
    # https://hypercorn.readthedocs.io/en/latest/how_to_guides/api_usage.html
    "hypercorn.asyncio.serve": RunCall(Arg("app", 0)),
    "hypercorn.trio.serve": RunCall(Arg("app", 0)),
    **{
        f"{APP}.{name}": HookCall(Role.STARTUP, "app", Arg("func", 0))
        for name in ("before_serving", "while_serving", "after_serving")
    },
    **{
        f"{BLUEPRINT}.{name}": HookCall(Role.STARTUP, "app", Arg("func", 0))
        for name in ("before_app_serving", "while_app_serving", "after_app_serving")
    },
    f"{BLUEPRINT}.before_app_websocket": HookCall(Role.BEFORE_WEBSOCKET, "app", Arg("func", 0)),
    f"{BLUEPRINT}.after_app_websocket": HookCall(Role.AFTER_WEBSOCKET, "app", Arg("func", 0)),
    f"{BLUEPRINT}.teardown_app_websocket": HookCall(Role.TEARDOWN, "app", Arg("func", 0)),
    "quart_cors.cors": CorsCall(Arg("app_or_blueprint", 0)),
    "quart_cors.route_cors": CorsCall(),
}

# https://quart-cors.readthedocs.io/en/latest/configuration.html
_CORS = CorsOptions(
    origins=("allow_origin",),
    credentials=("allow_credentials",),
    default_any=True,
    settings={
        "allow_origin": "QUART_CORS_ALLOW_ORIGIN",
        "allow_credentials": "QUART_CORS_ALLOW_CREDENTIALS",
    },
    settings_late=True,
    near_options=dict.fromkeys(
        (
            "QUART_CORS_ALLOW_ORIGINS",
            "QUART_CORS_ALLOWED_ORIGINS",
            "QUART_CORS_ALLOWED_ORIGIN",
            "QUART_CORS_ORIGINS",
            "QUART_CORS_ORIGIN",
            "CORS_ALLOW_ORIGIN",
            "CORS_ALLOW_ORIGINS",
            "CORS_ORIGINS",
        ),
        "QUART_CORS_ALLOW_ORIGIN",
    ),
    any_origin_text=(
        "Quart-CORS sends back every origin that the expression matches, so that every site may "
        "read the answers to its visitors' cookies"
    ),
    refuses_star="Quart-CORS refuses to do that, with a 500 for every request",
)


def _read(linker: Linker) -> None:
    flask.read_views(linker, FRAMEWORK)


# https://quart.palletsprojects.com/en/latest/how_to_guides/configuration.html , quart/debug.py
_PAGE = "the page of every error shows the source and all local variables"
# https://quart-auth.readthedocs.io/en/latest/how_to_guides/configuration.html
_COOKIES = replace(
    flask.COOKIES,
    settings={
        **flask.COOKIES.settings,
        "QUART_AUTH_COOKIE_SECURE": SECURE,
        "QUART_AUTH_COOKIE_HTTP_ONLY": HTTP_ONLY,
        "QUART_AUTH_COOKIE_SAMESITE": SAME_SITE,
    },
)

FRAMEWORK: Framework = Framework(
    misreads=flask.misreads("Quart"),
    misgiven=flask.misgiven("quart"),
    # https://quart.palletsprojects.com/en/latest/how_to_guides/proxy_servers.html
    forwarding=Forwarding(
        routes=frozenset({f"{REQUEST}.access_route"}),
        believing=UVICORN,
        client=(
            "`request.remote_addr`, with Hypercorn's `ProxyFixMiddleware(app, trusted_hops=1)` where "
            "there is one proxy"
        ),
    ),
    # https://quart.palletsprojects.com/en/latest/discussion/security.html
    pages=Pages(
        calls=frozenset(
            f"quart.{name}"
            for name in (
                "render_template",
                "render_template_string",
                "stream_template",
                "stream_template_string",
            )
        ),
        texts=frozenset({"quart.Response", "quart.make_response"}),
        returned=True,
        example="a function behind `@app.after_request`",
    ),
    inputs=Inputs(
        frozenset(
            f"{REQUEST}.{name}"
            for name in ("args", "form", "values", "cookies", "headers", "json", "get_json", "data")
        )
    ),
    files=Files(
        senders={
            "quart.send_file": ("filename_or_io", 0),
            "quart.send_from_directory": ("directory", 0),
        },
        roots={
            "quart.Quart": ("static_folder", None),
            "quart.Blueprint": ("static_folder", 2),
            "quart.send_from_directory": ("directory", 0),
        },
        names={"quart.send_from_directory": ("file_name", 1)},
    ),
    bodies=Bodies(
        data=frozenset(f"{REQUEST}.{name}" for name in ("json", "get_json", "form", "values")),
        raw=frozenset(f"{REQUEST}.{name}" for name in ("data", "get_data", "body")),
        queries=frozenset({f"{REQUEST}.args"}),
        # Flask answers a 415 there: `Request.get_json` in quart/wrappers/request.py.
        missing=dict.fromkeys(
            (f"{REQUEST}.json", f"{REQUEST}.get_json"),
            Missing("for another content type than JSON", unless="force"),
        ),
        loads=frozenset({"quart.json.loads"}),
    ),
    servers=ASGI | Servers(frozenset({f"{APP}.run"}), frozenset({f"{APP}.run_task"})),
    slug="quart",
    title="Quart",
    refusals=flask.REFUSALS,
    packages=("quart", "quart_cors", "quart_auth", "quart_rate_limiter"),
    rate_limits=_RATES,
    parameters=Parameters(
        mappings={
            f"{REQUEST}.args": QUERY,
            f"{REQUEST}.form": FORM,
            f"{REQUEST}.values": QUERY,
        },
        converter="type",
        converter_index=2,
        path_texts=frozenset({"default", "string", "path"}),
    ),
    # https://quart.palletsprojects.com/en/latest/reference/source/quart.app/
    statuses=flask.werkzeug_statuses("quart", APP),
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
            "RL511",
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
        "RL309": "it has none of its own, and Quart-WTF, which has, needs Quart 0.18",
        "RL705": "there are no forms of its own whose validation could be dropped",
        "RL202": "Werkzeug orders rules by how specific they are, not by registration",
        "RL203": "Werkzeug orders rules by how specific they are, not by registration",
        "RL401": "MAX_CONTENT_LENGTH limits bodies to 16 MiB by default",
    },
    aliases={
        **flask.aliases("quart"),
        "quart.wrappers.request.Request": REQUEST,
        "quart.wrappers.websocket.Websocket": WEBSOCKET,
        "quart.wrappers.response.Response": "quart.Response",
        "quart.ctx.after_this_request": "quart.after_this_request",
        "quart.flask_patch": "quart.flask_patch",
        "quart_auth.globals.*": "quart_auth.",
        "quart_auth.extension.*": "quart_auth.",
        "quart_auth.basic_auth.*": "quart_auth.",
    },
    bases={
        "quart.views.MethodView": ("quart.views.View",),
        "quart.Response": ("werkzeug.wrappers.Response",),
        "quart_auth.Unauthorized": ("werkzeug.exceptions.Unauthorized",),
        "quart_auth.UnauthorizedBasicAuth": ("werkzeug.exceptions.Unauthorized",),
        **flask.EXCEPTION_BASES,
    },
    returns={
        f"{REQUEST}.body": BODY,
        f"{REQUEST}.files.[]": UPLOAD,
        f"{REQUEST}.files.get": UPLOAD,
        f"{REQUEST}.files.getlist.*": UPLOAD,
        f"{REQUEST}.files.values.*": UPLOAD,
        f"{REQUEST}.files.items.*.1": UPLOAD,
    },
    passed_through={"quart_cors.cors": 0, "quart_cors.cors_exempt": 0},
    instances={
        "quart.current_app": APP,
        "quart.request": REQUEST,
        "quart.websocket": WEBSOCKET,
        "quart_auth.current_user": "quart_auth.AuthUser",
    },
    # https://quart-auth.readthedocs.io/en/latest/how_to_guides/usage.html
    auth_coroutines=frozenset({"quart_auth.AuthUser.is_authenticated"}),
    responses=_RESPONSES | _COROUTINE_RESPONSES,
    coroutine_responses=_COROUTINE_RESPONSES,
    exceptions=frozenset(
        {*flask.EXCEPTIONS, "quart_auth.Unauthorized", "quart_auth.UnauthorizedBasicAuth"}
    ),
    aborts=frozenset({"quart.abort", f"{APP}.aborter"}),
    controls=frozenset({"werkzeug.exceptions.HTTPException"}),
    http_error="werkzeug.exceptions.HTTPException",
    error_texts=(0, 1, "description"),
    contracts={
        Role.VIEW: Contract("response", _NONE),
        # What a WebSocket function returns before it accepts refuses the handshake.
        Role.WEBSOCKET: Contract("response"),
        Role.BEFORE: Contract("continue"),
        Role.BEFORE_WEBSOCKET: Contract("continue"),
        Role.AFTER: Contract("transform", _BROKEN_AFTER),
        # It is given None when the handshake was accepted, and may give that back.
        Role.AFTER_WEBSOCKET: Contract("transform"),
        Role.TEARDOWN: Contract("ignored", raises=False),
        Role.PREPROCESSOR: Contract("ignored"),
        Role.ERROR_HANDLER: Contract("response", "500: the error handler returned None"),
        Role.DECORATOR: Contract("response", _NONE),
    },
    containers={
        APP: ContainerClass("app"),
        BLUEPRINT: ContainerClass("router", prefix=Arg("url_prefix")),
    },
    own_routes=flask.own_routes(APP, BLUEPRINT),
    registrations=_REGISTRATIONS,
    decorator_attributes=("decorators",),
    decorators={
        # It is noted on the function itself, so that its place does not matter.
        "quart_rate_limiter.rate_limit": "marker",
        "quart_rate_limiter.rate_exempt": "marker",
        "quart_auth.login_required": "guard",
        "quart_auth.basic_auth_required": "guard",
        "quart_cors.route_cors": "cors",
        "quart_cors.websocket_cors": "cors",
        "quart.after_this_request": "transparent",
    },
    settings={
        f"{APP}.config": "",
        f"{APP}.debug": "",
        f"{APP}.secret_key": "",
        f"{APP}.max_content_length": "",
    },
    class_roles=flask.class_roles("quart"),
    as_view=frozenset({"quart.views.View.as_view", "quart.views.MethodView.as_view"}),
    pattern=flask.read_pattern,
    paths=flask.PATHS,
    cors={"quart_cors.cors": _CORS, "quart_cors.route_cors": _CORS},
    header_attributes=flask.HEADER_ATTRIBUTES,
    cookies=_COOKIES,
    debug=Debug(
        settings={"DEBUG": _PAGE, "debug": _PAGE, "TESTING": _PAGE},
        run_options={"debug": _PAGE},
    ),
    handshakes=Handshakes(
        unchecked=True,
        options=SOCKETIO_OPTIONS,
        option_decorators=SOCKETIO_EVENTS,
        sessions=frozenset({"quart.session", "quart_auth.current_user"}),
    ),
    secrets=flask.SECRETS,
    body_limit=BodyLimit(
        settings=("MAX_CONTENT_LENGTH",),
        # `ASGIHTTPConnection` in quart/asgi.py gives the body its limit before any view is called.
        late_attributes=(f"{REQUEST}.max_content_length",),
        reads=frozenset(
            f"{REQUEST}.{name}" for name in ("get_json", "json", "get_data", "data", "body")
        ),
        # Iterating empties the buffer that is compared with the limit (`Body` in
        # quart/wrappers/request.py), so that only announced lengths are limited.
        raw_objects=frozenset({BODY}),
        unlimited_by_default=False,
        text_consequence=(
            "compares it with a number, and every request with a body fails with a TypeError (500)"
        ),
        near_misses=flask.NEAR_MISSES,
        example='app.config["MAX_CONTENT_LENGTH"] = 16 * 1024 * 1024',
        assignment='{app}.config["{key}"]',
    ),
    upload_names=frozenset({f"{UPLOAD}.filename", f"{flask.UPLOAD}.filename"}),
    endpoint_attributes=frozenset({f"{REQUEST}.endpoint", f"{WEBSOCKET}.endpoint"}),
    # `current_user` is an `AuthUser` without an id for nobody (quart_auth/extension.py)
    users={"quart_auth.current_user": "await {}.is_authenticated"},
    # https://quart.palletsprojects.com/en/latest/how_to_guides/websockets.html: they have their own
    unreached={"hook": frozenset({"websocket"})},
    replaced_guards=("decorators",),
    path_attributes=frozenset(
        f"{cls}.{name}" for cls in (REQUEST, WEBSOCKET) for name in ("path", "full_path", "url")
    ),
    coroutines=frozenset(
        {
            *(f"{REQUEST}.{name}" for name in ("get_data", "get_json", "send_push_promise")),
            *(f"quart.Response.{name}" for name in ("get_data", "get_json")),
            *(
                f"{WEBSOCKET}.{name}"
                for name in ("accept", "close", "receive", "receive_json", "send", "send_json")
            ),
        }
    ),
    # https://quart.palletsprojects.com/en/latest/how_to_guides/flask_migration.html#request-body
    coroutine_attributes=frozenset(
        {
            *(f"{REQUEST}.{name}" for name in ("data", "files", "form", "json", "values")),
            "quart_auth.AuthUser.is_authenticated",
        }
    ),
    # https://quart.palletsprojects.com/en/latest/how_to_guides/background_tasks.html
    task_calls={
        f"{APP}.add_background_task": TaskCall(
            Arg("func", 0), "Quart logs a TypeError, and the work is not done"
        )
    },
    facts={
        # https://quart.palletsprojects.com/en/latest/reference/source/quart.app/
        "makes-answers": "make_response",
        "split-into": "a blueprint",
        "limit-route": "@rate_limit(5, timedelta(minutes=1))",
        "only-post": '`methods=["POST"]`',
        "errors-become-text": "the description of an error is shown as text",
        "errors-are-wrapped": "handlers for 500 are given an HTTP error of the framework's",
        "uncalled-decorator": "nobody uses the decorator that it makes of the function",
        "uncalled-class": "each request is a 500",
        "as-view-takes-name": "yes",
        "include-router": "{app}.register_blueprint({name})",
        "lost-task": "yes",
        "task-home": "give the function to `app.add_background_task(...)`",
        "coroutines-are-no-answers": "yes",
        # https://quart.palletsprojects.com/en/latest/how_to_guides/sync_code.html
        "plain-handlers-thread": "views that are plain functions run in a thread",
        "generic-handlers-take-http-errors": "Return the exception when it is an `HTTPException`, or "
        "register a handler for these.",
        "router-sees-no-routing-errors": "`app_errorhandler`",
        "late-router": "is added to a blueprint that was registered already: Quart raises an "
        "AssertionError when the module is imported",
    },
    # https://quart.palletsprojects.com/en/latest/how_to_guides/sync_code.html
    event_loop=EventLoop(
        in_threads=frozenset({Role.VIEW, Role.BEFORE, Role.AFTER}),
        later={f"{APP}.add_background_task": 0},
    ),
    words=frozenset(
        {
            *_CORS.near_options,
            "quart",
            "request",
            "websocket",
            "current_app",
            "after_this_request",
            "url_prefix",
            "as_view",
            "MAX_CONTENT_LENGTH",
            "QUART_CORS_ALLOW_ORIGIN",
            *_COOKIES.settings,
            "TESTING",
        }
    ),
    sends={
        f"{WEBSOCKET}.close": "last",
        **{
            f"{WEBSOCKET}.{name}": "more"
            for name in ("accept", "receive", "receive_json", "send", "send_json")
        },
    },
    include_prefix_replaces=True,
    reader=_read,
    # https://werkzeug.palletsprojects.com/en/stable/wrappers/#werkzeug.wrappers.Request
    request_objects={
        REQUEST: RequestObject(
            frozen=dict.fromkeys(("args", "cookies", "files", "form"), "{}.to_dict()"),
            fixed=frozenset(
                {
                    "blueprint",
                    "blueprints",
                    "endpoint",
                    "is_json",
                    "is_secure",
                    "json",
                    "mimetype",
                    "data",
                    "files",
                    "form",
                }
            ),
            place="quart.g.{}",
        )
    },
    # https://flask.palletsprojects.com/en/stable/views/#view-lifetime-and-self
    shared_when=("init_every_request", False),
)
