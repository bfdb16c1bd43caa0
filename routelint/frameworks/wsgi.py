"""WSGI itself: applications and middleware that call `start_response` and return a body.

https://peps.python.org/pep-3333/
"""

from __future__ import annotations

from routelint.frameworks._forwarded import WAITRESS
from routelint.frameworks._servers import WSGI
from routelint.frameworks._signing import SIGNING
from routelint.frameworks._werkzeug import WERKZEUG_DEBUGGER
from routelint.model import ir
from routelint.model.app import Role
from routelint.model.bodies import Bodies
from routelint.model.exposures import Debug, Secrets
from routelint.model.forwarding import Forwarding
from routelint.model.inputs import Inputs
from routelint.model.kinds import PAIRS
from routelint.model.link import Linker
from routelint.model.pages import Pages
from routelint.model.project import Project
from routelint.model.refusals import Refusals
from routelint.model.request_objects import RequestObject
from routelint.model.scopes import Scope
from routelint.model.values import BoundMethod, FunctionRef
from routelint.model.vocabulary import (
    BodyLimit,
    Contract,
    Framework,
    Misread,
)

ENVIRON = "wsgiref.types.WSGIEnvironment"
_START = "start_response"

# https://docs.pylonsproject.org/projects/webob/en/stable/api/exceptions.html: applications, too
_ANSWERS = frozenset(
    f"webob.exc.HTTP{name}"
    for name in (
        "BadRequest",
        "Conflict",
        "Created",
        "Forbidden",
        "Found",
        "Gone",
        "InternalServerError",
        "MethodNotAllowed",
        "MovedPermanently",
        "NoContent",
        "NotAcceptable",
        "NotFound",
        "NotModified",
        "Ok",
        "PreconditionFailed",
        "RequestEntityTooLarge",
        "SeeOther",
        "ServiceUnavailable",
        "TemporaryRedirect",
        "TooManyRequests",
        "Unauthorized",
        "UnprocessableEntity",
        "UnsupportedMediaType",
    )
)


def _is_start(expr: ir.Expr | None, scope: Scope) -> bool:
    """Whether an expression is the `start_response` that a function was given, itself or around it."""
    if not isinstance(expr, ir.Name) or expr.id != _START:
        return False
    at: Scope | None = scope
    while at is not None:
        if isinstance(at.node, ir.Function):
            if at.node.parameter(expr.id) is not None:
                return True
            if at.bindings(expr.id):
                return False
        at = at.parent
    return False


def _is_environ(expr: ir.Expr | None) -> bool:
    return (ir.dotted(expr) or "").rpartition(".")[2] in ("environ", "env")


def _hands_on(call: ir.Call, scope: Scope) -> bool:
    """`something(environ, start_response)`, where the latter may be another function."""
    if len(call.args) != 2 or not _is_environ(call.positional(0)):
        return False
    start = call.positional(1)
    if isinstance(start, ir.Lambda):
        return True
    name = (ir.dotted(start) or "").rpartition(".")[2]
    if _START in name:
        return True
    # A function that keeps what is said: `def keep(status, headers, exc_info=None)`.
    return isinstance(start, ir.Name) and any(
        isinstance(binding.node, ir.Function)
        and len(binding.node.params) > 1
        and binding.node.params[0].name == "status"
        for binding in scope.bindings(start.id)
    )


def _talk(project: Project, call: ir.Call, scope: Scope) -> str:
    if _is_start(call.func, scope):
        # With an exception a response that was not sent yet may be begun anew.
        again = call.argument(2, "exc_info")
        known = again is None or (isinstance(again, ir.Constant) and again.value is None)
        return "start" if known else "maybe"
    value = project.evaluate(call.func, scope)
    if isinstance(value, (FunctionRef, BoundMethod)):
        # What a helper of the project says is worked out from its body.
        return ""
    if not _hands_on(call, scope):
        lent = value is None and any(_is_start(arg.value, scope) for arg in call.args)
        return "maybe" if lent else ""
    if any(name in project.names.responses for name in project.resolver.class_names(value)):
        return "whole"
    return "next"


def _read(linker: Linker) -> None:
    """Finds the functions that have the form of an application."""
    for module in linker.matched:
        if module.is_test:
            continue
        for function in linker.reading.functions_of(module):
            if not _is_application(function):
                continue
            passed = _passed_on(linker, function)
            role = Role.WSGI_MIDDLEWARE if passed else Role.WSGI_APP
            handler = linker.calling.handler(
                function, role, FRAMEWORK, None, function.location, function.owner
            )
            if handler is not None:
                handler.next_name = passed
                handler.lends = _lends(function.node)
                linker.used.add(FRAMEWORK.slug)


def _parameters(function: FunctionRef) -> list[str]:
    node = function.node
    names = [p.name for p in node.params if p.kind in ("positional-only", "positional")]
    return names[1:] if function.owner is not None else names


def _is_application(function: FunctionRef) -> bool:
    names = _parameters(function)
    return (
        not function.node.is_async
        and len(names) == 2
        and names[0] in ("environ", "env")
        and names[1] == _START
    )


def _passed_on(linker: Linker, function: FunctionRef) -> str:
    """The name of the application to which the function hands requests on."""
    scope = linker.resolver.scope(function)
    for node in ir.nodes_of(function.node.body, ir.Call):
        if _hands_on(node, scope):
            value = linker.resolver.evaluate(node.func, scope)
            names = linker.resolver.class_names(value)
            made = any(name in linker.names.responses for name in names)
            if not isinstance(value, (FunctionRef, BoundMethod)) and not made:
                return ir.dotted(node.func) or ""
    return ""


def _lends(function: ir.Function) -> bool:
    """Whether `start_response` goes elsewhere than to applications and functions of this very one."""
    known: set[int] = set()
    for call in ir.nodes_of(function.body, ir.Call):
        known.add(id(call.func))
        known.update(id(arg.value) for arg in call.args)
    for node in ir.walk_body(function.body):
        if isinstance(node, ir.Name) and node.id == _START and id(node) not in known:
            return True
        if isinstance(node, (ir.Function, ir.Lambda)) and _mentions(node):
            return True
    return False


def _mentions(function: ir.Function | ir.Lambda) -> bool:
    nodes = ir.walk(function, into_functions=True)
    return any(isinstance(node, ir.Name) and node.id == _START for node in nodes)


_NO_ANSWER = "500: there is no response, or nothing to take its body from"
_CONTRACT = Contract("nothing", _NO_ANSWER, body=True, parameters=(ENVIRON,))

# https://peps.python.org/pep-3333/#specification-details
_NO_ITERABLE = "a WSGI server wants an iterable of bytes, and clients get a 500 or nothing"
_RETURNED = (
    Misread(frozenset({"text"}), _NO_ITERABLE, "return [{value}.encode()]"),
    Misread(frozenset({"bytes"}), _NO_ITERABLE, "return [{value}]"),
    Misread(
        frozenset({"number", "bool", "dictionary"}) | PAIRS,
        _NO_ITERABLE,
        "use a list of bytes",
    ),
)

FRAMEWORK: Framework = Framework(
    misreads={Role.WSGI_APP: _RETURNED, Role.WSGI_MIDDLEWARE: _RETURNED},
    forwarding=Forwarding(
        believing=WAITRESS,
        client='`environ["REMOTE_ADDR"]`, and let the server know its proxies',
    ),
    pages=Pages(example="in an application that stands around `start_response`"),
    inputs=Inputs(
        items=frozenset(
            (mapping, key)
            for mapping in ("environ", "env")
            for key in ("PATH_INFO", "QUERY_STRING", "HTTP_COOKIE")
        )
    ),
    # https://peps.python.org/pep-3333/#environ-variables
    bodies=Bodies(raw_items=frozenset((mapping, "wsgi.input") for mapping in ("environ", "env"))),
    servers=WSGI,
    slug="wsgi",
    title="WSGI",
    refusals=Refusals(
        starts=frozenset({"start_response"}),
        example='start_response("401 Unauthorized", [("WWW-Authenticate", "Bearer")])',
    ),
    packages=(),
    # https://werkzeug.palletsprojects.com/en/stable/debug/
    debug=Debug(calls=WERKZEUG_DEBUGGER),
    secrets=Secrets(calls=SIGNING),
    pitfalls=frozenset(
        {
            "RL901",
            "RL310",
            "RL101",
            "RL102",
            "RL103",
            "RL105",
            "RL107",
            "RL108",
            "RL301",
            "RL305",
            "RL307",
            "RL402",
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
            "RL702",
            "RL704",
            "RL801",
            "RL903",
        }
    ),
    without={
        "RL902": "there are no routes",
        "RL802": "every answer is given its status, and what is written is meant",
        "RL405": "there are no routes, which would tell logins from the rest",
        "RL309": "the protocol has nothing that protects against forged requests, which could be off",
        "RL308": "WSGI knows requests and answers, and no WebSockets",
        "RL803": "there are no error handlers, only what each application catches itself",
        "RL705": "there are no forms of its own whose validation could be dropped",
        "RL701": "the environ is a plain dictionary, and what is written into it reaches the application",
        "RL306": "the protocol knows neither users nor guards; a check is code that runs",
        "RL703": "the protocol hands on a query string, which an application takes apart by itself",
        "RL209": "nothing is registered by a decorator, and no class makes an application of itself",
        "RL208": "there are no patterns: an application compares paths by itself",
        "RL207": "there are no routers, only applications that call each other",
        "RL511": "nothing here takes options for CORS: its headers are written by hand",
        "RL106": "responses are objects of libraries; the protocol has only calls",
        "RL304": "what is wrapped in a guard is all that it guards, and nothing stands beside it",
        "RL603": "handlers run without an event loop, in which a task could be made and lost",
        "RL601": "each request has a thread or a worker of its own; there is no event loop",
        "RL104": "an application refuses by answering; there are no hooks whose value is dropped",
        "RL201": "there are no error handlers, only what each application catches itself",
        "RL202": "there are no routes",
        "RL203": "there are no routes",
        "RL204": "there are no routes",
        "RL205": "there is nothing that is registered, early or late",
        "RL206": "who wraps whom is written in the code, and no order is wrong for all",
        "RL303": "there are no routes, so that none has siblings whose guards it could lack",
        "RL302": "nothing is registered, so that no decorator can stand above it",
        "RL401": "no setting limits bodies; RL402 reports the reads",
        "RL403": "there is no setting that limits bodies",
        "RL404": "there are no uploads in the protocol, only bodies",
        "RL604": "no exception has a meaning in the protocol",
    },
    aliases={"webob.response.Response": "webob.Response"},
    responses=_ANSWERS | {"webob.Response"},
    raisable=_ANSWERS,
    contracts={
        Role.WSGI_APP: _CONTRACT,
        Role.WSGI_MIDDLEWARE: _CONTRACT,
    },
    body_limit=BodyLimit(
        raw_items=frozenset({(ENVIRON, "wsgi.input")}), unlimited_by_default=False
    ),
    path_items=frozenset({("environ", "PATH_INFO"), ("env", "PATH_INFO")}),
    facts={
        "only-post": '`if environ["REQUEST_METHOD"] != "POST": ...`, with a 405',
        "dropped-response": "return `response(environ, start_response)`",
    },
    talk=_talk,
    # Headers that functions of all frameworks read and write.
    words=frozenset({"DebuggedApplication", "run_simple", "use_debugger", "start_response"}),
    reader=_read,
    shared_selves=frozenset({Role.WSGI_APP, Role.WSGI_MIDDLEWARE}),
    request_objects={ENVIRON: RequestObject()},
)
