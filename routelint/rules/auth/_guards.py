"""Functions that guard: whether they refuse requests, for want of what, and which they tell apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from routelint.flow.pipeline import is_next
from routelint.model import ir
from routelint.model.app import Handler, Role
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import Instance, Known

_AUTH = re.compile(
    r"auth(?!or)|log_?(?:ged)?_?in|sign(?:ed)?_?in|token|session|current_user|is_admin|admins?_|api_?key|"
    r"credential|permission|jwt|members?_only",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class PathTest:
    """A test on the path; `protects` when the branch behind it refuses."""

    node: ir.Expr
    message: str
    protects: bool = False


class Guard:
    """What one hook or middleware function does with requests that it does not like."""

    def __init__(self, project: Project, handler: Handler) -> None:
        self.project = project
        self.handler = handler
        self.body = handler.function.node.body
        self.scope: Scope = project.scope(handler.function)
        self.paths = handler.framework.path_attributes

    @property
    def is_guard(self) -> bool:
        """Whether the function refuses requests for want of authentication."""
        return self._refuses(self.body) and self._is_about_auth()

    def refuses(self) -> bool:
        """Whether the function refuses any request, by an answer or an exception."""
        return self._refuses(self.body)

    def _is_about_auth(self) -> bool:
        for node in ir.walk_body(self.body):
            if isinstance(node, ir.Name) and _AUTH.search(node.id):
                return True
            if isinstance(node, ir.Attribute) and _AUTH.search(node.attr):
                return True
            if isinstance(node, ir.Constant):
                if node.value == 401:
                    return True
                if node.value in ("Authorization", "authorization", b"authorization"):
                    return True
        return False

    def _refuses(self, body: tuple[ir.Stmt, ...]) -> bool:
        for node in ir.walk_body(body):
            if isinstance(node, ir.Raise):
                return True
            if isinstance(node, ir.Call):
                if self.project.name_of(node.func, self.scope) in self.project.names.aborts:
                    return True
            if isinstance(node, ir.Return) and self._answers(node.value):
                return True
        return False

    def _passes_on(self, value: ir.Expr | None) -> bool:
        """Whether a decorator hands the request on to the view that it wraps."""
        call = value.value if isinstance(value, ir.Await) else value
        return isinstance(call, ir.Call) and is_next(call, self.handler)

    def _answers(self, value: ir.Expr | None) -> bool:
        """Whether a returned value is an answer, and not the request handed on."""
        if value is None or (isinstance(value, ir.Constant) and value.value is None):
            return False
        expr = value.value if isinstance(value, ir.Await) else value
        if isinstance(expr, ir.Collection):
            return bool(expr.items) and self._answers(expr.items[0])
        if isinstance(expr, ir.Constant):
            return True
        if not isinstance(expr, ir.Call):
            return False
        if self.handler.role == Role.DECORATOR:
            return not self._passes_on(expr)
        return self.is_response(expr)

    def is_response(self, expr: ir.Expr) -> bool:
        """Whether an expression builds a response, by itself or through a function of the project."""
        made = self.project.evaluate(expr, self.scope)
        responses = self.project.names.responses
        if self.project.name_of(getattr(expr, "func", None), self.scope) in responses:
            return True
        if isinstance(made, Known) and isinstance(made.expr, ir.Collection) and made.expr.items:
            made = self.project.evaluate(made.expr.items[0], made.scope)
        return isinstance(made, Instance) and any(
            name in responses for name in self.project.resolver.class_names(made)
        )

    def looks_at_request(self) -> bool:
        """Whether the function tells requests apart by path, endpoint or router."""
        return any(
            isinstance(node, ir.Attribute)
            and node.attr in ("path", "full_path", "endpoint", "blueprint", "url_rule", "method")
            for node in ir.walk_body(self.body)
        )

    # --- tests on the path ------------------------------------------------------------------------
    def path_tests(self) -> Iterator[PathTest]:
        for node in ir.walk_body(self.body):
            if isinstance(node, ir.If):
                protects = self._refuses(node.body)
                if protects or self._passes(node.body):
                    yield from self._tests(node.test, protects)

    def _passes(self, body: tuple[ir.Stmt, ...]) -> bool:
        """Whether the branch lets the request through at once."""
        return bool(body) and isinstance(body[-1], ir.Return) and not self._answers(body[-1].value)

    def _tests(self, test: ir.Expr, protects: bool) -> Iterator[PathTest]:
        negated = {
            id(inner)
            for node in ir.walk(test)
            if isinstance(node, ir.Not)
            for inner in ir.walk(node.operand)
        }
        for node in ir.walk(test):
            protected = protects != (id(node) in negated)
            if isinstance(node, ir.Call) and isinstance(node.func, ir.Attribute):
                if node.func.attr == "startswith" and self._is_path(node.func.value):
                    prefix = self._open_prefix(node, test)
                    if prefix and protected:
                        yield PathTest(
                            node, f"{prefix!r} also closes paths that only begin like it", True
                        )
                    elif prefix:
                        yield PathTest(
                            node, f"{prefix!r} also exempts paths that only begin like it"
                        )
                elif node.func.attr == "endswith" and self._is_path(node.func.value):
                    if not protected:
                        yield PathTest(node, "anybody can put that end on a path")
            elif isinstance(node, ir.Compare) and len(node.ops) == 1:
                op, right = node.ops[0], node.comparators[0]
                if op == "in" and not protected and self._is_path(node.left):
                    if self._text(right):
                        yield PathTest(
                            node, f"{self._text(right)!r} is a text, and any part counts"
                        )
                elif op == "in" and not protected and self._is_endpoint(right):
                    if self._text(node.left):
                        yield PathTest(
                            node,
                            f"{self._text(node.left)!r} may be part of the names of other routes",
                        )
                elif op in ("in", "not in") and self._is_path(right) and self._text(node.left):
                    yield PathTest(node, f"{self._text(node.left)!r} may stand anywhere in a path")
                elif op == "==" and protected and self._is_path(node.left) and self._text(right):
                    yield PathTest(
                        node, f"{self._text(right)!r} with a slash behind it is another path"
                    )

    def _open_prefix(self, call: ir.Call, test: ir.Expr) -> str:
        """A prefix that does not end with a slash; empty when there is none, or none is known."""
        argument = call.positional(0)
        texts = self._texts(argument)
        if texts is None and isinstance(argument, ir.Name):
            for node in ir.walk(test):
                if isinstance(node, ir.Comprehension):
                    for clause in node.clauses:
                        target = clause.target
                        if isinstance(target, ir.Name) and target.id == argument.id:
                            texts = self._texts(clause.iter)
        return next((t for t in texts or () if t and not t.endswith("/")), "")

    def _texts(self, expr: ir.Expr | None) -> list[str] | None:
        text = self._text(expr)
        if text:
            return [text]
        items = self.project.resolver.items(expr, self.scope)
        if items is None:
            return None
        values = [self.project.resolver.constant(e, s) for e, s in items]
        return [value for value in values if isinstance(value, str)]

    def _text(self, expr: ir.Expr | None) -> str:
        value = self.project.resolver.constant(expr, self.scope)
        return value if isinstance(value, str) else ""

    def _is_endpoint(self, expr: ir.Expr) -> bool:
        name = self.project.name_of(expr, self.scope)
        return name in self.handler.framework.endpoint_attributes

    def _is_path(self, expr: ir.Expr, depth: int = 0) -> bool:
        if isinstance(expr, ir.Call):
            return self.project.name_of(expr.func, self.scope) in self.paths
        if isinstance(expr, ir.Attribute):
            return self.project.name_of(expr, self.scope) in self.paths
        if isinstance(expr, ir.Subscript):
            return (
                isinstance(expr.index, ir.Constant)
                and expr.index.value == "path"
                and (self.handler.role == Role.ASGI_MIDDLEWARE)
            )
        if isinstance(expr, ir.Name) and depth < 4:
            bindings = self.scope.bindings(expr.id)
            return bool(bindings) and all(
                b.kind == "value" and b.value is not None and self._is_path(b.value, depth + 1)
                for b in bindings
            )
        return False
