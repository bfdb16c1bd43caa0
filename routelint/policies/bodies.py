"""Where functions read request bodies, and where they limit what they read."""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Location
from routelint.model import ir
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import FunctionRef, as_function
from routelint.model.vocabulary import BodyLimit
from routelint.policies.streams import stream_reads

_READERS = frozenset({"read", "readline", "readlines", "readinto", "read1"})


def limited_reads(
    project: Project, function: FunctionRef, table: BodyLimit
) -> Iterator[tuple[ir.Expr, str]]:
    """The reads of a function that the framework's limit covers: expression and canonical name."""
    scope = project.scope(function)
    parts = {name.rpartition(".")[2] for name in table.reads}
    counted = {
        id(part)
        for loop in ir.nodes_of(function.node.body, ir.For)
        if _stops_at_a_size(loop.body)
        for part in ir.walk(loop.iter)
    }
    # What is reported for itself.
    counted |= {
        id(part)
        for read in stream_reads(project, function, table.raw_objects, frozenset())
        for part in ir.walk(read)
    }
    counted |= {
        id(part)
        for node in ir.nodes_of(function.node.body, ir.Call)
        if isinstance(node.func, ir.Attribute)
        and node.func.attr in _READERS
        and _bounded(project, node, function, scope)
        for part in ir.walk(node.func)
    }
    for node in ir.nodes_of(function.node.body, ir.Attribute):
        if node.attr in parts and id(node) not in counted:
            name = project.name_of(node, scope)
            if name in table.reads:
                yield node, name


def _stops_at_a_size(body: tuple[ir.Stmt, ...]) -> bool:
    """Whether a loop over the pieces of a body leaves it when they are too many."""
    return any(
        isinstance(node.test, ir.Compare)
        and set(node.test.ops) & {">", ">=", "<", "<="}
        and any(
            isinstance(leaf, ir.Return | ir.Raise) or getattr(leaf, "kind", "") == "break"
            for leaf in ir.walk_body(node.body)
        )
        for node in ir.nodes_of(body, ir.If)
    )


def sets_limit(project: Project, function: FunctionRef, table: BodyLimit) -> bool:
    """Whether a function sets the limit on the request itself, or looks at the announced length, or
    calls one that does."""
    wanted = {*table.attributes, *table.lengths}
    return _mentions(project, function, wanted) or any(
        _mentions(project, called, wanted)
        for node in ir.walk_body(function.node.body)
        if wanted and isinstance(node, ir.Call) and node.args
        for called in [as_function(project.evaluate(node.func, project.scope(function)))]
        if called is not None
    )


def looks_at_length(project: Project, function: FunctionRef, table: BodyLimit) -> bool:
    """Whether a function looks at the announced length of the body."""
    return _mentions(project, function, set(table.lengths))


def _mentions(project: Project, function: FunctionRef, wanted: set[str]) -> bool:
    scope = project.scope(function)
    parts = {name.rpartition(".")[2] for name in wanted}
    # To read as much as is announced is no limit.
    asked = {
        id(part)
        for node in ir.nodes_of(function.node.body, ir.Call)
        if isinstance(node.func, ir.Attribute) and node.func.attr in _READERS
        for arg in node.args
        for part in ir.walk(arg.value)
    }
    return any(
        id(node) not in asked and node.attr in parts and project.name_of(node, scope) in wanted
        for node in ir.nodes_of(function.node.body, ir.Attribute)
    )


def raw_reads(project: Project, function: FunctionRef, table: BodyLimit) -> Iterator[ir.Call]:
    """The reads of a function that the framework's limit does not cover and that have no bound."""
    if not table.raw_reads and not table.raw_items:
        return
    if looks_at_length(project, function, table):
        return
    scope = project.scope(function)
    for node in ir.nodes_of(function.node.body, ir.Call):
        if isinstance(node.func, ir.Attribute):
            if node.func.attr in _READERS and is_raw(project, node.func.value, scope, table):
                if not _bounded(project, node, function, scope):
                    yield node


def is_raw(
    project: Project, expr: ir.Expr | None, scope: Scope, table: BodyLimit, depth: int = 0
) -> bool:
    """Whether an expression is the stream below the framework's limit."""
    if expr is None or depth > 4:
        return False
    if isinstance(expr, ir.Name):
        bindings = scope.bindings(expr.id)
        return bool(bindings) and all(
            binding.kind == "value" and is_raw(project, binding.value, scope, table, depth + 1)
            for binding in bindings
        )
    if isinstance(expr, ir.Subscript):
        return _is_item(project, expr.value, expr.index, scope, table)
    if isinstance(expr, ir.Call) and isinstance(expr.func, ir.Attribute):
        if expr.func.attr == "get":
            return _is_item(project, expr.func.value, expr.positional(0), scope, table)
        return False
    return isinstance(expr, ir.Attribute) and project.name_of(expr, scope) in table.raw_reads


def _is_item(
    project: Project, mapping: ir.Expr, key: ir.Expr | None, scope: Scope, table: BodyLimit
) -> bool:
    text = project.resolver.constant(key, scope)
    if not isinstance(text, str):
        return False
    names = project.resolver.class_names(project.evaluate(mapping, scope))
    return any((n, text) in table.raw_items for n in (project.name_of(mapping, scope), *names))


def _bounded(project: Project, call: ir.Call, function: FunctionRef, scope: Scope) -> bool:
    size = call.positional(0)
    if size is None:
        return False
    number = project.resolver.constant(size, scope)
    if isinstance(number, int):
        return number >= 0
    if _is_least(project, size, scope):
        return True
    names = {node.id for node in ir.walk(size) if isinstance(node, ir.Name)}
    return (
        any(
            any(op in ("<", ">", "<=", ">=") for op in node.ops)
            and any(isinstance(part, ir.Name) and part.id in names for part in ir.walk(node))
            for node in ir.nodes_of(function.node.body, ir.Compare)
        )
        or not names
    )


def _is_least(project: Project, size: ir.Expr, scope: Scope) -> bool:
    """Whether a size is `min(...)`, or has been."""
    if isinstance(size, ir.Name):
        values = [binding.value for binding in scope.bindings(size.id)]
        return bool(values) and all(
            isinstance(value, ir.Call) and _is_least(project, value, scope) for value in values
        )
    return isinstance(size, ir.Call) and project.name_of(size.func, scope) == "builtins.min"


def place(function: FunctionRef, node: ir.Expr) -> Location:
    return Location(function.module.path, node.span)
