"""Where a value is written: through names, attributes of settings objects, look-ups with a default."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from routelint.model import ir
from routelint.model.app import Ref
from routelint.model.project import Project
from routelint.model.scopes import Binding, Scope
from routelint.model.values import ClassRef, Instance, Known, ModuleRef
from routelint.policies.sites import asks_for_development

_LOOK_UPS = frozenset(
    {"get", "getenv", "config", "env", "str", "get_env", "getoption", "pop", "setdefault", "Field"}
)
_MADE_OF = frozenset(
    {
        "SecretStr",
        "Secret",
        "SecretBytes",
        "b64decode",
        "b64encode",
        "urlsafe_b64decode",
        "urlsafe_b64encode",
        "bytes",
        "cast",
        "fromhex",
        "Fernet",
        "sha256",
        "sha512",
        "md5",
        "unhexlify",
    }
)
_OF_TEXTS = frozenset(
    {"encode", "decode", "strip", "digest", "hexdigest", "hex", "get_secret_value", "ljust"}
)
#: Directories are written like this.
_OF_PATHS = frozenset({"parent", "root_path"})
_DEPTH = 8


@dataclass(frozen=True, eq=False)
class Written:
    """An expression that a value may be. `fallback`: it is the value where something else is missing;
    `trail` are the uses on the way to it, the first one first."""

    ref: Ref
    fallback: bool = False
    trail: tuple[Ref, ...] = ()


def written(project: Project, ref: Ref) -> Iterator[Written]:
    """The expressions that a value can come from, those behind names and defaults of look-ups."""
    yield from _written(project, Written(ref), 0)


def _written(project: Project, at: Written, depth: int) -> Iterator[Written]:
    expr, scope = at.ref.expr, at.ref.scope
    if depth > _DEPTH:
        return

    def on(inner: ir.Expr | None, fallback: bool = False) -> Iterator[Written]:
        if inner is not None:
            step = Written(Ref(inner, scope), at.fallback or fallback, at.trail)
            yield from _written(project, step, depth + 1)

    if isinstance(expr, ir.BoolOp):
        for i, value in enumerate(expr.values):
            yield from on(value, expr.op == "or" and i > 0)
    elif isinstance(expr, ir.Conditional):
        if not asks_for_development(expr.test):
            yield from on(expr.body, True)
            yield from on(expr.orelse, True)
    elif isinstance(expr, ir.Attribute) and expr.attr in ("hex", "bytes"):
        yield from on(expr.value)
    elif isinstance(expr, (ir.Name, ir.Attribute)):
        from_settings = isinstance(expr, ir.Attribute) and _is_of_settings(project, expr, scope)
        chosen = isinstance(expr, ir.Name) and _is_chosen(expr, scope)
        for found in _behind(project, expr, scope):
            if found.expr is not expr:
                fallback = at.fallback or from_settings or chosen
                step = Written(found, fallback, (*at.trail, at.ref))
                yield from _written(project, step, depth + 1)
                return
        if isinstance(expr, ir.Attribute) and expr.attr in _OF_PATHS:
            yield at
    elif isinstance(expr, ir.Call):
        yield at
        yield from _of_call(project, at, expr, depth)
    elif isinstance(expr, ir.Subscript):
        item = project.evaluate(expr, scope)
        if isinstance(item, Known) and item.expr is not expr:
            step = Written(Ref(item.expr, item.scope), at.fallback, (*at.trail, at.ref))
            yield from _written(project, step, depth + 1)
        else:
            yield at
    else:
        yield at


def _of_call(project: Project, at: Written, call: ir.Call, depth: int) -> Iterator[Written]:
    scope = at.ref.scope
    func = call.func
    name = func.attr if isinstance(func, ir.Attribute) else getattr(func, "id", "")

    def on(inner: ir.Expr | None, fallback: bool) -> Iterator[Written]:
        if inner is not None:
            step = Written(Ref(inner, scope), at.fallback or fallback, at.trail)
            yield from _written(project, step, depth + 1)

    if call.args and (name in _MADE_OF or (name == "str" and isinstance(func, ir.Name))):
        yield from on(call.positional(1 if name == "cast" else 0), False)
    elif name in _OF_TEXTS and isinstance(func, ir.Attribute):
        yield from on(func.value, False)
    elif name == "Field":
        yield from on(call.argument(0, "default"), True)
    elif name in _LOOK_UPS:
        yield from on(call.argument(1, "default"), True)
    elif isinstance(func, ir.Name) and call.keyword("default") is not None:
        yield from on(call.keyword("default"), True)
    else:
        value = project.evaluate(call, scope)
        if isinstance(value, Known) and value.expr is not call:
            step = Written(Ref(value.expr, value.scope), at.fallback, (*at.trail, at.ref))
            yield from _written(project, step, depth + 1)


def _is_chosen(name: ir.Name, scope: Scope) -> bool:
    """Whether a name has got its value in one of several places."""
    while scope.parent is not None and not scope.bindings(name.id):
        scope = scope.parent
    return len(scope.bindings(name.id)) > 1


def _is_of_settings(project: Project, expr: ir.Attribute, scope: Scope) -> bool:
    """Whether the environment may say another value: `Settings().key` of pydantic-settings."""
    base = project.evaluate(expr.value, scope)
    names = project.resolver.class_names(base) if isinstance(base, (Instance, ClassRef)) else []
    return any(name.endswith("Settings") for name in names)


def _behind(project: Project, expr: ir.Name | ir.Attribute, scope: Scope) -> Iterator[Ref]:
    """What a name or attribute was assigned, where there is one place that says."""
    if isinstance(expr, ir.Name):
        current: Scope | None = scope
        while current is not None:
            if expr.id in current.bound:
                value = current.bound[expr.id]
                if isinstance(value, Known):
                    yield Ref(value.expr, value.scope)
                return
            bindings = current.bindings(expr.id)
            if bindings:
                yield from _bound(project, bindings, current)
                return
            current = current.parent
        value_ = project.evaluate(expr, scope)
        if isinstance(value_, Known):
            yield Ref(value_.expr, value_.scope)
        return
    base = project.evaluate(expr.value, scope)
    if isinstance(base, ModuleRef):
        yield from _bound(project, base.module.bindings(expr.attr), base.module.scope)
        return
    cls = base.cls if isinstance(base, Instance) else base
    if isinstance(cls, ClassRef):
        for owner in project.resolver.mro(cls):
            if isinstance(owner, ClassRef):
                own = project.resolver.class_scope(owner)
                bindings = own.bindings(expr.attr)
                if bindings:
                    yield from _bound(project, bindings, own)
                    return
        found = project.resolver.evaluate(expr, scope)
        if isinstance(found, Known):
            yield Ref(found.expr, found.scope)


def _bound(project: Project, bindings: list[Binding], scope: Scope) -> Iterator[Ref]:
    binding = bindings[-1]
    if binding.kind == "value" and binding.value is not None and binding.index is None:
        yield Ref(binding.value, scope)
    elif binding.imported is not None and isinstance(binding.node, ir.ImportFrom):
        index = project.index
        target = index.absolute(scope.module, binding.node.module, binding.node.level)
        module = index.find(scope.module, target)
        if module is not None:
            inner = module.bindings(binding.imported.name)
            if inner:
                yield from _bound(project, inner, module.scope)
