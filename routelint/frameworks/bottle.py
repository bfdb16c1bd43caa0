"""Bottle: applications, the default application, hooks and plugins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from routelint.frameworks._servers import WSGI
from routelint.frameworks._signing import SIGNING
from routelint.model.answers import StatusArg, Statuses
from routelint.model.app import Container, Include, Mount, Role, Route
from routelint.model.bodies import Bodies, Missing
from routelint.model.exposures import CookieCall, Cookies, Debug, Secrets
from routelint.model.forwarding import Forwarding
from routelint.model.inputs import Files, Inputs
from routelint.model.kinds import PAIRS, TUPLES
from routelint.model.pages import Pages
from routelint.model.parameters import FORM, QUERY, Parameters
from routelint.model.paths import KEYWORDS, Paths
from routelint.model.pattern import Param, Part, Pattern
from routelint.model.refusals import Refusals
from routelint.model.request_objects import RequestObject
from routelint.model.servers import Servers
from routelint.model.vocabulary import (
    Arg,
    BodyLimit,
    ContainerClass,
    Contract,
    ErrorHandlerCall,
    Framework,
    HookCall,
    IncludeCall,
    MiddlewareCall,
    Misread,
    MountCall,
    PlainCall,
    RegistrationCall,
    RouteCall,
    RunCall,
)

if TYPE_CHECKING:
    from routelint.model.link import Linker

_APP = "bottle.Bottle"
_DEFAULT = "bottle.app"
_REQUEST = "bottle.BaseRequest"
_RESPONSE = "bottle.HTTPResponse"
_ERROR = "bottle.HTTPError"
_UPLOAD = "bottle.FileUpload"

_METHODS = ("get", "post", "put", "delete", "patch")

# https://bottlepy.org/docs/dev/routing.html#wildcard-filters
_FILTERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "": (r"[^/]+", ("word", "42")),
    "re": (r"[^/]+", ("word", "42")),
    "int": (r"-?\d+", ("42", "-7")),
    "float": (r"-?[\d.]+", ("4.2", "42")),
    "path": (r".+?", ("word", "42", "a/b")),
}
_WILDCARD = re.compile(
    r"<(?P<name>[A-Za-z_]\w*)?(?::(?P<filter>[A-Za-z_]\w*)(?::(?P<conf>(?:\\.|[^\\>])+)?)?)?>"
)
#: The old syntax, `/users/:name`, which still is understood (`Router.rule_syntax`).
_OLD = re.compile(r":([A-Za-z_]\w*)")
#: Expressions of which it is known what they match.
_PLAIN: dict[str, tuple[str, ...]] = {
    ".*": ("", "word", "42", "a/b"),
    ".+": ("word", "42", "a/b"),
    r"\d+": ("42",),
    "[0-9]+": ("42",),
    r"\w+": ("word", "42"),
    "[a-z]+": ("word",),
    "[^/]+": ("word", "42"),
}


def read_pattern(rule: str) -> Pattern | None:
    """A rule of Bottle's router: `/users/<number:int>`; None with a filter that is not Bottle's."""
    if "<" not in rule and "#" not in rule:
        rule = _OLD.sub(r"<\1>", rule)
    parts: list[Part] = []
    position = 0
    for match in _WILDCARD.finditer(rule):
        if match.start() > position:
            parts.append(rule[position : match.start()])
        name, kind, conf = match["name"] or "", match["filter"] or "", match["conf"] or ""
        if kind not in _FILTERS:
            return None
        regex, samples = _FILTERS[kind]
        if kind == "re" and conf:
            regex, samples = conf, _PLAIN.get(conf, ())
        spans = kind == "path" or regex in (".*", ".+")
        parts.append(Param(name, kind, regex, samples, spans))
        position = match.end()
    if position < len(rule):
        parts.append(rule[position:])
    return Pattern(tuple(parts))


def _join(prefix: Pattern, child: Pattern) -> Pattern:
    """Below a prefix with a slash at its end the rules lose theirs: `Bottle.mount`."""
    first = child.parts[0] if child.parts else ""
    if prefix.text.endswith("/") and isinstance(first, str):
        child = Pattern((first.lstrip("/"), *child.parts[1:]))
    return prefix.joined(child)


def _read(linker: Linker) -> None:
    for container in list(linker.containers.values()):
        if container.framework is FRAMEWORK:
            _copy_mounted(linker, container)
            _name_routes(container)
    for key, container in linker.containers.items():
        if isinstance(key, tuple) and key[:2] == ("default", _DEFAULT):
            _place(container)


def _place(default: Container) -> None:
    """The default application is where it gets a name or is run, or else where it is first used."""
    places = [*default.runs, *default.registrations]
    if places:
        default.phantom = False
        if not default.name:
            first = places[0]
            default.location, default.module = first.location, first.scope.module
            default.scope, default.name = first.scope, "default_app()"


def _copy_mounted(linker: Linker, container: Container) -> None:
    """Since Bottle 0.13 mounting an application below a prefix with a slash at its end copies its
    routes: https://bottlepy.org/docs/dev/api.html#bottle.Bottle.mount"""
    for i, mount in enumerate(container.registrations):
        if not isinstance(mount, Mount) or mount.target is None or mount.prefix is None:
            continue
        prefix = linker.resolver.constant(mount.prefix.expr, mount.prefix.scope)
        if isinstance(prefix, str) and prefix.endswith("/"):
            container.registrations[i] = Include(
                mount.container,
                mount.location,
                mount.order,
                mount.scope,
                mount.call,
                mount.decorator,
                mount.conditional,
                mount.main_guard,
                mount.statement,
                child=mount.target,
                prefix=mount.prefix,
            )


def _name_routes(container: Container) -> None:
    """A route without a path is called like its function: `Bottle.route`, `yieldroutes`."""
    for route in container.routes:
        if isinstance(route, Route) and route.path is None and len(route.handlers) == 1:
            function = route.handlers[0].function.node
            needed = [p.name for p in function.params if p.default is None]
            if all(p.default is None for p in function.params):
                path = "/" + function.name.replace("__", "/").lstrip("/")
                route.pattern = read_pattern(path + "".join(f"/<{name}>" for name in needed))


def _application() -> dict[str, RegistrationCall]:
    callback = Arg("callback", 2)
    found: dict[str, RegistrationCall] = {
        f"{_APP}.route": RouteCall(
            Arg("path", 0),
            methods=Arg("method", 1),
            default=("GET",),
            handler=callback,
            guards=Arg("apply", 4),
        ),
        f"{_APP}.mount": MountCall(Arg("prefix", 0), Arg("app", 1)),
        f"{_APP}.merge": IncludeCall(Arg("routes", 0)),
        f"{_APP}.install": MiddlewareCall(
            Arg("plugin", 0), style="decorator", outermost="first", methods=("apply", "__call__")
        ),
        f"{_APP}.error": ErrorHandlerCall(Arg("code", 0), handler=Arg("callback", 1)),
        f"{_APP}.hook": HookCall("", "app", None, Arg("name", 0), _HOOKS),
        f"{_APP}.add_hook": HookCall("", "app", Arg("func", 1), Arg("name", 0), _HOOKS),
        f"{_APP}.run": RunCall(),
        "bottle.run": RunCall(Arg("app", 0), default=_DEFAULT),
    }
    for method in _METHODS:
        found[f"{_APP}.{method}"] = RouteCall(
            Arg("path", 0), fixed=(method.upper(),), handler=Arg("callback"), guards=Arg("apply")
        )
    return found


_HOOKS = {"before_request": Role.BEFORE, "after_request": Role.AFTER}

_TYPE_ERROR = "compares it with a number, and every form and JSON body fails with a TypeError (500)"

_EMPTY = "a 200 with an empty body"

_RUNS_CODE = "run code in the application, which reads signed cookies as pickles"
_TRACEBACK = "the page of every error holds the traceback"
_NO_BODY = "Bottle can make no body of it, and clients get a 500"
_MISREADS = (
    Misread(PAIRS, _NO_BODY, "return HTTPResponse({body}, {status})"),
    Misread(TUPLES - PAIRS, _NO_BODY, "return HTTPResponse(...)"),
    Misread(frozenset({"number", "set"}), _NO_BODY, "return str({value})"),
    Misread(frozenset({"exception class"}), _NO_BODY, "raise {value}()", fix="raise", safe=True),
    Misread(frozenset({"response class"}), _NO_BODY, "return {value}()", fix="call", safe=True),
)

FRAMEWORK: Framework = Framework(
    misreads={Role.VIEW: _MISREADS, Role.ERROR_HANDLER: _MISREADS},
    # https://bottlepy.org/docs/0.13/api.html#bottle.BaseRequest.remote_route: can be forged
    forwarding=Forwarding(
        addresses=frozenset({f"{_REQUEST}.remote_addr"}),
        routes=frozenset({f"{_REQUEST}.remote_route"}),
        hosts=frozenset({f"{_REQUEST}.urlparts.netloc"}),
        client='`request.environ["REMOTE_ADDR"]`, and let the server know its proxies',
    ),
    # https://bottlepy.org/docs/0.13/stpl.html
    pages=Pages(
        calls=frozenset(
            f"bottle.{name}"
            for name in (
                "template",
                "mako_template",
                "cheetah_template",
                "jinja2_template",
                "view",
                "mako_view",
                "jinja2_view",
            )
        ),
        returned=True,
        example='a function behind `@app.hook("after_request")`',
    ),
    inputs=Inputs(
        frozenset(
            f"{_REQUEST}.{name}"
            for name in ("query", "forms", "params", "json", "headers", "cookies", "get_header")
        )
    ),
    # https://bottlepy.org/docs/0.13/api.html#bottle.static_file looks below its root.
    files=Files(
        senders={"bottle.static_file": ("root", 1)},
        roots={"bottle.static_file": ("root", 1)},
        names={"bottle.static_file": ("filename", 0)},
    ),
    # https://bottlepy.org/docs/0.13/api.html#bottle.BaseRequest.json
    bodies=Bodies(
        data=frozenset(f"{_REQUEST}.{name}" for name in ("json", "forms", "params", "POST")),
        raw=frozenset({f"{_REQUEST}.body"}),
        queries=frozenset({f"{_REQUEST}.query", f"{_REQUEST}.GET"}),
        missing={
            f"{_REQUEST}.json": Missing("for an empty body and for another content type than JSON")
        },
    ),
    servers=WSGI | Servers(frozenset({f"{_APP}.run", "bottle.run"})),
    slug="bottle",
    title="Bottle",
    refusals=Refusals(
        statuses={
            "bottle.abort": ("code", 0),
            _RESPONSE: ("status", 1),
            _ERROR: ("status", 0),
        },
        example='raise HTTPResponse(status=401, headers={"WWW-Authenticate": "Bearer"})',
        senders=frozenset({"auth"}),
        asks=frozenset({"get_header", "get_cookie"}),
    ),
    packages=("bottle",),
    # https://bottlepy.org/docs/dev/tutorial.html#cookies
    cookies=Cookies(calls={"set_cookie": CookieCall(("name", 0), signed_by="secret")}),
    # https://bottlepy.org/docs/dev/tutorial.html#debug-mode
    debug=Debug(
        run_options={"debug": _TRACEBACK}, calls={"bottle.debug": (("mode", 0), _TRACEBACK)}
    ),
    secrets=Secrets(
        calls=SIGNING,
        methods={
            "set_cookie": (("secret", 2), _RUNS_CODE),
            "get_cookie": (("secret", 2), _RUNS_CODE),
        },
    ),
    parameters=Parameters(
        mappings={
            f"{_REQUEST}.query": QUERY,
            f"{_REQUEST}.GET": QUERY,
            f"{_REQUEST}.params": QUERY,
            f"{_REQUEST}.forms": FORM,
            f"{_REQUEST}.POST": FORM,
        },
        converter="type",
        converter_index=3,
        path_texts=frozenset({"", "path"}),
    ),
    # `Bottle._cast` gives the answer for an error its status, unless it is a response of its own.
    statuses=Statuses(
        calls={
            _RESPONSE: StatusArg("status", 1),
            "bottle.static_file": StatusArg(),
        },
        how="return a text, which keeps the status, or give the response one: `status={}`",
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
            "RL209",
            "RL301",
            "RL302",
            "RL303",
            "RL304",
            "RL305",
            "RL307",
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
        "RL309": "it has nothing that protects against forged requests, which could be off",
        "RL308": "Bottle has no WebSockets; those of its servers are none of its own",
        "RL705": "there are no forms of its own whose validation could be dropped",
        "RL306": "auth_basic refuses by itself, and nothing stands for the user of a request",
        "RL207": "there are no routers: an application that is mounted nowhere may be served by itself",
        "RL511": "nothing here takes options for CORS: its headers are written by hand",
        "RL603": "handlers run without an event loop, in which a task could be made and lost",
        "RL601": "each request has a thread or a worker of its own; there is no event loop",
        "RL102": "a callback answers by returning or raising, once; there is nothing to send with",
        "RL206": "hooks and plugins stand in for no library: none of Bottle's own needs another one",
    },
    aliases={
        "bottle.default_app": _DEFAULT,
        "bottle.Request": _REQUEST,
        "bottle.LocalRequest": _REQUEST,
        "bottle.Response": "bottle.BaseResponse",
        "bottle.LocalResponse": "bottle.BaseResponse",
        "bottle.apps": _DEFAULT,
    },
    bases={
        _ERROR: (_RESPONSE,),
        _RESPONSE: ("bottle.BaseResponse", "builtins.Exception"),
        "bottle.BaseResponse": (),
        _REQUEST: (),
    },
    instances={
        _DEFAULT: _APP,
        "bottle.request": _REQUEST,
        "bottle.response": "bottle.BaseResponse",
    },
    default_apps=frozenset({_DEFAULT}),
    default_functions={
        f"bottle.{name}": (_DEFAULT, name)
        for name in (
            "route",
            *_METHODS,
            "error",
            "mount",
            "hook",
            "install",
            "uninstall",
        )
    },
    returns={
        f"{_REQUEST}.files.[]": _UPLOAD,
        f"{_REQUEST}.files.get": _UPLOAD,
        f"{_REQUEST}.files.getall.*": _UPLOAD,
        f"{_REQUEST}.files.values.*": _UPLOAD,
        f"{_REQUEST}.files.items.*.1": _UPLOAD,
        f"{_REQUEST}.files.allitems.*.1": _UPLOAD,
    },
    # https://bottlepy.org/docs/dev/api.html#bottle.HTTPResponse: to be returned or raised
    responses=frozenset(
        {
            _RESPONSE,
            _ERROR,
            "bottle.static_file",
            "bottle.template",
            "bottle.mako_template",
            "bottle.cheetah_template",
            "bottle.jinja2_template",
        }
    ),
    exceptions=frozenset({_RESPONSE, _ERROR}),
    aborts=frozenset({"bottle.abort", "bottle.redirect"}),
    controls=frozenset({_RESPONSE}),
    # `HTTPResponse.apply` replaces all of the global response; `redirect` makes a copy of it.
    handed_responses=frozenset({"bottle.BaseResponse"}),
    keeps_handed=frozenset(
        {
            "bottle.redirect",
            "bottle.template",
            "bottle.mako_template",
            "bottle.cheetah_template",
            "bottle.jinja2_template",
        }
    ),
    http_error=_RESPONSE,
    error_texts=(0, 1, "body", "text"),
    contracts={
        Role.VIEW: Contract("response", _EMPTY, all_none_is_fine=True),
        Role.BEFORE: Contract("ignored"),
        Role.AFTER: Contract("ignored"),
        Role.ERROR_HANDLER: Contract("response", all_none_is_fine=True),
        Role.DECORATOR: Contract("response", _EMPTY),
    },
    containers={_APP: ContainerClass("app")},
    registrations=_application(),
    decorators={
        "bottle.auth_basic": "guard",
        "bottle.view": "transparent",
        "bottle.mako_view": "transparent",
        "bottle.cheetah_view": "transparent",
        "bottle.jinja2_view": "transparent",
    },
    settings={f"{_APP}.config": ""},
    class_settings={f"{_REQUEST}.MEMFILE_MAX": "BaseRequest.MEMFILE_MAX"},
    pattern=read_pattern,
    # https://bottlepy.org/docs/dev/routing.html
    paths=Paths(
        styles=frozenset({"<>", ":"}),
        plain="<{name}>",
        typed="<{name}:{type}>",
        types={
            "int": "int",
            "integer": "int",
            "number": "int",
            "float": "float",
            "double": "float",
            "path": "path",
            "str": "",
            "string": "",
            "re": "re",
        },
        unknown_type="the module can't be imported (KeyError)",
        slash="it never matches (404)",
        arguments=KEYWORDS,
        mismatch="every request for it is a TypeError (500)",
    ),
    join=_join,
    body_limit=BodyLimit(
        # https://bottlepy.org/docs/dev/api.html#bottle.BaseRequest.MEMFILE_MAX covers JSON and forms.
        reads=frozenset({f"{_REQUEST}.files"}),
        lengths=frozenset({f"{_REQUEST}.content_length"}),
        raw_reads=frozenset({f"{_REQUEST}.body"}),
        raw_items=frozenset({(f"{_REQUEST}.environ", "wsgi.input"), (_REQUEST, "wsgi.input")}),
        limited_objects=frozenset({_UPLOAD}),
        settings=("BaseRequest.MEMFILE_MAX",),
        near_misses={
            "MEMFILE_MAX": "BaseRequest.MEMFILE_MAX",
            "memfile_max": "BaseRequest.MEMFILE_MAX",
            "MAX_CONTENT_LENGTH": "BaseRequest.MEMFILE_MAX",
            "max_content_length": "BaseRequest.MEMFILE_MAX",
        },
        near_miss_consequence="the limit for forms and JSON stays as it was",
        unset_consequence=_TYPE_ERROR,
        text_consequence=_TYPE_ERROR,
        example="if request.content_length > MAX_BODY: abort(413)",
    ),
    path_items=frozenset({("environ", "PATH_INFO")}),
    status_attributes=frozenset({"bottle.BaseResponse.status"}),
    # Bottle takes the directories off `filename`: `FileUpload.filename`
    upload_names=frozenset({f"{_UPLOAD}.raw_filename"}),
    # https://bottlepy.org/docs/0.13/api.html#bottle.auth_basic
    plain_calls={"bottle.auth_basic": PlainCall(Arg("check", 0))},
    # https://bottlepy.org/docs/0.13/api.html: mount() and merge() skip the plugins of the parent;
    # routes that are copied leave the hooks of their own application behind.
    unreached={
        "middleware": frozenset({"mount", "include"}),
        "hook": frozenset({"include"}),
    },
    path_attributes=frozenset(
        {f"{_REQUEST}.{name}" for name in ("path", "fullpath", "url", "script_name")}
    ),
    facts={
        "split-into": "an application, which is merged or mounted,",
        "status-of-views": "set the status: `response.status = {}`",
        "only-post": '`method="POST"`',
        "errors-are-wrapped": "handlers for 500 are given an HTTP error of the framework's",
        "uncalled-decorator": "nobody uses the decorator that it makes of the function",
        "may-be-uncalled": "route get post put delete patch",
        "coroutines-are-no-answers": "yes",
        # https://bottlepy.org/docs/dev/routing.html
        "route-order": "literal-first",
        "duplicate-route": "last",
        "any-method": "last",
        # https://bottlepy.org/docs/dev/api.html#bottle.Bottle.merge
        "late-router": "is added to an application whose routes were copied before, so that nobody "
        "serves it",
        "taken-over-without-error-handlers": "Bottle copies the routes of an application that is "
        "merged, or mounted below a path with a slash at its end, and leaves its error handlers",
    },
    words=frozenset(
        {
            "set_cookie",
            "get_cookie",
            "bottle",
            "request",
            "response",
            "route",
            "hook",
            "before_request",
            "after_request",
            "HTTPResponse",
            "HTTPError",
            "wsgi",
        }
    ),
    reader=_read,
    # https://bottlepy.org/docs/dev/api.html#bottle.BaseRequest ; `BaseRequest.__setattr__`
    request_objects={
        _REQUEST: RequestObject(
            frozen={"headers": "dict({})"},
            fixed=frozenset(
                {
                    "GET",
                    "POST",
                    "app",
                    "auth",
                    "body",
                    "content_length",
                    "content_type",
                    "cookies",
                    "files",
                    "forms",
                    "headers",
                    "json",
                    "method",
                    "params",
                    "path",
                    "query",
                    "query_string",
                    "remote_addr",
                    "route",
                    "url",
                    "url_args",
                }
            ),
            once="an AttributeError, and so a 500",
            once_since=(0, 13),
            place='request.environ["{}"]',
            shared=frozenset({"app"}),
        )
    },
)
