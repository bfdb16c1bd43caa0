"""Limits of rates that a project keeps by itself: functions that count, and answer 429."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from routelint.model import ir
from routelint.model.project import Project
from routelint.model.values import FunctionRef, as_function
from routelint.policies.claims import Claim, Counted, reading

_TOO_MANY = re.compile(r"too_?many|429|rate_?limit(?:ed|exceeded)|throttled", re.IGNORECASE)
#: What a function that counts is called with whom it counts.
_COUNTS = re.compile(
    r"^(?:get|setdefault|incr\w*|hit|hset|zadd|add|append|acquire|consume|increase)$|"
    r"limit|throttl|rate|allow|count|attempt|too_?many|exceed|record|bucket",
    re.IGNORECASE,
)
_DEPTH = 2


@dataclass(frozen=True, eq=False)
class Choice:
    """A function that answers 429, and the address that clients claim, by which it counts."""

    function: FunctionRef
    claim: Claim


def refuses_many(project: Project, function: FunctionRef, depth: int = 0) -> bool:
    """Whether a function answers that there were too many requests, or calls one that does."""
    key = f"refuses-many:{id(function.node)}"
    return project.guarded_memo(key, False, lambda: _refuses_many(project, function, depth))


def _refuses_many(project: Project, function: FunctionRef, depth: int) -> bool:
    nodes = ir.walk_body(function.node.body)
    for node in nodes:
        if isinstance(node, ir.Constant):
            if node.value == 429 or str(node.value).startswith("429 "):
                return True
        word = node.id if isinstance(node, ir.Name) else getattr(node, "attr", "")
        if isinstance(word, str) and _TOO_MANY.search(word) and "429" in word:
            return True
        if (
            isinstance(node, ir.Raise)
            and node.exc is not None
            and _TOO_MANY.search(
                ir.dotted(node.exc.func if isinstance(node.exc, ir.Call) else node.exc) or ""
            )
        ):
            return True
        if isinstance(node, ir.Return) and isinstance(node.value, ir.Call):
            if _TOO_MANY.search(ir.dotted(node.value.func) or ""):
                return True
    if depth >= _DEPTH:
        return False
    scope = project.scope(function)
    called = (as_function(project.evaluate(n.func, scope)) for n in nodes if isinstance(n, ir.Call))
    return any(c is not None and refuses_many(project, c, depth + 1) for c in called)


def counted_by_choice(project: Project) -> Iterator[Choice]:
    """Functions that refuse who asks too often, and know him by what he says himself."""
    for function in reading(project):
        if function.module.is_test:
            continue
        found = _counted(project, function)
        if found is not None:
            yield Choice(function, found)


def _counted(project: Project, function: FunctionRef) -> Claim | None:
    claims = Counted(project, function)
    for node in ir.walk_body(function.node.body):
        keys: list[ir.Expr] = []
        if isinstance(node, ir.Subscript) and not isinstance(node.index, ir.Constant):
            keys = [node.index]
        elif isinstance(node, ir.Call):
            keys = [arg.value for arg in node.args if not isinstance(arg.value, ir.Constant)]
        for key in keys:
            found = claims.of(key)
            if found is None or found.picked or claims.checked:
                continue
            if isinstance(node, ir.Subscript) or _counts(project, node, function):
                if refuses_many(project, function):
                    return found
    return None


def _counts(project: Project, call: ir.Node, function: FunctionRef) -> bool:
    """Whether a call looks up, or notes, how often it was given something."""
    assert isinstance(call, ir.Call)
    if _COUNTS.search(_name(call.func)):
        return True
    called = as_function(project.evaluate(call.func, project.scope(function)))
    return called is not None and refuses_many(project, called, 1)


def _name(func: ir.Expr) -> str:
    if isinstance(func, ir.Name):
        return func.id
    return func.attr if isinstance(func, ir.Attribute) else ""
