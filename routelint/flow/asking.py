"""Which tests of a function tell requests that ask for something from those that change something.

Generic by what is written: `request.method == "POST"`, `environ["REQUEST_METHOD"]`, what only comes
with a body (`request.form`, `form.validate_on_submit()`).
"""

from __future__ import annotations

from collections.abc import Callable

from routelint.model import ir

_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_METHOD_ATTRIBUTES = frozenset({"method", "command"})
_METHOD_KEYS = frozenset({"REQUEST_METHOD", "method"})
#: What a request without a body has not got.
_BODIES = frozenset(
    {"POST", "FILES", "form", "forms", "files", "body", "json", "get_json", "json_body", "media"}
    | {"get_media", "bounded_stream", "get_data", "raw_post_data", "rfile", "receive", "multipart"}
    | {"validate_on_submit", "is_submitted", "is_valid", "is_bound", "get_body_argument"}
    | {"get_body_arguments", "stream", "is_ajax", "parse_args"}
)
_BODY_KEYS = frozenset({"wsgi.input", "CONTENT_LENGTH"})


def is_method(node: ir.Node) -> bool:
    """Whether an expression is the method of a request."""
    if isinstance(node, ir.Attribute):
        return node.attr in _METHOD_ATTRIBUTES
    if isinstance(node, ir.Name):
        return node.id in ("method", "http_method", "request_method")
    if isinstance(node, ir.Subscript):
        return isinstance(node.index, ir.Constant) and node.index.value in _METHOD_KEYS
    if isinstance(node, ir.Call) and node.args and isinstance(node.func, ir.Attribute):
        key = node.args[0].value
        return (
            node.func.attr == "get"
            and isinstance(key, ir.Constant)
            and key.value == "REQUEST_METHOD"
        )
    return False


def is_body(node: ir.Node) -> bool:
    """Whether an expression is something that only comes with the body of a request."""
    if isinstance(node, ir.Attribute):
        return node.attr in _BODIES
    if isinstance(node, ir.Name):
        return node.id == "receive"
    if isinstance(node, ir.Subscript):
        return isinstance(node.index, ir.Constant) and node.index.value in _BODY_KEYS
    return False


def asks(node: ir.Node) -> bool:
    """Whether anything in a node tells one kind of requests from the other."""
    return any(is_method(part) or is_body(part) for part in ir.walk(node))


def holds_for(test: ir.Expr, otherwise: Callable[[ir.Expr], str] = lambda _: "any") -> str:
    """For which requests a test may hold: "safe" (those that ask, and no other), "changing", "any"
    where it has nothing to do with that, and "" where it is not clear. `otherwise` tells it for what
    does not name the method or the body itself."""
    if isinstance(test, ir.Await):
        return holds_for(test.value, otherwise)
    if isinstance(test, ir.Not):
        return {"safe": "changing", "changing": "safe"}.get(
            holds_for(test.operand, otherwise), "any" if not asks(test) else ""
        )
    if isinstance(test, ir.BoolOp):
        sides = {holds_for(value, otherwise) for value in test.values}
        if test.op == "and":
            # Each of them has to hold.
            for side in ("changing", "safe"):
                if side in sides:
                    return side
            return "" if "" in sides else "any"
        return sides.pop() if len(sides) == 1 else ""
    if isinstance(test, ir.Compare) and len(test.ops) == 1 and is_method(test.left):
        return _compared(test.ops[0], test.comparators[0])
    if not asks(test):
        return otherwise(test)
    return "changing" if any(is_body(part) for part in ir.walk(test)) else ""


def _compared(op: str, other: ir.Expr) -> str:
    items = other.items if isinstance(other, ir.Collection) else (other,)
    names = {
        item.value.upper()
        for item in items
        if isinstance(item, ir.Constant) and isinstance(item.value, str)
    }
    if not names or len(names) != len(items):
        return ""
    equal = op in ("==", "in", "is")
    if names <= _SAFE:
        return "safe" if equal else "changing"
    if not names & _SAFE:
        return "changing" if equal else "safe"
    return ""
