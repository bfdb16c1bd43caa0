"""ASGI itself: applications and middleware that call `receive` and `send`.

https://asgi.readthedocs.io/en/latest/specs/www.html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from routelint.frameworks._forwarded import UVICORN
from routelint.frameworks._servers import ASGI
from routelint.frameworks._signing import SIGNING
from routelint.frameworks._socketio import SOCKETIO_EVENTS, SOCKETIO_OPTIONS
from routelint.model import ir
from routelint.model.app import Handler, Role
from routelint.model.bodies import Bodies
from routelint.model.exposures import Secrets
from routelint.model.forwarding import Forwarding
from routelint.model.handshakes import Handshakes
from routelint.model.inputs import Inputs
from routelint.model.kinds import CLASSES, DATA, TUPLES
from routelint.model.link import Linker
from routelint.model.pages import Pages
from routelint.model.project import Project
from routelint.model.refusals import Refusals
from routelint.model.scopes import Scope
from routelint.model.values import BoundMethod, FunctionRef, Known, Value
from routelint.model.vocabulary import (
    BodyLimit,
    Contract,
    EventLoop,
    Framework,
    Misread,
)

_MESSAGES = {
    "http.response.start": "start",
    "websocket.accept": "more",
    "websocket.send": "more",
    "websocket.close": "last",
}


def _is_sender(expr: ir.Expr | None, scope: Scope) -> bool:
    """Whether an expression is the `send` that a function was given, itself or around it."""
    if not isinstance(expr, ir.Name) or "send" not in expr.id:
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


def _hands_on(call: ir.Call) -> bool:
    """`something(scope, receive, send)`, where one of the last two may be another function."""
    receive, send = call.positional(1), call.positional(2)
    if send is None or call.positional(3) is not None:
        return False
    return "receive" in (ir.dotted(receive) or "") or "send" in (ir.dotted(send) or "")


def _talk(project: Project, call: ir.Call, scope: Scope) -> str:
    if isinstance(call.func, ir.Name) and _is_sender(call.func, scope):
        return _message(project, call.positional(0), scope)
    value = project.evaluate(call.func, scope)
    if not _hands_on(call):
        lent = [arg for arg in call.args if _is_sender(arg.value, scope)]
        return "maybe" if lent and (value is None or _renamed(value, call, lent)) else ""
    if any(name in project.names.responses for name in project.resolver.class_names(value)):
        return "whole"
    if isinstance(value, (FunctionRef, BoundMethod)):
        # A helper of this very application; what it says is worked out from its body.
        return ""
    return "next"


def _renamed(value: Value, call: ir.Call, lent: list[ir.Argument]) -> bool:
    """Whether a function of the project calls the `send` that it is given by a name that says nothing."""
    if not isinstance(value, (FunctionRef, BoundMethod)):
        return False
    node = value.node if isinstance(value, FunctionRef) else value.function.node
    names = [p.name for p in node.params][isinstance(value, BoundMethod) :]
    for arg in lent:
        index = call.args.index(arg)
        name = arg.keyword or (names[index] if index < len(names) else "")
        if name and "send" not in name:
            return True
    return False


def _message(project: Project, expr: ir.Expr | None, scope: Scope) -> str:
    value = project.evaluate(expr, scope)
    if isinstance(value, Known):
        expr = value.expr
    kind = _text(_item(expr, "type"))
    if kind == "http.response.body":
        more = _item(expr, "more_body")
        if more is None or (isinstance(more, ir.Constant) and not more.value):
            return "last"
        return "more"
    if kind is None:
        return "maybe"
    return _MESSAGES.get(kind, "")


def _item(message: ir.Expr | None, key: str) -> ir.Expr | None:
    """An item of a message, which is a dictionary or the call of a class of messages."""
    if isinstance(message, ir.Dictionary):
        return next((value for name, value in message.items if _text(name) == key), None)
    return message.keyword(key) if isinstance(message, ir.Call) else None


def _text(expr: ir.Expr | None) -> str | None:
    value = expr.value if isinstance(expr, ir.Constant) else None
    return value if isinstance(value, str) else None


def _decides(project: Project, expr: ir.Expr, request: str, scope: Scope) -> bool | None:
    """Tests on `scope["type"]`, for a request of one type."""
    if not isinstance(expr, ir.Compare) or len(expr.ops) != 1 or not _is_type(expr.left):
        return None
    other = project.evaluate(expr.comparators[0], scope)
    right = other.expr if isinstance(other, Known) else expr.comparators[0]
    op = expr.ops[0]
    if op in ("==", "!="):
        text = _text(right)
        return None if text is None else (text == request) is (op == "==")
    if op in ("in", "not in") and isinstance(right, ir.Collection):
        texts = [_text(item) for item in right.items]
        return None if None in texts else (request in texts) is (op == "in")
    return None


def _is_type(expr: ir.Expr) -> bool:
    if isinstance(expr, ir.Subscript):
        return isinstance(expr.value, ir.Name) and _text(expr.index) == "type"
    return (
        isinstance(expr, ir.Call)
        and isinstance(expr.func, ir.Attribute)
        and expr.func.attr == "get"
        and _text(expr.positional(0)) == "type"
    )


def _read(linker: Linker) -> None:
    """Finds the functions that have the form of an application."""
    kept: list[FunctionRef] = []
    for module in linker.matched:
        if module.is_test:
            continue
        for function in linker.reading.functions_of(module):
            if not _is_application(function):
                if _may_be_kept(function):
                    kept.append(function)
                continue
            _note(linker, function)
    called = (
        _called(f for m in linker.matched for f in linker.reading.functions_of(m)) if kept else ()
    )
    for function in kept:
        if function.name not in called:
            _note(linker, function)


def _note(linker: Linker, function: FunctionRef) -> None:
    node = function.node
    calls = list(ir.nodes_of(node.body, ir.Call))
    passes = any(_hands_on(c) and _is_other(linker, c, function) for c in calls)
    role = Role.ASGI_MIDDLEWARE if passes else Role.ASGI_APP
    handler = linker.calling.handler(
        function, role, FRAMEWORK, None, function.location, function.owner
    )
    if handler is not None:
        handler.lends = _lends(node)
        _install(linker, handler)
        linker.used.add(FRAMEWORK.slug)


def _install(linker: Linker, handler: Handler) -> None:
    """Tells the middleware of apps that are instances of the handler's class."""
    function = handler.function
    around = function.scope.node if function.owner is None else None
    for container in linker.containers.values():
        for middleware in container.middleware:
            target = middleware.target
            if (
                (handler.view_class is not None and target == handler.view_class)
                or target == function
                or (isinstance(target, FunctionRef) and target.node is around)
            ) and handler not in middleware.handlers:
                middleware.handlers.append(handler)


def _called(functions: Iterable[FunctionRef]) -> set[str]:
    """The names of methods that something calls."""
    return {
        node.func.attr
        for function in functions
        for node in ir.nodes_of(function.node.body, ir.Call)
        if isinstance(node.func, ir.Attribute)
    }


def _may_be_kept(function: FunctionRef) -> bool:
    """Whether a method takes what an application takes, and may be kept as one, for requests of all
    kinds (`self.pages = {"/": self.start}`)."""
    if any(kind in function.name for kind in ("websocket", "ws", "lifespan")):
        return False
    names = [p.name for p in function.node.params if p.kind in ("positional-only", "positional")]
    return (
        function.owner is not None
        and function.node.is_async
        and len(names) == 4
        and "receive" in names[2]
        and "send" in names[3]
    )


def _is_application(function: FunctionRef) -> bool:
    node = function.node
    names = [p.name for p in node.params if p.kind in ("positional-only", "positional")]
    if function.owner is not None:
        names = names[1:]
        # Base classes of middleware hand the next application over, too: `handle(..., next_app)`.
        if node.name != "__call__" and len(names) != 4:
            return False
    elif len(names) != 3:
        return False
    named = len(names) in (3, 4) and "receive" in names[1] and "send" in names[2]
    return node.is_async and named


def _is_other(linker: Linker, call: ir.Call, function: FunctionRef) -> bool:
    value = linker.resolver.evaluate(call.func, linker.resolver.scope(function))
    responses = linker.names.responses
    return not isinstance(value, (FunctionRef, BoundMethod)) and not any(
        name in responses for name in linker.resolver.class_names(value)
    )


def _lends(function: ir.Function) -> bool:
    """Whether `send` goes to something that is neither an application nor a wrapper around it."""
    name = function.params[-1].name
    known: set[int] = set()
    handed: set[str] = set()
    for call in ir.nodes_of(function.body, ir.Call):
        known.add(id(call.func))
        handed.update(a.value.id for a in call.args if isinstance(a.value, ir.Name))
        # `WebSocket(scope, receive, send)` keeps what it is given.
        if not (ir.dotted(call.func) or "").rpartition(".")[2][:1].isupper():
            known.update(id(arg.value) for arg in call.args)
    for node in ir.walk_body(function.body):
        if isinstance(node, ir.Name) and node.id == name and id(node) not in known:
            return True
        if isinstance(node, ir.Function) and node.name not in handed and _mentions(node, name):
            return True
    return False


def _mentions(function: ir.Function, name: str) -> bool:
    nodes: Iterator[ir.Node] = iter(ir.walk_body(function.body, into_functions=True))
    return any(isinstance(node, ir.Name) and node.id == name for node in nodes)


# https://asgi.readthedocs.io/en/latest/specs/main.html#applications
_RETURNED = (
    Misread(
        frozenset({"response"}),
        "an ASGI server wants nothing back, and drops the connection",
        "await {value}(scope, receive, send)",
    ),
    Misread(
        DATA | TUPLES | CLASSES | {"exception"},
        "an ASGI server wants nothing back, and drops the connection",
        "use `await send(...)`, and return nothing",
    ),
)

FRAMEWORK = Framework(
    misreads={Role.ASGI_APP: _RETURNED, Role.ASGI_MIDDLEWARE: _RETURNED},
    forwarding=Forwarding(
        believing=UVICORN,
        client='`scope["client"][0]`, and let the server know its proxies',
    ),
    pages=Pages(example="in an application that stands around `send`"),
    inputs=Inputs(items=frozenset({("scope", "path"), ("scope", "query_string")})),
    # https://asgi.readthedocs.io/en/latest/specs/www.html#request-receive-event
    bodies=Bodies(
        raw_items=frozenset((name, "body") for name in ("message", "event", "msg", "chunk"))
    ),
    servers=ASGI,
    slug="asgi",
    title="ASGI",
    refusals=Refusals(
        messages=True,
        example='"headers": [(b"www-authenticate", b"Bearer")]',
    ),
    packages=(),
    handshakes=Handshakes(
        unchecked=True,
        options=SOCKETIO_OPTIONS,
        option_decorators=SOCKETIO_EVENTS,
        texts=frozenset({"websocket.accept"}),
    ),
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
            "RL308",
            "RL402",
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
        "RL309": "there are no routes, which would tell what changes something for a visitor",
        "RL803": "there are no error handlers, only what each application catches itself",
        "RL705": "there are no forms of its own whose validation could be dropped",
        "RL701": "the scope is a plain dictionary, and what is written into it reaches the application",
        "RL306": "the protocol knows neither users nor guards; a check is code that runs",
        "RL703": "the protocol hands on a query string, which an application takes apart by itself",
        "RL209": "nothing is registered by a decorator, and no class makes an application of itself",
        "RL208": "there are no patterns: an application compares paths by itself",
        "RL207": "there are no routers, only applications that call each other",
        "RL511": "nothing here takes options for CORS: its headers are written by hand",
        "RL106": "responses are objects of libraries; the protocol has only messages",
        "RL505": "the protocol has no debug mode: servers answer an error with a bare 500",
        "RL304": "no routes are registered: a guard wraps the whole application",
        "RL404": "there are no uploads in the protocol, only bodies",
        "RL104": "an application refuses by sending; there are no hooks whose value is dropped",
        "RL201": "there are no error handlers, only what each application catches itself",
        "RL202": "there are no routes",
        "RL203": "there are no routes",
        "RL204": "there are no routes",
        "RL205": "there is nothing that is registered, early or late",
        "RL206": "who wraps whom is written in the code, and no order is wrong for all",
        "RL303": "there are no routes, so that none has siblings whose guards it could lack",
        "RL302": "nothing is registered, so that no decorator can stand above it",
        "RL401": "no setting limits bodies; RL402 reports where messages are put together",
        "RL403": "there is no setting that limits bodies",
        "RL604": "no exception has a meaning in the protocol",
    },
    contracts={
        Role.ASGI_APP: Contract(
            "nothing", "the server answers 500, or closes the connection without an answer"
        ),
        Role.ASGI_MIDDLEWARE: Contract(
            "nothing", "the server answers 500, or closes the connection without an answer"
        ),
    },
    facts={"only-post": '`if scope["method"] != "POST": ...`, with a 405', "lost-task": "yes"},
    # https://asgi.readthedocs.io/en/stable/specs/www.html#response-start-send-event
    messages=frozenset({"send"}),
    body_limit=BodyLimit(messages=("receive", "body"), unlimited_by_default=False),
    path_items=frozenset({("scope", "path")}),
    talk=_talk,
    request_kinds=("http", "websocket"),
    # https://asgi.readthedocs.io/en/stable/specs/lifespan.html
    start_up_kind="lifespan",
    decides=_decides,
    event_loop=EventLoop(),
    patterns=(
        r"receive\s*,\s*\w",
        r"http\.response\.|websocket\.(?:close|accept|send)\b",
        # Applications of Socket.IO beside the others: `flow.blocking_calls.EVENTS`.
        r"@sio\.(?:on|event)\b",
    ),
    reader=_read,
    shared_selves=frozenset({Role.ASGI_APP, Role.ASGI_MIDDLEWARE}),
)
