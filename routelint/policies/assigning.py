"""Mass assignment: what a client sends, written into a record with whatever keys it has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from routelint.findings import Location, Related, Span
from routelint.flow.calls import functions_on_the_way
from routelint.model import ir
from routelint.model.project import Project
from routelint.model.scopes import Scope, last_word
from routelint.model.values import ClassRef, FunctionRef, Instance, Symbol, as_function
from routelint.policies.decoded import Body, Decoded
from routelint.policies.privileges import (
    Record,
    is_for_few,
    looked_after,
    may_be_set,
    record_of,
    unchecked_record,
)

_CREATING = frozenset(
    {"create", "get_or_create", "update_or_create", "acreate", "aget_or_create", "insert"}
    | {"aupdate_or_create", "update", "aupdate", "values", "create_user", "acreate_user"}
)
#: https://docs.pydantic.dev/latest/concepts/models/#creating-models-without-validation
_UNCHECKED = frozenset({"model_construct", "construct"})
_TAKING_DICT = frozenset({"update", "values", "insert", "insert_many", "aupdate"})
_ORDERING = frozenset({"order_by"})
_SELECTING = frozenset({"filter", "exclude", "get", "filter_by", "aget", "find", "find_one"})
#: Calls whose argument is the class of the records that they are about.
_ABOUT = frozenset(
    {"insert", "update", "query", "select", "get", "get_object_or_404", "get_or_404", "delete"}
    | {"aget_object_or_404", "get_list_or_404", "scalar", "find_one", "first_or_404", "load"}
)
_HARMLESS = frozenset(
    {"print", "len", "dict", "list", "str", "repr", "jsonify", "dumps", "info", "debug", "warning"}
    | {"error", "exception", "log", "type", "bool", "append", "copy", "items", "Response", "json"}
)
_DEPTH = 3


@dataclass(frozen=True, eq=False)
class Assignment:
    """`how` is "set" (a record gets what the client sends) or "select" (the client says which records
    are looked for). `fields` are those that it should have no say about; `keys` is the expression with
    the keys and values, and `way` the calls that hand it over."""

    function: FunctionRef
    span: Span
    how: str
    keys: ir.Expr
    body: Body
    record: Record
    fields: tuple[str, ...]
    way: tuple[Related, ...] = ()


def assignments(project: Project) -> list[Assignment]:
    """All of them in what requests reach, in the order of paths and lines."""
    return project.memo("mass-assignments", lambda: _found(project))


def _found(project: Project) -> list[Assignment]:
    on_the_way = functions_on_the_way(project)
    found: dict[tuple[str, int, int], Assignment] = {}
    for function in project.pipeline_functions():
        if id(function.node) in on_the_way and not function.module.is_test:
            for assignment in _Scan(project, function, {}, {}, ()).all():
                start = assignment.span
                place = (assignment.function.module.path, start.line, start.column)
                found.setdefault(place, assignment)
    return sorted(
        found.values(), key=lambda a: (a.function.module.path, a.span.line, a.span.column)
    )


class _Scan:
    """One function, with the bodies and the records that it is given."""

    def __init__(
        self,
        project: Project,
        function: FunctionRef,
        given: Mapping[str, Body],
        records: Mapping[str, Record],
        way: tuple[Related, ...],
    ) -> None:
        self.project = project
        self.function = function
        self.scope = project.scope(function)
        self.decoded = Decoded(project, function, given)
        self.records = records
        self.way = way

    def all(self) -> Iterator[Assignment]:
        if is_for_few(self.project, self.function):
            return
        for node in ir.walk_body(self.function.node.body):
            if isinstance(node, ir.Call):
                yield from self._called(node)
            elif isinstance(node, ir.For):
                yield from self._looped(node)

    def _called(self, call: ir.Call) -> Iterator[Assignment]:
        keys = [arg for arg in call.args if arg.star == "**"]
        attr = call.func.attr if isinstance(call.func, ir.Attribute) else ""
        if attr in _TAKING_DICT:
            keys += [arg for arg in call.args if not arg.star and arg.keyword is None][:1]
        keys += [arg for arg in call.args if arg.keyword == "defaults"]
        for arg in keys:
            body = self.decoded.of(arg.value)
            if body is not None and not self._is_looked_at(arg.value):
                yield from self._given(call, attr, arg, body)
        if attr in _ORDERING and isinstance(call.func, ir.Attribute):
            yield from self._ordered(call, call.func.value)
        yield from self._handed_on(call)

    def _ordered(self, call: ir.Call, query: ir.Expr) -> Iterator[Assignment]:
        """`order_by(request.GET["by"])`: the order of names tells what stands in another column."""
        for arg in call.args:
            body = self.decoded.text(arg.value)
            if body is None:
                continue
            record = self._subject(query)
            if record is not None and record.secrets:
                yield Assignment(
                    self.function,
                    arg.span,
                    "select",
                    arg.value,
                    body,
                    record,
                    record.secrets,
                    self.way,
                )

    def _given(
        self, call: ir.Call, attr: str, arg: ir.Argument, body: Body
    ) -> Iterator[Assignment]:
        value = self.project.evaluate(call.func, self.scope)
        if attr in _UNCHECKED and isinstance(call.func, ir.Attribute):
            cls = self.project.evaluate(call.func.value, self.scope)
            if isinstance(cls, ClassRef):
                yield from self._set(arg.span, arg.value, body, unchecked_record(self.project, cls))
            return
        if arg.star == "**" and isinstance(value, (ClassRef, Symbol)):
            yield from self._set(arg.span, arg.value, body, record_of(self.project, value))
            # `get_user_model()(**...)` is a class that a call gives.
            return
        if isinstance(value, Instance) and arg.star == "**":
            yield from self._set(arg.span, arg.value, body, self._record(value))
            return
        if not isinstance(call.func, ir.Attribute):
            return
        if attr == "update" and _is_namespace(call.func.value):
            owner = _owner(call.func.value)
            yield from self._set(arg.span, arg.value, body, self._subject(owner))
            return
        if attr in _CREATING and (arg.star == "**" or attr in _TAKING_DICT or arg.keyword):
            if as_function(value) is None:
                record = self._subject(call.func.value)
                yield from self._set(arg.span, arg.value, body, record)
        elif attr in _SELECTING and arg.star == "**":
            record = self._subject(call.func.value)
            if record is not None and record.secrets and as_function(value) is None:
                yield Assignment(
                    self.function,
                    arg.span,
                    "select",
                    arg.value,
                    body,
                    record,
                    record.secrets,
                    self.way,
                )

    def _set(
        self, span: Span, keys: ir.Expr, body: Body, record: Record | None
    ) -> Iterator[Assignment]:
        if record is None:
            return
        known = looked_after(self.scope)
        fields = tuple(f for f in may_be_set(self.project, body, record) if f not in known)
        if fields:
            yield Assignment(self.function, span, "set", keys, body, record, fields, self.way)

    # --- loops ------------------------------------------------------------------------------------
    def _looped(self, loop: ir.For) -> Iterator[Assignment]:
        """`for key, value in data.items(): setattr(user, key, value)`"""
        keys = loop.iter
        if isinstance(keys, ir.Call) and isinstance(keys.func, ir.Attribute):
            if keys.func.attr in ("items", "keys"):
                keys = keys.func.value
        target = loop.target.items[0] if isinstance(loop.target, ir.Collection) else loop.target
        if not isinstance(target, ir.Name):
            return
        body = self.decoded.of(keys)
        if body is None or self._is_looked_at(keys) or _is_chosen(loop, target.id, self.scope):
            return
        for node in ir.nodes_of(loop.body, ir.Call):
            if ir.dotted(node.func) != "setattr":
                continue
            owner, key = node.positional(0), node.positional(1)
            if isinstance(key, ir.Name) and key.id == target.id:
                yield from self._set(node.span, keys, body, self._subject(owner))

    # --- what is written into ---------------------------------------------------------------------
    def _record(self, value: object) -> Record | None:
        if isinstance(value, Instance):
            value = value.cls
        return record_of(self.project, value)

    def _subject(self, expr: ir.Expr | None, depth: int = 0) -> Record | None:
        """The record that an object is, or that a query or a manager is about."""
        if expr is None or depth > 8:
            return None
        if isinstance(expr, (ir.Await, ir.NamedExpr)):
            return self._subject(expr.value, depth + 1)
        if isinstance(expr, ir.BoolOp):
            return self._subject(expr.values[0], depth + 1)
        value = self.project.evaluate(expr, self.scope)
        record = self._record(value)
        if record is not None:
            return record
        if isinstance(expr, ir.Name):
            if expr.id in self.records:
                return self.records[expr.id]
            found = {
                id(r): r
                for b in self.scope.bindings(expr.id)
                if b.kind in ("value", "element", "entered") and b.index is None
                for r in [self._subject(b.value, depth + 1)]
                if r is not None
            }
            return next(iter(found.values())) if len(found) == 1 else None
        if isinstance(expr, ir.Call):
            called = expr.func
            last = last_word(called, self.scope)
            if last in _ABOUT and expr.args:
                record = self._record(self.project.evaluate(expr.args[0].value, self.scope))
                if record is not None:
                    return record
            if as_function(self.project.evaluate(called, self.scope)) is not None:
                return None
            if last in ("execute", "scalars", "exec") and expr.args:
                return self._subject(expr.args[0].value, depth + 1)
            return self._subject(called, depth + 1) if isinstance(called, ir.Attribute) else None
        if isinstance(expr, (ir.Attribute, ir.Subscript)):
            return self._subject(expr.value, depth + 1)
        return None

    # --- whether somebody chooses among the keys --------------------------------------------------
    def _is_looked_at(self, keys: ir.Expr) -> bool:
        """Whether a function looks at which keys there are, takes some away, or has them checked."""
        name = ir.dotted(keys)
        if name is None:
            return False
        for node in ir.walk_body(self.function.node.body):
            if isinstance(node, ir.Call):
                if self._checks(node, name):
                    return True
            elif isinstance(node, (ir.Delete, ir.Assign)):
                if any(_is_item_of(target, name) for target in node.targets):
                    return True
            elif isinstance(node, (ir.For, ir.Clause)):
                if _iterates(node.iter, name) and _has_choice(node, self.scope):
                    return True
        return False

    def _checks(self, call: ir.Call, name: str) -> bool:
        func = call.func
        if isinstance(func, ir.Attribute) and ir.dotted(func.value) == name:
            return func.attr in ("pop", "popitem", "clear", "update", "setdefault", "keys")
        if not any(not arg.star and ir.dotted(arg.value) == name for arg in call.args):
            return False
        last = last_word(func, self.scope)
        if last in _HARMLESS or last in _TAKING_DICT or last in ("setattr", "isinstance"):
            return False
        callee = as_function(self.project.evaluate(func, self.scope))
        if callee is None:
            return True
        # Its result, or an error, may say that a key must not be there.
        return any(
            isinstance(node, (ir.Raise, ir.For, ir.Comprehension, ir.Delete))
            and not _sets_attributes(node)
            for node in ir.walk_body(callee.node.body)
        )

    # --- functions that get the body --------------------------------------------------------------
    def _handed_on(self, call: ir.Call) -> Iterator[Assignment]:
        if len(self.way) >= _DEPTH or not call.args:
            return
        callee = as_function(self.project.evaluate(call.func, self.scope))
        if callee is None or callee.node is self.function.node:
            return
        params = [p for p in callee.node.params if p.kind not in ("*", "**")]
        if params and params[0].name in ("self", "cls") and isinstance(call.func, ir.Attribute):
            params = params[1:]
        given: dict[str, Body] = {}
        handed: dict[str, ir.Expr] = {}
        for i, param in enumerate(params):
            index = None if param.kind == "keyword-only" else i
            expr = call.argument(index, param.name)
            if expr is None:
                continue
            handed[param.name] = expr
            body = self.decoded.of(expr)
            if body is not None and not self._is_looked_at(expr):
                given[param.name] = body
        rest = next((p.name for p in callee.node.params if p.kind == "**"), None)
        for arg in call.args:
            if arg.star == "**" and rest is not None:
                body = self.decoded.of(arg.value)
                if body is not None and not self._is_looked_at(arg.value):
                    given[rest] = body
        if given:
            place = Location(self.function.module.path, call.span)
            step = Related(place, f"`{self.function.node.name}` hands it on here")
            way = (*self.way, step)
            found = {name: self._subject(expr) for name, expr in handed.items()}
            records = {name: record for name, record in found.items() if record is not None}
            yield from _Scan(self.project, callee, given, records, way).all()


def _is_namespace(expr: ir.Expr) -> bool:
    """`user.__dict__` or `vars(user)`."""
    if isinstance(expr, ir.Attribute):
        return expr.attr == "__dict__"
    return isinstance(expr, ir.Call) and ir.dotted(expr.func) == "vars"


def _owner(expr: ir.Expr) -> ir.Expr | None:
    return expr.value if isinstance(expr, ir.Attribute) else _first(expr)


def _first(expr: ir.Expr) -> ir.Expr | None:
    return expr.positional(0) if isinstance(expr, ir.Call) else None


def _is_item_of(target: ir.Expr, name: str) -> bool:
    return isinstance(target, ir.Subscript) and ir.dotted(target.value) == name


def _iterates(expr: ir.Expr, name: str) -> bool:
    if isinstance(expr, ir.Call) and isinstance(expr.func, ir.Attribute):
        expr = expr.func.value
    if isinstance(expr, ir.Call) and expr.args:
        expr = expr.args[0].value
    return ir.dotted(expr) == name


def _has_choice(loop: ir.For | ir.Clause, scope: Scope) -> bool:
    """Whether a loop over the keys asks which one it has."""
    if isinstance(loop, ir.Clause):
        return bool(loop.conditions)
    names = {node.id for node in ir.walk(loop.target) if isinstance(node, ir.Name)}
    return any(_is_chosen(loop, name, scope) for name in names)


def _is_chosen(loop: ir.For, key: str, scope: Scope) -> bool:
    """Whether a loop asks for more of a key than whether the object has such an attribute."""
    for node in ir.walk_body(loop.body):
        if isinstance(node, (ir.If, ir.Conditional, ir.While)):
            for part in _operands(node.test):
                if _is_about(part, key) and not _asks_for_attribute(part):
                    return True
        elif isinstance(node, ir.Match) and _is_about(node.subject, key):
            return True
        elif isinstance(node, ir.Call) and ir.dotted(node.func) != "setattr":
            if not _asks_for_attribute(node) and any(
                isinstance(arg.value, ir.Name) and arg.value.id == key for arg in node.args
            ):
                if last_word(node.func, scope) not in _HARMLESS:
                    return True
    return False


def _operands(test: ir.Expr) -> Iterator[ir.Expr]:
    if isinstance(test, ir.Not):
        yield from _operands(test.operand)
    elif isinstance(test, ir.BoolOp):
        for value in test.values:
            yield from _operands(value)
    else:
        yield test


def _is_about(expr: ir.Expr, name: str) -> bool:
    return any(isinstance(node, ir.Name) and node.id == name for node in ir.walk(expr))


def _asks_for_attribute(expr: ir.Expr) -> bool:
    return isinstance(expr, ir.Call) and ir.dotted(expr.func) == "hasattr"


def _sets_attributes(node: ir.Node) -> bool:
    """Whether a loop does nothing but set attributes."""
    return isinstance(node, ir.For) and any(
        ir.dotted(part.func) == "setattr" for part in ir.nodes_of(node.body, ir.Call)
    )
