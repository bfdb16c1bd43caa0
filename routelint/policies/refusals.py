"""Answers of 401 and 403: where they are given, with what challenge, and to whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from routelint.findings import Location, Related
from routelint.flow.calls import reached
from routelint.flow.writing import Writing
from routelint.model import ir
from routelint.model.app import Ref, Role
from routelint.model.project import Project
from routelint.model.refusals import Refusals
from routelint.model.scopes import Scope, last_word
from routelint.model.values import ClassRef, FunctionRef, Instance, Known, callable_name
from routelint.model.vocabulary import Framework
from routelint.policies.sites import frameworks_at

_CHALLENGE = "www-authenticate"
#: Names under which headers, cookies and sessions hold by whom a request is sent.
_CREDENTIAL = re.compile(
    r"_?(?:(?:http[-_])?(?:proxy[-_])?authorization|(?:http[-_])?x[-_]api[-_]?key|"
    r"(?:http[-_])?x[-_](?:auth[-_])?token|api[-_]?key|(?:access|auth|bearer|session)[-_]?token|"
    r"token|jwt|session(?:[-_]?id)?|sid|user|user[-_]?(?:id|name)|uid|account(?:[-_]id)?|"
    r"logged[-_]?in|login|credentials?|creds|bearer|current_user)",
    re.IGNORECASE,
)
_CARRIERS = frozenset({"headers", "cookies", "session", "COOKIES", "META", "environ"})
_TRUTHS = frozenset({"is_authenticated"})
_FORBIDDEN = re.compile(r"Forbidden$|PermissionDenied(?:Exception)?$")
#: Functions that answer instead of others, and may give a challenge to what these answer.
_AROUND = (
    Role.AFTER,
    Role.ERROR_HANDLER,
    Role.MIDDLEWARE,
    Role.ASGI_MIDDLEWARE,
    Role.WSGI_MIDDLEWARE,
)


@dataclass(frozen=True, eq=False)
class Refusal:
    """An answer of 401, `challenged` or not, with `more` of them in the same function and an `other` of
    the application that has a challenge; or one of 403, where `missing` is the test by which it is for
    those who have sent nothing."""

    status: int
    place: ir.Expr
    scope: Scope
    function: FunctionRef
    framework: Framework
    challenged: bool = False
    missing: ir.Expr | None = None
    more: tuple[ir.Expr, ...] = ()
    other: Related | None = None


def refusals(project: Project) -> Iterator[Refusal]:
    """The wrong ones of all functions that requests get to."""
    finder = _Finder(project)
    functions = [function for function in reached(project) if not function.module.is_test]
    found = [refusal for function in functions for refusal in finder.of(function)]
    # Who signs people in by forms and cookies has nothing that a challenge could name.
    example = next((r.place for r in found if r.challenged), None)
    where = next((r.scope for r in found if r.challenged), None)
    for refusal in found:
        if refusal.status == 401 and not refusal.challenged:
            if example is not None and where is not None and not finder.given_later:
                place = Location(where.module.path, example.span)
                yield replace(refusal, other=Related(place, "has one here"))
        elif refusal.status == 403:
            yield refusal


@dataclass(frozen=True, eq=False)
class Unchallenging:
    """The first entry of a list of what finds out who asks, which has no challenge."""

    name: str
    ref: Ref
    framework: Framework
    related: tuple[Related, ...] = ()


class _Finder:
    def __init__(self, project: Project) -> None:
        self.project = project
        self.writing = Writing.of(project)
        self.ends = {
            name.rpartition(".")[2]
            for framework in project.names.frameworks
            for name in framework.refusals.statuses
        }
        self.forbidden_elsewhere = any(
            handler.selector == 403
            or (isinstance(handler.selector, str) and _FORBIDDEN.search(handler.selector))
            for container in project.containers
            for handler in container.error_handlers
        )
        self.given_later = any(
            _mentions_challenge(handler.function.node.body)
            for handler in project.with_role(*_AROUND)
        ) or any(
            project.value_of(container.options.get(option)) is True
            for container in project.containers
            for option in container.framework.refusals.always
        )

    def of(self, function: FunctionRef) -> Iterator[Refusal]:
        scope = self.project.scope(function)
        frameworks = frameworks_at(self.project, scope, function)
        if not frameworks:
            return
        tables = [framework.refusals for framework in frameworks]
        body = function.node.body
        dropped = self._dropped(body, scope)
        found = [
            (status, place, challenged)
            for node in ir.walk_body(body)
            for status, place, challenged in self._answers(node, scope, tables, function)
            if id(place) not in dropped
        ]
        if not found:
            return
        mentioned = _mentions_challenge(body)
        tests = list(self._tests(body, scope, tables, function))
        asking = [(place, own or mentioned) for status, place, own in found if status == 401]
        bare = [place for place, has_one in asking if not has_one]
        if bare:
            more = tuple(place for place in bare[1:] if place is not bare[0])
            yield Refusal(401, bare[0], scope, function, frameworks[0], more=more)
        challenged = next((place for place, has_one in asking if has_one), None)
        if challenged is not None:
            yield Refusal(401, challenged, scope, function, frameworks[0], challenged=True)
        # What is raised may be answered by somebody else, who may know better.
        raised = {
            id(node.exc) for node in ir.walk_body(body) if isinstance(node, ir.Raise) and node.exc
        } | {id(place) for _, place, _ in found if self._aborts(place, scope)}
        seen: set[int] = set()
        for status, place, _ in found:
            missing = next((test for test, inside in tests if inside(place)), None)
            if status == 403 and self.forbidden_elsewhere and id(place) in raised:
                continue
            if status == 403 and missing is not None and id(place) not in seen:
                seen.add(id(place))
                yield Refusal(403, place, scope, function, frameworks[0], missing=missing)

    def _dropped(self, body: tuple[ir.Stmt, ...], scope: Scope) -> set[int]:
        """What is built and never sent: exceptions and responses as statements."""
        names = self.project.names
        return {
            id(node.value)
            for node in ir.walk_body(body)
            if isinstance(node, ir.ExprStmt) and isinstance(node.value, ir.Call)
            if any(
                n in names.exceptions or n in names.responses
                for n in self._names(node.value.func, scope)
            )
        }

    def _aborts(self, place: ir.Expr, scope: Scope) -> bool:
        return isinstance(place, ir.Call) and any(
            name in self.project.names.aborts for name in self._names(place.func, scope)
        )

    # --- answers ----------------------------------------------------------------------------------
    def _answers(
        self, node: ir.Node, scope: Scope, tables: list[Refusals], function: FunctionRef
    ) -> Iterator[tuple[int, ir.Expr, bool]]:
        """The status of 401 or 403 that a node gives, where, and whether it has a challenge."""
        if isinstance(node, ir.Call):
            status = self._of_call(node, scope, tables, function)
            if status in (401, 403):
                yield status, node, self._is_challenged(node, scope, tables)
        elif isinstance(node, ir.Raise) and isinstance(node.exc, (ir.Name, ir.Attribute)):
            status = self._fixed(node.exc, scope)
            if status in (401, 403):
                yield status, node.exc, False
        elif isinstance(node, ir.Return) and isinstance(node.value, ir.Collection):
            yield from self._of_tuple(node.value, scope, tables)
        elif isinstance(node, ir.Assign) and node.value is not None:
            for target in node.targets:
                if isinstance(target, ir.Attribute) and self._is_status(target, scope, tables):
                    status = self.writing.status(node.value, scope)
                    if status in (401, 403):
                        yield status, node.value, False
        elif isinstance(node, ir.Dictionary) and any(table.messages for table in tables):
            yield from self._of_message(node, scope)

    def _of_call(
        self, call: ir.Call, scope: Scope, tables: list[Refusals], function: FunctionRef
    ) -> int | None:
        end = last_word(call.func, scope)
        if any(end in table.starts for table in tables) and isinstance(call.func, ir.Name):
            return self.writing.status(call.positional(0), scope)
        if end not in self.ends:
            return None
        for name in self._names(call.func, scope):
            for framework in self.project.names.frameworks:
                place = framework.refusals.statuses.get(name)
                if isinstance(place, int):
                    return place
                if place is not None:
                    return self.writing.status(call.argument(place[1], place[0]), scope)
        return None

    def _fixed(self, expr: ir.Expr, scope: Scope) -> int | None:
        asked = last_word(expr, scope) in self.ends
        for name in self._names(expr, scope) if asked else ():
            for framework in self.project.names.frameworks:
                place = framework.refusals.statuses.get(name)
                if isinstance(place, int):
                    return place
        return None

    def _names(self, expr: ir.Expr, scope: Scope) -> list[str]:
        value = self.project.evaluate(expr, scope)
        name = callable_name(value)
        return [name] if name else []

    def _is_challenged(self, call: ir.Call, scope: Scope, tables: list[Refusals]) -> bool:
        if call.has_double_star or _mentions_challenge((ir.ExprStmt(call, call.span),)):
            return True
        for name in {keyword for table in tables for keyword in table.challenges}:
            given = call.keyword(name)
            if given is None or (isinstance(given, ir.Constant) and given.value is None):
                continue
            if name != "headers":
                return True
            value = self.project.evaluate(given, scope)
            if not isinstance(value, Known) or not isinstance(value.expr, ir.Dictionary):
                return True
            if _mentions_challenge((ir.ExprStmt(value.expr, value.expr.span),)):
                return True
        return any(self._may_challenge(arg.value, scope) for arg in call.args if not arg.keyword)

    def _may_challenge(self, expr: ir.Expr, scope: Scope) -> bool:
        """Whether headers that are given by position hold a challenge, or can't be read."""
        if not isinstance(expr, (ir.Name, ir.Attribute)):
            return False
        value = self.project.evaluate(expr, scope)
        if isinstance(value, Known):
            return _mentions_challenge((ir.ExprStmt(value.expr, value.expr.span),))
        return "header" in getattr(expr, "id", getattr(expr, "attr", "")).lower()

    def _of_tuple(
        self, value: ir.Collection, scope: Scope, tables: list[Refusals]
    ) -> Iterator[tuple[int, ir.Expr, bool]]:
        for at in {table.pairs for table in tables if table.pairs is not None}:
            if value.kind == "tuple" and len(value.items) > max(at, 1):
                status = self.writing.status(value.items[at], scope)
                if status in (401, 403):
                    headers = value.items[2] if len(value.items) > 2 else None
                    known = headers is None or isinstance(headers, ir.Dictionary)
                    yield status, value.items[at], not known

    def _is_status(self, target: ir.Attribute, scope: Scope, tables: list[Refusals]) -> bool:
        if not target.attr.startswith("status"):
            return False
        name = self.project.name_of(target, scope)
        known = {n for f in self.project.used for n in f.status_attributes}
        return name in known or self.writing.kind(target, scope) == "status"

    def _of_message(self, node: ir.Dictionary, scope: Scope) -> Iterator[tuple[int, ir.Expr, bool]]:
        items = {key.value: value for key, value in node.items if isinstance(key, ir.Constant)}
        begins = items.get("type")
        if isinstance(begins, ir.Constant) and begins.value == "http.response.start":
            status = self.writing.status(items.get("status"), scope)
            if status in (401, 403):
                headers = items.get("headers")
                known = headers is None or isinstance(headers, ir.Collection)
                yield status, items["status"], not known

    # --- who has sent nothing ---------------------------------------------------------------------
    def _tests(
        self,
        body: tuple[ir.Stmt, ...],
        scope: Scope,
        tables: list[Refusals],
        function: FunctionRef,
    ) -> Iterator[tuple[ir.Expr, _Inside]]:
        """The tests for credentials that are missing, and what is only done where they are."""
        for node in ir.walk_body(body):
            if isinstance(node, ir.If):
                found = self._missing(node.test, scope, tables, function)
                if found is not None:
                    yield found, _Inside(node.body)

    def _missing(
        self,
        test: ir.Expr,
        scope: Scope,
        tables: list[Refusals],
        function: FunctionRef,
    ) -> ir.Expr | None:
        if isinstance(test, ir.BoolOp) and test.op == "or":
            for part in test.values:
                found = self._missing(part, scope, tables, function)
                if found is not None:
                    return found
            return None
        if isinstance(test, ir.Not):
            return test if self._is_credential(test.operand, scope, tables, function) else None
        if isinstance(test, ir.Attribute) and test.attr == "is_anonymous":
            return test
        if not isinstance(test, ir.Compare) or len(test.ops) != 1:
            return None
        right = test.comparators[0]
        if test.ops[0] in ("is", "=="):
            nothing = isinstance(right, ir.Constant) and right.value in (None, "")
            known = nothing and self._is_credential(test.left, scope, tables, function)
            return test if known else None
        if test.ops[0] == "not in":
            return test if _is_key(test.left) and _is_carrier(right) else None
        return None

    def _is_credential(
        self,
        expr: ir.Expr,
        scope: Scope,
        tables: list[Refusals],
        function: FunctionRef,
        depth: int = 0,
    ) -> bool:
        if depth > 3:
            return False
        if isinstance(expr, ir.Await):
            return self._is_credential(expr.value, scope, tables, function, depth + 1)
        if isinstance(expr, ir.Subscript):
            return _is_key(expr.index) and _is_carrier(expr.value)
        if isinstance(expr, ir.Call) and isinstance(expr.func, ir.Attribute):
            if not _is_key(expr.positional(0)):
                return False
            asks = {name for table in tables for name in table.asks}
            return expr.func.attr in asks or (
                expr.func.attr == "get" and _is_carrier(expr.func.value)
            )
        if isinstance(expr, ir.Attribute):
            if expr.attr in _TRUTHS:
                return True
            return any(expr.attr in table.senders for table in tables) and (
                ir.dotted(expr.value) or ""
            ).rpartition(".")[2] in (
                "request",
                "req",
                "self",
                "connection",
            )
        if isinstance(expr, ir.Name):
            return self._is_credential_name(expr, scope, tables, function, depth)
        return False

    def _is_credential_name(
        self,
        name: ir.Name,
        scope: Scope,
        tables: list[Refusals],
        function: FunctionRef,
        depth: int,
    ) -> bool:
        param = function.node.parameter(name.id)
        bindings = scope.bindings(name.id)
        if param is not None:
            default = param.default
            takes = {call for table in tables for call in table.parameters}
            if not isinstance(default, ir.Call) and param.annotation is not None:
                # `Annotated[str | None, Header()]`
                calls = [n for n in ir.walk(param.annotation) if isinstance(n, ir.Call)]
                default = calls[0] if calls else None
            return (
                isinstance(default, ir.Call)
                and _CREDENTIAL.fullmatch(name.id) is not None
                and self.project.name_of(default.func, scope) in takes
            )
        return len(bindings) == 1 and all(
            binding.kind == "value"
            and binding.index is None
            and binding.value is not None
            and self._is_credential(binding.value, scope, tables, function, depth + 1)
            for binding in bindings
        )


class _Inside:
    """Whether something is done by one of some statements, whatever else is asked there."""

    def __init__(self, body: tuple[ir.Stmt, ...]) -> None:
        self.body = body

    def __call__(self, place: ir.Expr) -> bool:
        return any(
            statement.span.contains(place.span)
            for statement in self.body
            if isinstance(statement, (ir.Return, ir.Raise, ir.ExprStmt, ir.Assign))
        )


def _is_key(expr: ir.Expr | None) -> bool:
    value = expr.value if isinstance(expr, ir.Constant) else None
    if isinstance(value, bytes):
        value = value.decode("latin-1")
    return isinstance(value, str) and _CREDENTIAL.fullmatch(value) is not None


def _is_carrier(expr: ir.Expr) -> bool:
    return (ir.dotted(expr) or "").rpartition(".")[2] in _CARRIERS


def _mentions_challenge(body: tuple[ir.Stmt, ...]) -> bool:
    for node in ir.walk_body(body, into_functions=True):
        if isinstance(node, ir.Constant):
            text = node.value
            if isinstance(text, bytes):
                text = text.decode("latin-1")
            if isinstance(text, str) and _CHALLENGE in text.lower().replace("_", "-"):
                return True
        elif isinstance(node, (ir.Attribute, ir.Name)):
            # `forget()` of Pyramid gives the headers that ask for credentials.
            text = node.attr if isinstance(node, ir.Attribute) else node.id
            if text == "forget" or _CHALLENGE in text.lower().replace("_", "-"):
                return True
    return False


# --- lists of what finds out who asks ----------------------------------------------------------------
def unchallenging(project: Project) -> Iterator[Unchallenging]:
    """The lists whose first entry has no challenge, so that a 403 answers those who sent nothing."""
    for framework in project.used:
        attribute, setting, key = framework.refusals.authenticators
        if not attribute:
            continue
        seen: set[int] = set()
        for handler in project.handlers:
            cls = handler.view_class
            if cls is None or handler.framework is not framework or cls.module.is_test:
                continue
            value = project.resolver.class_attribute(cls, attribute)
            if isinstance(value, Known) and id(value.expr) not in seen:
                seen.add(id(value.expr))
                yield from _first(project, framework, Ref(value.expr, value.scope))
        for container in project.containers:
            for given in container.settings:
                if given.key == setting and given.value is not None:
                    found = project.evaluate(given.value.expr, given.value.scope)
                    if isinstance(found, Known) and isinstance(found.expr, ir.Dictionary):
                        for name, listed in found.expr.items:
                            if name and project.resolver.constant(name, found.scope) == key:
                                yield from _first(project, framework, Ref(listed, found.scope))


def _first(project: Project, framework: Framework, listed: Ref) -> Iterator[Unchallenging]:
    items = project.resolver.items(listed.expr, listed.scope)
    if not items:
        return
    expr, scope = items[0]
    table = framework.refusals
    text = project.resolver.constant(expr, scope)
    value = project.evaluate(expr, scope)
    if isinstance(value, Instance):
        return
    names = [text] if isinstance(text, str) else project.resolver.class_names(value)
    name = names[0] if names else ""
    related: tuple[Related, ...] = ()
    if isinstance(value, ClassRef):
        method, base = table.challenging
        if project.resolver.method(value, method) is not None:
            return
        if base not in names and not set(names) & table.unchallenging:
            return
        bases = [n for n in names if n not in table.unchallenging and n != base]
        if any(n.startswith(base.rpartition(".")[0] + ".") for n in bases):
            return  # It has the challenge of a class of the framework.
        place = Location(value.module.path, value.node.name_span)
        related = (Related(place, f"has no `{method}()`"),)
        name = value.name
    elif name not in table.unchallenging:
        return
    yield Unchallenging(name.rpartition(".")[2], Ref(expr, scope), framework, related)
