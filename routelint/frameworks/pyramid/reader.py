"""What Pyramid calls by position: requests, events and responses that nobody has annotated."""

from __future__ import annotations

from routelint.frameworks.pyramid.names import EVENTS, REQUEST, RESPONSE
from routelint.model.app import Handler, Hook, Role
from routelint.model.link import Linker
from routelint.model.modules import Module
from routelint.model.values import FunctionRef, Instance, Symbol

#: https://docs.pylonsproject.org/projects/pyramid/en/latest/narr/hooks.html
_BY_NAME = {"request": REQUEST}
_CALLBACK = {"response": RESPONSE}


def read(linker: Linker) -> None:
    for container in linker.containers.values():
        for hook in container.hooks:
            if hook.container.framework.slug == "pyramid" and hook.handler is not None:
                _event(linker, hook, hook.handler)
    for handler in list(linker.handlers.values()):
        if handler.framework.slug == "pyramid":
            _request(linker, handler.function)
    for module in linker.matched:
        if not module.is_test and _is_pyramid(linker, module):
            for function in linker.reading.functions_of(module):
                _request(linker, function)
    linker.resolver.forget()


def _is_pyramid(linker: Linker, module: Module) -> bool:
    """Whether a module uses Pyramid and no other framework."""
    used = {f.slug for f in linker.frameworks if f.packages and linker.reading.imports(module, f)}
    return used == {"pyramid"}


def _event(linker: Linker, hook: Hook, handler: Handler) -> None:
    node = handler.function.node
    params = node.params[1:] if handler.function.owner is not None else node.params
    if params and params[0].annotation is None:
        event = "NewResponse" if hook.role == Role.AFTER else "NewRequest"
        scope = linker.resolver.scope(handler.function)
        scope.bound[params[0].name] = Instance(Symbol(f"{EVENTS}.{event}"))


def _request(linker: Linker, function: FunctionRef) -> None:
    """The parameter `request`, in the constructor of a view class too; beside it, in a callback for
    responses, `response`."""
    named = {param.name: param for param in function.node.params if param.annotation is None}
    for name, cls in _BY_NAME.items():
        if name in named:
            _bind(linker, function, name, cls)
            if len(function.node.params) == 2 and function.node.params[0].name == name:
                for other, other_cls in _CALLBACK.items():
                    if other in named:
                        _bind(linker, function, other, other_cls)
    owner = function.owner
    init = None if owner is None else linker.resolver.method(owner, "__init__")
    if init is not None and init.node is not function.node:
        if any(p.name == "request" and p.annotation is None for p in init.node.params):
            _bind(linker, init, "request", REQUEST)


def _bind(linker: Linker, function: FunctionRef, name: str, cls: str) -> None:
    linker.resolver.scope(function).bound.setdefault(name, Instance(Symbol(cls)))
