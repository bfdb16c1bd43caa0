"""Guards of base classes that a subclass loses by what it defines itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from routelint.findings import Location
from routelint.model import ir
from routelint.model.app import DecoratorUse, EffectiveRoute, Handler, Role
from routelint.model.project import Project
from routelint.model.values import (
    ClassRef,
    FunctionRef,
    Instance,
    Known,
    as_function,
    callable_name,
)
from routelint.policies.guards import Guard
from routelint.policies.protection import Protections
from routelint.policies.public import is_public


@dataclass(frozen=True, eq=False)
class Lost:
    """A guard that `cls` loses at `location`. `guard` and `place` are its name and where it stands;
    `how`: "method" (a method with a guard in front), "hook" (a method in which guards run), "list"
    (an attribute that lists guards) or "defaults" (a decorator that gives options to all views)."""

    how: str
    name: str
    cls: ClassRef
    location: Location
    guard: str
    place: Location
    handler: Handler


def lost_guards(project: Project) -> list[Lost]:
    """Of all view classes that have routes, each once."""
    return project.memo("lost-guards", lambda: list(_lost_guards(project)))


def _lost_guards(project: Project) -> Iterator[Lost]:
    finder = _Finder(project)
    seen: set[tuple[int, str]] = set()
    for handler in project.handlers:
        cls = handler.view_class or handler.function.owner
        if cls is None or not handler.routes or handler.function.module.is_test:
            continue
        if all(is_public(served) for served in finder.served(handler)):
            continue
        for lost in finder.of(handler, cls):
            key = (id(lost.cls.node), lost.name)
            if key not in seen:
                seen.add(key)
                yield lost


class _Finder:
    def __init__(self, project: Project) -> None:
        self.project = project
        self.resolver = project.resolver
        self.protections = Protections(project)

    def of(self, handler: Handler, cls: ClassRef) -> Iterator[Lost]:
        yield from self._hooks(handler, cls)
        yield from self._lists(handler, cls)
        if handler.role == Role.VIEW and not self._is_guarded(handler):
            yield from self._methods(handler, cls)
            yield from self._defaults(handler, cls)

    def served(self, handler: Handler) -> list[EffectiveRoute]:
        """The routes of a handler, as apps (or what is mounted nowhere) serve them."""
        return [
            served
            for route in handler.routes
            for app in self.project.apps_of(route.container) or [route.container]
            for served in self.project.served(app)
            if served.route is route
        ]

    def _is_guarded(self, handler: Handler) -> bool:
        return Guard(self.project, handler).is_about_auth() or any(
            self.protections.of_handler(served, handler) for served in self.served(handler)
        )

    # --- methods with a guard in front --------------------------------------------------------------
    def _methods(self, handler: Handler, cls: ClassRef) -> Iterator[Lost]:
        """A handler that takes the place of one that a decorator of its class or its own guards."""
        name = handler.function.name
        order = [base for base in self.resolver.mro(cls) if isinstance(base, ClassRef)]
        own = next((b for b in order if self._own(b, name) is not None), None)
        if own is None or self._calls_base(own, name):
            return
        if handler.function.node.decorators or any(
            use.kind != "registration" for use in handler.class_decorators
        ):
            return
        for base in order[order.index(own) + 1 :]:
            method = self._own(base, name)
            if method is not None:
                places = [(d, method.scope) for d in method.node.decorators]
                if any(n for n in handler.framework.hook_decorators):
                    places += [(d, base.scope) for d in base.node.decorators]
                for decorator, scope in places:
                    guard = self._guard(
                        handler, decorator, FunctionRef(base.module, method.node, scope)
                    )
                    if guard:
                        place = Location(base.module.path, decorator.value.span)
                        found = handler.function.location
                        yield Lost("method", name, own, found, guard, place, handler)
                        return

    def _guard(self, handler: Handler, decorator: ir.Decorator, at: FunctionRef) -> str:
        """The name of the guard that a decorator is, or runs before the handler."""
        framework = handler.framework
        value = self.project.evaluate(decorator.value, at.scope)
        called = decorator.value.func if isinstance(decorator.value, ir.Call) else decorator.value
        target = self.project.evaluate(called, at.scope)
        name = callable_name(target) or callable_name(value) or ""
        if framework.hook_decorators.get(name) == "before" and isinstance(decorator.value, ir.Call):
            action = self.project.evaluate(decorator.value.positional(0), at.scope)
            hook = as_function(action)
            if isinstance(action, Instance) and isinstance(action.cls, ClassRef):
                hook = self.resolver.method(action.cls, "__call__")
            handlers = [] if hook is None else self.project.handlers_of(hook)
            guards = any(Guard(self.project, h).is_guard for h in handlers)
            return hook.name if hook is not None and guards else ""
        if name == framework.method_adapter and isinstance(decorator.value, ir.Call):
            inner = decorator.value.argument(0, "decorator")
            for expr, scope in self.resolver.items(inner, at.scope) or (
                [(inner, at.scope)] if inner else []
            ):
                found = self._guard(
                    handler, ir.Decorator(expr, expr.span), FunctionRef(at.module, at.node, scope)
                )
                if found:
                    return found
            return ""
        function = as_function(target)
        kind = framework.decorators.get(name, "project" if function is not None else "")
        use = DecoratorUse(decorator, target, name, kind, function)
        if not self.protections.is_guard(use):
            return ""
        return function.name if function is not None else name.rpartition(".")[2]

    # --- methods in which guards run ----------------------------------------------------------------
    def _hooks(self, handler: Handler, cls: ClassRef) -> Iterator[Lost]:
        framework = handler.framework
        order = [base for base in self.resolver.mro(cls) if isinstance(base, ClassRef)]
        for name in framework.guarding_methods:
            own = next((b for b in order if self._own(b, name) is not None), None)
            method = None if own is None else self._own(own, name)
            if own is None or method is None or self._calls_base(own, name):
                continue
            override = Handler(method, Role.BEFORE, framework, None, method.location)
            if Guard(self.project, override).is_about_auth():
                continue
            found = self._base_guard(handler, cls, order[order.index(own) + 1 :], name)
            if found is not None:
                yield Lost("hook", name, own, method.location, *found, handler)

    def _base_guard(
        self, handler: Handler, cls: ClassRef, bases: list[ClassRef], name: str
    ) -> tuple[str, Location] | None:
        """The guard that runs in the method of a base class: that one itself, or what the framework
        has told it to ask."""
        for base in bases:
            method = self._own(base, name)
            if method is not None:
                for candidate in self.project.handlers_of(method):
                    guard = Guard(self.project, candidate)
                    if guard.is_guard and not guard.is_about_something_else:
                        return f"{base.name}.{name}", method.location
                break
        for protection in self.protections.of_class(handler.framework, cls):
            return protection.name, protection.location
        return None

    # --- options of all views of a class ------------------------------------------------------------
    def _defaults(self, handler: Handler, cls: ClassRef) -> Iterator[Lost]:
        """The decorator of a class that takes the place of its base's, which names a permission."""
        options = set(handler.framework.permission_options)
        if not handler.framework.view_defaults or not options:
            return
        given = [
            (base, call)
            for base in self.resolver.mro(cls)
            if isinstance(base, ClassRef)
            for call in self._view_defaults(handler, base)[:1]
        ]
        views = self.protections.views_of(handler)
        if len(given) < 2 or not views or any(arg.star for arg in given[0][1].args):
            return
        if any(options & view.options.keys() for view in views):
            return
        own, call = given[0]
        for base, inherited in given[1:]:
            for argument in inherited.args:
                guard = ""
                if argument.keyword in options:
                    guard = self._permission(handler, argument.value, base)
                if guard:
                    found = Location(own.module.path, call.span)
                    place = Location(base.module.path, inherited.span)
                    yield Lost("defaults", ir.text(call.func), own, found, guard, place, handler)
                    return

    def _view_defaults(self, handler: Handler, cls: ClassRef) -> list[ir.Call]:
        return [
            decorator.value
            for decorator in cls.node.decorators
            if isinstance(decorator.value, ir.Call)
            and self.project.name_of(decorator.value.func, cls.scope)
            == handler.framework.view_defaults
        ]

    def _permission(self, handler: Handler, expr: ir.Expr, cls: ClassRef) -> str:
        """The name of a permission; empty for one that everybody has, or that is not known."""
        if self.project.name_of(expr, cls.scope) in handler.framework.no_guards:
            return ""
        known = self.resolver.constant(expr, cls.scope)
        return known if isinstance(known, str) else ir.text(expr) if known is True else ""

    # --- lists of guards ------------------------------------------------------------------------------
    def _lists(self, handler: Handler, cls: ClassRef) -> Iterator[Lost]:
        framework = handler.framework
        order = [base for base in self.resolver.mro(cls) if isinstance(base, ClassRef)]
        for name in framework.replaced_guards:
            having = [b for b in order if self.resolver.class_scope(b).bindings(name)]
            if len(having) < 2:
                continue
            value = self.resolver.class_attribute(having[0], name)
            if not isinstance(value, Known) or any(
                getattr(node, "attr", getattr(node, "id", "")) == name
                or isinstance(node, (ir.Starred, ir.BinaryOp, ir.Call))
                for node in ir.walk(value.expr)
            ):
                continue
            if next(self._listed(handler, value), None) is not None:
                continue
            for base in having[1:]:
                inherited = self.resolver.class_attribute(base, name)
                if isinstance(inherited, Known):
                    for guard, place in self._listed(handler, inherited):
                        found = Location(having[0].module.path, value.expr.span)
                        yield Lost("list", name, having[0], found, guard, place, handler)
                        return

    def _listed(self, handler: Handler, value: Known) -> Iterator[tuple[str, Location]]:
        for expr, scope in self.resolver.items(value.expr, value.scope) or ():
            decorator = ir.Decorator(expr, expr.span)
            node = handler.function
            name = self._guard(handler, decorator, FunctionRef(node.module, node.node, scope))
            name = name or self.protections.guard_name(
                handler.framework, self.project.evaluate(expr, scope)
            )
            if name:
                yield name, Location(scope.module.path, expr.span)

    # --- classes ----------------------------------------------------------------------------------------
    def _own(self, cls: ClassRef, name: str) -> FunctionRef | None:
        return next((m for m in self.resolver.methods(cls) if m.name == name), None)

    def _calls_base(self, cls: ClassRef, name: str) -> bool:
        """Whether a method calls the one that it takes the place of, or anything else of that name on a
        class that isn't the framework's own."""
        method = self._own(cls, name)
        if method is None:
            return False
        scope = self.project.scope(method)
        for node in ir.walk_body(method.node.body, into_functions=True):
            if isinstance(node, ir.Attribute) and node.attr == name:
                base = node.value
                if isinstance(base, ir.Call) and ir.dotted(base.func) == "super":
                    return True
                value = self.project.evaluate(base, scope)
                if isinstance(value, ClassRef) or (value is None and not isinstance(base, ir.Name)):
                    return True
                guards = {m for f in self.project.used for m in f.guard_mixins}
                if guards & set(self.resolver.class_names(value)) and not isinstance(
                    value, Instance
                ):
                    return True
        return False
