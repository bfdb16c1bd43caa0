"""Middleware: what it is made of, and its places in the chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routelint.model import ir
from routelint.model.app import (
    Middleware,
    Ref,
    Role,
)
from routelint.model.decorators import decorator_wrapper
from routelint.model.linking.arguments import argument
from routelint.model.scopes import Scope
from routelint.model.values import (
    ClassRef,
    FunctionRef,
    Instance,
    Value,
    as_function,
    callable_name,
)
from routelint.model.vocabulary import (
    MiddlewareCall,
)

if TYPE_CHECKING:
    from routelint.model.link import Linker


class MiddlewareChains:
    """Middleware: what it is made of, and its places in the chain."""

    def __init__(self, linker: Linker) -> None:
        self.linker = linker

    def middleware(
        self,
        middleware: Middleware,
        spec: MiddlewareCall,
        call: ir.Call | None,
        scope: Scope,
        target: Value | None,
    ) -> None:
        if target is None and call is not None and spec.target is not None:
            expr = argument(call, spec.target)
            target = self.linker.deferred.given(call, spec.target, scope)
            if expr is not None:
                middleware.target_ref = Ref(expr, scope)
        middleware.target = target
        if call is not None:
            middleware.options = {
                a.keyword: Ref(a.value, scope) for a in call.args if a.keyword is not None
            }
            for arg, names in spec.inside:
                expr = argument(call, arg)
                if expr is not None:
                    middleware.placed = True
                    middleware.inside = bool(names & self._names_in(expr, scope))
                    break
        self.install(middleware)

    def _names_in(self, expr: ir.Expr, scope: Scope) -> set[str]:
        """The names, or texts, that an expression or the items of a collection are."""
        items = self.linker.resolver.items(expr, scope) or [(expr, scope)]
        texts = (self.linker.resolver.constant(*item) for item in items)
        names = (callable_name(self.linker.resolver.evaluate(*item)) for item in items)
        return {text for text in (*texts, *names) if isinstance(text, str)}

    def install(self, middleware: Middleware) -> None:
        target = middleware.target
        container = middleware.container
        middleware.name = callable_name(target) or (
            target.dotted if isinstance(target, (FunctionRef, ClassRef)) else ""
        )
        if middleware.style in ("decorator", "factory"):
            if middleware.style == "factory":
                self._install_factory(middleware)
            else:
                self._install_decorator(middleware)
            container.registrations.append(middleware)
            return
        if isinstance(target, ClassRef):
            middleware.handlers = self.linker.calling.class_handlers(
                target, container, middleware.location
            )
        elif Role.MIDDLEWARE in container.framework.contracts:
            handler = self.linker.calling.handler(
                as_function(target),
                Role.MIDDLEWARE,
                container.framework,
                container,
                middleware.location,
            )
            if handler is not None:
                middleware.handlers = [handler]
        container.registrations.append(middleware)

    def _install_decorator(self, middleware: Middleware) -> None:
        """What is put around every handler, and knows the next one as a decorator does."""
        target, container = middleware.target, middleware.container
        function = as_function(target)
        if isinstance(target, Instance) and isinstance(target.cls, ClassRef):
            middleware.name = target.cls.dotted
            methods = (self.linker.resolver.method(target.cls, name) for name in middleware.methods)
            function = next((method for method in methods if method is not None), None)
        found = None if function is None else decorator_wrapper(function, self.linker.resolver)
        if found is None:
            return
        made = self.linker.calling.handler(
            found[0], Role.DECORATOR, container.framework, container, middleware.location
        )
        if made is not None:
            made.next_name = found[1]
            middleware.handlers = [made]

    def _install_factory(self, middleware: Middleware) -> None:
        """What is given the next one, and makes a function of the request: a function with an inner
        one, or a class that keeps the next one and is called with the request."""
        target, container = middleware.target, middleware.container
        found: tuple[FunctionRef, str] | None = None
        if isinstance(target, ClassRef):
            method = self.linker.resolver.method(target, "__call__")
            kept = _kept_argument(self.linker.resolver.method(target, "__init__"))
            if method is not None and kept and method.node.params:
                found = method, f"{method.node.params[0].name}.{kept}"
        else:
            function = as_function(target)
            found = None if function is None else decorator_wrapper(function, self.linker.resolver)
        if found is None:
            return
        made = self.linker.calling.handler(
            found[0], Role.MIDDLEWARE, container.framework, container, middleware.location
        )
        if made is not None:
            made.next_name = found[1]
            middleware.handlers = [made]

    def positions(self) -> None:
        for container in self.linker.containers.values():
            installed = [r for r in container.registrations if isinstance(r, Middleware)]
            listed = [m for m in installed if m.outermost == "first"]
            added = [m for m in installed if m.outermost != "first"]
            for position, middleware in enumerate([*reversed(added), *listed]):
                middleware.position = position


def _kept_argument(init: FunctionRef | None) -> str:
    """The attribute in which a constructor keeps its first argument."""
    params = [] if init is None else init.node.params
    for node in ir.walk_body(init.node.body) if init is not None and len(params) > 1 else ():
        if isinstance(node, ir.Assign) and isinstance(node.value, ir.Name):
            for target in node.targets:
                if isinstance(target, ir.Attribute) and node.value.id == params[1].name:
                    return target.attr
    return ""
