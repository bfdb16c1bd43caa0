"""What functions make of the origin of a request: whether they keep strangers out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from routelint.model import ir
from routelint.model.project import Project
from routelint.model.scopes import Scope, last_word
from routelint.model.values import FunctionRef, Instance, Symbol, as_function
from routelint.policies.leaky_patterns import leaks

#: Headers that tell where a page comes from.
_HEADERS = frozenset({"origin", "http_origin", "sec-fetch-site", "sec-websocket-origin"})
_NAME = re.compile(r"(?:^|_)origins?(?:$|_)", re.IGNORECASE)
_TELLING = frozenset(
    {"debug", "info", "warning", "warn", "error", "exception", "critical", "print"}
)
_SAME = frozenset(
    {"lower", "strip", "rstrip", "lstrip", "decode", "encode", "split", "partition", "rpartition"}
    | {
        "urlparse",
        "urlsplit",
        "str",
        "removeprefix",
        "removesuffix",
        "geturl",
        "len",
        "bool",
        "get",
    }
)
_EXPRESSIONS = frozenset({"match", "search", "fullmatch"})


@dataclass(frozen=True, eq=False)
class Weak:
    """A test that strangers pass: `why` completes "an origin is welcome ..."."""

    expr: ir.Expr
    why: str
    function: FunctionRef


def mentions_origin(body: Iterable[ir.Stmt]) -> bool:
    """Whether statements have to do with where a page comes from."""
    return any(_is_mention(node) for node in ir.walk_body(tuple(body), into_functions=True))


def _is_mention(node: ir.Node) -> bool:
    if isinstance(node, ir.Constant):
        text = node.value.decode("latin-1") if isinstance(node.value, bytes) else node.value
        return isinstance(text, str) and text.lower() in _HEADERS
    if isinstance(node, ir.Name):
        return bool(_NAME.search(node.id))
    return isinstance(node, ir.Attribute) and bool(_NAME.search(node.attr))


def judge(project: Project, functions: Iterable[FunctionRef]) -> Weak | bool:
    """What functions that a handshake comes to do with its origin: a weak test, False when there is
    none at all, True when there may be a good one."""
    weak: Weak | None = None
    for function in functions:
        if mentions_origin(function.node.body) or _given(function):
            found = Check(project, function).verdict()
            if found is True:
                return True
            if isinstance(found, Weak) and weak is None:
                weak = found
    return weak or False


def _given(function: FunctionRef) -> bool:
    return any(_NAME.search(param.name) for param in function.node.params)


class Check:
    """Reads what one function does with the origin."""

    def __init__(self, project: Project, function: FunctionRef, origin: str = "") -> None:
        self.project = project
        self.function = function
        self.scope: Scope = project.scope(function)
        self.names = {p.name for p in function.node.params if _NAME.search(p.name)} | {origin}
        self._derive()

    def _derive(self) -> None:
        """Local names for the origin, or for what is made of it."""
        for _ in range(3):
            for node in ir.walk_body(self.function.node.body):
                if isinstance(node, ir.Assign) and node.value is not None:
                    if self._is_made_of_it(node.value):
                        self.names |= {t.id for t in node.targets if isinstance(t, ir.Name)}
                elif isinstance(node, ir.NamedExpr) and self._is_made_of_it(node.value):
                    self.names.add(node.target.id)

    def _is_made_of_it(self, expr: ir.Expr) -> bool:
        if isinstance(expr, (ir.Compare, ir.Not)):
            return False
        if isinstance(expr, ir.Call) and self._function(expr) not in _SAME:
            return False
        if isinstance(expr, ir.BoolOp) and any(isinstance(v, ir.Compare) for v in expr.values):
            return False
        return self.is_about_it(expr)

    def _function(self, call: ir.Call) -> str:
        return last_word(call.func, self.scope)

    def is_about_it(self, expr: ir.Node) -> bool:
        """Whether the origin, or what is made of it, stands in an expression."""
        for node in ir.walk(expr):
            if isinstance(node, ir.Name) and node.id in self.names:
                return True
            if isinstance(node, ir.Attribute) and node.attr == "origin":
                return True
            if isinstance(node, ir.Constant) and _is_mention(node):
                return True
        return False

    def verdict(self) -> Weak | bool:
        weak: Weak | None = None
        for test in self._tests():
            if self.is_about_it(test):
                judged = self.judged(test)
                if judged is None:
                    return True
                if judged and weak is None:
                    weak = Weak(test, judged, self.function)
        if weak is None and self._is_handed_on():
            return True
        return weak or False

    def _tests(self) -> Iterator[ir.Expr]:
        for node in ir.walk_body(self.function.node.body):
            if isinstance(node, (ir.If, ir.While, ir.Assert, ir.Conditional)):
                yield node.test
            elif isinstance(node, ir.Return) and node.value is not None:
                if isinstance(node.value, (ir.Compare, ir.BoolOp, ir.Not, ir.Call)):
                    yield node.value
            elif isinstance(node, ir.Assign) and isinstance(node.value, (ir.Compare, ir.BoolOp)):
                if any(isinstance(n, ir.Compare) for n in ir.walk(node.value)):
                    yield node.value
            elif isinstance(node, (ir.Match,)):
                yield node.subject

    def _is_handed_on(self) -> bool:
        """Whether something that is not known is given the origin."""
        for node in ir.nodes_of(self.function.node.body, ir.Call):
            if self._function(node) in _SAME | _TELLING:
                continue
            if isinstance(node.func, ir.Attribute) and self.is_about_it(node.func.value):
                continue
            if any(self.is_about_it(arg.value) for arg in node.args):
                if as_function(self.project.evaluate(node.func, self.scope)) is None:
                    return True
        return False

    # --- one test ---------------------------------------------------------------------------------
    def judged(self, expr: ir.Expr) -> str | None:
        """ "" for a test that says nothing, a reason for a weak one, None for one that may be good."""
        if isinstance(expr, ir.Not):
            return self.judged(expr.operand)
        if isinstance(expr, (ir.Await, ir.NamedExpr)):
            return self.judged(expr.value)
        if isinstance(expr, ir.BoolOp):
            return self._combined(expr)
        if isinstance(expr, (ir.Name, ir.Attribute, ir.Subscript)):
            return ""
        if isinstance(expr, ir.Compare):
            return self._compared(expr)
        if isinstance(expr, ir.Call):
            return self._called(expr)
        return None

    def _combined(self, expr: ir.BoolOp) -> str | None:
        parts = [part for part in expr.values if self.is_about_it(part)]
        found = [self.judged(part) for part in parts]
        weak = next((verdict for verdict in found if verdict), "")
        refusing = all(_is_negated(part) for part in parts)
        if expr.op == "or" and not refusing and weak:
            return weak
        others = [part for part in expr.values if part not in parts]
        if expr.op == "or" and not refusing:
            return None if None in found or others else weak
        return None if None in found else weak

    def _compared(self, expr: ir.Compare) -> str | None:
        if len(expr.ops) != 1:
            return None
        op, left, right = expr.ops[0], expr.left, expr.comparators[0]
        if isinstance(right, ir.Constant) and not right.value:
            matched = isinstance(left, ir.Call) and self._function(left) in _EXPRESSIONS
            return self.judged(left) if matched else ""
        if op in ("in", "not in") and self.is_about_it(right) and not self.is_about_it(left):
            return f"if it contains {ir.text(left)}, as others do too"
        if op in ("in", "not in") and isinstance(left, ir.Constant) and _is_mention(left):
            # Whether there is such a header.
            return ""
        return None

    def _called(self, call: ir.Call) -> str | None:
        name = self._function(call)
        func = call.func
        if name in ("any", "all") and len(call.args) == 1:
            inner = call.args[0].value
            if isinstance(inner, ir.Comprehension) and len(inner.elements) == 1:
                if self.is_about_it(inner.elements[0]):
                    return self.judged(inner.elements[0])
            return None
        if isinstance(func, ir.Attribute) and self.is_about_it(func.value):
            if name in ("endswith", "startswith"):
                return self._affix(name, call)
            if name in ("get", "lower", "strip", "decode"):
                return ""
            if name not in _EXPRESSIONS:
                return None
        if name in _EXPRESSIONS and isinstance(func, ir.Attribute):
            pattern = self._pattern(func.value, call)
            return self._leak(pattern, name) if pattern is not None else None
        if name == "bool" and call.args:
            return self.judged(call.args[0].value)
        if name in ("len", "isinstance"):
            return ""
        callee = as_function(self.project.evaluate(func, self.scope))
        # What a function of the project does with it is judged for itself.
        return "" if callee is not None and callee != self.function else None

    def _affix(self, name: str, call: ir.Call) -> str | None:
        texts = self._texts(call.positional(0))
        if not texts:
            return None
        for text in texts:
            if name == "endswith" and not text.startswith((".", "//", "http", ":")):
                return f"if it ends with {text!r}, as others do too"
            if name == "startswith" and not text.endswith((":", "/")):
                return f"if it starts with {text!r}, as others do too"
        schemes = all(text in ("http://", "https://", "https:", "http:") for text in texts)
        return "" if schemes else None

    def _texts(self, expr: ir.Expr | None) -> list[str]:
        if isinstance(expr, ir.Collection):
            return [text for item in expr.items for text in self._texts(item)]
        value = self.project.resolver.constant(expr, self.scope)
        if isinstance(value, bytes):
            value = value.decode("latin-1")
        return [value.lower()] if isinstance(value, str) and value else []

    def _pattern(self, owner: ir.Expr, call: ir.Call) -> str | None:
        value = self.project.evaluate(owner, self.scope)
        expr: ir.Expr | None = None
        scope = self.scope
        if value == Symbol("re"):
            expr = call.positional(0)
        elif isinstance(value, Instance) and value.cls == Symbol("re.compile") and value.call:
            expr, scope = value.call.positional(0), value.scope or self.scope
        found = self.project.resolver.constant(expr, scope) if expr is not None else None
        return found if isinstance(found, str) else None

    @staticmethod
    def _leak(pattern: str, how: str) -> str | None:
        if re.fullmatch(r"\^?(?:https?\??://)?\(?\.[*+]\)?\$?", pattern):
            return "if an expression matches, and it matches all of them"
        leak = leaks(pattern, how)
        return f"if an expression matches, but {leak}" if leak else None


def _is_negated(expr: ir.Expr) -> bool:
    if isinstance(expr, ir.Not):
        return True
    return isinstance(expr, ir.Compare) and expr.ops[0] in ("not in", "!=", "is")
