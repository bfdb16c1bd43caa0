"""Methods of view classes that are found by a decorator, or whose value is dropped."""

from __future__ import annotations

from routelint.model import ir
from routelint.model.app import Role
from routelint.model.link import Linker
from routelint.model.values import ClassRef, FunctionRef, Instance, Symbol

_VIEW = "rest_framework.views.APIView"
_REQUEST = Instance(Symbol("rest_framework.request.Request"))
_ACTION = "rest_framework.decorators.action"
# APIView.initial() and the generic views call these as statements:
# https://www.django-rest-framework.org/api-guide/generic-views/#methods
_DROPPED = frozenset(
    {
        "initial",
        "check_object_permissions",
        "check_permissions",
        "check_throttles",
        "perform_authentication",
        "perform_create",
        "perform_destroy",
        "perform_update",
    }
)


def read(linker: Linker) -> None:
    """Makes handlers of extra actions, and of hooks that only the framework calls."""
    bind_requests(linker)
    framework = next(f for f in linker.frameworks if f.slug == "drf")
    classes = [
        cls
        for module in linker.matched
        if not module.is_test
        for cls in linker.reading.classes_of(module)
        if linker.resolver.is_a(cls, _VIEW)
    ]
    used = _called_by_hand(linker, classes)
    for cls in classes:
        for method in linker.resolver.methods(cls):
            if method.name in _DROPPED and method.name not in used[id(cls.node)]:
                role = Role.PREPROCESSOR
            elif any(use.name == _ACTION for use in linker.calling.decorators(method)):
                role = Role.VIEW
            else:
                continue
            linker.calling.handler(method, role, framework, None, method.location, cls)


def bind_requests(linker: Linker) -> None:
    """Makes what the methods of view classes are given as their request one of REST framework's."""
    for module in linker.matched:
        for cls in linker.reading.classes_of(module) if not module.is_test else ():
            if linker.resolver.is_a(cls, _VIEW):
                for method in linker.resolver.methods(cls):
                    for param in method.node.params[1:2]:
                        if param.name == "request" and param.annotation is None:
                            linker.resolver.scope(method).bound[param.name] = _REQUEST
    linker.resolver.forget()


def _called_by_hand(linker: Linker, classes: list[ClassRef]) -> dict[int, set[str]]:
    """What each class (by its node), its bases or the classes that derive from it call of their own,
    and whose value they may use."""
    found: dict[int, set[str]] = {id(cls.node): set() for cls in classes}
    for cls in classes:
        bases = [base for base in linker.resolver.mro(cls) if isinstance(base, ClassRef)]
        called: set[str] = set()
        for base in bases:
            for method in linker.resolver.methods(base):
                called |= _calls(method) & _DROPPED
        for base in bases:
            if id(base.node) in found:
                found[id(base.node)] |= called
    return found


def _calls(method: FunctionRef) -> set[str]:
    """The attributes of a method's own object that are called in an expression."""
    statements = {
        id(node.value)
        for node in ir.walk_body(method.node.body, into_functions=True)
        if isinstance(node, ir.ExprStmt)
    }
    return {
        node.func.attr
        for node in ir.walk_body(method.node.body, into_functions=True)
        if isinstance(node, ir.Call)
        and isinstance(node.func, ir.Attribute)
        and ir.dotted(node.func.value) is not None
        and id(node) not in statements
    }
