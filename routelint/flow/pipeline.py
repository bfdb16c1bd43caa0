"""The paths of a handler with the events of the request pipeline on them: passing on to the next
("next") and building an answer ("build")."""

from __future__ import annotations

from collections.abc import Iterable

from routelint.flow.asking import is_method
from routelint.flow.meaning import Meaning, ProjectSemantics
from routelint.flow.paths import Event, Path, Paths, explore
from routelint.model import ir
from routelint.model.app import Handler, Role
from routelint.model.project import Project
from routelint.model.scopes import Scope

_NEXT_ATTRIBUTES = ("get_response", "app")
_NEXT_NAMES = ("call_next", "get_response", "next_call")


class PipelineSemantics(ProjectSemantics):
    def __init__(self, meaning: Meaning, scope: Scope, handler: Handler) -> None:
        super().__init__(meaning, scope)
        self.handler = handler

    def events(self, expr: ir.Expr) -> Iterable[Event]:
        if not isinstance(expr, ir.Call):
            return
        if is_next(expr, self.handler):
            yield Event("next", expr)
            return
        built = self.meaning.built(expr, self.scope)
        if built is not None:
            yield Event("build", expr, built)


class MethodSemantics(PipelineSemantics):
    """Knows the method of the request."""

    def __init__(self, meaning: Meaning, scope: Scope, handler: Handler, method: str) -> None:
        super().__init__(meaning, scope, handler)
        self.method = method

    def decides(self, expr: ir.Expr) -> bool | None:
        if isinstance(expr, ir.Compare) and len(expr.ops) == 1 and is_method(expr.left):
            other, op = expr.comparators[0], expr.ops[0]
            items = other.items if isinstance(other, ir.Collection) else (other,)
            if all(isinstance(i, ir.Constant) and isinstance(i.value, str) for i in items):
                named = self.method in {i.value for i in items if isinstance(i, ir.Constant)}
                return named == (op in ("==", "in", "is"))
        return super().decides(expr)


def is_next(call: ir.Call, handler: Handler) -> bool:
    """Whether the call hands the request on to the rest of the pipeline."""
    func = call.func
    if handler.next_name and ir.dotted(func) == handler.next_name:
        return True
    if isinstance(func, ir.Name):
        if handler.next_name:
            return func.id == handler.next_name
        if handler.role == Role.MIDDLEWARE:
            params = [p.name for p in handler.function.node.params]
            return func.id in _NEXT_NAMES or (len(params) > 1 and func.id == params[-1])
        return False
    if isinstance(func, ir.Attribute) and isinstance(func.value, ir.Name):
        middleware = handler.role in (Role.MIDDLEWARE, Role.ASGI_MIDDLEWARE)
        return middleware and func.value.id == "self" and func.attr in _NEXT_ATTRIBUTES
    return False


def handler_paths(project: Project, handler: Handler) -> Paths:
    """The paths of a handler's function (kept)."""

    def compute() -> Paths:
        scope = project.scope(handler.function)
        semantics = PipelineSemantics(Meaning.of(project), scope, handler)
        return explore(handler.function.node, semantics)

    return project.memo(f"paths:{id(handler)}", compute)


def paths_for(project: Project, handler: Handler, method: str) -> Paths:
    """The paths that a request with that method takes through a handler's function."""
    scope = project.scope(handler.function)
    semantics = MethodSemantics(Meaning.of(project), scope, handler, method)
    return explore(handler.function.node, semantics)


def ends_empty(path: Path) -> bool:
    """Whether the path ends without a value: off the end, a bare `return`, `return None`."""
    if path.end.kind == "fall":
        return True
    if path.end.kind != "return":
        return False
    value = path.end.value
    if isinstance(value, ir.Name):
        value = path.env.get(value.id) or value
    return value is None or (isinstance(value, ir.Constant) and value.value is None)
