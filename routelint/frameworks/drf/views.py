"""Methods of view classes that are found by a decorator, or whose value is dropped."""

from __future__ import annotations

from routelint.model import ir
from routelint.model.app import Role
from routelint.model.link import Linker
from routelint.model.values import ClassRef, FunctionRef

_VIEW = "rest_framework.views.APIView"
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
    framework = next(f for f in linker.frameworks if f.slug == "drf")
    classes = [
        cls
        for module in linker.matched
        if not module.is_test
        for cls in linker.classes_of(module)
        if linker.resolver.is_a(cls, _VIEW)
    ]
    by_hand = {id(cls.node): _called_in(linker, cls) for cls in classes}
    for cls in classes:
        family = [c for c in classes if _are_related(linker, c, cls)]
        used = set().union(*(by_hand[id(c.node)] for c in family))
        for method in linker.resolver.methods(cls):
            if method.name in _DROPPED and method.name not in used:
                role = Role.PREPROCESSOR
            elif any(use.name == _ACTION for use in linker.decorators(method)):
                role = Role.VIEW
            else:
                continue
            linker.handler(method, role, framework, None, method.location, cls)


def _are_related(linker: Linker, one: ClassRef, other: ClassRef) -> bool:
    return one in linker.resolver.mro(other) or other in linker.resolver.mro(one)


def _called_in(linker: Linker, cls: ClassRef) -> set[str]:
    """What a class of the project and its bases call of their own, and whose value they may use."""
    found: set[str] = set()
    for base in linker.resolver.mro(cls):
        if isinstance(base, ClassRef):
            for method in linker.resolver.methods(base):
                found.update(_calls(method))
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
