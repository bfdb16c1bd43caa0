"""Bodies of requests as data: which expressions are one, as the client sent it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from routelint.findings import Location
from routelint.flow.coroutines import Coroutines
from routelint.model import ir
from routelint.model.app import Role
from routelint.model.bodies import Missing
from routelint.model.project import Project
from routelint.model.scopes import Scope, last_word
from routelint.model.values import ClassRef, FunctionRef, Instance, Member, Symbol, as_function
from routelint.model.vocabulary import Framework
from routelint.policies.bodies import is_raw
from routelint.policies.sites import active

_LOADS = frozenset(
    {
        "json.loads",
        "json.load",
        "orjson.loads",
        "ujson.loads",
        "simplejson.loads",
        "rapidjson.loads",
    }
    | {"msgspec.json.decode"}
)
#: Methods of mappings and models that give the same keys and values once more.
SAME_KEYS = frozenset({"copy", "to_dict", "dict", "mixed", "model_dump", "as_dict"})
_SAME_ARGUMENT = frozenset({"builtins.dict", "copy.copy", "copy.deepcopy", "typing.cast"})
_DEPTH = 6


@dataclass(frozen=True, eq=False)
class Body:
    """The body of a request as data (`kind` "data"), its query ("query"), or an object of a class of
    the project that was made of it ("model"). `place` is where it is read; `read` the expression that
    does, and `missing` says when it is None."""

    kind: str
    framework: Framework
    place: Location
    read: ir.Expr | None = None
    missing: Missing | None = None
    model: ClassRef | None = None


class Decoded:
    """The bodies of one function. `given` are parameters that hold one."""

    def __init__(
        self, project: Project, function: FunctionRef, given: Mapping[str, Body] | None = None
    ) -> None:
        self.project = project
        self.function = function
        self.scope = project.scope(function)
        self.given = given or {}
        self._names: dict[str, Body | None] = {}

    def of(self, expr: ir.Expr | None, depth: int = 0, *, awaited: bool = False) -> Body | None:
        """The body that an expression is, whole and unchanged, or None; a coroutine is none."""
        if expr is None or depth > _DEPTH:
            return None
        if isinstance(expr, (ir.Await, ir.NamedExpr)):
            return self.of(expr.value, depth + 1, awaited=isinstance(expr, ir.Await))
        if isinstance(expr, ir.Name):
            if expr.id not in self._names:
                self._names[expr.id] = None
                self._names[expr.id] = self._named(expr.id, depth)
            return self._names[expr.id]
        if isinstance(expr, ir.BoolOp) and expr.op == "or":
            body = self.of(expr.values[0], depth + 1)
            return None if body is None else replace(body, missing=None)
        if isinstance(expr, ir.Call):
            return self._copied(expr, depth) or self._read(expr, awaited)
        if isinstance(expr, ir.Attribute):
            return self._read(expr, awaited)
        return None

    def text(self, expr: ir.Expr | None) -> Body | None:
        """The query of which an expression is a single text, as the client sent it."""
        mapping: ir.Expr | None = None
        if isinstance(expr, ir.Subscript):
            mapping = expr.value
        elif isinstance(expr, ir.Call) and isinstance(expr.func, ir.Attribute):
            mapping = expr.func.value if expr.func.attr == "get" else None
        elif isinstance(expr, ir.Name) and not self._is_asked(expr.id):
            values = [b.value for b in self.scope.bindings(expr.id) if b.kind == "value"]
            if len(values) == len(self.scope.bindings(expr.id)) == 1:
                return None if isinstance(values[0], ir.Name) else self.text(values[0])
        body = self.of(mapping)
        return body if body is not None and body.kind == "query" else None

    def _is_asked(self, name: str) -> bool:
        """Whether a function compares what a name holds, or looks it up."""
        return any(
            any(isinstance(part, ir.Name) and part.id == name for part in ir.walk(node))
            for node in ir.walk_body(self.function.node.body)
            if isinstance(node, (ir.Compare, ir.Subscript, ir.If, ir.Match, ir.Conditional))
        )

    def _named(self, name: str, depth: int) -> Body | None:
        bindings = self.scope.bindings(name)
        if not bindings or name in self.scope.bound:
            return None
        found: Body | None = None
        for binding in bindings:
            if binding.kind == "parameter" and isinstance(binding.node, ir.Parameter):
                body = self.given.get(name) or self._argument(binding.node)
            elif binding.kind in ("value", "entered") and binding.index is None:
                if isinstance(binding.value, ir.Constant) and binding.value.value is None:
                    continue
                entered = binding.kind == "entered"
                body = self.of(binding.value, depth + 1, awaited=entered)
            else:
                return None
            if body is None:
                return None
            found = body
        return found

    def _argument(self, param: ir.Parameter) -> Body | None:
        """What the framework hands to a handler: the body as a dictionary, or as an object of a class
        of the project."""
        for handler in self.project.handlers_of(self.function):
            names = handler.framework.bodies.arguments
            if handler.role != Role.VIEW or param.annotation is None:
                continue
            if "*" not in names and param.name not in names:
                continue
            place = Location(self.function.module.path, param.span)
            value = self.project.resolver.annotated(param.annotation, self.function.scope)
            if not isinstance(value, Instance):
                return None
            if isinstance(value.cls, ClassRef):
                return Body("model", handler.framework, place, model=value.cls)
            if value.cls.name in ("builtins.dict", "typing.Dict", "typing.Mapping"):
                in_path = {p.name for r in handler.routes if r.pattern for p in r.pattern.params}
                if param.name not in in_path and not _is_injected(param, self.function.scope):
                    return Body("data", handler.framework, place)
            return None
        return None

    def _copied(self, call: ir.Call, depth: int) -> Body | None:
        if isinstance(call.func, ir.Attribute) and call.func.attr in SAME_KEYS:
            body = self.of(call.func.value, depth + 1)
            return None if body is None or _leaves_out(call) else replace(body, missing=None)
        if len(call.args) == 1 and self.project.name_of(call.func, self.scope) in _SAME_ARGUMENT:
            body = self.of(call.positional(0), depth + 1)
            return None if body is None else replace(body, missing=None)
        return None

    def _read(self, expr: ir.Call | ir.Attribute, awaited: bool) -> Body | None:
        value = self.project.evaluate(expr, self.scope)
        if isinstance(value, Instance):
            if not isinstance(value.cls, Symbol):
                return None
            name, call, scope = value.cls.name, value.call, value.scope or self.scope
        elif isinstance(value, (Member, Symbol)):
            name, call, scope = value.name, None, self.scope
        else:
            return None
        while name.rpartition(".")[2] in SAME_KEYS:
            name = name.rpartition(".")[0]
        if not awaited and Coroutines.of(self.project).made(expr, self.scope) is not None:
            return None
        read: ir.Expr = expr if call is None else call
        place = Location(scope.module.path, read.span)
        for framework in active(self.project):
            bodies = framework.bodies
            if name in bodies.data:
                return Body(
                    "data", framework, place, expr, _missing(bodies.missing.get(name), call)
                )
            if name in bodies.queries:
                return Body("query", framework, place, expr)
            if name in _loads(self.project) and call is not None and call.args:
                if self._is_raw(call.args[0].value, scope, framework):
                    return Body("data", framework, place, expr)
        return None

    def _is_raw(
        self, expr: ir.Expr | None, scope: Scope, framework: Framework, depth: int = 0
    ) -> bool:
        """Whether an expression is made of what a request holds as its body."""
        if expr is None or depth > _DEPTH:
            return False
        bodies = framework.bodies
        for node in ir.walk(expr):
            if isinstance(node, ir.Name):
                if self._is_raw_name(node.id, scope, framework, depth):
                    return True
            elif isinstance(node, (ir.Subscript, ir.Call, ir.Attribute)):
                if _item(node) in bodies.raw_items:
                    return True
                if isinstance(node, ir.Subscript) and framework.body_limit is not None:
                    if is_raw(self.project, node, scope, framework.body_limit):
                        return True
                value = self.project.evaluate(node, scope)
                if isinstance(value, Instance) and isinstance(value.cls, Symbol):
                    if value.cls.name in bodies.raw:
                        return True
                elif isinstance(value, (Member, Symbol)) and value.name in bodies.raw:
                    return True
                if isinstance(node, ir.Call) and self._gives_raw(node, scope, framework, depth):
                    return True
        return False

    def _is_raw_name(self, name: str, scope: Scope, framework: Framework, depth: int) -> bool:
        values = [b.value for b in scope.bindings(name) if b.kind == "value" and b.value]
        if isinstance(scope.node, ir.Function):
            values += [
                node.value
                for node in ir.nodes_of(scope.node.body, ir.AugAssign)
                if ir.dotted(node.target) == name
            ]
            appended = (f"{name}.append", f"{name}.extend", f"{name}.write")
            values += [
                arg.value
                for node in ir.nodes_of(scope.node.body, ir.Call)
                if ir.dotted(node.func) in appended
                for arg in node.args
            ]
        return any(
            not (isinstance(value, ir.Name) and value.id == name)
            and self._is_raw(value, scope, framework, depth + 1)
            for value in values
        )

    def _gives_raw(self, call: ir.Call, scope: Scope, framework: Framework, depth: int) -> bool:
        callee = as_function(self.project.evaluate(call.func, scope))
        if callee is None:
            return False
        inner = self.project.scope(callee)
        return any(
            self._is_raw(node.value, inner, framework, depth + 2)
            for node in ir.nodes_of(callee.node.body, ir.Return)
        )


def _loads(project: Project) -> frozenset[str]:
    return project.memo(
        "loading-functions",
        lambda: _LOADS.union(*(f.bodies.loads for f in project.names.frameworks)),
    )


def _missing(missing: Missing | None, call: ir.Call | None) -> Missing | None:
    """`missing`, where the call is one of those that it is about."""
    if missing is not None and missing.unless and call is not None:
        given = call.keyword(missing.unless)
        if isinstance(given, ir.Constant) and given.value is True:
            return None
    if missing is None or not missing.keyword:
        return missing
    given = None if call is None else call.argument(missing.index, missing.keyword)
    is_meant = isinstance(given, ir.Constant) and given.value is missing.value
    return missing if is_meant else None


def _item(node: ir.Subscript | ir.Call | ir.Attribute) -> tuple[str | None, object]:
    """The name of a mapping and the key of what is taken from it: `message["body"]`."""
    if isinstance(node, ir.Subscript) and isinstance(node.index, ir.Constant):
        return ir.dotted(node.value), node.index.value
    if (
        isinstance(node, ir.Call)
        and isinstance(node.func, ir.Attribute)
        and node.func.attr == "get"
    ):
        key = node.positional(0)
        if isinstance(key, ir.Constant):
            return ir.dotted(node.func.value), key.value
    return None, None


def _leaves_out(call: ir.Call) -> bool:
    """Whether a copy is of some keys alone: `model_dump(include={"name"})`."""
    return any(arg.keyword == "include" for arg in call.args)


def _is_injected(param: ir.Parameter, scope: Scope) -> bool:
    """Whether a function gives the argument, and not the request: `= Depends(...)`."""
    places = [param.default, param.annotation]
    return any(
        isinstance(node, ir.Call)
        and last_word(node.func, scope) not in ("Body", "Form", "Parameter")
        for place in places
        if place is not None
        for node in ir.walk(place)
    )
