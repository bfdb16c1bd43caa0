"""Middleware: what settings name, and what has its shape."""

from __future__ import annotations

from routelint.findings import Location
from routelint.frameworks.django.settings import text_of
from routelint.frameworks.django.statements import Item
from routelint.model import ir
from routelint.model.app import Container, Handler, Middleware, Ref, Role
from routelint.model.decorators import decorator_wrapper
from routelint.model.link import Linker
from routelint.model.values import ClassRef, FunctionRef, Value, callable_name
from routelint.model.vocabulary import Framework

# Hooks that Django looks for on any class; process_request and process_response are called by
# MiddlewareMixin only: https://docs.djangoproject.com/en/5.2/topics/http/middleware/
_HOOKS = {
    "process_view": Role.BEFORE,
    "process_exception": Role.BEFORE,
    "process_template_response": Role.AFTER,
}
_MIXED_IN = ("process_request", "process_response")
_MIXIN = "django.utils.deprecation.MiddlewareMixin"


def install(linker: Linker, app: Container, items: list[Item]) -> None:
    """Registers the elements of MIDDLEWARE, the outermost first."""
    for item in items:
        dotted = None if item.unknown else text_of(linker, item.expr, item.scope)
        target = None if dotted is None else linker.imported(dotted)
        location = Location(item.scope.module.path, item.expr.span)
        name = callable_name(target) or dotted or ""
        if isinstance(target, (FunctionRef, ClassRef)):
            name = target.dotted
        app.registrations.append(
            Middleware(
                app,
                location,
                linker.next_order(),
                item.scope,
                conditional=item.conditional,
                statement=item.statement.span,
                branch=item.branch,
                target=target,
                target_ref=Ref(item.expr, item.scope),
                name=name,
                handlers=handlers(linker, app.framework, target, app),
                listed=True,
                outermost="first",
            )
        )


def by_shape(linker: Linker, framework: Framework) -> None:
    """Makes handlers of middleware that no settings of the project name."""
    for module in linker.matched:
        if module.is_test:
            continue
        for function in linker.reading.functions_of(module):
            params = [p.name for p in function.node.params]
            if function.owner is None and params == ["get_response"]:
                handlers(linker, framework, function, None)
        for cls in linker.reading.classes_of(module):
            init = linker.resolver.method(cls, "__init__")
            takes_next = init is not None and init.node.parameter("get_response") is not None
            if takes_next or linker.resolver.is_a(cls, _MIXIN):
                handlers(linker, framework, cls, None)


def handlers(
    linker: Linker, framework: Framework, target: Value | None, app: Container | None
) -> list[Handler]:
    """The functions of a middleware that handle requests, with the name of the next one."""
    found: list[Handler] = []
    if isinstance(target, FunctionRef):
        for wrapper, next_name in _inner(linker, target):
            handler = linker.calling.handler(
                wrapper, Role.MIDDLEWARE, framework, app, target.location
            )
            if handler is not None:
                handler.next_name = next_name
                found.append(handler)
    elif isinstance(target, ClassRef):
        next_name = _attribute(linker, target)
        found = linker.calling.class_handlers(target, app, target.location)
        roles = dict(_HOOKS)
        if not linker.resolver.is_a(target, _MIXIN):
            roles["__call__"] = Role.MIDDLEWARE
            if _calls_no_hooks(linker, target):
                roles.update(dict.fromkeys(_MIXED_IN, Role.UNCALLED))
        for name, role in roles.items():
            method = linker.resolver.method(target, name)
            made = linker.calling.handler(method, role, framework, app, target.location, target)
            if made is not None and made not in found:
                found.append(made)
        for handler in found:
            params = handler.function.node.params
            view = handler.function.name == "process_view" and len(params) > 2
            handler.next_name = params[2].name if view else next_name
    return found


def _calls_no_hooks(linker: Linker, cls: ClassRef) -> bool:
    """Whether all of a middleware class is known, and nothing in it speaks of the hooks that Django
    does not call itself."""
    resolver = linker.resolver
    if resolver.method(cls, "__call__") is None:
        return False
    for base in resolver.mro(cls):
        if not isinstance(base, ClassRef):
            if base.name != "builtins.object":
                return False
            continue
        if len(resolver.bases(base)) < len(base.node.bases):
            return False
        for method in resolver.methods(base):
            for node in ir.walk_body(method.node.body, into_functions=True):
                if isinstance(node, ir.Attribute) and node.attr in _MIXED_IN:
                    return False
                if isinstance(node, ir.Constant) and node.value in _MIXED_IN:
                    return False
    return True


def _attribute(linker: Linker, cls: ClassRef) -> str:
    """The attribute under which a middleware class keeps what its constructor was given."""
    init = linker.resolver.method(cls, "__init__")
    if init is not None and len(init.node.params) > 1:
        me, given = init.node.params[0].name, init.node.params[1].name
        for node in ir.nodes_of(init.node.body, ir.Assign):
            if isinstance(node.value, ir.Name):
                for target in node.targets:
                    if node.value.id == given and (ir.dotted(target) or "").startswith(f"{me}."):
                        return f"self.{(ir.dotted(target) or '').partition('.')[2]}"
    return "self.get_response"


def _inner(linker: Linker, function: FunctionRef) -> list[tuple[FunctionRef, str]]:
    """The functions that a middleware factory returns (two, when it serves sync and async)."""
    params = function.node.params
    if not params:
        return []
    next_name = params[0].name
    scope = linker.resolver.scope(function)
    found = []
    for node in ir.nodes_of(function.node.body, ir.Function):
        if any(
            isinstance(call, ir.Call) and ir.dotted(call.func) == next_name
            for call in ir.walk_body(node.body, into_functions=True)
        ):
            found.append((FunctionRef(function.module, node, scope), next_name))
    if not found:
        wrapper = decorator_wrapper(function, linker.resolver)
        if wrapper is not None:
            found.append(wrapper)
    return found
