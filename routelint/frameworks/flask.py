"""Flask, with Flask-CORS, Flask-Login, Flask-JWT-Extended, Flask-HTTPAuth and Flask-Limiter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from routelint.frameworks._forwarded import PROXY_FIX
from routelint.frameworks._limiters import FLASK_LIMITER
from routelint.frameworks._servers import WSGI
from routelint.frameworks._signing import SESSIONS, SIGNING, TOKENS
from routelint.frameworks._socketio import SOCKETIO_EVENTS, SOCKETIO_OPTIONS
from routelint.frameworks._werkzeug import WERKZEUG_DEBUGGER
from routelint.model.answers import StatusArg, Statuses
from routelint.model.app import Role
from routelint.model.bodies import Bodies, Missing
from routelint.model.csrf import Csrf
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
from routelint.model.kinds import DATA, RAISABLE, TUPLES
from routelint.model.pages import Pages
from routelint.model.parameters import FORM, QUERY, Parameters
from routelint.model.paths import KEYWORDS, Paths
from routelint.model.pattern import Param, Part, Pattern
from routelint.model.refusals import Refusals
from routelint.model.request_objects import RequestObject
from routelint.model.servers import Servers
from routelint.model.tokens import EXPIRY, Tokens, TokenSwitch
from routelint.model.values import ClassRef, Instance, Symbol
from routelint.model.vocabulary import (
    Arg,
    BodyLimit,
    ContainerClass,
    Contract,
    CorsCall,
    CorsOptions,
    ErrorHandlerCall,
    Framework,
    HookCall,
    IncludeCall,
    Misgiven,
    Misread,
    OwnRoute,
    RegistrationCall,
    RouteCall,
    RunCall,
    SettingsCall,
)

if TYPE_CHECKING:
    from routelint.model.link import Linker

# https://werkzeug.palletsprojects.com/en/stable/wrappers/#werkzeug.wrappers.Response
HEADER_ATTRIBUTES = {
    "access_control_allow_origin": "access-control-allow-origin",
    "access_control_allow_credentials": "access-control-allow-credentials",
}

HTTP_METHODS = ("get", "post", "put", "delete", "patch")
VIEW_METHODS = (*HTTP_METHODS, "head", "options", "trace")

WERKZEUG_RESPONSES = frozenset(
    {
        "werkzeug.utils.redirect",
        "werkzeug.utils.send_file",
        "werkzeug.utils.send_from_directory",
        "werkzeug.wrappers.Response",
    }
)

_RESPONSES = frozenset(
    {
        *(
            f"flask.{name}"
            for name in (
                "jsonify",
                "redirect",
                "make_response",
                "render_template",
                "render_template_string",
                "stream_template",
                "stream_template_string",
                "send_file",
                "send_from_directory",
                "Response",
            )
        ),
        "flask.Flask.redirect",
        "flask_login.LoginManager.unauthorized",
        "flask.Flask.make_response",
        *WERKZEUG_RESPONSES,
    }
)

EXCEPTIONS = frozenset(
    f"werkzeug.exceptions.{name}"
    for name in [
        "HTTPException",
        "BadRequest",
        "BadRequestKeyError",
        "SecurityError",
        "BadHost",
        "Unauthorized",
        "Forbidden",
        "NotFound",
        "MethodNotAllowed",
        "NotAcceptable",
        "RequestTimeout",
        "Conflict",
        "Gone",
        "LengthRequired",
        "PreconditionFailed",
        "RequestEntityTooLarge",
        "RequestURITooLarge",
        "UnsupportedMediaType",
        "RequestedRangeNotSatisfiable",
        "ExpectationFailed",
        "ImATeapot",
        "UnprocessableEntity",
        "Locked",
        "FailedDependency",
        "PreconditionRequired",
        "TooManyRequests",
        "RequestHeaderFieldsTooLarge",
        "UnavailableForLegalReasons",
        "InternalServerError",
        "NotImplemented",
        "BadGateway",
        "ServiceUnavailable",
        "GatewayTimeout",
        "HTTPVersionNotSupported",
    ]
)

EXCEPTION_BASES = {
    **dict.fromkeys(
        EXCEPTIONS - {"werkzeug.exceptions.HTTPException"},
        ("werkzeug.exceptions.HTTPException",),
    ),
    "werkzeug.exceptions.HTTPException": ("builtins.Exception",),
}


def aliases(package: str) -> dict[str, str]:
    """Where else the names of a package that is laid out like Flask can be imported from."""
    modules = ("app", "blueprints", "globals", "wrappers", "helpers", "templating")
    return {
        **{f"{package}.{module}.*": f"{package}." for module in modules},
        f"{package}.json.jsonify": f"{package}.jsonify",
        f"{package}.config.Config": f"{package}.Config",
    }


_ALIASES = {
    **aliases("flask"),
    "werkzeug.Response": "werkzeug.wrappers.Response",
    "werkzeug.wrappers.response.Response": "werkzeug.wrappers.Response",
    "werkzeug.exceptions.abort": "flask.abort",
    "flask_login.utils.*": "flask_login.",
    "flask_login.login_manager.*": "flask_login.",
    "flask_jwt_extended.view_decorators.*": "flask_jwt_extended.",
    "flask_httpauth.HTTPDigestAuth.login_required": "flask_httpauth.HTTPAuth.login_required",
    "flask_cors.decorator.*": "flask_cors.",
    "flask_cors.extension.*": "flask_cors.",
    "flask_limiter.extension.*": "flask_limiter.",
    "flask_wtf.CSRFProtect": "flask_wtf.csrf.CSRFProtect",
    "flask_wtf.form.FlaskForm": "flask_wtf.FlaskForm",
}


def scaffold(cls: str, reach: str) -> dict[str, RegistrationCall]:
    """What applications and blueprints have in common (flask.sansio.scaffold.Scaffold)."""
    found: dict[str, RegistrationCall] = {
        f"{cls}.route": RouteCall(Arg("rule", 0), methods=Arg("methods"), default=("GET",)),
        f"{cls}.add_url_rule": RouteCall(
            Arg("rule", 0),
            methods=Arg("methods"),
            default=("GET",),
            handler=Arg("view_func", 2),
        ),
        f"{cls}.register_blueprint": IncludeCall(Arg("blueprint", 0), prefix=Arg("url_prefix")),
        f"{cls}.errorhandler": ErrorHandlerCall(Arg("code_or_exception", 0), reach=reach),
        f"{cls}.register_error_handler": ErrorHandlerCall(
            Arg("code_or_exception", 0), handler=Arg("f", 1), reach=reach
        ),
        f"{cls}.before_request": HookCall(Role.BEFORE, reach, Arg("f", 0)),
        f"{cls}.after_request": HookCall(Role.AFTER, reach, Arg("f", 0)),
        f"{cls}.teardown_request": HookCall(Role.TEARDOWN, reach, Arg("f", 0)),
        f"{cls}.url_value_preprocessor": HookCall(Role.PREPROCESSOR, reach, Arg("f", 0)),
    }
    for method in HTTP_METHODS:
        found[f"{cls}.{method}"] = RouteCall(Arg("rule", 0), fixed=(method.upper(),))
    return found


def registrations(app: str, router: str) -> dict[str, RegistrationCall]:
    """What an application and a blueprint register, whatever their classes are called."""
    return {
        **scaffold(app, "app"),
        **scaffold(router, "router"),
        f"{app}.teardown_appcontext": HookCall(Role.TEARDOWN, "app", Arg("f", 0)),
        f"{app}.run": RunCall(workers=Arg("processes")),
        f"{router}.before_app_request": HookCall(Role.BEFORE, "app", Arg("f", 0)),
        f"{router}.after_app_request": HookCall(Role.AFTER, "app", Arg("f", 0)),
        f"{router}.teardown_app_request": HookCall(Role.TEARDOWN, "app", Arg("f", 0)),
        f"{router}.app_url_value_preprocessor": HookCall(Role.PREPROCESSOR, "app", Arg("f", 0)),
        f"{router}.app_errorhandler": ErrorHandlerCall(Arg("code", 0), reach="app"),
        f"{app}.config.update": SettingsCall("mapping"),
        f"{app}.config.from_mapping": SettingsCall("mapping"),
        f"{app}.config.from_object": SettingsCall("object"),
        f"{app}.config.from_file": SettingsCall("opaque"),
        f"{app}.config.from_json": SettingsCall("opaque"),
        f"{app}.config.from_pyfile": SettingsCall("opaque"),
        f"{app}.config.from_envvar": SettingsCall("opaque"),
        f"{app}.config.from_prefixed_env": SettingsCall("opaque"),
    }


_REGISTRATIONS: dict[str, RegistrationCall] = {
    **registrations("flask.Flask", "flask.Blueprint"),
    "flask_cors.CORS": CorsCall(Arg("app", 0)),
    "flask_cors.CORS.init_app": CorsCall(Arg("app", 0)),
    "flask_cors.cross_origin": CorsCall(),
}

_DECORATORS = {
    "flask_login.login_required": "guard",
    "flask_login.fresh_login_required": "guard",
    "flask_jwt_extended.jwt_required": "guard",
    "flask_httpauth.HTTPAuth.login_required": "guard",
    "flask_limiter.Limiter.limit": "rate-limit",
    "flask_limiter.Limiter.shared_limit": "rate-limit",
    "flask_limiter.Limiter.exempt": "marker",
    "flask_caching.Cache.cached": "cache",
    "flask_caching.Cache.memoize": "cache",
    "flask_wtf.csrf.CSRFProtect.exempt": "marker",
    "flask.after_this_request": "transparent",
    "flask_security.auth_required": "guard",
    "flask_security.roles_required": "guard",
    "flask_security.roles_accepted": "guard",
    "flask_cors.cross_origin": "cors",
}

_BROKEN_AFTER = (
    "Flask calls what it gets as the response: TypeError for every such request, "
    "which no error handler sees"
)

_CONTRACTS = {
    Role.VIEW: Contract("response", "500: the view function did not return a valid response"),
    Role.BEFORE: Contract("continue"),
    Role.AFTER: Contract("transform", _BROKEN_AFTER),
    Role.TEARDOWN: Contract("ignored", raises=False),
    Role.PREPROCESSOR: Contract("ignored"),
    Role.ERROR_HANDLER: Contract("response", "500: the error handler returned None"),
    Role.DECORATOR: Contract("response", "500: the view function did not return a valid response"),
}

_CONVERTERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "string": (r"[^/]+", ("word", "42")),
    "default": (r"[^/]+", ("word", "42")),
    "int": (r"\d+", ("42",)),
    "float": (r"\d+\.\d+", ("4.2",)),
    "path": (r"[^/].*?", ("word", "42", "a/b")),
    "uuid": (
        r"[A-Fa-f0-9]{8}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{12}",
        ("0f0f0f0f-0f0f-0f0f-0f0f-0f0f0f0f0f0f",),
    ),
}
_VARIABLE = re.compile(r"<(?:(?P<converter>[A-Za-z_]\w*)(?:\((?P<args>[^)]*)\))?:)?(?P<name>\w+)>")


def read_pattern(rule: str) -> Pattern:
    """A rule of Werkzeug's routing: `/users/<int:number>`."""
    parts: list[Part] = []
    position = 0
    for match in _VARIABLE.finditer(rule):
        if match.start() > position:
            parts.append(rule[position : match.start()])
        parts.append(_variable(match))
        position = match.end()
    if position < len(rule):
        parts.append(rule[position:])
    return Pattern(tuple(parts))


def _variable(match: re.Match[str]) -> Param:
    name, converter, args = match["name"], match["converter"] or "default", match["args"] or ""
    if converter == "any":
        choices = tuple(choice.strip(" \"'") for choice in args.split(",") if choice.strip())
        return Param(name, "any", "|".join(map(re.escape, choices)), choices)
    regex, samples = _CONVERTERS.get(converter, (r"[^/]+", (f"<{converter}>",)))
    return Param(
        name, f"{converter}({args})" if args else converter, regex, samples, converter == "path"
    )


def read_views(linker: Linker, framework: Framework) -> None:
    """Methods of class-based views, and functions that run after one request only."""
    package = framework.slug
    for container in list(linker.containers.values()):
        for route in container.routes:
            value = route.endpoint
            if container.framework is not framework or not isinstance(value, Instance):
                continue
            if route.call is None or not isinstance(value.receiver, ClassRef):
                continue
            if route.call.keyword("methods") is None:
                methods = _served(linker, value.receiver, f"{package}.views.MethodView")
                route.methods = frozenset(methods) or route.methods
    for module in linker.matched:
        for function in linker.reading.functions_of(module):
            for decorator in function.node.decorators:
                value = linker.resolver.evaluate(decorator.value, function.scope)
                if value == Symbol(f"{package}.after_this_request"):
                    linker.calling.handler(function, Role.AFTER, framework, None, function.location)


def _served(linker: Linker, cls: ClassRef, method_view: str) -> list[str]:
    if method_view in linker.resolver.class_names(cls):
        return [
            name.upper() for name in VIEW_METHODS if linker.resolver.method(cls, name) is not None
        ]
    scope = linker.resolver.class_scope(cls)
    for binding in scope.bindings("methods"):
        items = linker.resolver.items(binding.value, scope) or []
        texts = [linker.resolver.constant(expr, inner) for expr, inner in items]
        return [text.upper() for text in texts if isinstance(text, str)]
    return []


def _read(linker: Linker) -> None:
    read_views(linker, FRAMEWORK)


def own_routes(app: str, blueprint: str) -> dict[str, tuple[OwnRoute, ...]]:
    """Static files: an app has them unless told otherwise, a blueprint where it has a folder.
    https://flask.palletsprojects.com/en/stable/api/#flask.Flask.static_url_path"""
    static = OwnRoute(
        "/static", "static", option="static_url_path", folder="static_folder", below="/<filename>"
    )
    return {app: (static,), blueprint: (replace(static, given=("static_folder",)),)}


def class_roles(package: str) -> dict[str, Mapping[str, str]]:
    """What methods of class-based views are called for."""
    return {
        f"{package}.views.MethodView": dict.fromkeys(VIEW_METHODS, Role.VIEW),
        f"{package}.views.View": {"dispatch_request": Role.VIEW},
    }


NEAR_MISSES = dict.fromkeys(
    (
        "max_content_length",
        "MAX_CONTENT_LENGHT",
        "MAX_CONTENT_LENGT",
        "MAX_CONTENT_LENTGH",
        "MAX_CONTENTLENGTH",
        "MAX_CONTENT_SIZE",
        "MAX_CONTENT_LEN",
    ),
    "MAX_CONTENT_LENGTH",
)

UPLOAD = "werkzeug.datastructures.FileStorage"

# https://flask.palletsprojects.com/en/stable/config/#SESSION_COOKIE_SECURE
# https://flask-login.readthedocs.io/en/latest/#cookie-settings
# https://flask-jwt-extended.readthedocs.io/en/stable/options.html#cross-site-request-forgery-options
COOKIES = Cookies(
    calls={"set_cookie": CookieCall()},
    settings={
        "SESSION_COOKIE_SECURE": SECURE,
        "SESSION_COOKIE_HTTPONLY": HTTP_ONLY,
        "SESSION_COOKIE_SAMESITE": SAME_SITE,
        "REMEMBER_COOKIE_SECURE": SECURE,
        "REMEMBER_COOKIE_HTTPONLY": HTTP_ONLY,
        "REMEMBER_COOKIE_SAMESITE": SAME_SITE,
        "JWT_COOKIE_SECURE": SECURE,
        "JWT_COOKIE_SAMESITE": SAME_SITE,
    },
)

SECRETS = Secrets(
    settings={
        "SECRET_KEY": SESSIONS,
        "secret_key": SESSIONS,
        "JWT_SECRET_KEY": TOKENS,
        "WTF_CSRF_SECRET_KEY": "sign tokens against CSRF",
        "SECURITY_PASSWORD_SALT": "forge links that reset passwords",
    },
    calls=SIGNING,
)

# https://flask-wtf.readthedocs.io/en/stable/config/
# https://flask-jwt-extended.readthedocs.io/en/stable/options.html#cross-site-request-forgery-options
CSRF = Csrf(
    switches={
        "WTF_CSRF_ENABLED": (),
        "WTF_CSRF_CHECK_DEFAULT": (),
        "JWT_COOKIE_CSRF_PROTECT": (
            "flask_jwt_extended.set_access_cookies",
            "flask_jwt_extended.set_refresh_cookies",
        ),
    },
    methods=frozenset({"WTF_CSRF_METHODS"}),
    objects={"flask_wtf.csrf.CSRFProtect": "init_app"},
    example="CSRFProtect(app)",
    exempting=frozenset({"flask_wtf.csrf.CSRFProtect.exempt"}),
    forms=frozenset({"flask_wtf.FlaskForm"}),
    by_hand=frozenset({"flask_wtf.csrf.CSRFProtect.protect", "flask_wtf.csrf.validate_csrf"}),
    cookies=frozenset(
        {
            *(f"flask_login.{name}" for name in ("login_required", "fresh_login_required")),
            "flask_login.current_user",
            "flask_security.current_user",
        }
    ),
    sessions=frozenset({"flask.session"}),
)

# https://werkzeug.palletsprojects.com/en/stable/exceptions/#werkzeug.exceptions.Unauthorized
REFUSALS = Refusals(
    statuses={
        **{f"{package}.abort": ("code", 0) for package in ("flask", "quart")},
        **{f"{package}.make_response": (None, 1) for package in ("flask", "quart")},
        **{f"{package}.Response": ("status", 1) for package in ("flask", "quart")},
        "werkzeug.wrappers.Response": ("status", 1),
        "werkzeug.exceptions.Unauthorized": 401,
        "werkzeug.exceptions.Forbidden": 403,
    },
    pairs=1,
    challenges=frozenset({"headers", "response", "www_authenticate"}),
    example='abort(401, www_authenticate=WWWAuthenticate("bearer"))',
    senders=frozenset({"authorization"}),
)

_HANDLERS = "errors go past the handlers for 500, and what app.run() serves is the debugger"
DEBUG = Debug(
    # https://flask.palletsprojects.com/en/stable/config/#DEBUG
    settings={"DEBUG": _HANDLERS, "debug": _HANDLERS},
    run_options={
        "debug": "every error page holds the source and a console that runs code",
        "use_debugger": "every error page holds the source and a console that runs code",
    },
    calls=WERKZEUG_DEBUGGER,
)


def misreads(title: str) -> dict[str, tuple[Misread, ...]]:
    """What frameworks with Flask's rules for answers can't use.

    https://flask.palletsprojects.com/en/stable/quickstart/#about-responses
    """
    type_error = f"{title} can't make a response of it, and clients get a 500"
    answers = (
        Misread(
            frozenset({"status and body"}),
            f"{title} takes the first part for the body, and clients get a 500",
            "return {status}, {body}",
            fix="swap",
            safe=True,
        ),
        Misread(
            frozenset({"body and text"}),
            f"{title} takes the second part for the status, which then is no number",
            'return {body}, 200, {"Content-Type": {status}}',
        ),
        Misread(
            frozenset({"body and dictionary"}),
            f"{title} sends the second one as headers",
            "return {body}",
        ),
        Misread(
            frozenset({"status and text"}),
            f"{title} takes the third part for headers, and clients get a 500",
            'return {body}, {status}, {"Content-Type": ...}',
        ),
        Misread(frozenset({"nothing and status"}), type_error, 'return "", {status}'),
        Misread(frozenset({"single", "long"}), type_error, "return {body}"),
        Misread(
            frozenset({"number", "bool", "set"}),
            type_error,
            "use a text, a dictionary, a list or a response",
        ),
        Misread(
            frozenset({"exception class"}), type_error, "raise {value}()", fix="raise", safe=True
        ),
        Misread(frozenset({"response class"}), type_error, "return {value}()"),
        Misread(frozenset({"error"}), type_error, "raise {value}", fix="raise", safe=True),
        Misread(
            frozenset({"exception"}),
            "it is sent as it is, and no error handler is asked",
            "raise {value}",
            fix="raise",
            with_error_handlers=True,
        ),
    )
    return {
        Role.VIEW: answers,
        Role.ERROR_HANDLER: tuple(e for e in answers if RAISABLE.isdisjoint(e.kinds)),
        Role.BEFORE: (
            Misread(
                frozenset({"number", "bool", "set"}),
                f"{title} takes whatever is not None for the answer, and clients get a 500",
                "return None",
            ),
        ),
        Role.AFTER: (
            Misread(
                DATA | TUPLES,
                f"{title} goes on with it as the response, which fails: a 500 for every request",
                "use a response",
            ),
        ),
    }


def misgiven(package: str) -> dict[str, tuple[Misgiven, ...]]:
    """Arguments in places where they mean something else."""
    text = frozenset({"text"})
    return {
        f"{package}.jsonify": (
            Misgiven(
                Arg(None, 1),
                Misread(
                    frozenset({"status"}),
                    "which becomes a part of the body: a JSON array with status 200",
                    "write `{value}` behind the call: `jsonify(...), {value}`",
                ),
                beside=frozenset({"dictionary"}),
            ),
        ),
        f"{package}.Response": (
            Misgiven(
                Arg(None, 2),
                Misread(
                    text,
                    "which is taken for headers: a ValueError, and so a 500",
                    fix="keyword",
                    instead="mimetype={value}",
                    safe=True,
                ),
                keyword="mimetype",
            ),
            Misgiven(
                Arg("response", 0),
                Misread(
                    frozenset({"dictionary"}), "of which only the keys are sent", "jsonify({value})"
                ),
            ),
        ),
        f"{package}.make_response": (
            Misgiven(
                Arg(None, 0),
                Misread(
                    frozenset({"number"}),
                    "of which no body can be made: a TypeError, and so a 500",
                    'make_response("", {value})',
                ),
            ),
        ),
        f"{package}.redirect": (
            Misgiven(
                Arg("code", 1),
                Misread(
                    frozenset({"status 2xx", "status 4xx", "status 5xx"}),
                    "and browsers follow no redirect with such a status",
                    "use a status from 301 to 308",
                ),
            ),
        ),
        f"{package}.abort": (
            Misgiven(
                Arg("description", 1),
                Misread(
                    frozenset({"response", "dictionary"}),
                    "which is sent as the text that Python shows for it",
                    "abort(make_response({value}, status))",
                ),
            ),
            Misgiven(
                Arg("code", 0),
                Misread(
                    text,
                    "for which there is no exception: a LookupError, and so a 500",
                    "use the number of the status",
                ),
            ),
        ),
    }


# flask_cors/core.py takes any keyword, and picks those that it knows.
NEAR_CORS_OPTIONS = {
    **dict.fromkeys(
        (
            "origin",
            "allow_origin",
            "allow_origins",
            "allowed_origins",
            "cors_allowed_origins",
            "whitelist",
        ),
        "origins",
    ),
    **dict.fromkeys(
        ("allow_credentials", "credentials", "support_credentials"), "supports_credentials"
    ),
    **dict.fromkeys(("allow_methods", "allowed_methods", "method"), "methods"),
    **dict.fromkeys(("allowed_headers", "headers"), "allow_headers"),
    **dict.fromkeys(("resource", "paths"), "resources"),
    **dict.fromkeys(
        ("CORS_ORIGIN", "CORS_ALLOWED_ORIGINS", "CORS_ALLOW_ORIGINS", "CORS_ALLOW_ORIGIN"),
        "CORS_ORIGINS",
    ),
    "CORS_RESOURCE": "CORS_RESOURCES",
}


#: https://werkzeug.palletsprojects.com/en/stable/routing/#rule-format
PATHS = Paths(
    styles=frozenset({"<>"}),
    plain="<{name}>",
    typed="<{type}:{name}>",
    types={
        "str": "string",
        "string": "string",
        "int": "int",
        "integer": "int",
        "number": "int",
        "float": "float",
        "double": "float",
        "path": "path",
        "uuid": "uuid",
        "any": "any",
        "default": "default",
    },
    unknown_type="the application does not start (LookupError)",
    slash="the application does not start (ValueError)",
    prefix_slash="does not start (ValueError)",
    empty="the application does not start (ValueError)",
    arguments=KEYWORDS,
    defaults=("defaults",),
    mismatch="every request for it is a TypeError (500)",
)


def werkzeug_statuses(package: str, app: str) -> Statuses:
    """The statuses of Flask and of what is built like it, whose application class is `app`."""
    return Statuses(
        calls={
            **{
                f"{package}.{name}": StatusArg()
                for name in (
                    "jsonify",
                    "render_template",
                    "render_template_string",
                    "stream_template",
                    "stream_template_string",
                    "send_file",
                    "send_from_directory",
                )
            },
            f"{app}.send_static_file": StatusArg(),
            f"{package}.redirect": StatusArg("code", 1, 302),
            f"{package}.Response": StatusArg("status", 1),
            "werkzeug.wrappers.Response": StatusArg("status", 1),
            f"{package}.make_response": StatusArg("", 1, inner=0),
            f"{app}.make_response": StatusArg("", 1, inner=0),
        },
        plain=200,
        tuples=True,
        pairs=True,
        of_error="{}.code",
        http_errors=frozenset({"werkzeug.exceptions.HTTPException"}),
        how="return the status behind the body: `return ..., {}`",
    )


FRAMEWORK: Framework = Framework(
    misreads=misreads("Flask"),
    misgiven=misgiven("flask"),
    # https://flask.palletsprojects.com/en/stable/api/#flask.send_from_directory looks below a directory,
    # which must not be made of what clients send.
    # https://flask.palletsprojects.com/en/stable/deploying/proxy_fix/
    forwarding=Forwarding(routes=frozenset({"flask.Request.access_route"}), client=PROXY_FIX),
    # https://flask.palletsprojects.com/en/stable/web-security/#security-headers
    pages=Pages(
        calls=frozenset(
            f"flask.{name}"
            for name in (
                "render_template",
                "render_template_string",
                "stream_template",
                "stream_template_string",
            )
        ),
        texts=frozenset({"flask.Response", "flask.make_response"}),
        returned=True,
        protecting=frozenset({"flask_talisman.Talisman", "flask_talisman.Talisman.init_app"}),
        example="`Talisman(app)` of flask-talisman, or a function behind `@app.after_request`",
    ),
    inputs=Inputs(
        frozenset(
            f"flask.Request.{name}"
            for name in ("args", "form", "values", "cookies", "headers", "json", "get_json", "data")
        )
    ),
    files=Files(
        senders={
            "flask.send_file": ("path_or_file", 0),
            "flask.send_from_directory": ("directory", 0),
            "werkzeug.utils.send_file": ("path_or_file", 0),
            "werkzeug.utils.send_from_directory": ("directory", 0),
        },
        roots={
            "flask.Flask": ("static_folder", None),
            "flask.Blueprint": ("static_folder", 2),
            "flask.send_from_directory": ("directory", 0),
            "werkzeug.utils.send_from_directory": ("directory", 0),
        },
        names={
            "flask.send_from_directory": ("path", 1),
            "werkzeug.utils.send_from_directory": ("path", 1),
        },
    ),
    bodies=Bodies(
        data=frozenset(f"flask.Request.{name}" for name in ("json", "get_json", "form", "values")),
        raw=frozenset(f"flask.Request.{name}" for name in ("data", "get_data", "stream")),
        queries=frozenset({"flask.Request.args"}),
        # https://flask.palletsprojects.com/en/stable/api/#flask.Request.get_json
        missing={
            "flask.Request.get_json": Missing("where no JSON was sent", "silent", 1, True),
        },
        schemas=frozenset({"flask_wtf"}),
        loads=frozenset({"flask.json.loads"}),
    ),
    rate_limits=FLASK_LIMITER,
    servers=WSGI | Servers(frozenset({"flask.Flask.run", "flask_socketio.SocketIO.run"})),
    slug="flask",
    title="Flask",
    refusals=REFUSALS,
    packages=(
        "flask",
        "flask_cors",
        "flask_login",
        "flask_jwt_extended",
        "flask_httpauth",
        "flask_limiter",
        "werkzeug",
    ),
    paths=PATHS,
    parameters=Parameters(
        mappings={
            "flask.Request.args": QUERY,
            "flask.Request.form": FORM,
            "flask.Request.values": QUERY,
        },
        converter="type",
        converter_index=2,
        path_texts=frozenset({"default", "string", "path"}),
    ),
    # https://flask.palletsprojects.com/en/stable/errorhandling/#registering
    statuses=werkzeug_statuses("flask", "flask.Flask"),
    pitfalls=frozenset(
        {
            "RL310",
            "RL101",
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
            "RL511",
            "RL602",
            "RL603",
            "RL604",
            "RL701",
            "RL702",
            "RL703",
            "RL704",
            "RL705",
            "RL801",
            "RL802",
            "RL803",
            "RL901",
            "RL902",
            "RL903",
        }
    ),
    without={
        "RL601": "each request has a thread, and an `async` view a loop of its own there",
        "RL102": "a view answers by returning, once; there is nothing to send with",
        "RL202": "Werkzeug orders rules by how specific they are, not by registration",
        "RL203": "Werkzeug orders rules by how specific they are, not by registration",
    },
    aliases=_ALIASES,
    bases={
        "flask.views.MethodView": ("flask.views.View",),
        "flask_httpauth.HTTPBasicAuth": ("flask_httpauth.HTTPAuth",),
        "flask_httpauth.HTTPTokenAuth": ("flask_httpauth.HTTPAuth",),
        "flask_httpauth.HTTPDigestAuth": ("flask_httpauth.HTTPAuth",),
        "flask_httpauth.MultiAuth": ("flask_httpauth.HTTPAuth",),
        "flask_cors.CORS": (),
        "flask_limiter.Limiter": (),
        "flask.Response": ("werkzeug.wrappers.Response",),
        **EXCEPTION_BASES,
    },
    returns={
        "flask.Flask.login_manager": "flask_login.LoginManager",
        "flask.Request.files.[]": UPLOAD,
        "flask.Request.files.get": UPLOAD,
        "flask.Request.files.getlist.*": UPLOAD,
        "flask.Request.files.values.*": UPLOAD,
        "flask.Request.files.items.*.1": UPLOAD,
    },
    instances={"flask.current_app": "flask.Flask", "flask.request": "flask.Request"},
    responses=_RESPONSES,
    exceptions=EXCEPTIONS,
    aborts=frozenset({"flask.abort", "flask.Flask.aborter"}),
    controls=frozenset({"werkzeug.exceptions.HTTPException"}),
    http_error="werkzeug.exceptions.HTTPException",
    error_texts=(0, 1, "description"),
    # https://flask-wtf.readthedocs.io/en/stable/form/
    validations={
        "flask_wtf.FlaskForm.validate": "",
        "flask_wtf.FlaskForm.validate_on_submit": "",
        "wtforms.Form.validate": "",
    },
    contracts=_CONTRACTS,
    containers={
        "flask.Flask": ContainerClass("app"),
        "flask.Blueprint": ContainerClass("router", prefix=Arg("url_prefix")),
    },
    own_routes=own_routes("flask.Flask", "flask.Blueprint"),
    registrations=_REGISTRATIONS,
    decorator_attributes=("decorators",),
    decorators=_DECORATORS,
    settings={
        "flask.Flask.config": "",
        "flask.Flask.debug": "",
        "flask.Flask.secret_key": "",
        "flask.Flask.max_content_length": "",
    },
    class_roles=class_roles("flask"),
    as_view=frozenset({"flask.views.View.as_view", "flask.views.MethodView.as_view"}),
    pattern=read_pattern,
    cors={
        name: CorsOptions(
            origins=("origins",),
            credentials=("supports_credentials",),
            default_any=True,
            regex_origins=True,
            per_path="resources",
            near_options=NEAR_CORS_OPTIONS,
            settings={
                "origins": "CORS_ORIGINS",
                "supports_credentials": "CORS_SUPPORTS_CREDENTIALS",
                "resources": "CORS_RESOURCES",
            },
            any_origin_text=(
                "Flask-CORS sends back whatever origin asks, so that every site may read the "
                "answers to its visitors' cookies"
            ),
        )
        for name in ("flask_cors.CORS", "flask_cors.CORS.init_app", "flask_cors.cross_origin")
    },
    header_attributes=HEADER_ATTRIBUTES,
    cookies=COOKIES,
    debug=DEBUG,
    # https://flask-sock.readthedocs.io and
    # https://flask-socketio.readthedocs.io/en/latest/deployment.html#cross-origin-controls
    handshakes=Handshakes(
        unchecked=True,
        decorators=frozenset({"flask_sock.Sock.route"}),
        options={
            **SOCKETIO_OPTIONS,
            "flask_socketio.SocketIO": "cors_allowed_origins",
            "flask_socketio.SocketIO.init_app": "cors_allowed_origins",
        },
        option_decorators=SOCKETIO_EVENTS
        | {f"flask_socketio.SocketIO.{name}" for name in ("on", "event", "on_event")},
        sessions=frozenset({"flask.session", "flask_login.current_user"}),
    ),
    secrets=SECRETS,
    csrf=CSRF,
    # https://flask-jwt-extended.readthedocs.io/en/stable/options.html
    tokens=Tokens(
        calls={
            "flask_jwt_extended.decode_token": (
                TokenSwitch(("allow_expired", 2), True, EXPIRY, ("encoded_token", 0)),
            ),
        },
        settings={"JWT_ACCESS_TOKEN_EXPIRES": False},
    ),
    body_limit=BodyLimit(
        settings=("MAX_CONTENT_LENGTH",),
        attributes=("flask.Request.max_content_length",),
        reads=frozenset(
            f"flask.Request.{name}"
            for name in (
                "get_json",
                "json",
                "get_data",
                "data",
                "form",
                "values",
                "files",
                "stream",
            )
        ),
        callables=frozenset({"flask.Flask.wsgi_app"}),
        lengths=frozenset({"flask.Request.content_length"}),
        raw_reads=frozenset({"flask.Request.input_stream"}),
        raw_items=frozenset({("flask.Request.environ", "wsgi.input")}),
        limited_objects=frozenset({UPLOAD}),
        near_misses=NEAR_MISSES,
        example='app.config["MAX_CONTENT_LENGTH"] = 16 * 1024 * 1024',
        assignment='{app}.config["{key}"]',
    ),
    upload_names=frozenset({f"{UPLOAD}.filename"}),
    endpoint_attributes=frozenset({"flask.Request.endpoint"}),
    # https://flask-login.readthedocs.io/en/latest/#anonymous-users
    users={"flask_login.current_user": "{}.is_authenticated"},
    # That of Flask-Security has roles, too.
    # https://flask-security-too.readthedocs.io/en/stable/api.html#flask_security.AnonymousUser
    nobody={
        **dict.fromkeys(("is_authenticated", "is_active", "get_id", "has_role"), False),
        "is_anonymous": True,
        "roles": False,
    },
    nobody_from=frozenset({"anonymous_user"}),
    replaced_guards=("decorators",),
    path_attributes=frozenset(
        {"flask.Request.path", "flask.Request.full_path", "flask.Request.url"}
    ),
    facts={
        # https://flask.palletsprojects.com/en/stable/api/#flask.Flask.make_response
        "makes-answers": "make_response",
        "split-into": "a blueprint",
        "errors-become-text": "the description of an error is shown as text",
        "errors-are-wrapped": "handlers for 500 are given an HTTP error of the framework's",
        "uncalled-decorator": "nobody uses the decorator that it makes of the function",
        "limit-app": "limiter.init_app(app)",
        "limit-route": '@limiter.limit("5/minute")',
        "uncalled-class": "each request is a 500",
        "as-view-takes-name": "yes",
        "include-router": "{app}.register_blueprint({name})",
        "only-post": '`methods=["POST"]`',
        "coroutines-are-no-answers": "yes",
        # https://flask.palletsprojects.com/en/stable/async-await/#background-tasks
        "lost-task": "the loop of an `async def` view ends with the view, and cancels the task",
        "tasks-end": "the loop of an `async def` view ends with the view, and cancels the task",
        "task-home": "await it before the view ends, or give the work to a task queue",
        "plain-handlers-thread": "views that are plain functions run without a loop",
        "generic-handlers-take-http-errors": "Return the exception when it is an `HTTPException`, or "
        "register a handler for these.",
        # https://flask.palletsprojects.com/en/stable/views/#view-decorators
        "class-guards": "list it in `decorators` of the class",
        "router-sees-no-routing-errors": "`app_errorhandler`",
        "late-router": "is added to a blueprint that was registered already: Flask raises an "
        "AssertionError when the module is imported",
    },
    words=frozenset(
        {
            "validate_on_submit",
            "anonymous_user",
            "limiter",
            "RATELIMIT_ENABLED",
            "RATELIMIT_STORAGE_URI",
            "flask_sock",
            "flask_socketio",
            *(k for k in NEAR_CORS_OPTIONS if k.isupper()),
            *COOKIES.settings,
            "set_cookie",
            "DEBUG",
            "SECRET_KEY",
            "secret_key",
            "JWT_SECRET_KEY",
            "flask",
            "request",
            "current_app",
            "after_this_request",
            "url_prefix",
            "as_view",
            "MAX_CONTENT_LENGTH",
            "CORS_ORIGINS",
            "wsgi",
            "wsgi_app",
            "content_length",
            "max_content_length",
        }
    ),
    # https://flask.palletsprojects.com/en/stable/api/#flask.Flask.register_blueprint
    include_prefix_replaces=True,
    reader=_read,
    # https://werkzeug.palletsprojects.com/en/stable/wrappers/#werkzeug.wrappers.Request
    request_objects={
        "flask.Request": RequestObject(
            frozen={
                **dict.fromkeys(("args", "cookies", "files", "form", "values"), "{}.to_dict()"),
                "headers": "dict({})",
            },
            fixed=frozenset(
                {"blueprint", "blueprints", "endpoint", "is_json", "is_secure", "json", "mimetype"}
            ),
            place="flask.g.{}",
        )
    },
    # https://flask.palletsprojects.com/en/stable/views/#view-lifetime-and-self
    shared_when=("init_every_request", False),
)
