"""CORS headers that a project's functions write by hand, and what the written origin depends on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from routelint.model import ir
from routelint.model.app import Handler
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import FunctionRef, Instance, Member, Symbol

ALLOW_ORIGIN = "access-control-allow-origin"
ALLOW_CREDENTIALS = "access-control-allow-credentials"
_SETTERS = frozenset(
    {
        "__setitem__",
        "add",
        "add_header",
        "append",
        "append_header",
        "send_header",
        "set",
        "set_header",
        "setdefault",
    }
)
_NAMES = frozenset({"origin", "http_origin"})

Branch = tuple[tuple[int, int], ...]


@dataclass(eq=False)
class Test:
    """A condition on the way to a statement; `holds` tells which way it went."""

    expr: ir.Expr
    holds: bool


@dataclass(eq=False)
class Write:
    """One header written: `node` is the expression that stands for its name or the target."""

    header: str
    value: ir.Expr
    node: ir.Expr
    branch: Branch
    tests: tuple[Test, ...]
    statement: ir.Stmt

    def together(self, other: Write) -> bool:
        """Whether one path can write both."""
        sides = dict(self.branch)
        return all(sides.get(place, side) == side for place, side in other.branch)


@dataclass(eq=False)
class Reader:
    """Reads the header writes of one function."""

    project: Project
    function: FunctionRef

    @property
    def scope(self) -> Scope:
        return self.project.scope(self.function)

    @property
    def attributes(self) -> dict[str, str]:
        """The attributes of responses that stand for a header."""
        used = self.project.used
        return {k: v for framework in used for k, v in framework.header_attributes.items()}

    def writes(self) -> list[Write]:
        branch, tests = _around(self.function.scope, self.function.node)
        return [
            write
            for statement, sides, passed in _statements(self.function.node.body, branch, tests)
            for write in self._statement(statement, sides, passed)
        ]

    def _statement(
        self, statement: ir.Stmt, branch: Branch, tests: tuple[Test, ...]
    ) -> Iterator[Write]:
        if isinstance(statement, (ir.Function, ir.Class, ir.Elided)):
            return
        pairs: list[tuple[ir.Expr | None, ir.Expr, ir.Expr]] = []
        if isinstance(statement, ir.Assign) and statement.value is not None:
            for target in statement.targets:
                if isinstance(target, ir.Subscript):
                    pairs.append((target.index, statement.value, target))
                elif isinstance(target, ir.Attribute) and target.attr in self.attributes:
                    header = self.attributes[target.attr]
                    yield Write(header, statement.value, target, branch, tests, statement)
        for node in ir.walk(statement):
            if isinstance(node, ir.Call) and isinstance(node.func, ir.Attribute):
                if node.func.attr in _SETTERS and len(node.args) >= 2:
                    name, value = node.positional(0), node.positional(1)
                    if name is not None and value is not None:
                        pairs.append((name, value, node))
            elif isinstance(node, ir.Dictionary):
                pairs.extend((key, value, key) for key, value in node.items if key is not None)
            elif isinstance(node, ir.Collection) and len(node.items) == 2:
                pairs.append((node.items[0], node.items[1], node))
        for key, value, place in pairs:
            header = self.text(key)
            if header in (ALLOW_ORIGIN, ALLOW_CREDENTIALS):
                yield Write(header, value, place, branch, tests, statement)

    def text(self, expr: ir.Expr | None) -> str:
        """The constant that an expression is, in lower case; empty when it is no text."""
        value = self.project.resolver.constant(expr, self.scope)
        if isinstance(value, bytes):
            value = value.decode("latin-1")
        return value.lower() if isinstance(value, str) else ""

    def text_of(self, write: Write) -> str:
        """The text that is written; empty where it may be another one, too."""
        return self.text(write.value) if self.is_certain(write.value) else ""

    def is_certain(self, expr: ir.Expr, depth: int = 0) -> bool:
        """Whether an expression has no alternatives."""
        if isinstance(expr, (ir.Conditional, ir.BoolOp)) or depth > 4:
            return False
        if isinstance(expr, ir.Name):
            bindings = self.scope.bindings(expr.id)
            return len(bindings) <= 1 and all(
                binding.value is None or self.is_certain(binding.value, depth + 1)
                for binding in bindings
            )
        return True

    def allows_credentials(self, write: Write) -> bool:
        value = self.project.resolver.constant(write.value, self.scope)
        return value is True or self.text(write.value) == "true"

    # --- the origin of the request ----------------------------------------------------------------
    def is_origin(self, expr: ir.Expr | None, depth: int = 0) -> bool:
        """Whether an expression is (or falls back to something else than) the request's origin."""
        if expr is None or depth > 6:
            return False
        if isinstance(expr, ir.Call):
            func = expr.func
            if isinstance(func, ir.Attribute):
                if (
                    func.attr in ("get", "getlist", "get_header")
                    and self.text(expr.positional(0)) in _NAMES
                ):
                    return True
                if func.attr in ("decode", "encode", "lower", "strip", "rstrip"):
                    return self.is_origin(func.value, depth + 1)
            if isinstance(func, ir.Name) and func.id == "str":
                return self.is_origin(expr.positional(0), depth + 1)
            if isinstance(func, ir.Name) and func.id == "next":
                return self._is_picked(expr.positional(0))
            return False
        if isinstance(expr, ir.Subscript):
            return self.text(expr.index) in _NAMES
        if isinstance(expr, ir.BoolOp):
            return any(self.is_origin(value, depth + 1) for value in expr.values)
        if isinstance(expr, ir.Conditional):
            if self.mentions_origin(expr.test):
                return False
            return self.is_origin(expr.body, depth + 1) or self.is_origin(expr.orelse, depth + 1)
        if isinstance(expr, (ir.NamedExpr, ir.Await)):
            return self.is_origin(expr.value, depth + 1)
        if isinstance(expr, ir.FormattedString):
            return len(expr.parts) == 1 and self.is_origin(expr.parts[0], depth + 1)
        if isinstance(expr, ir.Attribute) and expr.attr == "origin":
            value = self.project.evaluate(expr, self.scope)
            return isinstance(value, Member)
        if isinstance(expr, ir.Name):
            values = [value for value in self.values_of(expr) if not _is_empty(value)]
            return bool(values) and all(
                value is not None and (self.is_origin(value, depth + 1) or value in picked)
                for picked in [self._picked(expr)]
                for value in values
            )
        return False

    def values_of(self, name: ir.Name) -> list[ir.Expr | None]:
        """What the nearest function around binds a name to; None for what is no expression."""
        scope: Scope | None = self.scope
        while scope is not None and scope.node is not None:
            if bindings := scope.bindings(name.id):
                return [
                    b.value if b.kind == "value" and b.index is None else None for b in bindings
                ]
            scope = scope.parent
        return []

    def _is_picked(self, expr: ir.Expr | None) -> bool:
        """Whether `(value for name, value in ... if name == "origin")`."""
        if not isinstance(expr, ir.Comprehension) or len(expr.clauses) != 1:
            return False
        names, element = _pair(expr.clauses[0].target), expr.elements[0]
        return (
            names is not None
            and isinstance(element, ir.Name)
            and element.id == names[1]
            and any(self._asks_for_origin(c, names[0]) for c in expr.clauses[0].conditions)
        )

    def _picked(self, name: ir.Name) -> list[ir.Expr]:
        """The values that loops over pairs assign where the name of the pair is `origin`."""
        found: list[ir.Expr] = []
        scope: Scope | None = self.scope
        while scope is not None and isinstance(scope.node, ir.Function):
            for loop in ir.walk_body(scope.node.body):
                names = _pair(loop.target) if isinstance(loop, ir.For) else None
                if names is None or not isinstance(loop, ir.For):
                    continue
                for test in loop.body:
                    if isinstance(test, ir.If) and self._asks_for_origin(test.test, names[0]):
                        found.extend(
                            assign.value
                            for assign in test.body
                            if isinstance(assign, ir.Assign)
                            and isinstance(assign.value, ir.Name)
                            and assign.value.id == names[1]
                        )
            scope = scope.parent
        return found

    def _asks_for_origin(self, test: ir.Expr, name: str) -> bool:
        if not isinstance(test, ir.Compare) or test.ops != ("==",):
            return False
        left = test.left
        while isinstance(left, ir.Call) and isinstance(left.func, ir.Attribute):
            left = left.func.value
        return (
            isinstance(left, ir.Name)
            and left.id == name
            and self.text(test.comparators[0]) in _NAMES
        )

    def mentions_origin(self, expr: ir.Expr, depth: int = 0) -> bool:
        """Whether the origin, or a variable that was computed from it, stands in an expression."""
        return any(
            self.is_origin(node)
            or (
                isinstance(node, ir.Name)
                and depth < 3
                and any(
                    value is not None and self.mentions_origin(value, depth + 1)
                    for value in self.values_of(node)
                )
            )
            for node in ir.walk(expr)
            if isinstance(node, (ir.Call, ir.Subscript, ir.Attribute, ir.Name))
        )

    def is_compiled(self, expr: ir.Expr) -> str | None:
        """The text of a compiled expression, or of `re` itself an empty text."""
        value = self.project.evaluate(expr, self.scope)
        if value == Symbol("re"):
            return ""
        if isinstance(value, Instance) and value.cls == Symbol("re.compile") and value.call:
            found = self.project.resolver.constant(
                value.call.positional(0), value.scope or self.scope
            )
            return found if isinstance(found, str) else None
        return None


def _around(scope: Scope, node: ir.Function) -> tuple[Branch, tuple[Test, ...]]:
    """The conditions under which the enclosing functions define one that is nested in them."""
    outer = scope.function_scope()
    if outer is None or outer.parent is None or not isinstance(outer.node, ir.Function):
        return (), ()
    for statement, branch, tests in _statements(
        outer.node.body, *_around(outer.parent, outer.node)
    ):
        if statement is node:
            return branch, tests
    return (), ()


def _statements(
    body: tuple[ir.Stmt, ...], branch: Branch, tests: tuple[Test, ...]
) -> Iterator[tuple[ir.Stmt, Branch, tuple[Test, ...]]]:
    """The simple statements and definitions of a body, with the conditions on the way to each."""
    for statement in body:
        if isinstance(statement, ir.If):
            place = id(statement)
            taken = (*tests, Test(statement.test, True))
            passed = (*tests, Test(statement.test, False))
            yield from _statements(statement.body, (*branch, (place, 0)), taken)
            yield from _statements(statement.orelse, (*branch, (place, 1)), passed)
            if _leaves(statement.body):
                tests, branch = passed, (*branch, (place, 1))
            elif _leaves(statement.orelse):
                tests, branch = taken, (*branch, (place, 0))
        elif isinstance(statement, (ir.For, ir.While)):
            yield from _statements(statement.body, branch, tests)
            yield from _statements(statement.orelse, branch, tests)
        elif isinstance(statement, ir.With):
            yield from _statements(statement.body, branch, tests)
        elif isinstance(statement, ir.Try):
            for part in (statement.body, statement.orelse, statement.finalbody):
                yield from _statements(part, branch, tests)
            for handler in statement.handlers:
                yield from _statements(handler.body, branch, tests)
        else:
            yield statement, branch, tests


def _pair(target: ir.Expr) -> tuple[str, str] | None:
    """The two names of `for name, value in ...`."""
    if not isinstance(target, ir.Collection) or len(target.items) != 2:
        return None
    first, second = target.items
    if isinstance(first, ir.Name) and isinstance(second, ir.Name):
        return first.id, second.id
    return None


def _is_empty(value: ir.Expr | None) -> bool:
    return isinstance(value, ir.Constant) and not value.value


def _leaves(body: tuple[ir.Stmt, ...]) -> bool:
    return bool(body) and isinstance(body[-1], (ir.Return, ir.Raise))


def framework_slug(project: Project, handlers: list[Handler]) -> str:
    """The framework that calls a function, or the only one that the project uses."""
    if handlers:
        return handlers[0].framework.slug
    return project.used[0].slug if len(project.used) == 1 else ""
