"""Functions that guard: whether they refuse requests, for want of what, and which they tell apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from routelint.flow.pipeline import is_next
from routelint.flow.sending import Sending
from routelint.flow.writing import Writing
from routelint.model import ir
from routelint.model.app import Handler, Role
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import Instance, Known, as_function

_AUTH = re.compile(
    r"auth(?!or)|log_?(?:ged)?_?in|sign(?:ed)?_?in|token|session|current_user|is_admin|"
    r"admins?_(?!host|domain|ur[il]|path|prefix|site|port|base)|api_?key|"
    r"credential|permission|jwt|members?_only|unauthori[sz]ed|http_401",
    re.IGNORECASE,
)
#: Headers that say who sends a request.
_HEADERS = re.compile(
    r"(?:http_)?(?:authorization|x[_-][\w-]*(?:token|api[_-]?key|auth|session))|"
    r"http_cookie|remote_user",
    re.IGNORECASE,
)


_DENIAL = re.compile(
    r"forbidden|unauthori[sz]ed|not_?authori|permission_?denied|40[13]", re.IGNORECASE
)
_EXPRESSIONS = frozenset({"re.match", "re.search", "re.fullmatch"})
#: What a request says of who sent it.
_SENDER = frozenset({"headers", "META", "COOKIES", "cookies", "user"})
#: Headers and variables of CGI that say what is asked for, and of which server, and not by whom.
_ASKED_FOR = re.compile(
    r"query_string|path_info|script_name|request_(?:method|uri)|server_\w+|wsgi\.\w+|"
    r"(?:http_)?(?:content[_-](?:type|length|encoding)|host|x[_-]forwarded[_-](?:host|proto|port)|"
    r"accept(?:[_-](?:encoding|language))?|range|if[_-][\w-]+|connection|upgrade)",
    re.IGNORECASE,
)
#: Methods of texts that leave a path a path.
_SAME_PATH = frozenset({"strip", "lstrip", "rstrip", "lower", "casefold"})


#: How many functions make an answer for each other.
_DEPTH = 3


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
        #: Whether a path with a slash at its end is another route, so that both can't be the same one.
        self.strict = handler.framework.facts.get("closing-slash") == "strict"

    @property
    def is_guard(self) -> bool:
        """Whether the function refuses requests for want of authentication."""
        return self._refuses(self.body) and self.is_about_auth()

    @property
    def is_about_something_else(self) -> bool:
        """Whether the only statuses that it answers with say that it is not about who asks: too many
        requests, too large, out of order."""
        statuses = {
            part.value
            for node in ir.walk_body(self.body)
            if isinstance(node, (ir.Return, ir.Raise))
            for part in ir.walk(node)
            if isinstance(part, ir.Constant)
            and isinstance(part.value, int)
            and 400 <= part.value < 600
        }
        return bool(statuses) and not statuses & {401, 403, 404, 407}

    @property
    def denies(self) -> bool:
        """Whether the function refuses requests with an answer that is about who asks: 401, 403, or
        what is called so, also where a function of the project makes the answer."""
        return self._denies(self.body, self.scope, 0)

    def denies_by(self, statement: ir.Stmt) -> bool:
        """Whether one statement is such an answer, or sends those who have not signed in elsewhere."""
        if self._denies((statement,), self.scope, 0) or self._sends_denial(statement):
            return True
        value = statement.value if isinstance(statement, ir.Return) else None
        value = statement.exc if isinstance(statement, ir.Raise) else value
        called = value.func if isinstance(value, ir.Call) else value
        name = "" if called is None else (ir.dotted(called) or "").rpartition(".")[2]
        redirects = "redirect" in name.lower() or name in ("HTTPFound", "HTTPSeeOther")
        return redirects and self.is_about_auth()

    def _sends_denial(self, statement: ir.Stmt) -> bool:
        """Whether a statement returns, or sends by calling it, an answer that was made before with a
        status that denies."""
        value = getattr(statement, "value", None)
        value = value.value if isinstance(value, ir.Await) else value
        named = value.func if isinstance(value, ir.Call) else value
        bindings = self.scope.bindings(named.id) if isinstance(named, ir.Name) else []
        return bool(bindings) and all(
            isinstance(binding.value, ir.Call)
            and any(
                isinstance(part, ir.Constant) and part.value in (401, 403)
                for part in ir.walk(binding.value)
            )
            for binding in bindings
        )

    def _denies(self, body: tuple[ir.Stmt, ...], scope: Scope, depth: int) -> bool:
        for node in ir.walk_body(body):
            if not isinstance(node, (ir.Return, ir.Raise, ir.Call)):
                continue
            aborts = isinstance(node, ir.Call) and (
                self.project.name_of(node.func, scope) in self.project.names.aborts
            )
            for part in ir.walk(node):
                if isinstance(part, ir.Constant) and part.value in (401, 403):
                    return True
                word = part.id if isinstance(part, ir.Name) else getattr(part, "attr", "")
                if aborts or not isinstance(node, ir.Call):
                    if isinstance(word, str) and _DENIAL.search(word):
                        return True
            if not isinstance(node, ir.Call) and depth < _DEPTH and self._made(node, scope, depth):
                return True
        return False

    def _made(self, node: ir.Return | ir.Raise, scope: Scope, depth: int) -> bool:
        """Whether a function of the project makes a denial of what is returned or raised."""
        value = node.value if isinstance(node, ir.Return) else node.exc
        value = value.value if isinstance(value, ir.Await) else value
        if not isinstance(value, ir.Call) or is_next(value, self.handler):
            return False
        function = as_function(self.project.evaluate(value.func, scope))
        if function is None:
            return False
        defaults = (param.default for param in function.node.params)
        if any(isinstance(d, ir.Constant) and d.value in (401, 403) for d in defaults):
            return True
        return self._denies(function.node.body, self.project.scope(function), depth + 1)

    def refuses(self) -> bool:
        """Whether the function refuses any request, by an answer or an exception."""
        return self._refuses(self.body)

    def is_about_auth(self) -> bool:
        if self._is_condition and _AUTH.search(self.handler.function.name):
            return True
        for node in ir.walk_body(self.body):
            if isinstance(node, ir.Name) and _AUTH.search(node.id):
                return True
            if isinstance(node, ir.Attribute) and _AUTH.search(node.attr):
                return True
            if isinstance(node, ir.Constant):
                if node.value == 401:
                    return True
                text = node.value
                if isinstance(text, bytes):
                    text = text.decode("latin-1")
                if isinstance(text, str) and _HEADERS.fullmatch(text):
                    return True
        return False

    @property
    def refuses_senders(self) -> bool:
        """Whether the function refuses requests for what they say of who sent them."""
        asks = any(self._asks_for_sender(node.test) for node in ir.nodes_of(self.body, ir.If))
        return asks and self._refuses(self.body)

    def _asks_for_sender(self, test: ir.Expr) -> bool:
        """Whether a test looks at what a request says of who sent it."""
        aside: set[int] = set()
        for part in ir.walk(test):
            mapping, key = _item_of(part)
            if mapping is not None and _ASKED_FOR.fullmatch(self._text(key)):
                aside.add(id(mapping))
        return any(
            (isinstance(part, ir.Attribute) and part.attr in _SENDER and id(part) not in aside)
            or (isinstance(part, ir.Subscript) and self._text(part.index) in _SENDER)
            for part in ir.walk(test)
        )

    def says(self, body: tuple[ir.Stmt, ...]) -> set[str]:
        """What a function that answers by sending says in a branch."""
        contract = self.handler.contract
        if contract is None or contract.result != "nothing":
            return set()
        request = self.handler.framework.request_kinds[0]
        sending = Sending.of(self.project)
        return {sending.says(node, self.scope, request) for node in ir.nodes_of(body, ir.Call)}

    def _refuses(self, body: tuple[ir.Stmt, ...]) -> bool:
        if self.says(body) & {"start", "last", "whole"} or self.writes_refusal(body):
            return True
        if self._is_condition:
            return any(
                isinstance(node, ir.Raise)
                or (isinstance(node, ir.Return) and not _is_true(node.value))
                for node in ir.walk_body(body)
            )
        for node in ir.walk_body(body):
            if isinstance(node, ir.Raise):
                return True
            if isinstance(node, ir.Call):
                if self.project.name_of(node.func, self.scope) in self.project.names.aborts:
                    return True
            if isinstance(node, ir.Return) and self.answers(node.value):
                return True
        return False

    def writes_refusal(self, body: tuple[ir.Stmt, ...]) -> bool:
        """Whether a function that writes into a response sets the status of an error or a redirect."""
        contract = self.handler.contract
        if contract is None or contract.result != "written":
            return False
        writing = Writing.of(self.project)
        for node in ir.walk_body(body):
            if isinstance(node, ir.Assign):
                if any(writing.kind(target, self.scope) == "status" for target in node.targets):
                    if (writing.status(node.value, self.scope) or 0) >= 300:
                        return True
            elif isinstance(node, ir.Call) and writing.refuses(node, self.scope):
                return True
        return False

    def _passes_on(self, value: ir.Expr | None) -> bool:
        """Whether a decorator hands the request on to the view that it wraps."""
        call = value.value if isinstance(value, ir.Await) else value
        return isinstance(call, ir.Call) and is_next(call, self.handler)

    def answers(self, value: ir.Expr | None) -> bool:
        """Whether a returned value is an answer, and not the request handed on."""
        if value is None or (isinstance(value, ir.Constant) and value.value is None):
            return False
        expr = value.value if isinstance(value, ir.Await) else value
        if isinstance(expr, ir.Collection):
            status = expr.items[1] if len(expr.items) > 1 else None
            if isinstance(status, ir.Constant) and type(status.value) is int:
                return True
            return bool(expr.items) and self.answers(expr.items[0])
        if isinstance(expr, ir.Constant):
            contract = self.handler.contract
            goes_on = contract is not None and contract.false_continues
            return not (goes_on and expr.value is False)
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
            node.attr in ("path", "full_path", "endpoint", "blueprint", "url_rule", "method")
            for node in ir.nodes_of(self.body, ir.Attribute)
        )

    def closes_all_but(self, path: str) -> bool:
        """Whether the function lets only certain paths pass, and `path` is none of them."""
        exempting = False
        for node in ir.walk_body(self.body):
            # A guard of some methods lets the handshake of a WebSocket pass, which is a GET.
            if isinstance(node, ir.Attribute) and node.attr == "method":
                return False
            if not isinstance(node, ir.If):
                continue
            if not any(self._is_path(part) for part in _expressions(node.test)):
                continue
            closes = self._refuses(node.body)
            if not closes and not self._passes(node.body):
                return False
            for part in _expressions(node.test):
                if isinstance(part, ir.Compare) and self._is_path(part.left):
                    exempting = True
                    if (part.ops[0] in ("not in", "!=")) != closes:
                        return False
                    if self._may_be_among(path, part.comparators[0]):
                        return False
                elif isinstance(part, ir.Call) and self._is_path(getattr(part.func, "value", part)):
                    exempting = True
                    turned = any(
                        isinstance(n, ir.Not) and n.operand is part for n in ir.walk(node.test)
                    )
                    if turned != closes or self._may_be_among(path, part.positional(0)):
                        return False
        return exempting

    def _may_be_among(self, path: str, expr: ir.Expr | None) -> bool:
        """Whether a path is one of some texts, or begins with one, as far as these are known."""
        items = None if expr is None else self.project.resolver.items(expr, self.scope)
        texts = [self.project.resolver.constant(*item) for item in items or ()]
        if items is None:
            texts = [self.project.resolver.constant(expr, self.scope)]
        return not all(isinstance(text, str) and not path.startswith(text) for text in texts)

    # --- tests on the path ------------------------------------------------------------------------
    def path_tests(self) -> Iterator[PathTest]:
        for node in ir.nodes_of(self.body, ir.If):
            protects = self._refuses(node.body)
            if protects or self._passes(node.body):
                yield from self._tests(node.test, protects)

    @property
    def _is_condition(self) -> bool:
        """Whether the function answers by what is true."""
        contract = self.handler.contract
        return contract is not None and contract.result == "condition"

    def _passes(self, body: tuple[ir.Stmt, ...]) -> bool:
        """Whether the branch lets the request through at once."""
        if self._is_condition:
            return bool(body) and isinstance(body[-1], ir.Return) and _is_true(body[-1].value)
        if "next" in self.says(body):
            return True
        return bool(body) and isinstance(body[-1], ir.Return) and not self.answers(body[-1].value)

    def _tests(self, test: ir.Expr, protects: bool) -> Iterator[PathTest]:
        negated = {
            id(inner)
            for node in ir.walk(test)
            if isinstance(node, ir.Not)
            for inner in ir.walk(node.operand)
        }
        for node in ir.walk(test):
            protected = protects != (id(node) in negated)
            flag = self._flag(node)
            if flag is not None:
                yield from self._tests(flag, protected)
            expressions = self._expressions_on_path(node, test)
            if expressions:
                yield from self._expression_tests(node, expressions, protected)
            if isinstance(node, ir.Call) and isinstance(node.func, ir.Attribute):
                if node.func.attr == "startswith" and self._is_path(node.func.value):
                    prefix = self._open_prefix(node, test)
                    bare = self._bare_route(node) if protected else ""
                    if bare:
                        yield PathTest(node, f"{bare!r} without a slash behind it is open", True)
                    elif prefix and protected:
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
                    elif (text := self._text(node.positional(0))) and not self.strict:
                        yield PathTest(
                            node, f"{text!r} with a slash behind it is another path", True
                        )
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
                elif op != "==" or not protected or self.strict:
                    continue
                elif self._is_path(node.left) and self._text(right):
                    yield PathTest(
                        node, f"{self._text(right)!r} with a slash behind it is another path"
                    )

    def _bare_route(self, call: ir.Call) -> str:
        """The route that a protected prefix with a slash at its end leaves out."""
        text = self._text(call.positional(0))
        if not text.endswith("/") or self.handler.container is None:
            return ""
        return next(
            (
                effective.pattern.text
                for app in self.project.apps_of(self.handler.container)
                for effective in self.project.effective_routes(app)
                if effective.pattern is not None
                and len(effective.pattern.text) > 1
                and f"/{text.strip('/')}".endswith(f"/{effective.pattern.text.strip('/')}")
            ),
            "",
        )

    def _flag(self, node: ir.Node) -> ir.Expr | None:
        """The test whose outcome a variable holds."""
        bindings = self.scope.bindings(node.id) if isinstance(node, ir.Name) else []
        value = bindings[0].value if len(bindings) == 1 and bindings[0].kind == "value" else None
        return value if isinstance(value, (ir.Call, ir.Compare, ir.BoolOp, ir.Not)) else None

    def _expression_tests(
        self, node: ir.Node, expressions: list[str], protected: bool
    ) -> Iterator[PathTest]:
        assert isinstance(node, ir.Call)
        for text in expressions:
            if protected and text.endswith("$"):
                if self.strict:
                    return
                yield PathTest(
                    node, f"{text!r} does not match the path with a slash behind it", True
                )
                return
            if not protected and not text.endswith(("$", "/")):
                yield PathTest(node, f"{text!r} also exempts paths that only begin like it")
                return

    def _expressions_on_path(self, node: ir.Node, test: ir.Expr) -> list[str]:
        """The regular expressions that a call matches with the path, as far as they are known."""
        if not isinstance(node, ir.Call) or not isinstance(node.func, ir.Attribute):
            return []
        if node.func.attr not in ("match", "search", "fullmatch"):
            return []
        if self.project.name_of(node.func, self.scope) in _EXPRESSIONS:
            pattern, path = node.positional(0), node.positional(1)
        else:
            pattern, path = node.func.value, node.positional(0)
        if path is None or not self._is_path(path):
            return []
        return self._patterns(self._looped(pattern, test) or pattern)

    def _looped(self, expr: ir.Expr | None, test: ir.Expr) -> ir.Expr | None:
        """What the variable of a comprehension in the test goes through."""
        if isinstance(expr, ir.Name):
            for node in ir.walk(test):
                if isinstance(node, ir.Comprehension):
                    for clause in node.clauses:
                        if isinstance(clause.target, ir.Name) and clause.target.id == expr.id:
                            return clause.iter
        return None

    def _patterns(self, expr: ir.Expr | None, depth: int = 0) -> list[str]:
        texts = self._texts(expr)
        if texts or depth > 3:
            return texts or []
        value = self.project.evaluate(expr, self.scope)
        if isinstance(value, Instance) and value.call is not None:
            return self._patterns(value.call.positional(0), depth + 1)
        if isinstance(value, Known):
            expr = value.expr
        if isinstance(expr, ir.Call) and ir.dotted(expr.func) in ("re.compile", "compile"):
            return self._patterns(expr.positional(0), depth + 1)
        if isinstance(expr, ir.Comprehension) and len(expr.clauses) == 1:
            return self._patterns(expr.clauses[0].iter, depth + 1)
        if isinstance(expr, ir.Collection):
            return [text for item in expr.items for text in self._patterns(item, depth + 1)]
        return []

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

    def is_path_item(self, mapping: ir.Expr, key: ir.Expr | None) -> bool:
        """`scope["path"]`, by the names that the protocols use."""
        name = (ir.dotted(mapping) or "").rpartition(".")[2]
        return (name, self._text(key)) in self.project.names.path_items

    def _is_path(self, expr: ir.Expr, depth: int = 0) -> bool:
        if isinstance(expr, ir.Call):
            func = expr.func
            if isinstance(func, ir.Attribute) and func.attr in _SAME_PATH:
                return self._is_path(func.value, depth)
            if isinstance(func, ir.Name) and func.id == "str" and expr.positional(0) is not None:
                return self._is_path(expr.args[0].value, depth)
            if isinstance(func, ir.Attribute) and func.attr == "get" and expr.args:
                return self.is_path_item(func.value, expr.args[0].value)
            return self.project.name_of(func, self.scope) in self.paths
        if isinstance(expr, ir.BoolOp):
            return self._is_path(expr.values[0], depth)
        if isinstance(expr, ir.Attribute):
            return self.project.name_of(expr, self.scope) in self.paths
        if isinstance(expr, ir.Subscript):
            return self.is_path_item(expr.value, expr.index)
        if isinstance(expr, ir.Name) and depth < 4:
            bindings = self.scope.bindings(expr.id)
            return bool(bindings) and all(
                b.kind == "value" and b.value is not None and self._is_path(b.value, depth + 1)
                for b in bindings
            )
        return False


def _item_of(node: ir.Node) -> tuple[ir.Expr | None, ir.Expr | None]:
    """The mapping and the key of `mapping[key]`, `mapping.get(key)` and `key in mapping`."""
    if isinstance(node, ir.Subscript):
        return node.value, node.index
    if (
        isinstance(node, ir.Call)
        and isinstance(node.func, ir.Attribute)
        and node.func.attr == "get"
    ):
        return node.func.value, node.positional(0)
    if isinstance(node, ir.Compare) and node.ops[0] in ("in", "not in"):
        return node.comparators[0], node.left
    return None, None


def _is_true(value: ir.Expr | None) -> bool:
    return isinstance(value, ir.Constant) and bool(value.value)


def _expressions(test: ir.Expr) -> Iterator[ir.Expr]:
    for node in ir.walk(test):
        if isinstance(node, (ir.Attribute, ir.Call, ir.Compare, ir.Name, ir.Subscript)):
            yield node
