"""Reads of objects that are streams themselves, whatever the limit for bodies is."""

from __future__ import annotations

from collections.abc import Iterator

from routelint.model import ir
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import FunctionRef
from routelint.model.vocabulary import BodyLimit

_WHOLE = frozenset({"read", "readlines"})
_ANNOUNCED = frozenset({"content-length", "content_length", "http_content_length"})
_BUFFERS = frozenset({"io.BytesIO", "_io.BytesIO"})
#: What nobody compares a size in bytes with.
_FEW = 16
_ORDER = frozenset({"<", ">", "<=", ">="})


_READING = frozenset([ir.Call, ir.Comprehension, ir.For])


def stream_reads(
    project: Project, function: FunctionRef, streams: frozenset[str], values: frozenset[str]
) -> Iterator[ir.Expr]:
    """Where a function takes the whole of a stream, an object of one of the classes `streams` (or of
    `values`, of which only the `read()` tells), without having looked at its size."""
    if not streams or _looks_at_size(function.node.body):
        return
    scope = project.scope(function)
    for node in ir.walk_body(function.node.body, only=_READING):
        if isinstance(node, ir.Call) and isinstance(node.func, ir.Attribute):
            if node.func.attr in _WHOLE and not node.args:
                if _is_stream(project, node.func.value, scope, streams | values):
                    yield node
            elif node.func.attr == "join" and isinstance(node.func.value, ir.Constant):
                if _is_content(project, node.positional(0), scope, streams):
                    yield node
        elif isinstance(node, ir.Comprehension):
            yield from _in_comprehension(project, node, scope, streams)
            first = node.clauses[0]
            if _keeps_all(node) and _is_stream(project, first.iter, scope, streams):
                yield first.iter
        elif isinstance(node, ir.For) and _is_stream(project, node.iter, scope, streams):
            if _collects(project, node, scope):
                yield node.iter


def _in_comprehension(
    project: Project, comprehension: ir.Comprehension, scope: Scope, streams: frozenset[str]
) -> Iterator[ir.Expr]:
    """`[upload.read() for upload in uploads]`"""
    for clause in comprehension.clauses:
        name = _stream_of(project, clause, scope, streams)
        for part in comprehension.elements if name else ():
            for node in ir.walk(part):
                if (
                    isinstance(node, ir.Call)
                    and not node.args
                    and isinstance(node.func, ir.Attribute)
                    and node.func.attr in _WHOLE
                    and ir.dotted(node.func.value) == name
                ):
                    yield node


def _stream_of(
    project: Project, clause: ir.Clause, scope: Scope, streams: frozenset[str]
) -> str | None:
    """The variable of a clause that holds a stream: the only one, or one of a pair."""
    target = clause.target
    parts: list[tuple[ir.Expr, int | None]] = [(target, None)]
    if isinstance(target, ir.Collection):
        parts = [(item, i) for i, item in enumerate(target.items)]
    for part, index in parts:
        element = project.resolver.element(clause.iter, scope, index)
        if isinstance(part, ir.Name) and streams & set(project.resolver.class_names(element)):
            return part.id
    return None


def _keeps_all(comprehension: ir.Comprehension) -> bool:
    """`[chunk async for chunk in stream]`: whatever the stream brings is kept."""
    clause = comprehension.clauses[0]
    return len(comprehension.clauses) == 1 and [ir.dotted(e) for e in comprehension.elements] == [
        ir.dotted(clause.target)
    ]


def _is_stream(
    project: Project, expr: ir.Expr | None, scope: Scope, streams: frozenset[str]
) -> bool:
    names = project.resolver.class_names(project.evaluate(expr, scope))
    return bool(streams & set(names))


def _is_content(
    project: Project, expr: ir.Expr | None, scope: Scope, streams: frozenset[str]
) -> bool:
    """The stream, or its chunks."""
    if isinstance(expr, ir.Call) and isinstance(expr.func, ir.Attribute):
        return expr.func.attr == "chunks" and _is_stream(project, expr.func.value, scope, streams)
    return _is_stream(project, expr, scope, streams)


def _collects(project: Project, loop: ir.For, scope: Scope) -> bool:
    """Whether a loop keeps what it was given, in memory."""
    return isinstance(loop.target, ir.Name) and _keeps(project, loop.body, loop.target.id, scope)


def _keeps(project: Project, body: tuple[ir.Stmt, ...], name: str, scope: Scope) -> bool:
    """Whether statements keep what a variable holds, in memory."""
    for node in ir.walk_body(body):
        if isinstance(node, ir.AugAssign) and _content(node.value) == name:
            return True
        if isinstance(node, ir.Call) and isinstance(node.func, ir.Attribute):
            given = any(isinstance(a.value, ir.Name) and a.value.id == name for a in node.args)
            if given and node.func.attr in ("append", "extend"):
                return True
            if given and node.func.attr == "write":
                if _is_stream(project, node.func.value, scope, _BUFFERS):
                    return True
    return False


def _content(expr: ir.Expr) -> str | None:
    """The variable that an expression is, or whose text it is (`chunk.decode()`)."""
    if isinstance(expr, ir.Call) and isinstance(expr.func, ir.Attribute):
        expr = expr.func.value if expr.func.attr == "decode" else expr
    return expr.id if isinstance(expr, ir.Name) else None


def _looks_at_size(body: tuple[ir.Stmt, ...]) -> bool:
    """Whether something is compared that tells a size: `.size`, a length, a running total."""
    totals = {"total", "size", "length", "len"} | {
        node.target.id
        for node in ir.nodes_of(body, ir.AugAssign)
        if isinstance(node.target, ir.Name)
        and isinstance(node.value, ir.Call)
        and ir.dotted(node.value.func) == "len"
    }
    for node in ir.nodes_of(body, ir.Compare):
        if _ORDER & set(node.ops) and not _counts(node):
            for part in ir.walk(node):
                if isinstance(part, ir.Attribute) and part.attr == "size":
                    return True
                if isinstance(part, ir.Constant) and isinstance(part.value, str):
                    if part.value.lower() in _ANNOUNCED:
                        return True
                if isinstance(part, ir.Name) and part.id in totals:
                    return True
    return False


def _counts(node: ir.Compare) -> bool:
    """`len(found) > 1`: how many there are, and not how large something is."""
    sides = (node.left, *node.comparators)
    counted = any(isinstance(s, ir.Call) and ir.dotted(s.func) == "len" for s in sides)
    return counted and any(
        isinstance(s, ir.Constant) and type(s.value) is int and s.value <= _FEW for s in sides
    )


def collected_messages(function: FunctionRef, table: BodyLimit) -> Iterator[ir.Expr]:
    """Where the pieces of a body that messages bring are put together, and nobody counts."""
    if table.messages is None or _looks_at_size(function.node.body):
        return
    source, key = table.messages
    if function.node.parameter(source) is None:
        return
    for loop in ir.walk_body(function.node.body):
        if not isinstance(loop, (ir.While, ir.For)):
            continue
        nodes = ir.walk_body(loop.body)
        if not any(isinstance(n, ir.Call) and ir.dotted(n.func) == source for n in nodes):
            continue
        for node in nodes:
            kept: ir.Expr | None = None
            if isinstance(node, ir.AugAssign):
                kept = node.value
            elif isinstance(node, ir.Call) and isinstance(node.func, ir.Attribute):
                kept = node.positional(0) if node.func.attr in ("append", "extend") else None
            if kept is not None and _has_key(kept, key):
                yield kept


def collected_pieces(
    project: Project, function: FunctionRef, table: BodyLimit
) -> Iterator[ir.Expr]:
    """Where all pieces of a stream that no limit covers are kept, or all of it is read at once."""
    if not (table.pieces or table.whole_reads) or _looks_at_size(function.node.body):
        return
    scope = project.scope(function)
    for node in ir.walk_body(function.node.body):
        if isinstance(node, ir.Call) and project.name_of(node.func, scope) in table.whole_reads:
            yield node
        elif isinstance(node, ir.For) and _is_stream(project, node.iter, scope, table.pieces):
            if _collects(project, node, scope):
                yield node.iter
        elif isinstance(node, ir.Comprehension):
            first = node.clauses[0]
            if _keeps_all(node) and _is_stream(project, first.iter, scope, table.pieces):
                yield first.iter
        elif isinstance(node, ir.While):
            for call, name in _pieces_read(project, node, scope, table.pieces):
                if _keeps(project, node.body, name, scope):
                    yield call


def _pieces_read(
    project: Project, loop: ir.While, scope: Scope, streams: frozenset[str]
) -> Iterator[tuple[ir.Call, str]]:
    """The calls in a loop that read a piece of a stream, and the variable that gets it."""
    named: list[tuple[ir.Expr, ir.Expr | None]] = [
        (node.target, node.value) for node in ir.walk(loop.test) if isinstance(node, ir.NamedExpr)
    ]
    for statement in ir.nodes_of(loop.body, ir.Assign):
        if len(statement.targets) == 1:
            named.append((statement.targets[0], statement.value))
    for target, value in named:
        call = value.value if isinstance(value, ir.Await) else value
        if (
            isinstance(target, ir.Name)
            and isinstance(call, ir.Call)
            and isinstance(call.func, ir.Attribute)
            and _gives_piece(project, call.func, scope, streams)
        ):
            yield call, target.id


def _gives_piece(
    project: Project, func: ir.Attribute, scope: Scope, streams: frozenset[str]
) -> bool:
    """`stream.read`, or a method that is there for pieces only."""
    if project.name_of(func, scope) in streams:
        return True
    return func.attr == "read" and _is_stream(project, func.value, scope, streams)


def _has_key(expr: ir.Expr, key: str) -> bool:
    return any(isinstance(node, ir.Constant) and node.value == key for node in ir.walk(expr))
