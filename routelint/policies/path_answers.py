"""What a guard does with an HTTP request of a certain path: its tests are made with that very path.

Tests on anything else may come out either way. Tests on the path that are not understood are told
apart from these, so that whoever asks can stay silent about them.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Union

from routelint.findings import Location, Span
from routelint.flow.pipeline import is_next
from routelint.model import ir
from routelint.model.app import Role
from routelint.model.project import Project
from routelint.model.regex import is_cheap
from routelint.model.regex import samples as regex_samples
from routelint.model.scopes import Scope
from routelint.model.values import ClassRef, FunctionRef, Instance, Known, as_function
from routelint.policies.guards import Guard

#: How many functions of the project call each other on the way to an answer.
_DEPTH = 3
#: How many turns of a loop are taken.
_TURNS = 60
#: A path that no test is meant for.
ELSEWHERE = "/zqxj"

_EXPRESSIONS = frozenset({"re.match", "re.search", "re.fullmatch"})
_MATCHING = frozenset({"match", "search", "fullmatch"})
_FLAGS = {"re.IGNORECASE": re.IGNORECASE, "re.I": re.IGNORECASE, "re.ASCII": re.ASCII}
#: Methods of texts that can be called with constants.
_TEXT_METHODS = frozenset(
    {"strip", "lstrip", "rstrip", "lower", "casefold", "removeprefix", "removesuffix"}
)
_UNQUOTED = frozenset({"urllib.parse.unquote", "urllib.parse.unquote_plus"})
#: Attributes and keys that hold a path, or something made of one.
_PATH_WORD = re.compile(
    r"(?:^|_)path(?:$|_)|^(?:rel_)?url$|^url_rule$|^endpoint$|^blueprint$|^match_info$|"
    r"^resolver_match$|^request_line$|^PATH_INFO$",
    re.IGNORECASE,
)


class _Unclear:
    """The outcome of a test on the path that is not understood."""


UNCLEAR = _Unclear()
#: None: it depends on something else than the path.
Truth = Union[bool, _Unclear, None]


@dataclass(frozen=True, eq=False)
class PathTest:
    """A test that goes by the path alone. `wanted` are texts that it is made for, and `written` is
    where these stand, which is another place than the test where they have a name."""

    node: ir.Expr
    location: Location
    written: Location
    wanted: tuple[str, ...]
    text: str


@dataclass
class Outcome:
    """What comes of requests with one path.

    `refusals` are the statements that may refuse one, `passes` those that may hand it on. `ends` says
    how it may end: "refused", "passed", "unknown". `passable`: whatever comes of tests that are not
    understood, some request with this path is handed on. `unclear`: there are such tests on the way.
    `tests` holds the outcome of each test on the path that was made.
    """

    refusals: dict[int, ir.Stmt] = field(default_factory=dict)
    passes: set[int] = field(default_factory=set)
    ends: frozenset[str] = frozenset()
    passable: bool = False
    unclear: bool = False
    tests: dict[tuple[int, int], tuple[PathTest, bool]] = field(default_factory=dict)

    @property
    def blocked(self) -> bool:
        """Whether every request with this path is refused."""
        return self.ends == {"refused"}


# What a part of a function makes of the question whether a request can be handed on: never, what the
# statements behind it make of it, always.
_NEVER, _LATER, _ALWAYS = 0, 1, 2
_FALLS = "falls"


@dataclass(frozen=True)
class _Part:
    ends: frozenset[str]
    way: int


_ON = _Part(frozenset({_FALLS}), _LATER)
_REFUSED = _Part(frozenset({"refused"}), _NEVER)
_PASSED = _Part(frozenset({"passed"}), _ALWAYS)
_UNKNOWN = _Part(frozenset({"unknown"}), _NEVER)


class PathAnswers:
    """What one hook or middleware does with requests, by their paths."""

    def __init__(self, guard: Guard) -> None:
        self.guard = guard
        self.project: Project = guard.project
        self._outcomes: dict[str, Outcome] = {}
        self._mentions: dict[int, bool] = {}
        self._mentioned: dict[int, tuple[ir.Node, bool]] = {}
        self._path_constants: dict[int, ir.Constant] = {}
        self._said: dict[int, tuple[ir.Stmt, set[str]]] = {}

    def says(self, statement: ir.Stmt) -> set[str]:
        """What a statement of the function sends, or "refusal" where it writes one."""
        known = self._said.get(id(statement))
        if known is None:
            said = set(self.guard.says((statement,)))
            if self.guard.writes_refusal((statement,)):
                said.add("refusal")
            known = self._said[id(statement)] = (statement, said)
        return known[1]

    def of(self, path: str) -> Outcome:
        """What comes of requests with this path, which is given decoded and without a query."""
        known = self._outcomes.get(path)
        if known is None:
            known = self._outcomes[path] = Outcome()
            part = _Walk(self, path, known).body(self.guard.body, self.guard.scope, 0)
            ends = set(part.ends)
            way = part.way
            if _FALLS in ends:
                ends.remove(_FALLS)
                ends.add("passed" if self._goes_on else "unknown")
            if way == _LATER:
                way = _ALWAYS if self._goes_on else _NEVER
            known.ends, known.passable = frozenset(ends), way == _ALWAYS
        return known

    def tests(self) -> list[PathTest]:
        """The tests on the path that are made in the function, and in those that it calls for it."""
        found = Outcome()
        walk = _Walk(self, ELSEWHERE, found)
        for node in ir.walk_body(self.guard.body):
            if isinstance(node, (ir.Call, ir.Compare)):
                walk.test(node, self.guard.scope, 0)
        found.tests.update(self.of(ELSEWHERE).tests)
        return [test for test, _ in found.tests.values()]

    def looks_at_path(self) -> bool:
        """Whether what the function does may depend on the path."""
        scope = self.guard.scope
        for node in ir.walk_body(self.guard.body):
            if isinstance(node, (ir.If, ir.Conditional, ir.While, ir.Match)):
                asked = node.subject if isinstance(node, ir.Match) else node.test
                if self.mentions(asked, scope):
                    return True
            elif isinstance(node, (ir.ExprStmt, ir.Assign)):
                function = self.refusing(node.value, scope)
                if function is not None and (
                    self._function_mentions(function, 0) or self.mentions(node, scope)
                ):
                    return True
        return False

    def refusing(self, value: ir.Expr | None, scope: Scope) -> FunctionRef | None:
        """The function of the project that a statement calls, and that may refuse by an exception."""
        call = value.value if isinstance(value, ir.Await) else value
        if not isinstance(call, ir.Call) or is_next(call, self.guard.handler):
            return None
        function = as_function(self.project.evaluate(call.func, scope))
        if function is None:
            return None
        inner = self.project.scope(function)
        refuses = any(
            isinstance(node, ir.Raise) or (isinstance(node, ir.Call) and self._aborts(node, inner))
            for node in ir.walk_body(function.node.body)
        )
        return function if refuses else None

    def _aborts(self, call: ir.Call, scope: Scope) -> bool:
        return self.project.name_of(call.func, scope) in self.project.names.aborts

    def path_constant(self, text: str, span: Span) -> ir.Constant:
        """A text made of the path, as what a parameter is given."""
        made = ir.Constant(text, span)
        self._path_constants[id(made)] = made
        return made

    @property
    def _goes_on(self) -> bool:
        """Whether a function that ends without an answer hands the request on."""
        contract = self.guard.handler.contract
        if self.guard.handler.role in (Role.BEFORE, Role.GUARD):
            return contract is None or not contract.none
        return contract is not None and contract.result == "written"

    def mentions(self, node: ir.Node, scope: Scope, depth: int = 0) -> bool:
        """Whether an expression may go by the path."""
        if scope is not self.guard.scope or depth:
            return self._may_mention(node, scope, depth)
        known = self._mentioned.get(id(node))
        if known is None:
            known = self._mentioned[id(node)] = (node, self._may_mention(node, scope, 0))
        return known[1]

    def _may_mention(self, node: ir.Node, scope: Scope, depth: int) -> bool:
        for part in ir.walk(node):
            if isinstance(part, ir.Attribute) and _PATH_WORD.search(part.attr):
                return True
            if isinstance(part, ir.Subscript) and isinstance(part.index, ir.Constant):
                if isinstance(part.index.value, str) and _PATH_WORD.search(part.index.value):
                    return True
            if isinstance(part, ir.Name) and depth < _DEPTH:
                known = self.project.resolver.lookup(part.id, scope)
                if isinstance(known, Known):
                    if id(known.expr) in self._path_constants:
                        return True
                    continue
                for binding in scope.bindings(part.id) if scope.node is not None else ():
                    if binding.value is not None and binding.kind in ("value", "element"):
                        if self.mentions(binding.value, scope, depth + 1):
                            return True
            if isinstance(part, ir.Call) and depth < _DEPTH:
                function = as_function(self.project.evaluate(part.func, scope))
                if function is not None and self._function_mentions(function, depth):
                    return True
        return False

    def _function_mentions(self, function: FunctionRef, depth: int) -> bool:
        key = id(function.node)
        if key not in self._mentions:
            self._mentions[key] = False
            scope = self.project.scope(function)
            self._mentions[key] = any(
                self.mentions(statement, scope, depth + 1) for statement in function.node.body
            )
        return self._mentions[key]


class _Walk:
    """Goes through the statements of a guard with one path."""

    def __init__(self, answers: PathAnswers, path: str, outcome: Outcome) -> None:
        self.answers = answers
        self.guard = answers.guard
        self.project = answers.project
        self.resolver = answers.project.resolver
        self.path = path
        self.outcome = outcome

    # --- statements -------------------------------------------------------------------------------
    def body(self, body: Iterable[ir.Stmt], scope: Scope, depth: int) -> _Part:
        ends: set[str] = set()
        for statement in body:
            part = self.statement(statement, scope, depth)
            ends |= part.ends - {_FALLS}
            if _FALLS not in part.ends:
                return _Part(frozenset(ends), part.way)
            if part.way != _LATER:
                # One way out is enough, or none is left; the rest may refuse all the same.
                rest = self.body(_behind(body, statement), scope, depth)
                return _Part(frozenset(ends | rest.ends), part.way)
        return _Part(frozenset({*ends, _FALLS}), _LATER)

    def statement(self, statement: ir.Stmt, scope: Scope, depth: int) -> _Part:
        if isinstance(statement, ir.If):
            return self._if(statement, scope, depth)
        if isinstance(statement, ir.Return):
            return self._return(statement, scope, depth)
        if isinstance(statement, ir.Raise):
            if depth == 0 or statement.exc is not None:
                self.outcome.refusals[id(statement)] = statement
            return _REFUSED if statement.exc is not None else _UNKNOWN
        if isinstance(statement, (ir.ExprStmt, ir.Assign)):
            return self._expression(statement, scope, depth)
        if isinstance(statement, (ir.For, ir.While)):
            return self._loop(statement, scope, depth)
        if isinstance(statement, ir.With):
            return self.body(statement.body, scope, depth)
        if isinstance(statement, ir.Try):
            return self._try(statement, scope, depth)
        if isinstance(statement, ir.Match):
            unclear = self.answers.mentions(statement.subject, scope)
            parts = [self.body(case.body, scope, depth) for case in statement.cases]
            return self._either([*parts, _ON], unclear)
        return _ON

    def _either(self, parts: list[_Part], unclear: bool) -> _Part:
        ends = frozenset[str]().union(*(part.ends for part in parts))
        ways = [part.way for part in parts]
        if unclear and ends != {_FALLS}:
            self.outcome.unclear = True
        return _Part(ends, min(ways) if unclear else max(ways))

    def _if(self, statement: ir.If, scope: Scope, depth: int) -> _Part:
        truth = self.test(statement.test, scope, 0)
        if truth is True:
            return self.body(statement.body, scope, depth)
        if truth is False:
            return self.body(statement.orelse, scope, depth)
        parts = [self.body(b, scope, depth) for b in (statement.body, statement.orelse)]
        return self._either(parts, isinstance(truth, _Unclear))

    def _try(self, statement: ir.Try, scope: Scope, depth: int) -> _Part:
        tried = self.body((*statement.body, *statement.orelse), scope, depth)
        handlers = [self.body(handler.body, scope, depth) for handler in statement.handlers]
        ends = tried.ends.union(*(part.ends for part in handlers))
        return _Part(ends, tried.way)

    def _loop(self, loop: ir.For | ir.While, scope: Scope, depth: int) -> _Part:
        leaves = any(node.kind != "pass" for node in ir.nodes_of(loop.body, ir.Simple))
        if isinstance(loop, ir.For) and isinstance(loop.target, ir.Name) and not leaves:
            items = self.resolver.iterated(loop.iter, scope)
            if items is not None and len(items) <= _TURNS:
                parts = [
                    self.body(loop.body, inner, depth)
                    for inner in self._turns(loop.target, items, scope)
                ]
                return _one_after_the_other(parts)
        unclear = any(self.answers.mentions(node, scope) for node in loop.body)
        return self._either([self.body(loop.body, scope, depth), _ON], unclear)

    def _turns(
        self, target: ir.Name, items: Iterable[tuple[ir.Expr, Scope]], scope: Scope
    ) -> Iterator[Scope]:
        for expr, at in items:
            value = self.resolver.evaluate(expr, at)
            if value is not None:
                bound = {**scope.bound, target.id: value}
                yield Scope(scope.module, scope.parent, scope.node, scope.owner, bound)

    def _return(self, statement: ir.Return, scope: Scope, depth: int) -> _Part:
        if depth:
            return _ON
        value = statement.value
        if self._hands_on(value, scope):
            self.outcome.passes.add(id(statement))
            return _PASSED
        if value is None or (isinstance(value, ir.Constant) and value.value is None):
            if self.answers._goes_on:
                self.outcome.passes.add(id(statement))
                return _PASSED
            return _UNKNOWN
        if self.guard.answers(value):
            self.outcome.refusals[id(statement)] = statement
            return _REFUSED
        return _UNKNOWN

    def _hands_on(self, value: ir.Expr | None, scope: Scope) -> bool:
        if value is None:
            return False
        if any(isinstance(n, ir.Call) and is_next(n, self.guard.handler) for n in ir.walk(value)):
            return True
        if isinstance(value, ir.Name):
            return any(
                binding.value is not None
                and not isinstance(binding.value, ir.Name)
                and self._hands_on(binding.value, scope)
                for binding in scope.bindings(value.id)
            )
        return False

    def _expression(self, statement: ir.ExprStmt | ir.Assign, scope: Scope, depth: int) -> _Part:
        """What calls as such do: those that never return, those that send, and functions of the
        project that refuse by an exception."""
        said = self.answers.says(statement) if depth == 0 else set()
        if "next" in said:
            self.outcome.passes.add(id(statement))
            return _PASSED
        if said & {"start", "last", "whole", "refusal"}:
            self.outcome.refusals[id(statement)] = statement
            return _REFUSED
        value = statement.value
        call = value.value if isinstance(value, ir.Await) else value
        if not isinstance(call, ir.Call):
            return _ON
        if self.project.name_of(call.func, scope) in self.project.names.aborts:
            self.outcome.refusals[id(statement)] = statement
            return _REFUSED
        function = self.answers.refusing(call, scope) if depth < _DEPTH else None
        if function is None:
            return _ON
        if self.answers._function_mentions(function, 0) or self._hands_path(call, scope):
            return self.body(function.node.body, self._inside(call, function, scope), depth + 1)
        return self._either([_REFUSED, _ON], False)

    def _hands_path(self, call: ir.Call, scope: Scope) -> bool:
        return any(self.answers.mentions(arg.value, scope) for arg in call.args)

    def _inside(self, call: ir.Call, function: FunctionRef, scope: Scope) -> Scope:
        """The scope of a called function, with the texts that its parameters are given."""
        outer = self.project.scope(function)
        params = [p for p in function.node.params if p.kind in ("positional-only", "positional")]
        if function.owner is not None and params and params[0].name in ("self", "cls"):
            params = params[1:]
        bound = dict(outer.bound)
        for i, param in enumerate(params):
            given = call.argument(i, param.name)
            text = None if given is None else self._path_text(given, scope)
            if text is not None:
                made = self.answers.path_constant(text, call.span)
                bound[param.name] = Known(made, scope)
        return Scope(outer.module, outer.parent, outer.node, outer.owner, bound)

    # --- tests ------------------------------------------------------------------------------------
    def test(self, expr: ir.Expr, scope: Scope, depth: int) -> Truth:
        """What comes of a test."""
        if isinstance(expr, ir.Not):
            inner = self.test(expr.operand, scope, depth)
            return inner if inner is None or isinstance(inner, _Unclear) else not inner
        if isinstance(expr, ir.BoolOp):
            found = [self.test(value, scope, depth) for value in expr.values]
            return _all(found) if expr.op == "and" else _any(found)
        if isinstance(expr, (ir.NamedExpr, ir.Await)):
            return self.test(expr.value, scope, depth)
        if isinstance(expr, ir.Name) and depth < _DEPTH:
            bindings = scope.bindings(expr.id) if expr.id not in scope.bound else []
            if len(bindings) == 1 and bindings[0].kind == "value" and bindings[0].index is None:
                value = bindings[0].value
                if value is not None and self.answers.mentions(value, scope):
                    return self.test(value, scope, depth + 1)
        elif isinstance(expr, ir.Call):
            truth = self._call(expr, scope, depth)
            if truth is not None:
                return truth
        elif isinstance(expr, ir.Compare) and len(expr.ops) == 1:
            truth = self._compare(expr, scope, depth)
            if truth is not None:
                return truth
        return UNCLEAR if self.answers.mentions(expr, scope) else None

    def _call(self, call: ir.Call, scope: Scope, depth: int) -> Truth:
        func = call.func
        first = call.positional(0)
        if isinstance(func, ir.Name) and func.id in ("any", "all", "bool") and first is not None:
            if func.id == "bool":
                return self.test(first, scope, depth)
            return self._quantified(func.id, first, scope, depth)
        if isinstance(func, ir.Attribute) and func.attr in ("startswith", "endswith"):
            text, given = self._path_text(func.value, scope), self._texts(first, scope)
            if text is None or not given or len(call.args) != 1:
                return None
            ends = func.attr == "endswith"
            wanted = () if ends else tuple(w for t in given for w in _below(t))
            met = text.endswith(tuple(given)) if ends else text.startswith(tuple(given))
            return self._tested(call, first, scope, wanted, given[0], met)
        if isinstance(func, ir.Attribute) and func.attr in _MATCHING:
            return self._matched(call, func, scope)
        function = as_function(self.project.evaluate(func, scope))
        if function is not None and depth < _DEPTH and self.answers.mentions(call, scope):
            return self._answer(function, self._inside(call, function, scope), depth)
        return None

    def _quantified(self, kind: str, expr: ir.Expr, scope: Scope, depth: int) -> Truth:
        if not isinstance(expr, ir.Comprehension) or len(expr.clauses) != 1:
            return None
        clause = expr.clauses[0]
        items = self.resolver.iterated(clause.iter, scope)
        if items is None or clause.conditions or not isinstance(clause.target, ir.Name):
            return None
        if len(items) > _TURNS:
            return None
        turns = list(self._turns(clause.target, items, scope))
        found = [self.test(expr.elements[0], turn, depth) for turn in turns]
        if len(turns) != len(items):
            return UNCLEAR
        return _any(found) if kind == "any" else _all(found)

    def _answer(self, function: FunctionRef, scope: Scope, depth: int) -> Truth:
        """What a function of the project says of the path, where it goes by that alone."""
        for statement in function.node.body:
            if isinstance(statement, ir.If):
                truth = self.test(statement.test, scope, depth + 1)
                if truth is False and not statement.orelse:
                    continue
                if truth is True and len(statement.body) == 1:
                    statement = statement.body[0]
                else:
                    return UNCLEAR
            if isinstance(statement, ir.Return):
                if statement.value is None:
                    return False
                if isinstance(statement.value, ir.Constant):
                    return bool(statement.value.value)
                truth = self.test(statement.value, scope, depth + 1)
                return UNCLEAR if truth is None else truth
            if not isinstance(statement, (ir.ExprStmt, ir.Assign)):
                return UNCLEAR
        return UNCLEAR

    def _compare(self, node: ir.Compare, scope: Scope, depth: int) -> Truth:
        op, left, right = node.ops[0], node.left, node.comparators[0]
        if self._is_kind(left):
            kinds = self._texts(right, scope)
            if kinds and op in ("==", "!=", "in", "not in"):
                return ("http" in kinds) == (op in ("==", "in"))
        if op in ("is", "is not") and isinstance(right, ir.Constant) and right.value is None:
            found = self.test(left, scope, depth) if isinstance(left, ir.Call) else None
            if not isinstance(found, bool):
                return found
            return (not found) == (op == "is")
        if op in ("==", "!="):
            for path, other in ((left, right), (right, left)):
                text, given = self._path_text(path, scope), self._texts(other, scope)
                if text is not None and given:
                    met = text == given[0]
                    self._tested(node, other, scope, tuple(given), given[0], met)
                    return met == (op == "==")
        if op in ("in", "not in"):
            text = self._path_text(left, scope)
            if text is None:
                return None
            one = self.resolver.constant(right, scope)
            if isinstance(one, str):
                met = text in one
                self._tested(node, right, scope, (), one, met)
                return met == (op == "in")
            given = self._texts(right, scope)
            if given:
                met = text in given
                self._tested(node, right, scope, tuple(given), given[0], met)
                return met == (op == "in")
        return None

    def _is_kind(self, expr: ir.Expr) -> bool:
        """Whether an expression tells HTTP requests from other ones (`scope["type"]`)."""
        if self.guard.handler.role != Role.ASGI_MIDDLEWARE or not isinstance(expr, ir.Subscript):
            return False
        return isinstance(expr.index, ir.Constant) and expr.index.value == "type"

    def _matched(self, call: ir.Call, func: ir.Attribute, scope: Scope) -> Truth:
        """What comes of a regular expression, where it is known and made quickly."""
        compiled: tuple[ir.Expr | None, Scope, ir.Expr | None] | None
        if self.project.name_of(func, scope) in _EXPRESSIONS:
            pattern, subject = call.argument(0, "pattern"), call.argument(1, "string")
            compiled = self._compiled(pattern, scope) or (pattern, scope, call.argument(2, "flags"))
            written: ir.Expr | None = pattern
        else:
            pattern, subject = func.value, call.positional(0)
            compiled, written = self._compiled(pattern, scope), pattern
        if subject is None or compiled is None:
            return None
        text = self._path_text(subject, scope)
        expression = self.resolver.constant(compiled[0], compiled[1])
        flags = self._flags(compiled[2], compiled[1])
        if text is None or not isinstance(expression, str) or flags is None:
            return None
        if not is_cheap(expression):
            return UNCLEAR
        try:
            made = re.compile(expression, flags)
        except (re.error, OverflowError):
            return UNCLEAR
        ask: Callable[[str], object] = getattr(made, func.attr)
        wanted = tuple(t for t in regex_samples(expression) or () if t.startswith("/"))
        return self._tested(call, written, scope, wanted, expression, ask(text) is not None)

    def _compiled(
        self, expr: ir.Expr | None, scope: Scope
    ) -> tuple[ir.Expr | None, Scope, ir.Expr | None] | None:
        value = self.project.evaluate(expr, scope)
        if not isinstance(value, Instance) or value.call is None or value.scope is None:
            return None
        if isinstance(value.cls, ClassRef) or value.cls.name != "re.compile":
            return None
        call = value.call
        return call.argument(0, "pattern"), value.scope, call.argument(1, "flags")

    def _flags(self, expr: ir.Expr | None, scope: Scope) -> int | None:
        if expr is None:
            return 0
        return _FLAGS.get(self.project.name_of(expr, scope))

    def _tested(
        self,
        node: ir.Expr,
        written: ir.Expr | None,
        scope: Scope,
        wanted: tuple[str, ...],
        text: str,
        met: bool,
    ) -> bool:
        value = self.project.evaluate(written, scope)
        key = (id(node), id(value.expr if isinstance(value, Known) else node))
        location = Location(scope.module.path, node.span)
        place = self._written(written, scope) or location
        known = self.outcome.tests.get(key)
        if known is not None:
            # It is made several times, as in the turns of a loop.
            first, met_before = known
            wanted = (*first.wanted, *wanted)
            text = text if met and not met_before else first.text
            met_at_all = met or met_before
        else:
            met_at_all = met
        test = PathTest(node, location, place, wanted, text)
        self.outcome.tests[key] = (test, met_at_all)
        return met

    def _written(self, expr: ir.Expr | None, scope: Scope) -> Location | None:
        """Where the value of a name is written."""
        if not isinstance(expr, (ir.Name, ir.Attribute)):
            return None
        value = self.project.evaluate(expr, scope)
        if isinstance(value, Instance) and value.call is not None and value.scope is not None:
            return Location(value.scope.module.path, value.call.span)
        if isinstance(value, Known) and value.expr is not expr:
            return Location(value.scope.module.path, value.expr.span)
        return None

    # --- texts ------------------------------------------------------------------------------------
    def _texts(self, expr: ir.Expr | None, scope: Scope) -> list[str]:
        """A text that does not depend on the path, or several; empty when one isn't known."""
        one = self.resolver.constant(expr, scope)
        if isinstance(one, str):
            return [one]
        items = self.resolver.items(expr, scope)
        found = [self.resolver.constant(*item) for item in items or ()]
        texts = [text for text in found if isinstance(text, str)]
        return texts if len(texts) == len(found) else []

    def _path_text(self, expr: ir.Expr, scope: Scope) -> str | None:
        """The text of an expression that is made of the path."""
        if self.resolver.constant(expr, scope) == self.path:
            return self.path
        if not self.answers.mentions(expr, scope):
            return None
        return self.text(expr, scope, 0)

    def text(self, expr: ir.Expr | None, scope: Scope, depth: int) -> str | None:
        """The text that an expression is, where that is known for this path."""
        if expr is None or depth > 2 * _DEPTH:
            return None
        known = self.resolver.constant(expr, scope)
        if isinstance(known, str):
            return known
        if self._is_path(expr, scope):
            return self.path
        if isinstance(expr, (ir.NamedExpr, ir.Await)):
            return self.text(expr.value, scope, depth + 1)
        if isinstance(expr, ir.BoolOp) and expr.op == "or":
            return self.text(expr.values[0], scope, depth + 1) or None
        if isinstance(expr, ir.Call):
            return self._made(expr, scope, depth)
        if isinstance(expr, ir.Name) and expr.id not in scope.bound:
            bindings = scope.bindings(expr.id)
            if len(bindings) == 1 and bindings[0].kind == "value" and bindings[0].index is None:
                return self.text(bindings[0].value, scope, depth + 1)
        if isinstance(expr, ir.FormattedString):
            parts = [self.text(part, scope, depth + 1) for part in expr.parts]
            return None if None in parts else "".join(part or "" for part in parts)
        if isinstance(expr, ir.BinaryOp) and expr.op == "+":
            sides = [self.text(side, scope, depth + 1) for side in (expr.left, expr.right)]
            return None if None in sides else "".join(side or "" for side in sides)
        return None

    def _made(self, call: ir.Call, scope: Scope, depth: int) -> str | None:
        """The text that a call makes of another one."""
        func, first = call.func, call.positional(0)
        if isinstance(func, ir.Attribute) and func.attr in _TEXT_METHODS:
            text = self.text(func.value, scope, depth + 1)
            given = [self.resolver.constant(arg.value, scope) for arg in call.args]
            if text is None or not all(isinstance(value, str) for value in given):
                return None
            if func.attr == "removeprefix":
                return text.removeprefix(str(given[0])) if len(given) == 1 else None
            if func.attr == "removesuffix":
                return text.removesuffix(str(given[0])) if len(given) == 1 else None
            method: Callable[..., str] = getattr(text, func.attr)
            return method(*given) if len(given) < 2 else None
        name = self.project.name_of(func, scope)
        if name == "builtins.str" or name in _UNQUOTED:
            return self.text(first, scope, depth + 1)
        if name in ("posixpath.normpath", "os.path.normpath"):
            text = self.text(first, scope, depth + 1)
            return None if text is None else posixpath.normpath(text)
        function = as_function(self.project.evaluate(func, scope))
        if function is not None and first is not None and len(call.args) == 1:
            if self._leaves_texts(function):
                return self.text(first, scope, depth + 1)
        return None

    def _leaves_texts(self, function: FunctionRef) -> bool:
        """Whether a function does nothing to a text but to decode it, and so leaves a path alone that
        holds nothing to decode."""
        scope = self.project.scope(function)
        calls = list(ir.nodes_of(function.node.body, ir.Call))
        returned = list(ir.nodes_of(function.node.body, ir.Return))
        return (
            bool(calls)
            and any(self.project.name_of(call.func, scope) in _UNQUOTED for call in calls)
            and all(
                self.project.name_of(call.func, scope) in _UNQUOTED
                or as_function(self.project.evaluate(call.func, scope)) == function
                for call in calls
            )
            and all(isinstance(node.value, (ir.Name, ir.Call)) for node in returned)
        )

    def _is_path(self, expr: ir.Expr, scope: Scope) -> bool:
        if isinstance(expr, (ir.Attribute, ir.Call)):
            named = expr.func if isinstance(expr, ir.Call) else expr
            if self.project.name_of(named, scope) in self.guard.paths:
                return True
        if isinstance(expr, ir.Subscript):
            return self.guard.is_path_item(expr.value, expr.index)
        if isinstance(expr, ir.Call) and isinstance(expr.func, ir.Attribute):
            if expr.func.attr == "get" and expr.args:
                return self.guard.is_path_item(expr.func.value, expr.args[0].value)
        return False


def _behind(body: Iterable[ir.Stmt], statement: ir.Stmt) -> list[ir.Stmt]:
    listed = list(body)
    return listed[listed.index(statement) + 1 :]


def _one_after_the_other(parts: list[_Part]) -> _Part:
    ends: set[str] = set()
    way = _LATER
    for part in parts:
        ends |= part.ends - {_FALLS}
        if way == _LATER:
            way = part.way
        if _FALLS not in part.ends:
            return _Part(frozenset(ends), way)
    return _Part(frozenset({*ends, _FALLS}), way)


def _all(found: list[Truth]) -> Truth:
    if any(truth is False for truth in found):
        return False
    if any(isinstance(truth, _Unclear) for truth in found):
        return UNCLEAR
    return None if None in found else True


def _any(found: list[Truth]) -> Truth:
    if any(truth is True for truth in found):
        return True
    if any(isinstance(truth, _Unclear) for truth in found):
        return UNCLEAR
    return None if None in found else False


def _below(prefix: str) -> tuple[str, ...]:
    """Paths that begin with a text."""
    bare = prefix.rstrip("/")
    return (prefix, bare, f"{bare}/x", f"{prefix}x")
