"""Handlers that ask by themselves who sends a request, or that leave it to a function they call."""

from __future__ import annotations

import re
from collections.abc import Iterator

from routelint.model import ir
from routelint.model.decorators import decorator_wrapper
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import FunctionRef, as_function

#: What is said of who sends a request, or of what that one may do.
_SENDER = re.compile(
    r"current_?user|auth(?!or(?:s|_?id|_?name)?$)|logged_?in|signed_?in|is_(?:staff|superuser|admin|anonymous|owner)|"
    r"permission|\bperms?$|has_perm|has_role|\broles?$|credential|signature|hmac|secret|csrf|jwt|"
    r"api_?key|(?:access|bearer|session|id)_?token|^token$|secure_cookie|"
    r"principal|identity|remote_user|remote_addr|^scopes?$|^user$|(?:is|not)_allowed$|nonce",
    re.IGNORECASE,
)
#: Names of functions that ask for it, wherever they come from.
_ASKS = re.compile(
    r"compare_digest|unsign|authenticat|authoriz|authoris|"
    r"^_*(?:check|verify|validate|require|ensure|assert|enforce|has|can|is|raise|must)_?\w*"
    r"(?:auth(?!or)|perm(?:ission|s|itted)|access|sign(?:ature|ed)|token|login|logged|credential|password|"
    r"admin|allowed_to|owner|role|secret|api_?key|current_user|hmac|jwt|csrf|scope|session)|"
    r"^_*get_(?:current|authenticated|logged_in|session)_?(?:user|account|member)|"
    r"^(?:verify|check_perm\w*|login_user|current_user|jwt_decode|decode_token|get_secure_cookie)$",
    re.IGNORECASE,
)
#: Names of decorators that let only some in.
_DEMANDS = re.compile(r"_(?:required|needed|only)$|^(?:requires?|needs|restrict\w*)_")
#: How a refusal for want of permission is named.
_REFUSAL = re.compile(
    r"forbidden|unauthori[sz]ed|permission|not_?auth|access_?denied|invalid_?token|login|"
    r"bad_?signature|invalid_?signature|signature_?expired|jwt|auth(?!or)",
    re.IGNORECASE,
)
#: Keys under which sessions and headers hold it.
_KEY = re.compile(
    r"user(?:_?id|_?name)?|uid|account(?:_id)?|member(?:_id)?|(?:is_)?(?:admin|logged_?in)|"
    r".*(?:auth|token|signature|secret|api[_-]?key|hmac).*",
    re.IGNORECASE,
)
#: Ends of names under which a request carries its user, session or headers.
_CARRIERS = frozenset({"request", "req", "self", "g", "context", "state", "ctx", "conn", "scope"})
_DEPTH = 4


class Checks:
    """Finds out once for each function whether it asks who sends the request."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._known: dict[tuple[int, bool], bool] = {}

    @classmethod
    def of(cls, project: Project) -> Checks:
        return project.memo("checks-of-senders", lambda: cls(project))

    def asks(self, function: FunctionRef, depth: int = 0, dropped: bool = False) -> bool:
        """Whether a function looks at who sends the request before it goes on, refuses somebody for
        that, or calls a function that does. One whose value is `dropped` has to refuse by itself."""
        key = (id(function.node), dropped)
        if key not in self._known:
            self._known[key] = False
            self._known[key] = self._asks(function, depth, dropped)
        return self._known[key]

    def _asks(self, function: FunctionRef, depth: int, dropped: bool) -> bool:
        scope = self.project.scope(function)
        body = function.node.body
        statements = {
            id(node.value.value if isinstance(node.value, ir.Await) else node.value)
            for node in ir.nodes_of(body, ir.ExprStmt)
        }
        decides = not dropped or self._refuses(function, scope)
        for node in ir.walk_body(body):
            if isinstance(node, ir.Call) and self._is_asked(
                node, scope, depth, id(node) in statements
            ):
                return True
            if self._reads_sender(node, scope):
                return True
            if isinstance(node, ir.Raise) and node.exc is not None and _refuses(node.exc):
                return True
            if isinstance(node, ir.Return) and node.value is not None and _is_refusal(node.value):
                return True
            if isinstance(node, ir.ExceptHandler) and _names(node.type, _REFUSAL):
                return True
            if decides and any(self._is_about_sender(test, scope) for test in _tests(node)):
                return True
        return False

    def called(self, function: FunctionRef) -> Iterator[tuple[FunctionRef, ir.Call]]:
        """The functions of the project that a function calls to find out who sends the request: those
        that refuse by themselves, and those that answer a question in a condition."""
        scope = self.project.scope(function)
        for statement in ir.walk_body(function.node.body):
            if isinstance(statement, ir.ExprStmt):
                found, dropped = [statement.value], True
            else:
                found, dropped = list(_tests(statement)), False
                if isinstance(statement, ir.Assign) and statement.value is not None:
                    found, dropped = [statement.value], True
            for node in (part for expr in found for part in ir.walk(expr)):
                if not isinstance(node, ir.Call):
                    continue
                callee = as_function(self.project.evaluate(node.func, scope))
                if callee is None:
                    continue
                if dropped and not self._refuses(callee, self.project.scope(callee)):
                    continue
                named = _ASKS.search(callee.name) or _SENDER.search(callee.name)
                if (dropped or named) and self.asks(callee, 1, dropped):
                    yield callee, node

    def is_asked(self, call: ir.Call, scope: Scope) -> bool:
        """Whether a call asks who sends the request, by its name or by what its function does; a plain
        refusal is none."""
        name = (ir.dotted(call.func) or "").rpartition(".")[2]
        if isinstance(call.func, ir.Attribute):
            name = call.func.attr
        return _ASKS.search(name) is not None or self._function_asks(call, scope, 0, False)

    def _refuses(self, function: FunctionRef, scope: Scope) -> bool:
        """Whether a function can keep its caller from going on."""
        return any(
            isinstance(node, ir.Raise)
            or (
                isinstance(node, ir.Call)
                and self.project.name_of(node.func, scope) in self.project.names.aborts
            )
            for node in ir.walk_body(function.node.body)
        )

    def _is_asked(self, call: ir.Call, scope: Scope, depth: int, dropped: bool) -> bool:
        name = (ir.dotted(call.func) or "").rpartition(".")[2]
        if isinstance(call.func, ir.Attribute):
            name = call.func.attr
        aborts = name in _ABORTS or (
            self.project.name_of(call.func, scope) in self.project.names.aborts
        )
        if _ASKS.search(name) or (aborts and _refuses(call)):
            return True
        return self._function_asks(call, scope, depth, dropped)

    def _function_asks(self, call: ir.Call, scope: Scope, depth: int, dropped: bool) -> bool:
        if depth >= _DEPTH:
            return False
        called = as_function(self.project.evaluate(call.func, scope))
        return called is not None and (
            self._is_guarded(called, depth) or self.asks(called, depth + 1, dropped)
        )

    def _is_guarded(self, function: FunctionRef, depth: int) -> bool:
        """Whether a decorator of the called function asks."""
        for decorator in function.node.decorators:
            callee = _callee(decorator.value)
            name = (ir.dotted(callee) or "").rpartition(".")[2]
            if _ASKS.search(name) or _SENDER.search(name) or _DEMANDS.search(name):
                return True
            made = as_function(self.project.evaluate(callee, function.scope))
            wrapper = decorator_wrapper(made, self.project.resolver) if made is not None else None
            if wrapper is not None and self.asks(wrapper[0], depth + 1):
                return True
        return False

    def _is_about_sender(self, test: ir.Expr, scope: Scope, depth: int = 0) -> bool:
        for node in ir.walk(test):
            if isinstance(node, ir.Attribute):
                if _SENDER.search(node.attr) and (
                    node.attr not in _OF_A_SENDER or self._is_carrier(node.value, scope)
                ):
                    return True
            elif self._reads_sender(node, scope):
                return True
            elif isinstance(node, ir.Compare) and node.ops[0] in ("in", "not in"):
                if _is_key(node.left) and self._is_carrier(node.comparators[0], scope):
                    return True
            elif isinstance(node, ir.Name):
                written = node.id not in _OF_A_SENDER and _SENDER.search(node.id)
                if written or _SENDER.search(self._canonical(node, scope)):
                    return True
                if depth < 3 and self._stems_from_sender(node, scope, depth):
                    return True
        return False

    def _stems_from_sender(self, name: ir.Name, scope: Scope, depth: int) -> bool:
        """Whether what a local variable holds was taken from what is said of the sender."""
        if scope.node is None:
            return False
        bindings = scope.bindings(name.id)
        return any(
            binding.kind == "value"
            and binding.value is not None
            and self._is_about_sender(binding.value, scope, depth + 1)
            for binding in bindings[:4]
        )

    def _reads_sender(self, node: ir.Node, scope: Scope) -> bool:
        """`session["user"]`, `request.headers.get("Authorization")`."""
        if isinstance(node, ir.Subscript):
            return _is_key(node.index) and self._is_carrier(node.value, scope)
        if isinstance(node, ir.Call) and isinstance(node.func, ir.Attribute):
            return _is_key(node.positional(0)) and self._is_carrier(node.func.value, scope)
        return False

    def _is_carrier(self, expr: ir.Expr, scope: Scope) -> bool:
        """Whether an expression is a request, or what belongs to one."""
        if isinstance(expr, ir.Call):
            return False
        written = (ir.dotted(expr) or "").rpartition(".")[2].lower()
        return any(
            name in _CARRIERS
            or name.endswith(("request", "session", "headers", "cookies", "meta", "environ"))
            for name in (written, self._canonical(expr, scope))
        )

    def _canonical(self, expr: ir.Expr, scope: Scope) -> str:
        """The last word of what an expression names, whatever it is called here."""
        return self.project.name_of(expr, scope).rpartition(".")[2].lower()


_OF_A_SENDER = frozenset({"user", "scope", "scopes", "token", "roles", "role"})
_ABORTS = frozenset({"abort", "send_error", "set_status", "error", "start_response", "HTTPError"})


def _is_key(expr: ir.Expr | None) -> bool:
    return (
        isinstance(expr, ir.Constant)
        and isinstance(expr.value, str)
        and _KEY.fullmatch(expr.value) is not None
    )


def _callee(expr: ir.Expr) -> ir.Expr:
    return expr.func if isinstance(expr, ir.Call) else expr


def _tests(node: ir.Node) -> Iterator[ir.Expr]:
    if isinstance(node, (ir.If, ir.While, ir.Conditional, ir.Assert)):
        yield node.test
    elif isinstance(node, ir.Match):
        yield node.subject


def _names(expr: ir.Expr | None, pattern: re.Pattern[str]) -> bool:
    if expr is None:
        return False
    return any(
        pattern.search(node.id if isinstance(node, ir.Name) else node.attr)
        for node in ir.walk(expr)
        if isinstance(node, (ir.Name, ir.Attribute))
    )


def _refuses(expr: ir.Expr) -> bool:
    """Whether an exception or a call says 401 or 403."""
    if any(
        (isinstance(node, ir.Constant) and node.value in (401, 403) and node.value is not True)
        or (isinstance(node, ir.Attribute) and ("401" in node.attr or "403" in node.attr))
        for node in ir.walk(expr)
    ):
        return True
    func = expr.func if isinstance(expr, ir.Call) else expr
    return _names(func, _REFUSAL)


def _is_refusal(value: ir.Expr) -> bool:
    """Whether a returned value is a refusal: a response for it, or a value with its status."""
    if isinstance(value, ir.Await):
        value = value.value
    if isinstance(value, ir.Collection):
        return any(isinstance(i, ir.Constant) and i.value in (401, 403) for i in value.items[1:])
    if not isinstance(value, ir.Call):
        return False
    name = (ir.dotted(value.func) or "").rpartition(".")[2]
    if re.search(r"forbidden|unauthori[sz]ed|access_?denied", name, re.IGNORECASE):
        return True
    return any(
        (isinstance(arg.value, ir.Constant) and arg.value.value in (401, 403))
        or (isinstance(arg.value, ir.Attribute) and re.search("40[13]", arg.value.attr) is not None)
        for arg in value.args
    )
