"""Validations of input whose result nobody looks at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from routelint.flow.values import dropped_values
from routelint.model import ir
from routelint.model.project import Project
from routelint.model.values import FunctionRef
from routelint.model.vocabulary import Framework

_ERRORS = frozenset({"errors", "_errors", "non_field_errors", "has_error", "error_messages"})
_RESULTS = frozenset({"cleaned_data", "validated_data", "save", "populate_obj"})


@dataclass(frozen=True, eq=False)
class Validation:
    """A validation that is lost: its `call`, or None where the method itself is a condition.
    `raising` is the keyword with which it raises by itself, "" when there is none."""

    expr: ir.Expr
    call: ir.Call | None
    framework: Framework
    raising: str


def validations(project: Project, function: FunctionRef) -> Iterator[Validation]:
    """The validations in a function of whose result nothing depends, in source order."""
    known = project.memo("validations", lambda: _known(project))
    words = project.memo("validation-words", lambda: {n.rpartition(".")[2] for n in known})
    nodes = ir.walk_body(function.node.body)
    asked = [node for node in nodes if isinstance(node, ir.Attribute) and node.attr in words]
    if not asked:
        return
    scope = project.scope(function)
    validators = {
        id(node): known[name] for node in asked if (name := project.name_of(node, scope)) in known
    }
    called = {id(node.func) for node in nodes if isinstance(node, ir.Call)}
    for node in _conditions(nodes):
        if id(node) in validators and id(node) not in called:
            yield Validation(node, None, *validators[id(node)])
    for dropped in dropped_values(function.node):
        call = dropped.expr
        if not isinstance(call, ir.Call) or id(call.func) not in validators:
            continue
        framework, raising = validators[id(call.func)]
        if dropped.how not in ("statement", "assigned") or (raising and _raises(call, raising)):
            continue
        if isinstance(call.func, ir.Attribute) and not _is_looked_at(nodes, call, call.func):
            yield Validation(call, call, framework, raising)


def _known(project: Project) -> dict[str, tuple[Framework, str]]:
    return {
        name: (framework, raising)
        for framework in project.used
        for name, raising in framework.validations.items()
    }


def _raises(call: ir.Call, raising: str) -> bool:
    """Whether it is told to raise, or may be."""
    given = call.keyword(raising)
    if call.has_double_star:
        return True
    return given is not None and not (isinstance(given, ir.Constant) and given.value is False)


def _conditions(nodes: tuple[ir.Node, ...]) -> Iterator[ir.Expr]:
    """The operands of conditions."""
    for node in nodes:
        if isinstance(node, (ir.If, ir.While, ir.Conditional, ir.Assert)):
            yield from _operands(node.test)


def _operands(test: ir.Expr) -> Iterator[ir.Expr]:
    if isinstance(test, ir.Not):
        yield from _operands(test.operand)
    elif isinstance(test, ir.BoolOp):
        for value in test.values:
            yield from _operands(value)
    else:
        yield test


def _is_looked_at(nodes: tuple[ir.Node, ...], call: ir.Call, method: ir.Attribute) -> bool:
    """Whether a function learns otherwise whether the input is valid: it reads the errors, asks again,
    or only hands the form on, to be shown."""
    receiver = ir.dotted(method.value)
    if receiver is None:
        return False
    made_of_it = handed_on = False
    inside = {id(node.value) for node in nodes if isinstance(node, (ir.Attribute, ir.Subscript))}
    targets = {id(t) for node in nodes if isinstance(node, ir.Assign) for t in node.targets}
    for node in nodes:
        if isinstance(node, ir.Attribute) and ir.dotted(node.value) == receiver:
            if node.attr in _ERRORS or (node.attr == method.attr and node is not method):
                return True
            made_of_it = made_of_it or node.attr in _RESULTS
        elif isinstance(node, (ir.Name, ir.Attribute)) and ir.dotted(node) == receiver:
            handed_on = handed_on or (id(node) not in inside and id(node) not in targets)
    return handed_on and not made_of_it
