"""The table of Pyramid.

https://docs.pylonsproject.org/projects/pyramid/en/latest/
"""

from __future__ import annotations

from routelint.frameworks._forwarded import WAITRESS
from routelint.frameworks._servers import WSGI
from routelint.frameworks._signing import SESSIONS, SIGNING
from routelint.frameworks.pyramid import names
from routelint.frameworks.pyramid.patterns import read_pattern
from routelint.frameworks.pyramid.reader import read
from routelint.model.answers import StatusArg, Statuses
from routelint.model.app import Role
from routelint.model.bodies import Bodies
from routelint.model.csrf import OFF, SAFE_METHODS, Csrf
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
from routelint.model.inputs import Files, Inputs
from routelint.model.kinds import CLASSES, DATA, PAIRS, TUPLES
from routelint.model.pages import Pages
from routelint.model.parameters import FORM, PATH, QUERY, Parameters
from routelint.model.paths import Paths
from routelint.model.refusals import Refusals
from routelint.model.request_objects import RequestObject
from routelint.model.vocabulary import (
    Arg,
    BodyLimit,
    ConfigureCall,
    ContainerClass,
    Contract,
    Framework,
    GuardCall,
    HookCall,
    MiddlewareCall,
    Misread,
    MountCall,
    PlainCall,
    PrefixCall,
    RegistrationCall,
    RendererCall,
    RouteCall,
    RunCall,
    ScanCall,
    ViewCall,
)

CONFIG, REQUEST, RESPONSE, EVENTS = names.CONFIG, names.REQUEST, names.RESPONSE, names.EVENTS

# https://docs.pylonsproject.org/projects/pyramid/en/latest/api/events.html
_EVENTS = {
    f"{EVENTS}.NewRequest": Role.BEFORE,
    f"{EVENTS}.BeforeTraversal": Role.BEFORE,
    f"{EVENTS}.ContextFound": Role.BEFORE,
    f"{EVENTS}.NewResponse": Role.AFTER,
    "pyramid.events.ApplicationCreated": Role.STARTUP,
}

_ROUTE, _METHODS = Arg("route_name"), Arg("request_method")
_CONTEXT, _METHOD, _RENDERER = Arg("context", dotted=True), Arg("attr"), Arg("renderer")
_VIEW = Arg("view", 0, dotted=True)
_EXCEPTION = "builtins.Exception"


def _view(
    handler: Arg | None, context: Arg = _CONTEXT, error: int | str | None = None
) -> RegistrationCall:
    return ViewCall(_ROUTE, handler, _METHODS, _METHOD, context, _RENDERER, error)


_REGISTRATIONS: dict[str, RegistrationCall] = {
    # The first route that matches is taken, whatever its views are for.
    f"{CONFIG}.add_route": RouteCall(Arg("pattern", 1), methods=_METHODS, name=Arg("name", 0)),
    f"{CONFIG}.add_static_view": MountCall(Arg("name", 0), Arg("path", 1)),
    f"{CONFIG}.include": ConfigureCall(
        Arg("callable", 0, dotted=True), "includeme", Arg("route_prefix", 1)
    ),
    f"{CONFIG}.route_prefix_context": PrefixCall(Arg("route_prefix", 0)),
    f"{CONFIG}.scan": ScanCall(Arg("package", 0, dotted=True)),
    f"{CONFIG}.add_view": _view(_VIEW),
    f"{CONFIG}.add_exception_view": _view(_VIEW, Arg("context", 1, dotted=True), _EXCEPTION),
    f"{CONFIG}.add_notfound_view": _view(_VIEW, error=404),
    f"{CONFIG}.add_forbidden_view": _view(_VIEW, error=403),
    "pyramid.view.view_config": _view(None),
    "pyramid.view.exception_view_config": _view(None, Arg("context", 0, dotted=True), _EXCEPTION),
    "pyramid.view.notfound_view_config": _view(None, error=404),
    "pyramid.view.forbidden_view_config": _view(None, error=403),
    # https://docs.pylonsproject.org/projects/pyramid/en/latest/narr/hooks.html#suggesting-implicit-tween-ordering
    f"{CONFIG}.add_tween": MiddlewareCall(
        Arg("tween_factory", 0, dotted=True),
        style="factory",
        inside=(
            (Arg("under", 1), frozenset({names.EXCVIEW, "pyramid.tweens.EXCVIEW"})),
            (Arg("over", 2), frozenset({"MAIN", "pyramid.tweens.MAIN"})),
        ),
    ),
    f"{CONFIG}.add_subscriber": HookCall(
        "", "app", Arg("subscriber", 0, dotted=True), Arg("iface", 1), _EVENTS
    ),
    f"{EVENTS}.subscriber": HookCall("", "app", None, Arg(None, 0), _EVENTS),
    # https://docs.pylonsproject.org/projects/pyramid/en/latest/narr/renderers.html
    f"{CONFIG}.add_renderer": RendererCall(Arg("name", 0)),
    # https://docs.pylonsproject.org/projects/pyramid/en/latest/narr/security.html#setting-a-default-permission
    f"{CONFIG}.set_default_permission": GuardCall(Arg("permission", 0)),
    f"{CONFIG}.make_wsgi_app": RunCall(),
}

_NONE = "500: Pyramid can't make a response of None (ValueError)"
_RENDERED = "the renderer gets None: `null` as JSON, and a 500 from a template"
_FACTORY = "500: Pyramid calls what it gets as the response (TypeError)"

_FLAGS = {"secure": SECURE, "httponly": HTTP_ONLY, "samesite": SAME_SITE}
_TICKETS = {"secure": SECURE, "http_only": HTTP_ONLY, "samesite": SAME_SITE}
# https://docs.pylonsproject.org/projects/pyramid/en/latest/api/session.html
_COOKIES = Cookies(
    calls={"set_cookie": CookieCall(("name", 0))},
    options={
        "pyramid.session.SignedCookieSessionFactory": _FLAGS,
        "pyramid.session.BaseCookieSessionFactory": _FLAGS,
        "pyramid.authentication.AuthTktCookieHelper": _TICKETS,
        "pyramid.authentication.AuthTktAuthenticationPolicy": _TICKETS,
    },
    on=frozenset({SAME_SITE}),
)
_SECRETS = Secrets(
    calls={
        **SIGNING,
        "pyramid.session.SignedCookieSessionFactory": ((("secret", 0),), SESSIONS),
        "pyramid.authentication.AuthTktCookieHelper": ((("secret", 0),), SESSIONS),
        "pyramid.authentication.AuthTktAuthenticationPolicy": ((("secret", 0),), SESSIONS),
    }
)
_NO_RESPONSE = "Pyramid wants a response: a ValueError, and so a 500"
_MISREADS = (
    Misread(PAIRS, _NO_RESPONSE, "return Response(json={body}, status={status})"),
    Misread(DATA | (TUPLES - PAIRS), _NO_RESPONSE, "return Response(...)"),
    Misread(
        frozenset({"exception class"}), _NO_RESPONSE, "raise {value}()", fix="raise", safe=True
    ),
    Misread(frozenset({"response class"}), _NO_RESPONSE, "return {value}()", fix="call", safe=True),
)
_MISREAD_VALUES = (
    Misread(
        PAIRS,
        "the renderer takes all of it for the value: as JSON an array, with status 200",
        "request.response.status_code = {status}",
    ),
    *(entry for entry in _MISREADS if entry.kinds & CLASSES),
)

FRAMEWORK: Framework = Framework(
    misreads={
        Role.VIEW: _MISREADS,
        Role.ERROR_HANDLER: _MISREADS,
        Role.MIDDLEWARE: tuple(entry for entry in _MISREADS if entry.fix != "raise"),
        "rendered": _MISREAD_VALUES,
    },
    # https://docs.pylonsproject.org/projects/webob/en/stable/api/request.html: "You cannot blindly trust"
    forwarding=Forwarding(
        addresses=frozenset({"pyramid.request.Request.client_addr"}),
        believing=WAITRESS,
        client=(
            "`request.remote_addr`, and let the server know its proxies: "
            '`waitress.serve(app, trusted_proxy="10.0.0.2")`'
        ),
    ),
    # https://docs.pylonsproject.org/projects/pyramid/en/latest/narr/templates.html
    pages=Pages(
        calls=frozenset({"pyramid.renderers.render_to_response"}),
        texts=frozenset({"pyramid.response.Response"}),
        renderers=(".jinja2", ".pt", ".mako", ".mak", ".txt.jinja2", ".html"),
        example="a tween, or a subscriber of `NewResponse`",
    ),
    inputs=Inputs(
        frozenset(
            f"pyramid.request.Request.{name}"
            for name in ("params", "GET", "POST", "json_body", "cookies", "headers")
        ),
        path_texts=frozenset({"pyramid.request.Request.matchdict"}),
    ),
    files=Files(
        senders={"pyramid.response.FileResponse": ("path", 0)},
        roots={
            f"{CONFIG}.add_static_view": ("path", 1),
            "pyramid.static.static_view": ("root_dir", 0),
        },
    ),
    # https://docs.pylonsproject.org/projects/pyramid/en/latest/api/request.html
    bodies=Bodies(
        data=frozenset(f"{REQUEST}.{name}" for name in ("json_body", "json", "POST", "params")),
        raw=frozenset(f"{REQUEST}.{name}" for name in ("body", "text", "body_file")),
        queries=frozenset({f"{REQUEST}.GET"}),
    ),
    servers=WSGI,
    slug="pyramid",
    title="Pyramid",
    refusals=Refusals(
        statuses={
            "pyramid.httpexceptions.HTTPUnauthorized": 401,
            "pyramid.httpexceptions.HTTPForbidden": 403,
            RESPONSE: ("status", 1),
        },
        challenges=frozenset({"headers", "www_authenticate"}),
        example='raise HTTPUnauthorized(www_authenticate=("Bearer", {"realm": "..."}))',
        senders=frozenset(
            {"authenticated_userid", "authorization", "identity", "unauthenticated_userid"}
        ),
    ),
    packages=("pyramid",),
    cookies=_COOKIES,
    # https://docs.pylonsproject.org/projects/pyramid-debugtoolbar/en/latest/
    debug=Debug(
        includer=f"{CONFIG}.include",
        includes={"pyramid_debugtoolbar": "the page of every error holds a console that runs code"},
    ),
    secrets=_SECRETS,
    # https://docs.pylonsproject.org/projects/pyramid/en/latest/narr/security.html#preventing-cross-site-request-forgery-attacks
    csrf=Csrf(
        calls={
            f"{CONFIG}.set_default_csrf_options": {
                "require_csrf": OFF,
                "safe_methods": SAFE_METHODS,
            }
        },
        needed=(f"{CONFIG}.set_default_csrf_options",),
        example="config.set_default_csrf_options(require_csrf=True)",
        options={"require_csrf": False},
        by_hand=frozenset({"pyramid.csrf.check_csrf_token", "pyramid.session.check_csrf_token"}),
        policies=frozenset(
            {
                "pyramid.authentication.AuthTktAuthenticationPolicy",
                "pyramid.authentication.AuthTktCookieHelper",
                "pyramid.authentication.SessionAuthenticationHelper",
                "pyramid.authentication.SessionAuthenticationPolicy",
            }
        ),
        sessions=frozenset({f"{names.REQUEST}.session"}),
    ),
    parameters=Parameters(
        mappings={
            f"{names.REQUEST}.GET": QUERY,
            f"{names.REQUEST}.params": QUERY,
            f"{names.REQUEST}.POST": FORM,
            f"{names.REQUEST}.matchdict": PATH,
        },
    ),
    # https://docs.pylonsproject.org/projects/pyramid/en/latest/narr/views.html#custom-exception-views
    statuses=Statuses(
        calls={
            RESPONSE: StatusArg("status", 1),
            "webob.Response": StatusArg("status", 1),
            "pyramid.response.FileResponse": StatusArg(),
        },
        rendered=200,
        how="set the status: `request.response.status = {}`, or `status=` of a response",
    ),
    pitfalls=frozenset(
        {
            "RL901",
            "RL310",
            "RL101",
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
            "RL208",
            "RL301",
            "RL302",
            "RL303",
            "RL304",
            "RL305",
            "RL306",
            "RL307",
            "RL309",
            "RL401",
            "RL402",
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
            "RL602",
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
        "RL308": "Pyramid has no WebSockets",
        "RL705": "there are no forms of its own whose validation could be dropped",
        "RL209": "view_config takes nothing but keywords, so that Python refuses it without a call",
        "RL207": "there are no routers: what registers routes is called, or scanned, which RL205 is about",
        "RL511": "nothing here takes options for CORS: its headers are written by hand",
        "RL603": "handlers run without an event loop, in which a task could be made and lost",
        "RL601": "each request has a thread of its own; there is no event loop",
        "RL102": "a view answers by returning or raising, once; there is nothing to send with",
        "RL206": "the only tween of its own, that of exception views, has its place by default",
        "RL403": "there is no setting that limits bodies",
    },
    aliases=names.ALIASES,
    bases={
        REQUEST: (),
        RESPONSE: (),
        CONFIG: (),
        names.INCLUDE: (CONFIG,),
        names.PREFIX: (CONFIG,),
        **names.EXCEPTION_BASES,
        "pyramid.exceptions.BadCSRFToken": ("pyramid.httpexceptions.HTTPBadRequest",),
        "pyramid.exceptions.BadCSRFOrigin": ("pyramid.httpexceptions.HTTPBadRequest",),
    },
    returns={
        f"{REQUEST}.response": RESPONSE,
        "pyramid.httpexceptions.exception_response": names.ERROR,
        f"{EVENTS}.NewRequest.request": REQUEST,
        f"{EVENTS}.NewResponse.request": REQUEST,
        f"{EVENTS}.NewResponse.response": RESPONSE,
        f"{REQUEST}.POST.[]": names.UPLOAD,
        f"{REQUEST}.POST.get": names.UPLOAD,
        f"{REQUEST}.params.[]": names.UPLOAD,
    },
    # https://docs.pylonsproject.org/projects/pyramid/en/latest/narr/webob.html#response
    responses=frozenset(
        {
            RESPONSE,
            "webob.Response",
            "pyramid.response.FileResponse",
            "pyramid.renderers.render_to_response",
            "pyramid.httpexceptions.exception_response",
            *names.EXCEPTIONS,
        }
    ),
    exceptions=names.EXCEPTIONS,
    controls=frozenset({names.ERROR}),
    # https://docs.pylonsproject.org/projects/pyramid/en/latest/narr/renderers.html#varying-attributes-of-rendered-responses
    handed_responses=frozenset({RESPONSE}),
    keeps_handed=frozenset({"pyramid.renderers.render_to_response"}),
    http_error=names.ERROR,
    error_texts=(0, "detail", "body", "text", "json", "json_body"),
    contracts={
        Role.VIEW: Contract("response", _NONE),
        Role.ERROR_HANDLER: Contract("response", _NONE),
        Role.MIDDLEWARE: Contract("response", _FACTORY, raises=False),
        Role.BEFORE: Contract("ignored"),
        Role.AFTER: Contract("ignored"),
        Role.DECORATOR: Contract("response", _NONE, all_none_is_fine=True),
    },
    rendered=Contract("response", _RENDERED, all_none_is_fine=True),
    containers={
        CONFIG: ContainerClass("app", guards=Arg("default_permission")),
        names.INCLUDE: ContainerClass("router", prefix=Arg("route_prefix", 1)),
        names.PREFIX: ContainerClass("router", prefix=Arg("route_prefix", 0)),
    },
    registrations=_REGISTRATIONS,
    scanned=frozenset(
        {
            "pyramid.view.view_config",
            "pyramid.view.exception_view_config",
            "pyramid.view.notfound_view_config",
            "pyramid.view.forbidden_view_config",
            f"{EVENTS}.subscriber",
        }
    ),
    view_defaults="pyramid.view.view_defaults",
    entry_functions={"includeme": CONFIG},
    route_options=frozenset(
        {
            "name",
            "pattern",
            "path",
            "factory",
            "request_method",
            "traverse",
            "use_global_views",
            "pregenerator",
            "inherit_slash",
            "cache_max_age",
        }
    ),
    decorators={"pyramid.view.view_defaults": "transparent"},
    pattern=read_pattern,
    # https://docs.pylonsproject.org/projects/pyramid/en/latest/narr/urldispatch.html#route-pattern-syntax
    paths=Paths(
        styles=frozenset({"{}", ":", "*"}),
        plain="{{{name}}}",
        typed="{{{name}:{type}}}",
        types={"int": r"\d+", "integer": r"\d+", "number": r"\d+", "path": ".+"},
        expressions=True,
        missing_item="every request for it is a KeyError (500)",
    ),
    body_limit=BodyLimit(
        reads=frozenset(
            f"{REQUEST}.{name}" for name in ("body", "json_body", "json", "text", "POST")
        ),
        raw_reads=frozenset(
            f"{REQUEST}.{name}" for name in ("body_file", "body_file_raw", "body_file_seekable")
        ),
        raw_items=frozenset({(f"{REQUEST}.environ", "wsgi.input")}),
        lengths=frozenset({f"{REQUEST}.content_length"}),
        example="if (request.content_length or 0) > MAX_BODY: raise HTTPRequestEntityTooLarge()",
    ),
    upload_names=frozenset({f"{names.UPLOAD}.filename"}),
    status_attributes=frozenset(
        f"{RESPONSE}.{name}" for name in ("status", "status_int", "status_code")
    ),
    # https://docs.pylonsproject.org/projects/pyramid/en/latest/narr/security.html
    plain_calls={
        f"{CONFIG}.set_security_policy": PlainCall(Arg("policy", 0), ("permits",)),
        f"{CONFIG}.set_authorization_policy": PlainCall(Arg("policy", 0), ("permits",)),
        CONFIG: PlainCall(Arg("security_policy"), ("permits",)),
    },
    permission_options=("permission", "is_authenticated", "effective_principals"),
    no_guards=frozenset({"pyramid.security.NO_PERMISSION_REQUIRED"}),
    # https://docs.pylonsproject.org/projects/pyramid/en/latest/narr/security.html
    permission_policies={
        "permission": frozenset(
            {
                "authentication_policy",
                "authorization_policy",
                "security_policy",
                "set_authentication_policy",
                "set_authorization_policy",
                "set_security_policy",
            }
        )
    },
    path_attributes=frozenset(
        f"{REQUEST}.{name}" for name in ("path", "path_info", "path_qs", "url", "path_url")
    ),
    endpoint_attributes=frozenset({f"{REQUEST}.matched_route.name"}),
    # https://docs.pylonsproject.org/projects/pyramid/en/latest/narr/urldispatch.html#route-matching
    facts={
        "split-into": "a function, which is included,",
        "status-of-views": "give the response the status: `status={}`",
        "only-post": '`request_method="POST"`',
        "coroutines-are-no-answers": "yes",
        "route-order": "registration",
        "closing-slash": "strict",
        # Configurator.make_wsgi_app commits; what is registered afterwards waits for another commit.
        "made-by": "the call that makes the application, and never committed",
        # pyramid.tweens.excview_tween_factory calls exception views, inside of all other tweens.
        "error-handlers": "inside-middleware",
    },
    words=frozenset(
        {
            "set_cookie",
            "SignedCookieSessionFactory",
            "AuthTktCookieHelper",
            "AuthTktAuthenticationPolicy",
            "pyramid",
            "webob",
            "request",
            "includeme",
            "tween",
        }
    ),
    reader=read,
    # https://docs.pylonsproject.org/projects/webob/en/stable/api/request.html
    request_objects={
        REQUEST: RequestObject(
            frozen={"params": "{}.mixed()"},
            fixed=frozenset(
                {
                    "GET",
                    "POST",
                    "application_url",
                    "authenticated_userid",
                    "client_addr",
                    "domain",
                    "host_url",
                    "identity",
                    "is_authenticated",
                    "params",
                    "path",
                    "path_qs",
                    "path_url",
                    "url",
                }
            ),
            shared=frozenset({"registry"}),
        )
    },
)
