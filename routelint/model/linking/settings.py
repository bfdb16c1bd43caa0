"""Settings of apps, wherever they are assigned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from routelint.findings import Location
from routelint.model import ir
from routelint.model.app import (
    Container,
    Ref,
    Setting,
)
from routelint.model.scopes import Scope
from routelint.model.values import (
    ClassRef,
    Instance,
    Known,
    Member,
    ModuleRef,
    Symbol,
    Value,
    callable_name,
)
from routelint.model.vocabulary import (
    SettingsCall,
)

if TYPE_CHECKING:
    from routelint.model.link import Linker


class Settings:
    """Settings of apps, wherever they are assigned."""

    def __init__(self, linker: Linker) -> None:
        self.linker = linker

    def assigned(self, statement: ir.Assign, scope: Scope) -> None:
        """Notes names of apps, and settings made by assignment."""
        value = self.linker.resolver.evaluate(statement.value, scope)
        container = (
            self.linker.building.container_of(value)
            if isinstance(value, (Instance, Symbol))
            else None
        )
        for target in statement.targets:
            if container is not None and not container.name:
                container.name = ir.dotted(target) or ""
                if isinstance(value, Symbol) and statement.value is not None:
                    # Where an app that always exists is given a name.
                    container.module, container.scope = scope.module, scope
                    container.location = Location(scope.module.path, statement.value.span)
            if isinstance(target, ir.Subscript):
                owner = self.linker.resolver.evaluate(target.value, scope)
                if isinstance(owner, Member) and owner.name in self.linker.names.settings:
                    key = self.linker.resolver.constant(target.index, scope)
                    app = self.linker.building.container_of(owner.receiver)
                    if app is not None and isinstance(key, str):
                        self._setting(app, key, statement.value, scope, target, statement)
            elif isinstance(target, ir.Attribute):
                owner = self.linker.resolver.evaluate(target.value, scope)
                common = self.linker.names.class_settings.get(
                    callable_name(self.linker.resolver.attribute(owner, target.attr)) or ""
                )
                if common is not None:
                    app = self.linker.building.loose(common[0], scope.module)
                    self._setting(app, common[1], statement.value, scope, target, statement)
                    continue
                app = self.linker.building.container_of(owner)
                if isinstance(owner, Member) and owner.name in self.linker.names.attribute_settings:
                    app = self.linker.building.container_of(owner.receiver)
                    if app is not None:
                        self._setting(app, target.attr, statement.value, scope, target, statement)
                elif app is not None and self._is_setting(owner, target.attr):
                    self._setting(app, target.attr, statement.value, scope, target, statement)

    def _is_setting(self, owner: Value | None, attr: str) -> bool:
        member = self.linker.resolver.attribute(owner, attr)
        return callable_name(member) in self.linker.names.settings

    def _setting(
        self,
        container: Container,
        key: str,
        value: ir.Expr | None,
        scope: Scope,
        place: ir.Expr,
        statement: ir.Stmt | None,
    ) -> None:
        base = self.linker.registering.base(
            container, Location(scope.module.path, place.span), scope, None, None, statement
        )
        container.registrations.append(
            Setting(**base, key=key, value=None if value is None else Ref(value, scope))
        )

    def settings(
        self,
        container: Container,
        spec: SettingsCall,
        call: ir.Call,
        scope: Scope,
        base: dict[str, Any],
    ) -> None:
        if spec.style == "opaque":
            container.opaque_settings = True
            return
        for arg in call.args:
            if arg.keyword is not None and spec.style in ("mapping", "keywords"):
                self._setting(container, arg.keyword, arg.value, scope, arg.value, None)
        if spec.style == "keywords":
            return
        source = self.linker.resolver.evaluate(call.positional(0), scope) if call.args else None
        chosen = self._for_production(call.positional(0), scope)
        if chosen is not None:
            # Which one it is the environment says; what can be read are those of production.
            source, container.opaque_settings = chosen, True
        given = isinstance(source, Known) and isinstance(source.expr, ir.Dictionary)
        if spec.style == "mapping" or given:
            if isinstance(source, Known) and isinstance(source.expr, ir.Dictionary):
                for key, value in source.expr.items:
                    text = self.linker.resolver.constant(key, source.scope) if key else None
                    if isinstance(text, str) and key is not None:
                        self._setting(container, text, value, source.scope, key, None)
            elif call.args and call.args[0].keyword is None:
                container.opaque_settings = True
            return
        if isinstance(source, Instance) and isinstance(source.cls, ClassRef):
            source = source.cls
        if isinstance(source, Known):
            text = self.linker.resolver.constant(source.expr, source.scope)
            source = self.linker.imported(text) if isinstance(text, str) else None
        found = self.upper_case(source)
        if _is_own_name(call.positional(0)):
            own = self.upper_case(ModuleRef(scope.module)) or []
            # What the module assigns further down is not there yet.
            found = [s for s in own if scope.node is not None or s[3].span < call.span]
        if found is None:
            container.opaque_settings = True
            return
        for name, value, value_scope, place in found:
            self._setting(container, name, value, value_scope, place, None)

    def _for_production(self, expr: ir.Expr | None, scope: Scope) -> Value | None:
        """Of a dictionary of settings, from which one is picked by a key that isn't known, those whose
        key or class speaks of production."""
        if isinstance(expr, ir.Name):
            bindings = scope.bindings(expr.id)
            expr = bindings[0].value if len(bindings) == 1 and bindings[0].kind == "value" else None
        if isinstance(expr, ir.Subscript):
            mapping, key = expr.value, expr.index
        elif (
            isinstance(expr, ir.Call)
            and isinstance(expr.func, ir.Attribute)
            and expr.func.attr == "get"
            and expr.args
        ):
            mapping, key = expr.func.value, expr.args[0].value
        else:
            return None
        base = self.linker.resolver.evaluate(mapping, scope)
        if not isinstance(base, Known) or not isinstance(base.expr, ir.Dictionary):
            return None
        if self.linker.resolver.is_constant(key, scope):
            return None
        for name, item in base.expr.items:
            value = self.linker.resolver.evaluate(item, base.scope)
            texts = [self.linker.resolver.constant(name, base.scope)] if name is not None else []
            texts.append(self.linker.resolver.constant(item, base.scope))
            texts.append(value.name if isinstance(value, ClassRef) else None)
            if any(isinstance(text, str) and "prod" in text.lower() for text in texts):
                return value
        return None

    def upper_case(self, source: Value | None) -> list[tuple[str, ir.Expr, Scope, ir.Expr]] | None:
        """Name, value, scope and target of the upper-case assignments of a module or class (bases
        first), or None when it is neither."""
        found: list[tuple[str, ir.Expr, Scope, ir.Expr]] = []
        if isinstance(source, ClassRef):
            for cls in reversed(self.linker.resolver.mro(source)):
                if isinstance(cls, ClassRef):
                    found += _upper_case(cls.node.body, self.linker.resolver.class_scope(cls))
            return found
        if isinstance(source, ModuleRef):
            module = source.module
            body: list[ir.Stmt] = []
            for part in module.facts.outline:
                if part.parent == -1 and part.kind == "statement":
                    body.extend(module.lower(part.index))
            return _upper_case(body, module.scope)
        return None


def _is_own_name(expr: ir.Expr | None) -> bool:
    return isinstance(expr, ir.Name) and expr.id == "__name__"


def _upper_case(body: Sequence[ir.Stmt], scope: Scope) -> list[tuple[str, ir.Expr, Scope, ir.Expr]]:
    found: list[tuple[str, ir.Expr, Scope, ir.Expr]] = []
    for statement in body:
        if isinstance(statement, ir.Assign) and statement.value is not None:
            for target in statement.targets:
                if isinstance(target, ir.Name) and target.id.isupper():
                    found.append((target.id, statement.value, scope, target))
    return found
