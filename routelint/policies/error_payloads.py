"""Answers of views that say that something went wrong, and have the status of a success."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from routelint.findings import Related
from routelint.flow.sending import Sending
from routelint.flow.writing import Writing
from routelint.model import ir
from routelint.model.app import Handler, Role
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import Known, as_function
from routelint.policies.returning import reaches_framework
from routelint.policies.statuses import defaults, known_call

#: Keys that tell of an error, when there is something behind them.
_ERRORS = frozenset(
    {"error", "errors", "err", "error_message", "errormessage", "error_msg", "errmsg"}
)
#: Keys for whether it went well, and what says that it did not.
_OUTCOMES = frozenset({"success", "ok", "succeeded", "successful"})
_STATES = frozenset({"status", "result", "state", "outcome"})
_FAILED = frozenset({"error", "fail", "failed", "failure", "denied", "forbidden", "unauthorized"})
#: Keys for the words that go with it.
_WORDS = frozenset({"message", "msg", "detail", "details", "reason", "description", "info", "code"})
#: Protocols that send their errors with 200, and answers to the question whether something is right.
_OTHERWISE = frozenset(
    {"jsonrpc", "valid", "is_valid", "available", "exists", "data", "draw", "healthy"}
)
_PROTOCOLS = re.compile(
    r"web_?hook|call_?back|\brpc|json_?rpc|graphql|slack|telegram|\bbot\b|lnurl|health|status|ping|"
    r"valid|check|verify|test|poll|progress|job|task|oauth",
    re.IGNORECASE,
)
_PLAIN_TEXT = re.compile(
    r"\s*(?:error\b[:!]?|not found\b|forbidden\b|unauthori[sz]ed\b|access denied\b|permission denied\b|"
    r"bad request\b|internal server error\b|invalid (?:request|token|password|credentials)\b)",
    re.IGNORECASE,
)
_BODIES = ("content", "data", "media", "body", "json_body", "json", "object", "text")
_PARTS = re.compile(
    r"(?P<found>not.?found|no such|unknown|does ?n.t exist|missing)|"
    r"(?P<known>unauthori|log ?in|sign ?in|credential|password|token)|"
    r"(?P<allowed>forbidden|denied|permission|not allowed|admin)",
    re.IGNORECASE,
)


@dataclass(frozen=True, eq=False)
class ErrorAnswer:
    """`value` is the answer, `text` what it says, `status` the one that fits, `trace` leads to where
    it is made, when that is in another function."""

    handler: Handler
    value: ir.Expr
    text: str
    status: int
    trace: tuple[Related, ...] = ()


def error_answers(project: Project) -> Iterator[ErrorAnswer]:
    """All of them, in order of path and line, each once."""
    told: set[int] = set()
    handlers = [h for h in project.with_role(Role.VIEW) if not h.function.module.is_test]
    for handler in sorted(handlers, key=lambda h: (h.function.module.path, h.function.node.span)):
        if _speaks_otherwise(project, handler):
            continue
        for found in _of(project, handler):
            if id(found.value) not in told:
                told.add(id(found.value))
                yield found


def _speaks_otherwise(project: Project, handler: Handler) -> bool:
    """Whether the names of a handler say that errors have 200 there, or that an error is what it was
    asked for; or whether it is registered with a status of its own."""
    texts = [handler.function.name]
    if handler.view_class is not None:
        texts.append(handler.view_class.name)
    for route in handler.routes:
        if route.pattern is not None:
            texts.append(route.pattern.text)
        call = route.decorator.value if route.decorator is not None else route.call
        if isinstance(call, ir.Call) and any(map(call.keyword, ("status_code", "status"))):
            return True
    return any(_PROTOCOLS.search(text) for text in texts)


def _of(project: Project, handler: Handler) -> Iterator[ErrorAnswer]:
    contract, scope = handler.contract, project.scope(handler.function)
    if contract is not None and contract.result == "written":
        yield from _written(project, handler, scope)
    elif contract is not None and contract.result == "nothing":
        yield from _sent(project, handler, scope)
    elif contract is None or contract.result == "response":
        if not _may_say_so(handler.function.node.body) or not reaches_framework(project, handler):
            return
        for answer in defaults(project, handler, 200):
            if answer.status != 200 or answer.value is None:
                continue
            text = _said(project, answer.value, scope)
            if text:
                yield _answer(handler, answer.value, text, answer.trace)


def _may_say_so(body: tuple[ir.Stmt, ...]) -> bool:
    """Whether a body returns anything that could be an error: paths are not looked at for nothing."""
    return any(
        isinstance(node, ir.Return) and node.value is not None for node in ir.walk_body(body)
    )


def _answer(
    handler: Handler, value: ir.Expr, text: str, trace: tuple[Related, ...] = ()
) -> ErrorAnswer:
    found = _PARTS.search(text)
    status = 400
    if found is not None:
        status = 404 if found["found"] else 401 if found["known"] else 403
    return ErrorAnswer(handler, value, text, status, trace)


# --- the three ways of answering ------------------------------------------------------------------
def _written(project: Project, handler: Handler, scope: Scope) -> Iterator[ErrorAnswer]:
    """What is written into a response whose status nobody writes."""
    values = {
        id(target): node.value
        for node in ir.walk_body(handler.function.node.body)
        if isinstance(node, ir.Assign) and node.value is not None
        for target in node.targets
    }
    if not any(_payload(project, value, scope, 0) for value in values.values()):
        return
    for path in Writing.of(project).paths(handler).paths:
        kinds = {event.kind for event in path.events}
        if path.end.kind not in ("return", "fall") or kinds & {"status", "unknown", "place"}:
            continue
        bodies = [event.node for event in path.events if event.kind == "body"]
        value = values.get(id(bodies[-1])) if bodies else None
        text = "" if value is None else _payload(project, value, scope, 0)
        if value is not None and text:
            yield _answer(handler, value, text)


def _sent(project: Project, handler: Handler, scope: Scope) -> Iterator[ErrorAnswer]:
    """What is sent by calls before or after which nobody sets a status."""
    if not any(
        isinstance(node, ir.Call) and node.args and _payload(project, node.args[0].value, scope, 0)
        for node in ir.walk_body(handler.function.node.body)
    ):
        return
    for request in handler.framework.request_kinds[:1]:
        for path in Sending.of(project).paths(handler, request).paths:
            if any(event.kind in ("status", "error", "maybe", "start") for event in path.events):
                continue
            if path.end.kind not in ("return", "fall"):
                continue
            for event in path.events:
                call = event.node
                if event.data is None and isinstance(call, ir.Call) and call.args:
                    text = _payload(project, call.args[0].value, scope, 0)
                    if text:
                        yield _answer(handler, call, text)


# --- what an answer says --------------------------------------------------------------------------
def _said(project: Project, value: ir.Expr, scope: Scope, depth: int = 0) -> str:
    """The part of an answer that says that something went wrong, as it is written; or ""."""
    if isinstance(value, ir.Await):
        value = value.value
    if isinstance(value, ir.Call) and depth < 3:
        if known_call(project, value, scope) is not None:
            return _of_call(project, value, scope, depth)
        function = as_function(project.evaluate(value.func, scope))
        if function is None:
            return ""
        inner = project.scope(function)
        texts = [
            _said(project, node.value, inner, depth + 1)
            for node in ir.walk_body(function.node.body)
            if isinstance(node, ir.Return) and node.value is not None
        ]
        if not texts or not all(texts):
            return ""
        given = [ir.text(arg.value) for arg in value.args if isinstance(arg.value, ir.Constant)]
        return given[0] if given else texts[0]
    return _payload(project, value, scope, depth)


def _of_call(project: Project, call: ir.Call, scope: Scope, depth: int) -> str:
    positional = [arg.value for arg in call.args if arg.keyword is None and not arg.star]
    for arg in call.args:
        if arg.keyword in _BODIES:
            positional.insert(0, arg.value)
    if positional:
        inner = positional[0]
        if isinstance(inner, ir.Call):
            return _said(project, inner, scope, depth + 1)
        return _payload(project, inner, scope, depth)
    items = [(arg.keyword, arg.value) for arg in call.args if arg.keyword is not None]
    return _of_items(project, items, scope)


def _payload(project: Project, value: ir.Expr, scope: Scope, depth: int) -> str:
    if isinstance(value, ir.Name) and depth < 4:
        known = project.evaluate(value, scope)
        if isinstance(known, Known) and known.expr is not value:
            return _payload(project, known.expr, known.scope, depth + 1)
        return ""
    if isinstance(value, ir.Dictionary):
        items = []
        for key, item in value.items:
            if key is None:
                return ""
            name = project.resolver.constant(key, scope)
            items.append((name if isinstance(name, str) else "", item))
        return _of_items(project, items, scope)
    if isinstance(value, ir.Constant) and isinstance(value.value, str):
        return ir.text(value) if _PLAIN_TEXT.match(value.value) else ""
    if isinstance(value, ir.FormattedString) and value.parts:
        first = value.parts[0]
        if isinstance(first, ir.Constant) and isinstance(first.value, str):
            return repr(first.value) if _PLAIN_TEXT.match(first.value) else ""
    return ""


def _of_items(project: Project, items: list[tuple[str, ir.Expr]], scope: Scope) -> str:
    """The item of a document that tells of an error, with the words that go with it."""
    names = {name.lower() for name, _ in items}
    if names & _OTHERWISE or ("id" in names and "result" in names):
        return ""
    failed = ""
    for name, value in items:
        key = name.lower()
        constant = project.resolver.constant(value, scope)
        if (key in _OUTCOMES and constant is True) or (
            key in _STATES and isinstance(constant, str) and constant.lower() in ("ok", "success")
        ):
            return ""
        if key in _OUTCOMES and constant is False:
            failed = failed or f"{name!r}: False"
        if key in _STATES and isinstance(constant, str) and constant.lower() in _FAILED:
            if "reason" in names:
                # A protocol of payments by links, whose errors have 200.
                return ""
            failed = failed or f"{name!r}: {constant!r}"
        if key in _ERRORS and _is_something(value, constant, scope):
            failed = f"{name!r}: {ir.text(value, 50)}"
    if not failed:
        return ""
    if not names - _OUTCOMES - _STATES - _ERRORS - _WORDS:
        said = [v for n, v in items if n.lower() in _WORDS]
        words = next((ir.text(v, 50) for v in said if isinstance(v, ir.Constant)), "")
        return f"{failed}, {words}" if words and words not in failed else failed
    # What comes with other data may be an outcome that was asked for.
    return ""


def _is_something(value: ir.Expr, constant: object, scope: Scope) -> bool:
    """Whether a value is a text about an error, and never nothing."""
    if isinstance(constant, str):
        return bool(constant.strip())
    if constant is True or isinstance(value, ir.FormattedString):
        return True
    if isinstance(value, ir.Dictionary):
        return bool(value.items)
    if isinstance(value, ir.Collection):
        return bool(value.items)
    if isinstance(value, ir.BinaryOp):
        return value.op in ("%", "+")
    if isinstance(value, ir.Call):
        name = ir.dotted(value.func) or ""
        if name in ("_", "gettext", "lazy_gettext", "ugettext", "repr"):
            return True
        if name == "str" and value.args:
            return _is_caught(value.args[0].value, scope)
        return isinstance(value.func, ir.Attribute) and (
            value.func.attr == "format" and isinstance(value.func.value, ir.Constant)
        )
    return _is_caught(value, scope)


def _is_caught(value: ir.Expr, scope: Scope) -> bool:
    """Whether a value is an exception that was caught, or a part of one."""
    while isinstance(value, ir.Attribute):
        value = value.value
    return isinstance(value, ir.Name) and any(
        binding.kind == "caught" for binding in scope.bindings(value.id)
    )
