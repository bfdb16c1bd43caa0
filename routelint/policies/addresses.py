"""Addresses of clients that these can choose: the first one of `X-Forwarded-For`, or all of it.

Proxies append the address from which they were asked, so that only the last entries are theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from routelint.model import ir
from routelint.model.app import Ref
from routelint.model.project import Project
from routelint.model.scopes import Binding, Scope
from routelint.model.values import FunctionRef, Known, as_function
from routelint.policies.sites import active

HEADER = "x-forwarded-for"
_LOOK_UPS = frozenset({"get", "getlist", "getall", "get_all", "getone", "get_header"})
#: What is taken from a text or a list and is that text, or its first part.
_SAME = frozenset({"decode", "split", "strip", "lstrip", "rstrip", "lower", "partition", "join"})
_BEHIND = frozenset({"rpartition", "rsplit", "pop"})
#: Functions that give what they are given, checked or in another form.
_FORMS = re.compile(r"(?:^|\.)(?:str|ip_address|ip_network|quote|md5|sha1|sha256)$")
#: A function that knows its proxies takes from the header what these have put there.
_TRUST = re.compile(r"trust|prox(?:y|ies)", re.IGNORECASE)
_DEPTH = 6


@dataclass(frozen=True, eq=False)
class Chosen:
    """`here` is the expression by which a client's choice comes into a function, `read` the one that
    takes it from the request, perhaps in another function, and `source` what that reads."""

    here: Ref
    read: Ref
    source: str


def is_header(value: object) -> bool:
    """Whether a text or bytes name the header, as headers or environments do."""
    if isinstance(value, bytes):
        value = value.decode("latin-1")
    if not isinstance(value, str):
        return False
    return value.lower().replace("_", "-").removeprefix("http-") == HEADER


class Addresses:
    """Answers about the expressions of one function (or of a module)."""

    def __init__(self, project: Project, scope: Scope, depth: int = 0) -> None:
        self.project = project
        self.scope = scope
        self.depth = depth
        self._names: dict[str, Chosen | None] = {}
        self._known = _known(project)

    def chosen(self, expr: ir.Expr | None) -> Chosen | None:
        """Where an expression gets an address from that clients choose; None for any other value."""
        if expr is None:
            return None
        read = self._read(expr)
        if read is not None:
            return read
        if isinstance(expr, ir.Name):
            return self._of_name(expr.id)
        if isinstance(expr, (ir.Await, ir.NamedExpr, ir.Starred)):
            return self.chosen(expr.value)
        if isinstance(expr, (ir.BoolOp, ir.FormattedString, ir.Collection)):
            parts: Iterable[ir.Expr] = expr.parts if isinstance(expr, ir.FormattedString) else ()
            parts = expr.values if isinstance(expr, ir.BoolOp) else parts
            return self._any(expr.items if isinstance(expr, ir.Collection) else parts)
        if isinstance(expr, ir.Conditional):
            return self._any((expr.body, expr.orelse))
        if isinstance(expr, ir.BinaryOp):
            return self._any((expr.left, expr.right)) if expr.op in "+%" else None
        if isinstance(expr, ir.Subscript):
            return self.chosen(expr.value) if self._is_first(expr) else None
        return self._of_call(expr) if isinstance(expr, ir.Call) else None

    def _any(self, exprs: Iterable[ir.Expr]) -> Chosen | None:
        return next((c for e in exprs if (c := self.chosen(e)) is not None), None)

    def _read(self, expr: ir.Expr) -> Chosen | None:
        named: ir.Expr | None = None
        if isinstance(expr, ir.Call) and isinstance(expr.func, ir.Attribute):
            if expr.func.attr in _LOOK_UPS:
                named = expr.positional(0)
        elif isinstance(expr, ir.Subscript):
            named = expr.index
        if named is not None and is_header(self.project.resolver.constant(named, self.scope)):
            here = Ref(expr, self.scope)
            return Chosen(here, here, "the header `X-Forwarded-For`")
        if isinstance(expr, (ir.Attribute, ir.Call)) and self._known:
            func = expr.func if isinstance(expr, ir.Call) else expr
            if self.project.name_of(func, self.scope) in self._known:
                here = Ref(expr, self.scope)
                return Chosen(
                    here, here, f"`{ir.text(expr)}`, which is what `X-Forwarded-For` says"
                )
        return None

    def _is_first(self, expr: ir.Subscript) -> bool:
        """Whether it takes the first ones, and not those that proxies have appended."""
        if self._takes_last(expr):
            return False
        index = expr.index
        if isinstance(index, ir.Slice):
            start = index.parts[0] if index.parts else None
            return start is None
        return isinstance(index, ir.Constant) and index.value == 0

    def _takes_last(self, expr: ir.Subscript) -> bool:
        call = expr.value
        return (
            isinstance(call, ir.Call)
            and isinstance(call.func, ir.Attribute)
            and call.func.attr in _BEHIND
        )

    def _of_call(self, call: ir.Call) -> Chosen | None:
        func = call.func
        if isinstance(func, ir.Attribute):
            if func.attr in _SAME:
                return self.chosen(func.value) or self._any(a.value for a in call.args)
            if func.attr == "encode":
                return self.chosen(func.value)
            if func.attr == "format":
                return self._any(a.value for a in call.args)
        function = as_function(self.project.evaluate(func, self.scope))
        if function is not None:
            found = given_by(self.project, function, self.depth + 1)
            return None if found is None else replace(found, here=Ref(call, self.scope))
        if _FORMS.search(ir.dotted(func) or ""):
            return self._any(a.value for a in call.args)
        return None

    def _of_name(self, name: str) -> Chosen | None:
        if name not in self._names:
            self._names[name] = None
            self._names[name] = self._bound(name)
        return self._names[name]

    def _bound(self, name: str) -> Chosen | None:
        scope: Scope | None = self.scope
        while scope is not None and not scope.bindings(name):
            scope = scope.parent
        if scope is None or scope.node is None:
            return None
        bindings = scope.bindings(name)
        if any(b.value is not None and self._narrows(b.value) for b in bindings):
            return None
        return next((c for b in bindings if (c := self._of_binding(b)) is not None), None)

    def _of_binding(self, binding: Binding) -> Chosen | None:
        if binding.kind != "value" or (binding.index or 0) > 0:
            return None
        return self.chosen(binding.value)

    def _narrows(self, value: ir.Expr) -> bool:
        """Whether something in an expression takes what proxies have appended."""
        return any(
            isinstance(part, ir.Subscript)
            and not self._is_first(part)
            and not isinstance(self.project.resolver.constant(part.index, self.scope), (str, bytes))
            for part in ir.walk(value)
        )


def given_by(project: Project, function: FunctionRef, depth: int = 0) -> Chosen | None:
    """The address that clients choose and a function returns; None where it knows its proxies."""
    if depth > _DEPTH or knows_proxies(function):
        return None
    addresses = Addresses(project, project.scope(function), depth)
    for node in ir.nodes_of(function.node.body, ir.Return):
        found = addresses.chosen(node.value)
        if found is not None:
            return found
    return None


def knows_proxies(function: FunctionRef) -> bool:
    """Whether a function mentions proxies, or whom it trusts."""
    return any(
        _TRUST.search(word) is not None
        for node in ir.walk_body(function.node.body)
        for word in (
            (node.id,)
            if isinstance(node, ir.Name)
            else (node.attr,)
            if isinstance(node, ir.Attribute)
            else ()
        )
    )


def chosen_by(project: Project, key: Ref) -> Chosen | None:
    """What an expression that tells whom to count counts by, where that is an address that clients
    choose: a function, a lambda, or the name of one that is known."""
    value = project.evaluate(key.expr, key.scope)
    name = project.name_of(key.expr, key.scope)
    if name in _known(project):
        return Chosen(key, key, f"`{ir.text(key.expr)}`, which is what the request's headers say")
    expr = value.expr if isinstance(value, Known) else key.expr
    scope = value.scope if isinstance(value, Known) else key.scope
    if isinstance(expr, ir.Lambda):
        inner = scope.module.scope_of(expr.function, scope)
        for node in expr.function.body:
            if isinstance(node, ir.Return):
                found = Addresses(project, inner).chosen(node.value)
                return None if found is None else replace(found, here=key)
    function = as_function(value)
    found = None if function is None else given_by(project, function)
    return None if found is None else replace(found, here=key)


def _known(project: Project) -> frozenset[str]:
    return project.memo(
        "chosen-addresses",
        lambda: frozenset(n for f in active(project) for n in f.rate_limits.addresses),
    )
