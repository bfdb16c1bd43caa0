"""Sanic, with Sanic Extensions and Sanic-CORS.

https://sanic.dev/en/guide/
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from routelint.findings import Location
from routelint.frameworks._forwarded import UVICORN
from routelint.frameworks._signing import SIGNING, TOKENS
from routelint.frameworks._socketio import SOCKETIO_EVENTS, SOCKETIO_OPTIONS
from routelint.model import ir
from routelint.model.answers import StatusArg, Statuses
from routelint.model.app import Container, Cors, Include, Ref, Registration, Role, Route, Setting
from routelint.model.bodies import Bodies, Missing
from routelint.model.exposures import SAME_SITE, SECURE, CookieCall, Cookies, Debug, Secrets
from routelint.model.forwarding import Forwarding
from routelint.model.handshakes import Handshakes
from routelint.model.inputs import Files, Inputs
from routelint.model.kinds import DATA, PAIRS, RAISABLE, TUPLES
from routelint.model.pages import Pages
from routelint.model.parameters import FORM, QUERY, Parameters
from routelint.model.paths import KEYWORDS, Paths
from routelint.model.pattern import Param, Part, Pattern
from routelint.model.refusals import Refusals
from routelint.model.request_objects import RequestObject
from routelint.model.servers import Servers
from routelint.model.values import ClassRef, Instance, Known, Member, Symbol, callable_name
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
    SettingsCall,
)

if TYPE_CHECKING:
    from routelint.model.link import Linker
    from routelint.model.project import Project
    from routelint.model.scopes import Scope

APP, BLUEPRINT, GROUP = "sanic.Sanic", "sanic.Blueprint", "sanic.BlueprintGroup"
REQUEST, FILE = "sanic.Request", "sanic.request.File"
VIEW, ERRORS = "sanic.views.HTTPMethodView", "sanic.handlers.ErrorHandler"
ERROR = "sanic.exceptions.SanicException"
_RESPONSE, _WEBSOCKET = "sanic.response.HTTPResponse", "sanic.Websocket"
_CONFIG = "sanic.config.Config"
_BODY = "sanic.http.stream.Stream"
_RESPOND = f"{REQUEST}.respond"
_STREAM = {f"{_RESPOND}.send": "more", f"{_RESPOND}.eof": "close"}

_METHODS = ("get", "post", "put", "head", "options", "patch", "delete")

# https://sanic.dev/api/sanic.exceptions.html
_EXCEPTIONS = frozenset(
    f"sanic.exceptions.{name}"
    for name in (
        "SanicException",
        "HTTPException",
        "NotFound",
        "BadRequest",
        "MethodNotAllowed",
        "ServerError",
        "ServiceUnavailable",
        "URLBuildError",
        "FileNotFound",
        "RequestTimeout",
        "PayloadTooLarge",
        "URITooLong",
        "HeaderNotFound",
        "InvalidHeader",
        "RangeNotSatisfiable",
        "ExpectationFailed",
        "Forbidden",
        "InvalidRangeType",
        "Unauthorized",
    )
)
_EXPORTED_EXCEPTIONS = (
    "BadRequest",
    "ExpectationFailed",
    "FileNotFound",
    "Forbidden",
    "HeaderNotFound",
    "InvalidHeader",
    "MethodNotAllowed",
    "NotFound",
    "RangeNotSatisfiable",
    "SanicException",
    "ServerError",
    "ServiceUnavailable",
    "Unauthorized",
)

_RESPONSES = (
    "json",
    "text",
    "html",
    "raw",
    "redirect",
    "empty",
    "HTTPResponse",
    "JSONResponse",
    # Until 22.6: https://sanic.dev/en/release-notes/22.6.html
    "stream",
    "StreamingHTTPResponse",
)
# Coroutine functions: https://sanic.dev/en/guide/basics/response.html#methods
_FILES = ("file", "file_stream", "validate_file")

_ALIASES = {
    "sanic.app.*": "sanic.",
    "sanic.blueprints.*": "sanic.",
    "sanic.blueprint_group.*": "sanic.",
    "sanic.Blueprint.group": GROUP,
    "sanic.server.websockets.impl.WebsocketImplProtocol": _WEBSOCKET,
    "sanic.Config": _CONFIG,
    "sanic.handlers.error.*": "sanic.handlers.",
    "sanic.request.Request": REQUEST,
    "sanic.request.types.Request": REQUEST,
    "sanic.request.form.File": FILE,
    "sanic.response.convenience.*": "sanic.response.",
    "sanic.response.types.*": "sanic.response.",
    **{f"sanic.{name}": f"sanic.response.{name}" for name in (*_RESPONSES, "file")},
    **{f"sanic.{name}": f"sanic.exceptions.{name}" for name in _EXPORTED_EXCEPTIONS},
    "sanic.InternalServerError": "sanic.exceptions.ServerError",
    "sanic.exceptions.InternalServerError": "sanic.exceptions.ServerError",
    "sanic.exceptions.InvalidUsage": "sanic.exceptions.BadRequest",
    "sanic.exceptions.MethodNotSupported": "sanic.exceptions.MethodNotAllowed",
    "sanic.exceptions.ContentRangeError": "sanic.exceptions.RangeNotSatisfiable",
    "sanic.exceptions.HeaderExpectationFailed": "sanic.exceptions.ExpectationFailed",
    "sanic_ext.extensions.http.cors.*": "sanic_ext.",
    "sanic_ext.bootstrap.*": "sanic_ext.",
    "sanic_ext.config.*": "sanic_ext.",
    "sanic_ext.extensions.openapi.openapi.*": "sanic_ext.openapi.",
    "sanic_ext.extras.validation.decorator.*": "sanic_ext.",
    "sanic_jwt.decorators.*": "sanic_jwt.",
    "sanic_cors.decorator.*": "sanic_cors.",
    "sanic_cors.extension.*": "sanic_cors.",
}

# They only note what the documentation says of a handler.
_OPENAPI = (
    "body",
    "definition",
    "deprecated",
    "description",
    "document",
    "exclude",
    "no_autodoc",
    "operation",
    "parameter",
    "response",
    "secured",
    "summary",
    "tag",
)

# https://sanic.dev/en/guide/basics/routing.html#path-parameters ; sanic_routing/patterns.py
_TYPES: dict[str, tuple[str, tuple[str, ...]]] = {
    "str": (r"[^/]+", ("word", "42")),
    "string": (r"[^/]+", ("word", "42")),
    "strorempty": (r"[^/]*", ("word", "42", "")),
    "slug": (r"[a-z0-9]+(?:-[a-z0-9]+)*", ("word", "42")),
    "int": (r"-?\d+", ("42", "-7")),
    "float": (r"-?(?:\d+(?:\.\d*)?|\.\d+)", ("4.2", "42")),
    "number": (r"-?(?:\d+(?:\.\d*)?|\.\d+)", ("4.2", "42")),
    "alpha": (r"[A-Za-z]+", ("word",)),
    "ymd": (r"[12]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])", ("2024-05-06",)),
    "uuid": (
        r"[A-Fa-f0-9]{8}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{12}",
        ("0f0f0f0f-0f0f-0f0f-0f0f-0f0f0f0f0f0f",),
    ),
    "path": (r"[^/].*?", ("word", "42", "a/b")),
    "ext": (r"[^/]+\.[a-z0-9]+", ("word.txt",)),
}
_PARAM = re.compile(r"<(?P<name>[A-Za-z_]\w*)(?::(?P<type>(?:[^<>]|\(\?P<\w+>)*))?>")
#: What an expression in a path matches, where it is known.
_SAMPLES: dict[str, tuple[str, ...]] = {
    r"\d+": ("42",),
    "[0-9]+": ("42",),
    r"\w+": ("word", "42"),
    "[a-z]+": ("word",),
    "[A-Za-z]+": ("word",),
    "[^/]+": ("word", "42"),
    "[a-z0-9]+": ("word", "42"),
    "[A-Za-z0-9]+": ("word", "42"),
    ".+": ("word", "42"),
    ".*": ("word", "42"),
}


def read_pattern(path: str) -> Pattern | None:
    """A path of Sanic's router: `/users/<number:int>`; None when it can't be read. A slash at the
    end is of no importance (`strict_slashes` is off by default)."""
    path = "/" + path.lstrip("/")
    if len(path) > 1:
        path = path.removesuffix("/")
    parts: list[Part] = []
    position = 0
    for match in _PARAM.finditer(path):
        if match.start() > position:
            parts.append(path[position : match.start()])
        kind = match["type"] or "str"
        known = _TYPES.get(kind.partition("=")[0])
        if known is not None:
            parts.append(Param(match["name"], kind, known[0], known[1], kind == "path"))
        else:
            parts.append(Param(match["name"], "re", kind, _SAMPLES.get(kind, ())))
        position = match.end()
    if position < len(path):
        parts.append(path[position:])
    if any(isinstance(part, str) and ("<" in part or ">" in part) for part in parts):
        return None
    return Pattern(tuple(parts))


def _talk(project: Project, call: ir.Call, scope: Scope) -> str:
    """`request.respond()`, which begins a stream unless it is given all of the response.

    https://sanic.dev/en/guide/advanced/streaming.html#response-streaming
    """
    func = project.evaluate(call.func, scope)
    name = callable_name(func)
    if name == _RESPOND:
        return "start" if call.argument(0, "response") is None else "whole"
    if name in _STREAM and isinstance(func, Member) and isinstance(func.receiver, Instance):
        begun = func.receiver.call
        if begun is not None and begun.argument(0, "response") is None:
            return _STREAM[name]
    return ""


def _read(linker: Linker) -> None:
    _name_requests(linker)
    _attach_views(linker)
    own = [c for c in linker.containers.values() if c.framework is FRAMEWORK]
    strict = any(_is_strict(linker, container) for container in own if container.kind == "app")
    for container in list(linker.containers.values()):
        if container.framework is FRAMEWORK:
            if container.class_name == GROUP:
                _take_children(linker, container)
            _version(linker, container)
            _configure(linker, container)
            for route in container.routes:
                _complete(linker, route)
                if strict or _is_strict(linker, container):
                    _keep_slash(linker, route)
            for cors in container.cors:
                _unfold(linker, cors)


def _is_strict(linker: Linker, container: Container) -> bool:
    """Whether a slash at the end of a path makes it another one."""
    given = container.options.get("strict_slashes")
    return given is not None and linker.resolver.constant(given.expr, given.scope) is True


def _keep_slash(linker: Linker, route: Route) -> None:
    path, pattern = route.path, route.pattern
    text = None if path is None else linker.resolver.constant(path.expr, path.scope)
    if pattern is not None and isinstance(text, str) and len(text) > 1 and text.endswith("/"):
        route.pattern = pattern.joined(Pattern(("/",)))


def _configure(linker: Linker, app: Container) -> None:
    """The settings of `Sanic(..., config=Settings())`.

    https://sanic.dev/en/guide/running/configuration.html#basics
    """
    given = app.options.get("config")
    made = None if given is None else linker.resolver.evaluate(given.expr, given.scope)
    cls = made.cls if isinstance(made, Instance) else None
    for key, value, scope, target in linker.setting.upper_case(cls) or ():
        place = Location(scope.module.path, target.span)
        setting = Setting(app, place, app.order, scope, key=key, value=Ref(value, scope))
        app.registrations.append(setting)


def _unfold(linker: Linker, cors: Cors) -> None:
    """The options that Sanic Extensions is given as `config`: a dictionary, or `Config(...)`."""
    if cors.name not in ("sanic_ext.Extend", f"{APP}.extend"):
        return
    config = cors.options.get("config")
    options: dict[str, Ref] = {}
    given = None if config is None else linker.resolver.evaluate(config.expr, config.scope)
    if isinstance(given, Known) and isinstance(given.expr, ir.Dictionary):
        for key, value in given.expr.items:
            name = linker.resolver.constant(key, given.scope)
            if isinstance(name, str):
                options[name.upper()] = Ref(value, given.scope)
    elif isinstance(given, Instance) and given.call is not None and given.scope is not None:
        for arg in given.call.args:
            if arg.keyword is not None:
                options[arg.keyword.upper()] = Ref(arg.value, given.scope)
    if not {_ORIGINS, _CREDENTIALS} & set(options):
        # All that there is stands in the settings, which are read for themselves.
        cors.container.registrations.remove(cors)
    cors.options = options


def _attach_views(linker: Linker) -> None:
    """`class Plan(HTTPMethodView, attach=bp, uri="/plan")`, and `Plan.attach(bp, "/plan")`.

    https://sanic.dev/en/guide/advanced/class-based-views.html#defining-a-view
    """
    for module in linker.matched:
        if module.is_test:
            continue
        for cls in linker.reading.classes_of(module):
            given = {a.keyword: a.value for a in cls.node.bases if a.keyword is not None}
            if "attach" in given and VIEW in linker.resolver.class_names(cls):
                _attach(linker, cls, given.pop("attach"), given, cls.scope, cls.location)
        for statement in module.top_level():
            call = statement.value if isinstance(statement, ir.ExprStmt) else None
            if not isinstance(call, ir.Call) or not isinstance(call.func, ir.Attribute):
                continue
            if call.func.attr == "attach" and call.positional(0) is not None:
                target = linker.resolver.evaluate(call.func.value, module.scope)
                if isinstance(target, ClassRef) and VIEW in linker.resolver.class_names(target):
                    given = {a.keyword: a.value for a in call.args if a.keyword is not None}
                    uri = call.argument(1, "uri")
                    if uri is not None:
                        given["uri"] = uri
                    place = Location(module.path, call.span)
                    _attach(linker, target, call.positional(0), given, module.scope, place)


def _attach(
    linker: Linker,
    cls: ClassRef,
    host: ir.Expr | None,
    given: dict[str, ir.Expr],
    scope: Scope,
    location: Location,
) -> None:
    container = linker.building.container_of(linker.resolver.evaluate(host, scope))
    if container is None:
        return
    path = Ref(given["uri"], scope) if "uri" in given else None
    text = "" if path is None else linker.resolver.constant(path.expr, path.scope)
    handlers = linker.calling.class_handlers(cls, container, location)
    route = Route(
        container,
        location,
        container.order,
        scope,
        path=path,
        pattern=read_pattern(text) if isinstance(text, str) else None,
        methods=_served(linker, cls),
        handlers=handlers,
        endpoint=cls,
    )
    _put_version(linker, route, {name: Ref(value, scope) for name, value in given.items()})
    container.registrations.append(route)
    for handler in handlers:
        handler.routes.append(route)


def _served(linker: Linker, cls: ClassRef) -> frozenset[str]:
    """The methods that a view class answers."""
    return frozenset(m.upper() for m in _METHODS if linker.resolver.method(cls, m) is not None)


def _take_children(linker: Linker, group: Container) -> None:
    """`Blueprint.group(one, [two, three])` takes blueprints, groups and lists of them."""
    if group.call is None:
        return
    given = [(arg.value, group.scope) for arg in group.call.args if arg.keyword is None]
    taken: list[Registration] = []
    while given:
        expr, scope = given.pop(0)
        child = linker.building.container_of(linker.resolver.evaluate(expr, scope))
        if child is None:
            given = [*(linker.resolver.items(expr, scope) or ()), *given]
            continue
        place = Location(scope.module.path, expr.span)
        taken.append(Include(group, place, group.order, scope, child=child, lazy=True))
    group.registrations[:0] = taken


def _version(linker: Linker, container: Container) -> None:
    """`/v1`, or what `version_prefix` says, stands before the prefix of a blueprint or group.

    https://sanic.dev/en/guide/advanced/versioning.html
    """
    prefix = _versioned(linker, container.options, container.prefix)
    if prefix is not None:
        container.prefix = prefix
    for include in container.includes:
        call = include.call
        if call is not None and call.keyword("version") is not None and include.child is not None:
            options = {a.keyword: Ref(a.value, include.scope) for a in call.args if a.keyword}
            include.prefix = _versioned(linker, options, include.prefix or include.child.prefix)


def _versioned(linker: Linker, options: Mapping[str, Ref], prefix: Ref | None) -> Ref | None:
    """A prefix with the version before it; None without a version that is known."""
    version = options.get("version")
    if version is None:
        return None
    number = linker.resolver.constant(version.expr, version.scope)
    if not isinstance(number, (int, float, str)):
        return None
    before = options.get("version_prefix")
    head = "/v" if before is None else linker.resolver.constant(before.expr, before.scope)
    tail = "" if prefix is None else linker.resolver.constant(prefix.expr, prefix.scope)
    if not isinstance(head, str) or not isinstance(tail, str):
        return None
    path = f"{head}{str(number).removeprefix('v')}/{tail.lstrip('/')}".rstrip("/")
    return Ref(ir.Constant(path, version.expr.span), version.scope)


def _complete(linker: Linker, route: Route) -> None:
    """The methods of a view class, the version of a route, slashes that count."""
    call, endpoint = route.call, route.endpoint
    if call is None:
        return
    if isinstance(endpoint, Instance) and isinstance(endpoint.receiver, ClassRef):
        route.methods = _served(linker, endpoint.receiver) or route.methods
    options = {arg.keyword: Ref(arg.value, route.scope) for arg in call.args if arg.keyword}
    _put_version(linker, route, options)


def _put_version(linker: Linker, route: Route, options: Mapping[str, Ref]) -> None:
    version = _versioned(linker, options, None)
    if version is not None and route.pattern is not None:
        head = linker.resolver.constant(version.expr, version.scope)
        route.pattern = Pattern((str(head),)).joined(route.pattern)


def _name_requests(linker: Linker) -> None:
    """The requests that nobody has annotated: what functions call `request`."""
    for module in linker.matched:
        if module.is_test or not linker.reading.imports(module, FRAMEWORK):
            continue
        for function in linker.reading.functions_of(module):
            for param in function.node.params[:2]:
                if param.name in ("request", "req") and param.annotation is None:
                    scope = linker.resolver.scope(function)
                    scope.bound.setdefault(param.name, Instance(Symbol(REQUEST)))
    linker.resolver.forget()


_PRIORITY = Arg("priority")
_EVENTS = {"request": Role.BEFORE, "response": Role.AFTER}
_STARTS = (
    "main_process_start",
    "main_process_ready",
    "before_server_start",
    "after_server_start",
)


def _routing(cls: str) -> dict[str, RegistrationCall]:
    """What applications and blueprints have in common."""
    reach = "app" if cls == APP else "router"
    handler = Arg("handler", 0)
    found: dict[str, RegistrationCall] = {
        f"{cls}.route": RouteCall(Arg("uri", 0), methods=Arg("methods", 1), default=("GET",)),
        f"{cls}.add_route": RouteCall(
            Arg("uri", 1), methods=Arg("methods", 2), default=("GET",), handler=handler
        ),
        f"{cls}.websocket": RouteCall(Arg("uri", 0), role=Role.WEBSOCKET),
        f"{cls}.add_websocket_route": RouteCall(
            Arg("uri", 1), handler=handler, role=Role.WEBSOCKET
        ),
        **_hooks(cls, reach),
    }
    for method in _METHODS:
        found[f"{cls}.{method}"] = RouteCall(Arg("uri", 0), fixed=(method.upper(),))
    for event in _STARTS:
        found[f"{cls}.{event}"] = HookCall(Role.STARTUP, reach, Arg("listener", 0))
    starts = dict.fromkeys(_STARTS, Role.STARTUP)
    found[f"{cls}.listener"] = HookCall(
        "", reach, None, (Arg("listener_or_event", 0), Arg("event_or_none", 1)), starts
    )
    found[f"{cls}.register_listener"] = HookCall(
        "", reach, Arg("listener", 0), Arg("event", 1), starts
    )
    return found


def _hooks(cls: str, reach: str) -> dict[str, RegistrationCall]:
    middleware = Arg("middleware", 0)
    return {
        f"{cls}.middleware": HookCall(
            Role.BEFORE,
            reach,
            Arg("middleware_or_request", 0),
            (Arg("attach_to", 1), Arg("middleware_or_request", 0)),
            _EVENTS,
            _PRIORITY,
        ),
        f"{cls}.register_middleware": HookCall(
            Role.BEFORE, reach, middleware, Arg("attach_to", 1), _EVENTS, _PRIORITY
        ),
        f"{cls}.on_request": HookCall(Role.BEFORE, reach, middleware, priority=_PRIORITY),
        f"{cls}.on_response": HookCall(Role.AFTER, reach, middleware, priority=_PRIORITY),
        f"{cls}.exception": ErrorHandlerCall(Arg("exceptions", 0), reach=reach, several=True),
        f"{cls}.all_exceptions": ErrorHandlerCall(
            None, Arg("handler", 0), reach=reach, fixed="builtins.Exception"
        ),
    }


_REGISTRATIONS: dict[str, RegistrationCall] = {
    **_routing(APP),
    **_routing(BLUEPRINT),
    **_hooks(GROUP, "router"),
    f"{APP}.blueprint": IncludeCall(Arg("blueprint", 0), prefix=Arg("url_prefix", 1)),
    f"{GROUP}.append": IncludeCall(Arg("value", 0), lazy=True),
    f"{APP}.error_handler.add": ErrorHandlerCall(Arg("exception", 0), handler=Arg("handler", 1)),
    f"{APP}.run": RunCall(workers=Arg("workers")),
    f"{APP}.config.update": SettingsCall("mapping"),
    f"{APP}.update_config": SettingsCall("object"),
    f"{APP}.config.update_config": SettingsCall("object"),
    f"{APP}.config.load": SettingsCall("object"),
    f"{APP}.config.load_environment_vars": SettingsCall("opaque"),
    "sanic_cors.cross_origin": CorsCall(),
    "sanic_ext.cors": CorsCall(),
    "sanic_ext.Extend": CorsCall(Arg("app", 0)),
    f"{APP}.extend": CorsCall(apart=True),
}

_GIVEN = (REQUEST,)
_ORIGINS, _CREDENTIALS = "CORS_ORIGINS", "CORS_SUPPORTS_CREDENTIALS"
# https://sanic.dev/en/plugins/sanic-ext/http/cors.html ; compiled expressions are matched at the
# start, texts are escaped: sanic_ext/extensions/http/cors.py
_CORS = CorsOptions(
    origins=(_ORIGINS,),
    credentials=(_CREDENTIALS,),
    listed_star_is_any=False,
    switches=("CORS", "AUTO_EXTEND"),
    refuses_star="Sanic Extensions raises a SanicException, and the application does not start",
)
_NONE = "500: Invalid response type None (need HTTPResponse)"
_UNHANDLED = f"{_NONE}, or nothing at all where the same handler is for that, too"

_ERROR_PAGE = "the page of every error holds the traceback and the source"
# https://sanic.dev/en/guide/running/development.html#debug-mode
_DEBUG = Debug(
    run_options={"debug": _ERROR_PAGE, "dev": _ERROR_PAGE},
    calls={f"{APP}.prepare": (("debug", None), _ERROR_PAGE)},
)
# https://sanic.dev/en/guide/how-to/authentication.html
_SECRETS = Secrets(
    settings={"SECRET": TOKENS, "SECRET_KEY": TOKENS, "JWT_SECRET": TOKENS},
    calls={
        **SIGNING,
        "sanic_jwt.initialize": ((("secret", None),), TOKENS),
        "sanic_jwt.Initialize": ((("secret", None),), TOKENS),
    },
)
# https://sanic.dev/en/guide/basics/handlers.html : handlers return a response, and nothing else
_WRONG_TYPE = "Sanic wants a response, and clients get a 500"
_MISREADS = (
    Misread(PAIRS, _WRONG_TYPE, "return json({body}, status={status})"),
    Misread(DATA | (TUPLES - PAIRS), _WRONG_TYPE, "return json({value})"),
    Misread(RAISABLE, _WRONG_TYPE, "raise {value}", fix="raise", safe=True),
    Misread(frozenset({"exception class"}), _WRONG_TYPE, "raise {value}()", fix="raise", safe=True),
    Misread(frozenset({"response class"}), _WRONG_TYPE, "return {value}()", fix="call", safe=True),
)

# sanic_cors/core.py takes any keyword, and picks those that it knows.
_NEAR_CORS_OPTIONS = {
    **dict.fromkeys(("origin", "allow_origin", "allow_origins", "allowed_origins"), "origins"),
    **dict.fromkeys(("allow_credentials", "credentials"), "supports_credentials"),
}


FRAMEWORK: Framework = Framework(
    misreads={
        Role.VIEW: _MISREADS,
        Role.ERROR_HANDLER: _MISREADS,
        Role.BEFORE: tuple(replace(entry, kinds=entry.kinds - {"bool"}) for entry in _MISREADS),
    },
    # https://sanic.dev/en/guide/advanced/proxy-headers.html: PROXIES_COUNT counts from the end.
    forwarding=Forwarding(
        header_setting="REAL_IP_HEADER",
        believing=UVICORN,
        client="`request.client_ip`, with `app.config.PROXIES_COUNT = 1` where there is one proxy",
    ),
    # https://sanic.dev/en/plugins/sanic-ext/templating/jinja.html
    pages=Pages(
        calls=frozenset(
            {"sanic.response.html", "sanic_ext.render", "sanic_ext.extensions.templating.render"}
        ),
        example="a function behind `@app.on_response`",
    ),
    inputs=Inputs(
        frozenset(
            f"{REQUEST}.{name}"
            for name in ("args", "get_args", "form", "json", "headers", "cookies", "query_args")
        )
    ),
    files=Files(
        senders={
            "sanic.response.file": ("location", 0),
            "sanic.response.file_stream": ("location", 0),
        },
        roots={
            f"{APP}.static": ("file_or_directory", 1),
            f"{BLUEPRINT}.static": ("file_or_directory", 1),
        },
        listings={f"{APP}.static": "directory_view", f"{BLUEPRINT}.static": "directory_view"},
    ),
    # `Request.load_json` in sanic/request/types.py
    bodies=Bodies(
        data=frozenset(f"{REQUEST}.{name}" for name in ("json", "load_json", "form")),
        raw=frozenset({f"{REQUEST}.body"}),
        queries=frozenset({f"{REQUEST}.args"}),
        missing=dict.fromkeys(
            (f"{REQUEST}.json", f"{REQUEST}.load_json"), Missing("for an empty body")
        ),
    ),
    servers=Servers(frozenset({f"{APP}.run", f"{APP}.serve"})),
    slug="sanic",
    title="Sanic",
    refusals=Refusals(
        statuses={
            "sanic.exceptions.Unauthorized": 401,
            "sanic.exceptions.Forbidden": 403,
            "sanic.exceptions.SanicException": ("status_code", 1),
            **{
                f"sanic.response.{name}": ("status", 1)
                for name in ("json", "text", "html", "raw", "HTTPResponse", "JSONResponse")
            },
            "sanic.response.empty": ("status", 0),
        },
        challenges=frozenset({"headers", "scheme", "challenges"}),
        example='raise Unauthorized("...", scheme="Bearer")',
        senders=frozenset({"token", "credentials"}),
    ),
    packages=("sanic", "sanic_ext", "sanic_cors"),
    # https://sanic.dev/en/guide/basics/cookies.html
    cookies=Cookies(calls={"add_cookie": CookieCall(on=frozenset({SECURE, SAME_SITE}))}),
    debug=_DEBUG,
    handshakes=Handshakes(
        unchecked=True, options=SOCKETIO_OPTIONS, option_decorators=SOCKETIO_EVENTS
    ),
    secrets=_SECRETS,
    parameters=Parameters(
        mappings={
            f"{REQUEST}.args": QUERY,
            f"{REQUEST}.form": FORM,
        },
        items=False,
        path_texts=frozenset({"str"}),
    ),
    # https://sanic.dev/en/guide/basics/response.html
    statuses=Statuses(
        calls={
            **{
                f"sanic.response.{name}": StatusArg("status", 1)
                for name in ("json", "text", "html", "raw", "HTTPResponse", "JSONResponse", "file")
            },
            "sanic.response.empty": StatusArg("status", 0, 204),
        },
        of_error="{}.status_code",
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
            "RL902",
            "RL903",
        }
    ),
    without={
        "RL309": "it has nothing that protects against forged requests, which could be off",
        "RL705": "there are no forms of its own whose validation could be dropped",
        "RL306": "a request has no user of its own, and guards are functions that are called",
        # https://sanic.dev/en/guide/basics/routing.html ; runs in both orders of registration
        "RL202": "routes with literal segments come before parameters, whatever the order is",
        # https://sanic.dev/en/guide/running/configuration.html#builtin-values
        "RL401": "REQUEST_MAX_SIZE limits bodies to 100 MB by default",
    },
    aliases=_ALIASES,
    bases={
        VIEW: (),
        ERRORS: (),
        _CONFIG: (),
        "sanic.response.JSONResponse": ("sanic.response.HTTPResponse",),
        "sanic.response.HTTPResponse": (),
        ERROR: ("builtins.Exception",),
        "sanic.exceptions.HTTPException": (ERROR,),
        **dict.fromkeys(
            _EXCEPTIONS - {ERROR, "sanic.exceptions.HTTPException"},
            ("sanic.exceptions.HTTPException",),
        ),
    },
    returns={
        f"{REQUEST}.app": APP,
        f"{REQUEST}.stream": _BODY,
        f"{APP}.get_app": APP,
        f"{REQUEST}.files.get": FILE,
        f"{REQUEST}.files.getlist.*": FILE,
        f"{REQUEST}.files.[].[]": FILE,
    },
    responses=frozenset(f"sanic.response.{name}" for name in (*_RESPONSES, *_FILES)),
    coroutine_responses=frozenset(f"sanic.response.{name}" for name in _FILES),
    # https://sanic.dev/en/guide/advanced/streaming.html#response-streaming
    seals=frozenset(_STREAM),
    exceptions=_EXCEPTIONS,
    # Until 21.12: https://sanic.dev/en/release-notes/21.12.html
    aborts=frozenset({"sanic.exceptions.abort"}),
    controls=frozenset({ERROR}),
    http_error=ERROR,
    error_texts=(0, "message", "context"),
    contracts={
        Role.VIEW: Contract("response", _NONE, streams=True, parameters=_GIVEN),
        Role.BEFORE: Contract("continue", streams=True, false_continues=True, parameters=_GIVEN),
        # https://sanic.dev/en/guide/basics/middleware.html : exceptions are only logged
        Role.AFTER: Contract(
            "continue",
            raises=False,
            lost_raise="Sanic logs what response middleware raises, and sends the response",
            parameters=(REQUEST, _RESPONSE),
        ),
        Role.ERROR_HANDLER: Contract(
            "response", _UNHANDLED, streams=True, parameters=(REQUEST, "builtins.Exception")
        ),
        Role.DECORATOR: Contract("response", _NONE, streams=True, parameters=_GIVEN),
        Role.WEBSOCKET: Contract("nothing", parameters=(REQUEST, _WEBSOCKET)),
    },
    containers={
        APP: ContainerClass("app"),
        BLUEPRINT: ContainerClass("router", prefix=Arg("url_prefix", 1)),
        GROUP: ContainerClass("router", prefix=Arg("url_prefix")),
    },
    registrations=_REGISTRATIONS,
    decorator_attributes=("decorators",),
    decorators={
        # It only notes the policy on the function: sanic_ext/extensions/http/cors.py
        "sanic_ext.cors": "transparent",
        "sanic_cors.cross_origin": "cors",
        "sanic.views.stream": "transparent",
        "sanic_ext.validate": "transparent",
        **{f"sanic_ext.openapi.{name}": "transparent" for name in _OPENAPI},
        # https://sanic-jwt.readthedocs.io/en/latest/pages/protected.html
        "sanic_jwt.protected": "guard",
        "sanic_jwt.scoped": "guard",
        # https://sanic-security.readthedocs.io
        "sanic_security.authentication.requires_authentication": "guard",
        "sanic_security.authorization.requires_permission": "guard",
        "sanic_security.authorization.requires_role": "guard",
    },
    settings={f"{APP}.config": ""},
    attribute_settings=frozenset({f"{APP}.config"}),
    class_roles={
        VIEW: dict.fromkeys(_METHODS, Role.VIEW),
        # https://sanic.dev/en/guide/best-practices/exceptions.html#custom-exception-handling
        ERRORS: {"default": Role.ERROR_HANDLER},
    },
    as_view=frozenset({f"{VIEW}.as_view"}),
    pattern=read_pattern,
    # https://sanic.dev/en/guide/basics/routing.html#path-parameters
    paths=Paths(
        styles=frozenset({"<>"}),
        plain="<{name}>",
        typed="<{name}:{type}>",
        types={**{name: name for name in _TYPES}, "integer": "int", "double": "float"},
        expressions=True,
        arguments=KEYWORDS,
        first=1,
        more_first=1,
        mismatch="every request for it is a TypeError (500)",
    ),
    route_options=frozenset(
        {
            "uri",
            "methods",
            "name",
            "handler",
            "stream",
            "ignore_body",
            "error_format",
            "unquote",
            "version",
            "version_prefix",
        }
    ),
    replaced_guards=("decorators",),
    path_attributes=frozenset(f"{REQUEST}.{name}" for name in ("path", "url", "server_path")),
    endpoint_attributes=frozenset({f"{REQUEST}.endpoint", f"{REQUEST}.name"}),
    cors={
        "settings": _CORS,
        "sanic_ext.Extend": replace(_CORS, settings={k: k for k in (_ORIGINS, _CREDENTIALS)}),
        f"{APP}.extend": _CORS,
        "sanic_ext.cors": CorsOptions(
            origins=("origin",),
            credentials=("supports_credentials",),
            listed_star_is_any=False,
            settings={"origin": _ORIGINS, "supports_credentials": _CREDENTIALS},
        ),
        # https://github.com/ashleysommer/sanic-cors ; its `CORS(app)` does nothing since Sanic 22.9
        "sanic_cors.cross_origin": CorsOptions(
            origins=("origins",),
            credentials=("supports_credentials",),
            default_any=True,
            regex_origins=True,
            near_options=_NEAR_CORS_OPTIONS,
        ),
    },
    body_limit=BodyLimit(
        settings=("REQUEST_MAX_SIZE",),
        near_misses=dict.fromkeys(
            (
                "request_max_size",
                "MAX_REQUEST_SIZE",
                "REQUEST_MAX_LENGTH",
                "REQUEST_MAXSIZE",
                "REQUEST_SIZE_MAX",
                "REQUEST_BODY_MAX_SIZE",
                "REQUEST_MAX_BODY_SIZE",
                "MAX_BODY_SIZE",
                "MAX_CONTENT_LENGTH",
            ),
            "REQUEST_MAX_SIZE",
        ),
        # Handlers that stream lift the limit: `Sanic.handle_request`
        pieces=frozenset({_BODY}),
        whole_reads=frozenset({f"{REQUEST}.receive_body"}),
        unset_consequence="compares it with a number: TypeError, and the server does not start",
        text_consequence="compares it with a number: TypeError, and the server does not start",
        huge=10**10,
        unlimited_by_default=False,
        example="app.config.REQUEST_MAX_SIZE = 1024 * 1024",
        assignment="{app}.config.{key}",
    ),
    upload_names=frozenset({f"{FILE}.name"}),
    coroutines=frozenset(
        {
            f"{REQUEST}.respond",
            f"{REQUEST}.receive_body",
            f"{_BODY}.read",
            *(f"{_RESPOND}.{name}" for name in ("eof", "send")),
            *(f"{_WEBSOCKET}.{name}" for name in ("close", "ping", "recv", "send")),
            *(f"sanic.response.{name}" for name in ("file", "file_stream", "validate_file")),
        }
    ),
    loops=frozenset({f"{APP}.loop"}),
    facts={
        "split-into": "a blueprint",
        "only-post": "`@app.post(...)`",
        "uncalled-decorator": "the module can not be imported",
        "include-router": "{app}.blueprint({name})",
        "lost-task": "yes",
        # https://sanic.dev/en/guide/basics/tasks.html
        "task-home": "give the coroutine to `app.add_task(...)`",
        "generic-handlers-take-http-errors": "Look at its status (`exception.status_code`), or raise "
        "what is a SanicException again.",
        "pass-on-http-error": "raise",
        "router-sees-no-routing-errors": "a blueprint's handlers are for errors of its routes",
        # Nodes of sanic_routing/tree.py that end a route: an expression comes after a type.
        "route-order": "expressions-last",
        # https://sanic.dev/en/guide/basics/middleware.html#order-of-execution
        "hook-order": "registration",
        "shadowed-route-hint": "give its parameter a type (`<number:int>`), or the route another path",
        "duplicate-route": "refused",
        "duplicate-route-refused": "Sanic raises RouteExists, and the application does not start",
        # https://sanic.dev/en/guide/advanced/class-based-views.html#decorators
        "method-guards": "Sanic calls a view's method with the view first, which the guard takes for "
        "the request: 500",
        "method-guards-hint": "put it into the class's `decorators`",
        # https://sanic.dev/en/guide/best-practices/blueprints.html#middleware
        "late-router-hook": "is added to a blueprint that was registered already: it never runs",
        "late-router-error-handler": "is added to a blueprint that was registered already: it never "
        "runs",
        "late-moved-router": "is added to a blueprint that was registered already, by another prefix "
        "or in a group: the application does not start",
    },
    # https://sanic.dev/en/guide/best-practices/blueprints.html#url-prefix
    include_prefix_replaces=True,
    # https://sanic.dev/en/guide/basics/handlers.html#a-word-about-async
    event_loop=EventLoop(
        plain=frozenset(
            {
                Role.VIEW,
                Role.BEFORE,
                Role.AFTER,
                Role.ERROR_HANDLER,
                Role.DECORATOR,
                Role.WEBSOCKET,
            }
        ),
        later={f"{APP}.add_task": 0},
    ),
    words=frozenset(
        {
            "JWT_SECRET",
            "SECRET",
            "add_cookie",
            "attach",
            "blueprint",
            "on_request",
            "on_response",
            "request",
            "sanic",
        }
    ),
    sends={
        f"{_WEBSOCKET}.close": "last",
        f"{_WEBSOCKET}.send": "more",
        f"{_WEBSOCKET}.recv": "more",
        f"{_WEBSOCKET}.recv_streaming": "more",
        f"{_WEBSOCKET}.ping": "more",
    },
    talk=_talk,
    reader=_read,
    # https://sanic.dev/en/guide/basics/request.html#context ; `Request.__slots__`
    request_objects={
        REQUEST: RequestObject(
            fixed=frozenset(
                {
                    "args",
                    "cookies",
                    "ctx",
                    "files",
                    "form",
                    "host",
                    "id",
                    "ip",
                    "json",
                    "path",
                    "query_string",
                    "remote_addr",
                    "scheme",
                    "token",
                    "url",
                }
            ),
            closed="an AttributeError, and so a 500",
            declared=frozenset(
                {
                    "app",
                    "body",
                    "conn_info",
                    "head",
                    "headers",
                    "method",
                    "parsed_accept",
                    "parsed_args",
                    "parsed_cookies",
                    "parsed_credentials",
                    "parsed_files",
                    "parsed_form",
                    "parsed_forwarded",
                    "parsed_json",
                    "parsed_not_grouped_args",
                    "parsed_token",
                    "raw_url",
                    "request_middleware_started",
                    "responded",
                    "route",
                    "stream",
                    "transport",
                    "version",
                }
            ),
            place="request.ctx.{}",
            shared=frozenset({"app"}),
        )
    },
)
