"""What frameworks have in common whose handlers are classes that answer by sending."""

from __future__ import annotations

from routelint.model import ir
from routelint.model.app import Role
from routelint.model.link import Linker
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import ClassRef, Instance, Symbol
from routelint.model.vocabulary import Framework


def read_helpers(
    linker: Linker, framework: Framework, base: str, plain: frozenset[str] = frozenset()
) -> None:
    """Methods of handler classes that no request calls by itself say something, too. `plain` are the
    attributes of a handler by which nobody can answer."""
    known = {key for key, _ in linker.handlers}
    for module in linker.matched:
        if module.is_test:
            continue
        for cls in linker.reading.classes_of(module):
            if base not in linker.resolver.class_names(cls):
                continue
            _mixed_in(linker, cls, base)
            for method in linker.resolver.methods(cls):
                if id(method.node) not in known:
                    linker.calling.handler(
                        method, Role.HELPER, framework, None, method.location, cls
                    )
    linker.resolver.forget()
    for handler in linker.handlers.values():
        if handler.framework is framework:
            handler.lends = _lends(handler.function.node, plain)


def _mixed_in(linker: Linker, cls: ClassRef, base: str) -> None:
    """In a class that is no handler itself, and that a handler has among its bases, `self` is one."""
    for other in linker.resolver.mro(cls):
        if isinstance(other, ClassRef) and base not in linker.resolver.class_names(other):
            for method in linker.resolver.methods(other):
                scope = linker.resolver.scope(method)
                first = method.node.params[0].name if method.node.params else ""
                if isinstance(scope.bound.get(first), Instance):
                    scope.bound[first] = Instance(cls)


def is_own_method(project: Project, func: ir.Expr, scope: Scope, base: str) -> bool:
    """Whether it is a method of the handler that the code belongs to, or of its bases."""
    if not isinstance(func, ir.Attribute):
        return False
    if isinstance(func.value, ir.Call):
        return ir.dotted(func.value.func) == "super"
    if not isinstance(func.value, ir.Name):
        return False
    owner = project.evaluate(func.value, scope)
    return isinstance(owner, (Instance, Symbol)) and base in project.resolver.class_names(owner)


def _lends(function: ir.Function, plain: frozenset[str]) -> bool:
    """Whether the handler gives itself, or something of its own to call, to somebody else."""
    if not function.params:
        return False
    me = function.params[0].name
    called = {
        id(node.func)
        for node in ir.walk_body(function.body, into_functions=True)
        if isinstance(node, ir.Call)
    }
    for node in ir.walk_body(function.body):
        if isinstance(node, (ir.Function, ir.Lambda)):
            if any(isinstance(part, ir.Name) and part.id == me for part in ir.walk(node)):
                return True
        if isinstance(node, ir.Call):
            for arg in node.args:
                value = arg.value
                if isinstance(value, ir.Name) and value.id == me:
                    return True
                if isinstance(value, ir.Attribute) and id(value) not in called:
                    if isinstance(value.value, ir.Name) and value.value.id == me:
                        if value.attr not in plain:
                            return True
    return False
