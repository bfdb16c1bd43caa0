"""Guards that nobody awaits, told apart from all other coroutines that nobody awaits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from routelint.findings import Location
from routelint.flow.coroutines import Coroutine, Coroutines, Unawaited
from routelint.flow.meaning import Meaning
from routelint.model import ir
from routelint.model.app import Handler, Role
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import (
    ClassRef,
    FunctionRef,
    Instance,
    Value,
    as_function,
)
from routelint.model.vocabulary import Framework, PlainCall
from routelint.policies.guards import Guard


@dataclass(frozen=True, eq=False)
class PlainPredicate:
    """An async function whose answer the framework takes as that of a plain one. `location` is where it
    is handed over, or else its name; `taken_for` says what the framework makes of a coroutine."""

    function: FunctionRef
    coroutine: Coroutine
    framework: Framework
    location: Location
    taken_for: str = ""


def unawaited_guards(project: Project) -> list[Unawaited]:
    """The coroutines that decide about requests: predicates whose truth is asked for, and guards
    that are called as a statement. What else is not awaited is no guard."""
    return project.memo(
        "unawaited-guards",
        lambda: [u for u in Coroutines.of(project).unawaited() if is_guard(project, u)],
    )


def is_guard(project: Project, unawaited: Unawaited) -> bool:
    """Whether the coroutine is one that guards, or a function of the project that is asked whether
    something is so."""
    coroutine = unawaited.coroutine
    if coroutine.function is None:
        framework = coroutine.framework
        return framework is not None and coroutine.label in framework.auth_coroutines
    if unawaited.how == "condition":
        return True
    # A response that is dropped, which is more than a coroutine that is.
    if Meaning.of(project).built(unawaited.expr, project.scope(unawaited.function)) is not None:
        return False
    return _refuses(project, coroutine.function)


def _refuses(project: Project, function: FunctionRef) -> bool:
    """Whether a function refuses requests for want of who sends them; one that stands before all
    handlers may refuse them for anything."""
    handlers = project.handlers_of(function)
    if not handlers and project.used:
        framework = project.used[0]
        handlers = [Handler(function, Role.HELPER, framework, None, function.location)]
    for handler in handlers:
        guard = Guard(project, handler)
        if not guard.is_about_something_else and (
            guard.is_guard or guard.denies or (handler.role == Role.BEFORE and guard.refuses())
        ):
            return True
    return False


# --- predicates that the framework itself calls ---------------------------------------------------
def plain_predicates(project: Project) -> Iterator[PlainPredicate]:
    """The async functions that the frameworks of a project call as plain ones, in no order."""
    yield from _methods(project)
    yield from _arguments(project)


def _methods(project: Project) -> Iterator[PlainPredicate]:
    resolver = project.resolver
    by_name: dict[str, list[tuple[Framework, str, str]]] = {}
    for framework in project.used:
        for dotted, taken_for in framework.plain_methods.items():
            cls, _, name = dotted.rpartition(".")
            by_name.setdefault(name, []).append((framework, cls, taken_for))
    if not by_name:
        return
    seen: set[int] = set()
    for function in _methods_of_classes(project):
        owner = function.owner
        if owner is None or function.name not in by_name or id(function.node) in seen:
            continue
        seen.add(id(function.node))
        coroutine = Coroutines.of(project).of_function(function)
        if coroutine is None or _is_awaited(project, function.name):
            continue
        classes = resolver.class_names(owner)
        for framework, cls, taken_for in by_name[function.name]:
            if cls in classes:
                yield PlainPredicate(function, coroutine, framework, function.location, taken_for)
                break


def _methods_of_classes(project: Project) -> Iterator[FunctionRef]:
    """The methods of all classes that were read or that answer requests."""
    yield from project.functions
    for handler in project.handlers:
        if handler.view_class is not None:
            for base in project.resolver.mro(handler.view_class):
                if isinstance(base, ClassRef):
                    yield from project.resolver.methods(base)


def _is_awaited(project: Project, name: str) -> bool:
    """Whether the project itself awaits a method of that name."""

    def compute() -> frozenset[str]:
        found: set[str] = set()
        for function in project.pipeline_functions():
            for node in ir.walk_body(function.node.body):
                inner = node.value if isinstance(node, (ir.Await, ir.Yield)) else None
                if isinstance(inner, ir.Call) and isinstance(inner.func, ir.Attribute):
                    # `await super().method()` in the method itself only builds on its base.
                    if inner.func.attr != function.name:
                        found.add(inner.func.attr)
        return frozenset(found)

    return name in project.memo("awaited-methods", compute)


def _arguments(project: Project) -> Iterator[PlainPredicate]:
    """Functions given to decorators and to calls in functions and modules."""
    if not any(framework.plain_calls for framework in project.used):
        return
    for function in project.functions:
        is_async = function.node.is_async
        for decorator in function.node.decorators:
            yield from _given(project, decorator.value, function.scope, is_async)
        scope = project.scope(function)
        for node in ir.walk_body(function.node.body):
            yield from _given(project, node, scope, True)
    seen: set[int] = set()
    for handler in project.handlers:
        cls = handler.view_class
        if cls is not None and id(cls.node) not in seen:
            seen.add(id(cls.node))
            is_async = handler.function.node.is_async
            for decorator in cls.node.decorators:
                yield from _given(project, decorator.value, cls.scope, is_async)
    for module in project.modules:
        for part in module.facts.outline:
            if part.kind == "statement" and module.is_read(part):
                for node in ir.walk_body(module.lower(part.index)):
                    yield from _given(project, node, module.scope, True)


def _given(
    project: Project, node: ir.Node, scope: Scope, beside_async: bool
) -> Iterator[PlainPredicate]:
    if not isinstance(node, ir.Call):
        return
    framework, plain = project.names.plain_calls.get(
        project.name_of(node.func, scope), (None, None)
    )
    if framework is None or plain is None or (plain.beside_plain and beside_async):
        return
    expr = node.argument(plain.function.index, plain.function.name)
    for function in _meant(project, plain, project.evaluate(expr, scope)):
        coroutine = Coroutines.of(project).of_function(function)
        if coroutine is not None and expr is not None:
            place = function.location if plain.methods else Location(scope.module.path, expr.span)
            yield PlainPredicate(function, coroutine, framework, place)


def _meant(project: Project, plain: PlainCall, value: Value | None) -> Iterator[FunctionRef]:
    if not plain.methods:
        function = as_function(value)
        if function is not None:
            yield function
        return
    cls = value.cls if isinstance(value, Instance) else value
    if isinstance(cls, ClassRef):
        for name in plain.methods:
            method = project.resolver.method(cls, name)
            if method is not None:
                yield method
