"""What callers make of the value of a function: whether they drop it, ask for its class, or wait for an
exception instead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from routelint.findings import Location
from routelint.flow.calls import reached
from routelint.model import ir
from routelint.model.project import Project
from routelint.model.scopes import Scope, last_word, local_names
from routelint.model.values import ClassRef, FunctionRef, as_function

#: Functions that tell an exception from what else a name may hold.
_ASKING = frozenset({"isinstance", "type", "hasattr", "getattr"})
#: In place of the identity of a function that is not known.
_UNKNOWN = 0


@dataclass
class Calls:
    """The calls of a function. `caught` are the clauses that stand around them, `dropped` tells of each
    whether its value is. `asked` tells that a caller looks whether it got an exception, or raises it."""

    caught: list[tuple[ir.Expr, Scope, Location, str]] = field(default_factory=list)
    dropped: list[bool] = field(default_factory=list)
    handed_on: list[FunctionRef] = field(default_factory=list)
    asked: bool = False


def all_functions(project: Project) -> list[FunctionRef]:
    """The functions that were read and those that requests get to, tests left out (kept)."""
    return project.memo("all-functions", lambda: _all_functions(project))


def _all_functions(project: Project) -> list[FunctionRef]:
    found = {id(f.node): f for f in project.pipeline_functions()}
    for function in reached(project):
        found.setdefault(id(function.node), function)
    return [function for function in found.values() if not function.module.is_test]


def calls_of(project: Project, function: FunctionRef, depth: int = 0) -> Calls:
    """The calls of a function, and of the methods that it overrides: who calls these gets its value."""
    name = function.node.name
    calls = project.memo(f"calls-by-name:{name}", lambda: _calls_by(project, name))
    found = [calls[id(node)] for node in _overridden(project, function) if id(node) in calls]
    asked = any(call.asked for call in (*found, calls.get(_UNKNOWN, Calls())))
    callers = [caller for calls in found for caller in calls.handed_on]
    for caller in callers if depth < 3 else ():
        asked = asked or calls_of(project, caller, depth + 1).asked
    return Calls(
        [place for calls in found for place in calls.caught],
        [dropped for calls in found for dropped in calls.dropped],
        callers,
        asked,
    )


def _overridden(project: Project, function: FunctionRef) -> Iterator[ir.Function]:
    """A function, and the methods that it overrides."""
    yield function.node
    for base in project.resolver.mro(function.owner) if function.owner is not None else ():
        if isinstance(base, ClassRef):
            for method in project.resolver.methods(base):
                if method.name == function.name and method.node is not function.node:
                    yield method.node


def _calls_by(project: Project, name: str) -> dict[int, Calls]:
    """The calls of what has that name: for each function, by the identity of its node, and together
    those of what is not known."""
    found: dict[int, Calls] = defaultdict(Calls)
    for function in all_functions(project):
        scope = project.scope(function)
        names, attributes = ir.words_of(function.node.body)
        if name in attributes or not names.isdisjoint(local_names((name,), scope)):
            _add_calls(project, function, scope, name, found)
    return found


def _add_calls(
    project: Project, function: FunctionRef, scope: Scope, name: str, found: dict[int, Calls]
) -> None:
    body = function.node.body
    called: dict[int, Calls] = {}
    for call in ir.nodes_of(body, ir.Call):
        if last_word(call.func, scope) == name:
            target = as_function(project.evaluate(call.func, scope))
            called[id(call)] = found[_UNKNOWN if target is None else id(target.node)]
    if not called:
        return
    asked = _asked_names(body)
    for node in ir.walk_body(body):
        if isinstance(node, ir.ExprStmt):
            _note(called, node.value, dropped=True)
        elif isinstance(node, ir.Return):
            _note(called, node.value, handed_on=function)
        elif isinstance(node, ir.Raise):
            _note(called, node.exc, asked=True)
        elif isinstance(node, ir.Assign):
            _note(called, node.value, asked=any(_is_asked(t, asked) for t in node.targets))
        elif isinstance(node, ir.NamedExpr):
            _note(called, node.value, asked=node.target.id in asked)
        elif isinstance(node, ir.Match):
            _note(called, node.subject, asked=True)
        elif isinstance(node, ir.Comprehension):
            for element in node.elements:
                _note(called, element, asked=True)
        elif isinstance(node, ir.Call):
            looks = _may_look(project, node, scope)
            for arg in node.args:
                _note(called, arg.value, asked=looks)
        elif isinstance(node, ir.Try):
            _note_caught(called, node, scope, function)


def _asked_names(body: tuple[ir.Stmt, ...]) -> frozenset[str]:
    """The names that are raised, or of whose class somebody asks."""
    asked: list[ir.Expr | None] = [node.exc for node in ir.nodes_of(body, ir.Raise)]
    asked += [node.subject for node in ir.nodes_of(body, ir.Match)]
    for call in ir.nodes_of(body, ir.Call):
        if ir.dotted(call.func) in _ASKING:
            asked.append(call.positional(0))
    return frozenset(expr.id for expr in asked if isinstance(expr, ir.Name))


def _is_asked(target: ir.Expr, asked: frozenset[str]) -> bool:
    """Whether somebody may ask for the class of what is assigned: of an attribute, anybody may."""
    return target.id in asked if isinstance(target, ir.Name) else True


def _may_look(project: Project, call: ir.Call, scope: Scope) -> bool:
    """Whether what is called may ask for the class of what it is given; what makes texts or answers
    of it does not."""
    name = project.name_of(call.func, scope)
    if name.startswith("builtins."):
        return name.partition(".")[2] in _ASKING
    return name not in project.names.responses


def _note(
    called: dict[int, Calls],
    expr: ir.Expr | None,
    *,
    dropped: bool = False,
    handed_on: FunctionRef | None = None,
    asked: bool = False,
) -> None:
    for part in _parts(expr):
        calls = called.get(id(part))
        if calls is not None:
            calls.dropped.append(dropped)
            calls.asked = calls.asked or asked
            if handed_on is not None:
                calls.handed_on.append(handed_on)


def _parts(expr: ir.Expr | None) -> Iterator[ir.Expr]:
    """What an expression may come to."""
    if isinstance(expr, ir.Await):
        yield from _parts(expr.value)
    elif isinstance(expr, ir.BoolOp):
        for value in expr.values:
            yield from _parts(value)
    elif isinstance(expr, ir.Conditional):
        yield from _parts(expr.body)
        yield from _parts(expr.orelse)
    elif isinstance(expr, ir.NamedExpr):
        yield from _parts(expr.value)
    elif expr is not None:
        yield expr


def _note_caught(
    called: dict[int, Calls], node: ir.Try, scope: Scope, function: FunctionRef
) -> None:
    for call in ir.nodes_of(node.body, ir.Call):
        if id(call) not in called:
            continue
        for clause in node.handlers:
            kinds = clause.type.items if isinstance(clause.type, ir.Collection) else (clause.type,)
            for kind in kinds:
                if kind is not None:
                    place = Location(function.module.path, clause.header)
                    called[id(call)].caught.append((kind, scope, place, function.node.qualname))
