"""Coroutines that are taken for what they would give: looked into, counted through, sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from routelint.flow.coroutines import Coroutine, Coroutines
from routelint.flow.meaning import Meaning
from routelint.model import ir
from routelint.model.app import Handler, Role
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import FunctionRef

_OF_COROUTINES = frozenset(
    ["send", "throw", "close", "__await__", "__name__", "__qualname__", "cr_code", "cr_frame"]
)
_SERIALISING = frozenset({"json.dumps", "builtins.len", "builtins.str", "builtins.dict"})
_ANSWERING = (Role.VIEW, Role.MIDDLEWARE, Role.DECORATOR, Role.ERROR_HANDLER, Role.AFTER)
_ORDERING = ("<", "<=", ">", ">=", "in", "not in")


@dataclass(frozen=True, eq=False)
class Consumed:
    """`expr` makes the coroutine, `use` is what is done with it. `how`: "looked into" (an attribute,
    an item, a loop, an operator), "sent" (as a part of an answer) or "returned" (as an answer)."""

    expr: ir.Call | ir.Attribute
    coroutine: Coroutine
    use: ir.Node
    how: str
    function: FunctionRef

    @property
    def is_direct(self) -> bool:
        """Whether the use is of the expression itself, and not of a name that it was given."""
        return self.expr is self.use or any(self.expr is child for child in ir.children(self.use))


def consumed(project: Project, function: FunctionRef) -> Iterator[Consumed]:
    """The coroutines that a function takes for values, in source order, each once."""
    coroutines = Coroutines.of(project)
    scope = project.scope(function)
    named = _named(function.node)
    seen: set[int] = set()
    for value, use, how in _uses(project, function, scope):
        made: ir.Expr | None = value
        if isinstance(value, ir.Name):
            made = named.get(value.id)
        if isinstance(made, (ir.Call, ir.Attribute)) and id(made) not in seen:
            coroutine = coroutines.made(made, scope)
            if coroutine is not None and _is_told_apart(function.node, made):
                continue
            if coroutine is not None and not (coroutine.future and how == "looked into"):
                seen.add(id(made))
                yield Consumed(made, coroutine, use, how, function)


#: Functions that ask whether something is a coroutine, or gives one.
_ASKING = frozenset({"iscoroutinefunction", "iscoroutine", "isawaitable", "is_async_callable"})


def _is_told_apart(function: ir.Function, made: ir.Call | ir.Attribute) -> bool:
    """Whether a function asks whether what it calls gives a coroutine: it then has a way for what
    gives none."""
    called = made.func if isinstance(made, ir.Call) else made
    return any(
        (ir.dotted(node.func) or "").rpartition(".")[2] in _ASKING
        and any(ir.text(argument.value, 200) == ir.text(called, 200) for argument in node.args)
        for node in ir.nodes_of(function.body, ir.Call)
    )


_CHANGING: frozenset[type] = frozenset(
    {
        *(ir.Assign, ir.AugAssign, ir.For, ir.Clause, ir.NamedExpr),
        *(ir.Await, ir.Global, ir.WithItem, ir.Call),
    }
)


def _named(function: ir.Function) -> dict[str, ir.Expr]:
    """Local names with one value that is never awaited, handed over or changed."""
    values: dict[str, list[ir.Expr | None]] = {p.name: [None] for p in function.params}
    for node in ir.walk_body(function.body, into_functions=True, only=_CHANGING):
        if isinstance(node, ir.Assign):
            for target in node.targets:
                for part in _bound(target):
                    whole = part is target and len(node.targets) == 1
                    values.setdefault(part.id, []).append(node.value if whole else None)
        elif isinstance(node, (ir.AugAssign, ir.For, ir.Clause)):
            for part in _bound(node.target):
                values.setdefault(part.id, []).append(None)
        elif isinstance(node, ir.NamedExpr):
            values.setdefault(node.target.id, []).append(None)
        elif isinstance(node, ir.Await) and isinstance(node.value, ir.Name):
            values.setdefault(node.value.id, []).append(None)
        elif isinstance(node, ir.Global):
            for name in node.names:
                values.setdefault(name, []).append(None)
        elif isinstance(node, ir.WithItem) and node.target is not None:
            for part in _bound(node.target):
                values.setdefault(part.id, []).append(None)
        elif isinstance(node, ir.Call):
            for arg in node.args:
                inner = arg.value.value if isinstance(arg.value, ir.Starred) else arg.value
                if isinstance(inner, ir.Name) and _may_await(node):
                    values.setdefault(inner.id, []).append(None)
    return {
        name: found[0] for name, found in values.items() if len(found) == 1 and found[0] is not None
    }


def _bound(target: ir.Expr) -> Iterator[ir.Name]:
    """The names that an assignment to a target binds."""
    if isinstance(target, ir.Name):
        yield target
    elif isinstance(target, ir.Starred):
        yield from _bound(target.value)
    elif isinstance(target, ir.Collection):
        for item in target.items:
            yield from _bound(item)


def _may_await(call: ir.Call) -> bool:
    """Whether a function that is given a coroutine may wait for it."""
    name = (ir.dotted(call.func) or "").rpartition(".")[2]
    return name not in ("json", "dumps", "len", "str", "dict", "print", "info", "debug")


_USING: frozenset[type] = frozenset(
    {
        *(ir.Attribute, ir.Subscript, ir.BinaryOp, ir.Compare, ir.For),
        *(ir.Clause, ir.FormattedString, ir.Assign, ir.Call, ir.Return),
    }
)


def _uses(
    project: Project, function: FunctionRef, scope: Scope
) -> Iterator[tuple[ir.Expr, ir.Node, str]]:
    handlers = [h for h in project.handlers_of(function) if h.role in _ANSWERING]
    meaning = Meaning.of(project)
    for node in ir.walk_body(function.node.body, only=_USING):
        if isinstance(node, ir.Attribute):
            if node.attr not in _OF_COROUTINES:
                yield node.value, node, "looked into"
        elif isinstance(node, ir.Subscript):
            yield node.value, node, "looked into"
        elif isinstance(node, ir.BinaryOp):
            yield node.left, node, "looked into"
            yield node.right, node, "looked into"
        elif isinstance(node, ir.Compare):
            sides = (node.left, *node.comparators)
            for i, op in enumerate(node.ops):
                if op in _ORDERING:
                    yield sides[i + 1], node, "looked into"
        elif isinstance(node, (ir.For, ir.Clause)):
            if not node.is_async:
                yield node.iter, node, "looked into"
        elif isinstance(node, ir.FormattedString):
            for part in node.parts:
                yield part, node, "looked into"
        elif isinstance(node, ir.Assign):
            if node.value is not None and isinstance(node.targets[0], ir.Collection):
                yield node.value, node, "looked into"
        elif isinstance(node, ir.Call):
            yield from _given(project, node, meaning, scope)
        elif isinstance(node, ir.Return) and node.value is not None and handlers:
            yield from _answered(node, handlers, function.node.is_async)


def _given(
    project: Project, call: ir.Call, meaning: Meaning, scope: Scope
) -> Iterator[tuple[ir.Expr, ir.Node, str]]:
    """What a call is given that sends, serialises or counts it."""
    if not call.args:
        return
    serialises = project.name_of(call.func, scope) in _SERIALISING
    built = None if serialises else meaning.built(call, scope)
    if serialises or (built is not None and built.kind == "response"):
        for arg in call.args:
            for value in _within(arg.value):
                yield value, call, "looked into" if serialises else "sent"
    for arg in call.args:
        if arg.star == "**":
            yield arg.value, call, "looked into"


def _answered(
    statement: ir.Return, handlers: list[Handler], is_async: bool
) -> Iterator[tuple[ir.Expr, ir.Node, str]]:
    """What a handler answers with. A coroutine of a plain function is awaited by frameworks that
    take async handlers, or else it is no answer."""
    value = statement.value
    assert value is not None
    plain = all("coroutines-are-no-answers" in h.framework.facts for h in handlers)
    views = [h for h in handlers if h.role == Role.VIEW]
    awaited = any("coroutines-are-answers" in h.framework.facts for h in handlers)
    if awaited and (is_async or len(views) == len(handlers)):
        return
    if is_async or (plain and len(views) == len(handlers)):
        yield value, statement, "returned"
    if isinstance(value, (ir.Dictionary, ir.Collection)):
        for part in _within(value):
            yield part, statement, "sent"


def _within(value: ir.Expr) -> Iterator[ir.Expr]:
    """The parts of which a literal is made."""
    if isinstance(value, ir.Dictionary):
        for _, item in value.items:
            yield from _within(item)
    elif isinstance(value, ir.Collection):
        for item in value.items:
            yield from _within(item)
    else:
        yield value
