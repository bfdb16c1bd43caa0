"""Guards of class-based views that stand where they don't guard, and marks that are lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from routelint.findings import Fix, Severity, Span
from routelint.fixes import build
from routelint.model import ir
from routelint.model.app import Handler, Role
from routelint.model.decorators import decorator_wrapper
from routelint.model.project import Project
from routelint.model.resolve import is_static
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
    """A guard or mark without effect: where it is, what to say about it, and what mends it."""

    framework: Framework
    path: str
    span: Span
    scope: str
    message: str
    hint: str
    severity: Severity = "error"
    statement: Span | None = None
    fix: Fix | None = None


_HTTP_METHODS = frozenset(["get", "post", "put", "patch", "delete", "head", "options", "trace"])


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
        if "method-guards" in framework.facts:
            yield from _function_guards(project, framework)
        if "cache-above-guard" in framework.facts:
            yield from _cached_guards(project, framework)


def _is_view(project: Project, framework: Framework, value: Value | None) -> bool:
    views = {name.rpartition(".")[0] for name in framework.as_view}
    return bool(views & set(project.resolver.class_names(value)))


def _function_guards(project: Project, framework: Framework) -> Iterator[Misused]:
    """Guards of the project for functions, on methods, where they get the view for the request."""
    for handler in project.with_role(Role.VIEW):
        if handler.framework is not framework or handler.view_class is None:
            continue
        if is_static(handler.function.node):
            continue
        for use in handler.decorators:
            found = (
                decorator_wrapper(use.function, project.resolver)
                if use.kind == "project" and use.function is not None
                else None
            )
            if found is not None and _takes_the_request_first(found[0].node):
                node = handler.function.node
                yield Misused(
                    framework,
                    handler.function.module.path,
                    use.decorator.value.span,
                    node.qualname,
                    f"`@{ir.text(use.decorator.value)}` is made for functions: "
                    f"{framework.facts['method-guards']}",
                    framework.facts["method-guards-hint"],
                    statement=use.decorator.span,
                )


def _takes_the_request_first(wrapper: ir.Function) -> bool:
    """Whether a function asks its first parameter for what only a request has."""
    first = wrapper.params[0] if wrapper.params else None
    if first is None or not first.kind.startswith("positional"):
        return False
    if first.name not in ("request", "req"):
        return False
    return any(
        isinstance(node.value, ir.Name) and node.value.id == first.name
        for node in ir.nodes_of(wrapper.body, ir.Attribute)
    )


# --- mixins ---------------------------------------------------------------------------------------
def _late_mixins(project: Project, framework: Framework, cls: ClassRef) -> Iterator[Misused]:
    """Mixins behind a view class: its `dispatch()` comes first, and does not call theirs."""
    before: list[Value] = []
    previous: ir.Argument | None = None
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
                    fix=_exchanged(cls, previous, arg) if views[0] is before[-1] else None,
                )
        before.append(base)
        previous = arg


def _exchanged(cls: ClassRef, view: ir.Argument | None, mixin: ir.Argument) -> Fix | None:
    """The two bases in each other's place, when they stand beside each other."""
    names = [ir.dotted(arg.value) for arg in (view, mixin) if arg is not None]
    if view is None or not all(names):
        return None
    path = cls.module.path
    return build.fix(
        "unsafe",
        "Put the mixin first",
        build.replace(path, view.span, str(names[1])),
        build.replace(path, mixin.span, str(names[0])),
    )


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
                    fix=build.fix(
                        "safe",
                        "Name the method",
                        build.add_argument(cls.module.path, expr.args_span, 'name="dispatch"'),
                    ),
                )
            elif isinstance(method, str) and method != "dispatch":
                marks = [n for n in names if n in framework.view_marks]
                if marks:
                    lost = _lost_on_method(place, marks[0], f"{cls.name}.{method}", decorator.span)
                    only = len(names) == 1 and _is_only_method(project, cls, method)
                    yield replace(lost, fix=_on_dispatch(cls, given)) if only and given else lost
        elif _is_guard(framework, name):
            yield Misused(
                *place,
                f"`@{ir.text(expr)}` makes a function of the class `{cls.name}`, which is no view "
                "class any more",
                f'write `@{adapter}({ir.text(expr)}, name="dispatch")`',
                statement=decorator.span,
                fix=_adapter_around(framework, cls.module.path, expr, ', name="dispatch"'),
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
                    fix=_adapter_around(framework, method.module.path, expr, ""),
                )
                continue
            if method.name == "dispatch":
                continue
            marks = [name] if name in framework.view_marks else []
            if name == framework.method_adapter:
                adapted = _adapted(project, expr, method.scope)
                marks = [n for n in adapted if n in framework.view_marks]
            if marks:
                lost = _lost_on_method(place, marks[0], method.node.qualname, decorator.span)
                yield replace(
                    lost, fix=_mark_on_class(project, framework, cls, method, decorator, marks[0])
                )


def _adapter_around(framework: Framework, path: str, guard: ir.Expr, rest: str) -> Fix:
    """The decorator for functions within the adapter; every request fails without it."""
    module, _, adapter = framework.method_adapter.rpartition(".")
    return build.fix(
        "safe",
        f"Adapt the decorator with `{adapter}`",
        build.insert(path, guard.span.start, f"{adapter}("),
        build.insert(path, guard.span.end, f"{rest})"),
        build.add_import(path, module, adapter),
    )


def _on_dispatch(cls: ClassRef, name: ir.Expr) -> Fix:
    edit = build.replace(cls.module.path, name.span, '"dispatch"')
    return build.fix("unsafe", "Mark dispatch()", edit)


def _mark_on_class(
    project: Project,
    framework: Framework,
    cls: ClassRef,
    method: FunctionRef,
    decorator: ir.Decorator,
    mark: str,
) -> Fix | None:
    """The mark on the class instead of its only method; with others it would concern them, too."""
    module, _, adapter = framework.method_adapter.rpartition(".")
    marked = decorator.value
    if isinstance(marked, ir.Call):
        adapted = marked.positional(0)
        if project.name_of(marked.func, method.scope) != framework.method_adapter or not adapted:
            return None
        marked = adapted
    written = ir.dotted(marked)
    if not written or project.name_of(marked, method.scope) != mark:
        return None
    if not _is_only_method(project, cls, method.name):
        return None
    path = cls.module.path
    return build.fix(
        "unsafe",
        "Put the mark on the class",
        build.remove_statement(path, decorator.span),
        build.add_statement_before(
            path, cls.node.header, f'@{adapter}({written}, name="dispatch")'
        ),
        build.add_import(path, module, adapter),
    )


def _is_only_method(project: Project, cls: ClassRef, name: str) -> bool:
    """Whether a view class of the project serves one HTTP method, for all that can be read."""
    classes = [base for base in project.resolver.mro(cls) if isinstance(base, ClassRef)]
    found = {method.name for base in classes for method in project.resolver.methods(base)}
    return found & _HTTP_METHODS == {name}


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
                        _wrapped(project, above.function),
                    )
                    break


def _wrapped(project: Project, decorator: FunctionRef) -> Fix | None:
    """`@wraps(...)` on what a decorator returns."""
    found = decorator_wrapper(decorator, project.resolver)
    if found is None:
        return None
    wrapper, view = found
    path = wrapper.module.path
    return build.fix(
        "unsafe",
        "Carry on the attributes of the view",
        build.add_statement_before(path, wrapper.node.header, f"@wraps({view})"),
        build.add_import(path, "functools", "wraps"),
    )


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
