"""What kind of thing an expression is, as far as frameworks tell apart what handlers return.

The names of kinds are those of `model.kinds`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus

from routelint.findings import Location, Related
from routelint.flow.meaning import Meaning
from routelint.model import ir
from routelint.model.kinds import ANSWERING_METHODS, PYTHON_ERRORS
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import ClassRef, Instance, Symbol, Value, as_function

_STATUS_NAME = re.compile(r"(?:^|[._])HTTP_(\d{3})(?:_|$)")
_COMPREHENSIONS = {"list": "list", "set": "set", "dict": "dictionary"}


@dataclass(frozen=True, eq=False)
class Kind:
    """`expr` is the expression of that kind, and `trace` how it is got, where a helper gives it."""

    name: str
    expr: ir.Expr
    scope: Scope
    trace: tuple[Related, ...] = ()


def kinds_of(
    project: Project, expr: ir.Expr | None, scope: Scope, depth: int = 0
) -> Iterator[Kind]:
    """The kinds of what an expression may come to; nothing for what is not known."""
    if expr is None or depth > 4:
        return
    if isinstance(expr, ir.Conditional):
        for part in (expr.body, expr.orelse):
            yield from kinds_of(project, part, scope, depth + 1)
    elif isinstance(expr, ir.BoolOp) and expr.op == "or":
        for part in expr.values:
            yield from kinds_of(project, part, scope, depth + 1)
    elif isinstance(expr, ir.Name):
        yield from _of_name(project, expr, scope, depth)
    elif isinstance(expr, (ir.Call, ir.Await)):
        yield from _of_call(project, expr, scope, depth)
    else:
        name = _kind(project, expr, scope)
        if name:
            yield Kind(name, expr, scope)


def argument_kinds(project: Project, expr: ir.Expr, scope: Scope) -> Iterator[Kind]:
    """The kinds of an argument, with those that only arguments have."""
    status = status_of(project, expr, scope)
    if status is not None:
        for name in ("status", f"status {status}", f"status {status // 100}xx"):
            yield Kind(name, expr, scope)
    yield from kinds_of(project, expr, scope)


def status_of(project: Project, expr: ir.Expr, scope: Scope) -> int | None:
    """The number of a status, written as such or by one of its names."""
    value = project.resolver.constant(expr, scope)
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if 100 <= value <= 599 else None
    if isinstance(expr, ir.Attribute):
        name = project.name_of(expr, scope)
        if name.startswith("http.HTTPStatus."):
            member = getattr(HTTPStatus, name.split(".")[2], None)
            return int(member) if member is not None else None
        found = _STATUS_NAME.search(name)
        if found is not None:
            return int(found.group(1))
    return None


def _of_name(project: Project, expr: ir.Name, scope: Scope, depth: int) -> Iterator[Kind]:
    bindings = scope.bindings(expr.id)
    if len(bindings) == 1 and isinstance(scope.node, ir.Function):
        binding = bindings[0]
        whole = binding.kind == "value" and binding.index is None
        if whole and binding.value is not None and _is_plain(scope.node, expr.id):
            for kind in kinds_of(project, binding.value, scope, depth + 1):
                place = Location(scope.module.path, kind.expr.span)
                yield Kind(
                    kind.name, kind.expr, scope, kind.trace or (Related(place, "made here"),)
                )
        return
    if not bindings:
        name = _class_kind(project, expr, scope)
        if name:
            yield Kind(name, expr, scope)


def _is_plain(function: ir.Function, name: str) -> bool:
    """Whether a name is assigned once, as a whole, and nobody asks for its class."""
    assigned = [
        node
        for node in ir.walk_body(function.body, into_functions=True)
        if isinstance(node, ir.Assign)
        and any(isinstance(t, ir.Name) and t.id == name for t in node.targets)
    ]
    asked = any(
        ir.dotted(node.func) == "isinstance"
        and isinstance(node.positional(0), ir.Name)
        and ir.dotted(node.positional(0)) == name
        for node in ir.nodes_of(function.body, ir.Call)
    )
    return (
        not asked
        and len(assigned) == 1
        and not any(param.name == name for param in function.params)
    )


def _of_call(
    project: Project, expr: ir.Call | ir.Await, scope: Scope, depth: int
) -> Iterator[Kind]:
    call = expr.value if isinstance(expr, ir.Await) else expr
    if not isinstance(call, ir.Call):
        return
    built = Meaning.of(project).built(call, scope)
    func = project.evaluate(call.func, scope)
    function = as_function(func)
    if built is not None and built.kind != "helper":
        # What may be raised or returned is right wherever either is.
        if not built.may_be_raised:
            yield Kind(built.kind, call, scope)
        return
    if _is_own_error(project, func):
        yield Kind("error", call, scope)
    if function is None or function.node.is_generator:
        return
    if function.node.is_async != isinstance(expr, ir.Await):
        return
    if any(use for use in function.node.decorators):
        return
    inner = project.scope(function)
    for node in ir.nodes_of(function.node.body, ir.Return):
        if node.value is not None:
            for kind in kinds_of(project, node.value, inner, depth + 1):
                place = Location(function.module.path, node.span)
                step = Related(place, f"`{function.node.qualname}` returns it here")
                yield Kind(kind.name, kind.expr, kind.scope, (step, *kind.trace))


def _is_own_error(project: Project, func: Value | None) -> bool:
    """Whether what is called is a class of exceptions, of Python or the project, and no answer too."""
    if isinstance(func, Symbol):
        return func.name in PYTHON_ERRORS
    if not isinstance(func, ClassRef):
        return False
    resolver = project.resolver
    return not PYTHON_ERRORS.isdisjoint(resolver.class_names(func)) and not any(
        method.name in ANSWERING_METHODS
        for base in resolver.mro(func)
        if isinstance(base, ClassRef)
        for method in resolver.methods(base)
    )


def _kind(project: Project, expr: ir.Expr, scope: Scope) -> str:
    if isinstance(expr, ir.Constant):
        return _constant_kind(expr.value)
    if isinstance(expr, ir.FormattedString):
        return "text"
    if isinstance(expr, ir.Dictionary):
        return "dictionary"
    if isinstance(expr, ir.Comprehension):
        return _COMPREHENSIONS.get(expr.kind, "")
    if isinstance(expr, ir.Compare):
        return "bool"
    if isinstance(expr, ir.Not):
        return "bool"
    if isinstance(expr, ir.Collection):
        return _tuple_kind(project, expr, scope) if expr.kind == "tuple" else expr.kind
    if isinstance(expr, ir.Attribute):
        return _class_kind(project, expr, scope)
    return ""


def _constant_kind(value: object) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, str):
        return "text"
    if isinstance(value, bytes):
        return "bytes"
    return "number" if isinstance(value, (int, float)) else ""


def _class_kind(project: Project, expr: ir.Expr, scope: Scope) -> str:
    value = project.evaluate(expr, scope)
    if isinstance(value, Instance) or value is None:
        return ""
    names = project.names
    if isinstance(value, Symbol):
        if value.name in names.exceptions:
            return "exception class"
        last = value.name.rpartition(".")[2]
        return "response class" if value.name in names.responses and last[:1].isupper() else ""
    if isinstance(value, ClassRef):
        for base in project.resolver.class_names(value):
            if base in names.exceptions:
                return "exception class"
            if base in names.responses:
                return "response class"
    return ""


def _tuple_kind(project: Project, expr: ir.Collection, scope: Scope) -> str:
    items = expr.items
    if any(isinstance(item, ir.Starred) for item in items) or not items:
        return "tuple"
    if len(items) == 1:
        return "single"
    if len(items) > 3:
        return "long"
    first, second = items[0], items[1]
    status = status_of(project, second, scope)
    if status is not None:
        if status_of(project, first, scope) is not None:
            return "tuple"
        if len(items) == 3 and _is_text(items[2]):
            return "status and text"
        if isinstance(first, ir.Constant) and first.value is None:
            return "nothing and status"
        built = Meaning.of(project).built(first, scope)
        return "response and status" if built is not None else "body and status"
    if status_of(project, first, scope) is not None and (
        _is_text(second) or isinstance(second, (ir.Dictionary, ir.Call))
    ):
        return "status and body"
    if _is_text(second):
        text = project.resolver.constant(second, scope)
        return "tuple" if isinstance(text, str) and text[:3].isdigit() else "body and text"
    if isinstance(first, ir.Dictionary) and isinstance(second, ir.Dictionary):
        return "body and dictionary"
    return "tuple"


def _is_text(expr: ir.Expr) -> bool:
    return isinstance(expr, ir.FormattedString) or (
        isinstance(expr, ir.Constant) and isinstance(expr.value, str)
    )
