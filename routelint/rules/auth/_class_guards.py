"""Guards of class-based views that stand where they don't guard, and marks that are lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from routelint.findings import Severity, Span
from routelint.model import ir
from routelint.model.app import Handler
from routelint.model.link import decorator_wrapper
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import (
    ClassRef,
    FunctionRef,
    Symbol,
    Value,
    callable_name,
)
from routelint.model.vocabulary import Framework


@dataclass(frozen=True)
class Misused:
    """A guard or mark without effect: where it is, and what to say about it."""

    framework: Framework
    path: str
    span: Span
    scope: str
    message: str
    hint: str
    severity: Severity = "error"
    statement: Span | None = None


def misused(project: Project) -> Iterator[Misused]:
    for framework in project.used:
        if framework.guard_mixins or framework.method_adapter:
            for module in project.modules:
                for node in module.top_level():
                    if isinstance(node, ir.Class):
                        cls = ClassRef(module, node, module.scope)
                        if _is_view(project, framework, cls):
                            yield from _late_mixins(project, framework, cls)
                            yield from _class_decorators(project, framework, cls)
                            yield from _method_decorators(project, framework, cls)
            yield from _lost_marks(project, framework)
        if "cache-above-guard" in framework.facts:
            yield from _cached_guards(project, framework)


def _is_view(project: Project, framework: Framework, value: Value | None) -> bool:
    views = {name.rpartition(".")[0] for name in framework.as_view}
    return bool(views & set(project.resolver.class_names(value)))


# --- mixins ---------------------------------------------------------------------------------------
def _late_mixins(project: Project, framework: Framework, cls: ClassRef) -> Iterator[Misused]:
    """Mixins behind a view class: its `dispatch()` comes first, and does not call theirs."""
    before: list[Value] = []
    for arg in cls.node.bases:
        if arg.keyword is not None or arg.star:
            continue
        base = project.evaluate(arg.value, cls.scope)
        if not isinstance(base, (ClassRef, Symbol)):
            continue
        names = set(project.resolver.class_names(base))
        views = [b for b in before if _is_view(project, framework, b)]
        if names & framework.guard_mixins and not _is_view(project, framework, base) and views:
            if not any(_derives(project, view, base) for view in views):
                mixin, view_name = ir.text(arg.value), _name(views[0])
                yield Misused(
                    framework,
                    cls.module.path,
                    arg.span,
                    cls.node.qualname,
                    f"`{mixin}` stands behind `{view_name}` in the bases of `{cls.name}`: "
                    "its dispatch() is never reached, so the view is open to everybody",
                    f"put `{mixin}` before `{view_name}`",
                    statement=cls.node.header,
                )
        before.append(base)


def _derives(project: Project, view: Value, mixin: Value) -> bool:
    if isinstance(view, ClassRef):
        return mixin in project.resolver.mro(view)
    return callable_name(mixin) in project.resolver.class_names(view)


def _name(value: Value) -> str:
    if isinstance(value, ClassRef):
        return value.name
    return (callable_name(value) or "").rpartition(".")[2]


# --- decorators -----------------------------------------------------------------------------------
def _target(project: Project, decorator: ir.Decorator, scope: Scope) -> tuple[str, ir.Expr]:
    """The canonical name of a decorator, called or not, and its expression."""
    expr = decorator.value
    func = expr.func if isinstance(expr, ir.Call) else expr
    return project.name_of(func, scope), expr


def _adapted(project: Project, expr: ir.Expr, scope: Scope) -> list[str]:
    """The names of the decorators that `@method_decorator(...)` makes fit for methods."""
    if not isinstance(expr, ir.Call):
        return []
    first = expr.argument(0, "decorator")
    items = project.resolver.items(first, scope)
    exprs = [e for e, _ in items] if items is not None else [first] if first is not None else []
    return [project.name_of(e.func if isinstance(e, ir.Call) else e, scope) for e in exprs]


def _class_decorators(project: Project, framework: Framework, cls: ClassRef) -> Iterator[Misused]:
    adapter = framework.method_adapter.rpartition(".")[2]
    for decorator in cls.node.decorators:
        name, expr = _target(project, decorator, cls.scope)
        place = (framework, cls.module.path, decorator.value.span, cls.node.qualname)
        if name == framework.method_adapter and isinstance(expr, ir.Call):
            given = expr.argument(1, "name")
            method = project.resolver.constant(given, cls.scope)
            names = _adapted(project, expr, cls.scope)
            if given is None and not expr.has_double_star:
                yield Misused(
                    *place,
                    f"`@{ir.text(expr)}` on `{cls.name}` names no method: the import fails",
                    'add `name="dispatch"`',
                    statement=decorator.span,
                )
            elif isinstance(method, str) and method != "dispatch":
                marks = [n for n in names if n in framework.view_marks]
                if marks:
                    yield _lost_on_method(place, marks[0], f"{cls.name}.{method}", decorator.span)
        elif _is_guard(framework, name):
            yield Misused(
                *place,
                f"`@{ir.text(expr)}` makes a function of the class `{cls.name}`, which is no view "
                "class any more",
                f'write `@{adapter}({ir.text(expr)}, name="dispatch")`',
                statement=decorator.span,
            )


def _is_guard(framework: Framework, name: str) -> bool:
    return framework.decorators.get(name) == "guard"


def _method_decorators(project: Project, framework: Framework, cls: ClassRef) -> Iterator[Misused]:
    adapter = framework.method_adapter.rpartition(".")[2]
    for method in project.resolver.methods(cls):
        for decorator in method.node.decorators:
            name, expr = _target(project, decorator, method.scope)
            place = (framework, method.module.path, decorator.value.span, method.node.qualname)
            if _is_guard(framework, name):
                yield Misused(
                    *place,
                    f"`@{ir.text(expr)}` is made for functions: on the method "
                    f"`{method.node.qualname}` it takes `self` for the request, so every request "
                    "fails",
                    f"write `@{adapter}({ir.text(expr)})`",
                    statement=decorator.span,
                )
                continue
            if method.name == "dispatch":
                continue
            marks = [name] if name in framework.view_marks else []
            if name == framework.method_adapter:
                adapted = _adapted(project, expr, method.scope)
                marks = [n for n in adapted if n in framework.view_marks]
            if marks:
                yield _lost_on_method(place, marks[0], method.node.qualname, decorator.span)


def _lost_on_method(
    place: tuple[Framework, str, Span, str], mark: str, method: str, statement: Span
) -> Misused:
    short = mark.rpartition(".")[2]
    adapter = place[0].method_adapter.rpartition(".")[2]
    return Misused(
        *place,
        f"`{short}` on `{method}` has no effect: it marks a view function, and is looked for on "
        "dispatch() only",
        f'put `@{adapter}({short}, name="dispatch")` on the class',
        "warning",
        statement,
    )


# --- functions ------------------------------------------------------------------------------------
def _lost_marks(project: Project, framework: Framework) -> Iterator[Misused]:
    """Marks below a project decorator that does not carry attributes on (`functools.wraps`)."""
    for handler in _views(project, framework):
        for i, use in enumerate(handler.decorators):
            if use.name not in framework.view_marks:
                continue
            for above in handler.decorators[:i]:
                if above.function is not None and not _wraps(project, above.function):
                    short = use.name.rpartition(".")[2]
                    yield Misused(
                        framework,
                        handler.function.module.path,
                        use.decorator.value.span,
                        handler.name,
                        f"`{short}` on `{handler.name}` is lost: `{above.function.name}` above it "
                        "does not carry on the attributes of the function",
                        f"put `@functools.wraps` on the wrapper of `{above.function.name}`",
                        "warning",
                        use.decorator.span,
                    )
                    break


def _views(project: Project, framework: Framework) -> list[Handler]:
    return [h for h in project.handlers if h.framework is framework and h.view_class is None]


def _wraps(project: Project, decorator: FunctionRef) -> bool:
    """Whether the wrapper is known to carry attributes on, or isn't known at all."""
    found = decorator_wrapper(decorator, project.resolver)
    if found is None:
        return True
    wrapper = found[0]
    if wrapper.node.decorators:
        return True
    for node in ir.walk_body(decorator.node.body):
        if isinstance(node, ir.Return) and isinstance(node.value, ir.Call):
            return True
        if isinstance(node, ir.ExprStmt) and isinstance(node.value, ir.Call):
            name = (ir.dotted(node.value.func) or "").rpartition(".")[2]
            if name == "update_wrapper":
                return True
    return False


def _cached_guards(project: Project, framework: Framework) -> Iterator[Misused]:
    """Guards below a cache: what it has stored is sent before they are asked."""
    for handler in _views(project, framework):
        cache = None
        for use in handler.decorators:
            if use.kind == "cache" and cache is None:
                cache = use
            elif use.kind == "guard" and cache is not None:
                stored = ir.text(cache.decorator.value)
                yield Misused(
                    framework,
                    handler.function.module.path,
                    use.decorator.value.span,
                    handler.name,
                    f"`@{ir.text(use.decorator.value)}` stands below `@{stored}`: "
                    f"{framework.facts['cache-above-guard']}",
                    f"put it above `@{stored}`, and vary the cache by cookie",
                    statement=use.decorator.span,
                )
                break
