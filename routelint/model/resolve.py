"""Resolution of names and expressions to what they stand for.

Nothing is executed: names are followed through imports, aliases, re-exports, assignments, `self`,
class bases across files, annotations and the results of project functions. What can't be followed is
None, and callers stay silent about it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence

from routelint.model import ir
from routelint.model.modules import Module, ModuleIndex
from routelint.model.names import Names
from routelint.model.scopes import Binding, Scope, last_word
from routelint.model.values import (
    BoundMethod,
    ClassRef,
    FunctionRef,
    Instance,
    Known,
    Member,
    ModuleRef,
    Symbol,
    Value,
    callable_name,
)

_DEPTH = 24
# What calling them gives does the same as the argument at that place.
_WRAPPERS = {
    "typing.cast": 1,
    "functools.partial": 0,
    "asgiref.sync.sync_to_async": 0,
    "asgiref.sync.async_to_sync": 0,
}
_COLLECTIONS = frozenset(
    {
        "builtins.list",
        "builtins.tuple",
        "builtins.set",
        "typing.List",
        "typing.Sequence",
        "typing.Iterable",
        "collections.abc.Sequence",
        "collections.abc.Iterable",
    }
)
_MISSING = object()
_TEXTS = (ir.Constant, ir.FormattedString, ir.BinaryOp)
#: What servers run on has slashes in its paths.
_PATH_JOINS = frozenset({"os.path.join", "posixpath.join"})
_ENUMERATIONS = frozenset(
    {"enum.Enum", "enum.IntEnum", "enum.StrEnum", "enum.Flag", "enum.IntFlag", "strenum.StrEnum"}
)
#: What going through their result goes through, their argument does.
_SAME_ITEMS = frozenset(
    {f"builtins.{name}" for name in ("frozenset", "list", "reversed", "set", "sorted", "tuple")}
)
# What stands in front of the brackets is no class of objects.
_SPECIAL_FORMS = frozenset(
    {"Annotated", "ClassVar", "Final", "Literal", "Optional", "Type", "Union", "type"}
)


class Resolver:
    def __init__(self, index: ModuleIndex, names: Names) -> None:
        self.index = index
        self.names = names
        self._depth = 0
        self._cuts = 0
        self._active: set[tuple[int, int]] = set()
        self._known: dict[tuple[int, int], tuple[ir.Expr, Scope, Value | None]] = {}
        self._provisional: list[tuple[int, int]] = []
        self._returns: dict[int, tuple[ir.Function, Value | None]] = {}
        self._attributes: dict[tuple[int, str], Value | None] = {}
        self._orders: dict[int, tuple[ClassRef, list[ClassRef | Symbol]]] = {}
        self._assigned: dict[
            int, tuple[ir.Class, dict[str, list[tuple[ir.Expr, FunctionRef]]]]
        ] = {}

    # --- expressions ------------------------------------------------------------------------------
    def evaluate(self, expr: ir.Expr | None, scope: Scope) -> Value | None:
        """What `expr` stands for when read in `scope`, or None."""
        if expr is None:
            return None
        key = (id(expr), id(scope))
        known = self._known.get(key)
        if known is not None:
            return known[2]
        if self._depth > _DEPTH or key in self._active:
            self._cuts += 1
            return None
        cuts = self._cuts
        self._depth += 1
        self._active.add(key)
        value: Value | None = None
        try:
            value = self._evaluate(expr, scope)
        finally:
            self._depth -= 1
            self._active.discard(key)
        self._known[key] = (expr, scope, value)
        if value is None and self._cuts > cuts:
            self._provisional.append(key)
        if self._depth == 0 and self._provisional:
            # What was not found because of a cycle may be found from elsewhere.
            for other in self._provisional:
                if other != key:
                    self._known.pop(other, None)
            self._provisional.clear()
        return value

    def forget(self) -> None:
        """Drops the answers that are kept: something was bound that they did not know of."""
        self._known.clear()
        self._provisional.clear()
        self._returns.clear()
        self._attributes.clear()
        self._orders.clear()

    def _evaluate(self, expr: ir.Expr, scope: Scope) -> Value | None:
        if isinstance(expr, ir.Name):
            return self.lookup(expr.id, scope)
        if isinstance(expr, ir.Attribute):
            if _is_super(expr.value):
                return self._of_super(expr.attr, scope)
            return self.attribute(self.evaluate(expr.value, scope), expr.attr)
        if isinstance(expr, ir.Call):
            return self._called(expr, scope)
        if isinstance(expr, (ir.Await, ir.NamedExpr)):
            return self.evaluate(expr.value, scope)
        if isinstance(expr, ir.Lambda):
            return FunctionRef(scope.module, expr.function, scope)
        if isinstance(expr, ir.Conditional):
            same = self.same_app(expr.test, scope)
            if same is not None:
                return self.evaluate(expr.body if same else expr.orelse, scope)
            return self._first(scope, expr.body, expr.orelse)
        if isinstance(expr, ir.BoolOp):
            return self._first(scope, *expr.values)
        if isinstance(expr, ir.Subscript):
            return self._subscripted(expr, scope)
        return Known(expr, scope)

    def _first(self, scope: Scope, *choices: ir.Expr) -> Value | None:
        values = [self.evaluate(choice, scope) for choice in choices]
        for value in values:
            if value is not None and not isinstance(value, Known):
                return value
        return next((value for value in values if value is not None), None)

    def same_app(self, test: ir.Expr, scope: Scope) -> bool | None:
        """What comes of a test whether two names mean one app or router (`app is self.admin`); None
        for any other test, and where it is not known where one of them was made."""
        if not isinstance(test, ir.Compare) or len(test.ops) != 1:
            return None
        if test.ops[0] not in ("is", "is not", "==", "!="):
            return None
        made: list[ir.Call] = []
        for side in (test.left, test.comparators[0]):
            if isinstance(side, ir.Constant):
                return None
            value = self.evaluate(side, scope)
            if not isinstance(value, Instance) or value.call is None:
                return None
            if not self.names.is_container(self.class_names(value)):
                return None
            made.append(value.call)
        return (made[0] is made[1]) == (test.ops[0] in ("is", "=="))

    def _subscripted(self, expr: ir.Subscript, scope: Scope) -> Value | None:
        base = self.evaluate(expr.value, scope)
        if isinstance(base, (Symbol, ClassRef)):
            name = callable_name(base)
            if name in self.names.generic_aliases:
                return Known(expr, scope)
            if name is not None and not name.rpartition(".")[2][:1].isupper():
                return Symbol(f"{name}[]")
            return base
        if isinstance(base, Known):
            picked = self._item(base, expr.index, scope)
            if picked is not None:
                return self.evaluate(picked[0], picked[1])
            return self._some_app(base)
        if isinstance(base, (Instance, Member)):
            return self.attribute(base, "[]")
        return None

    def _some_app(self, base: Known) -> Value | None:
        """The first one of a dictionary of apps or routers, where it isn't known which is meant."""
        if not isinstance(base.expr, ir.Dictionary) or not base.expr.items:
            return None
        values = [self.evaluate(value, base.scope) for _, value in base.expr.items]
        apps = all(self.names.is_container(self.class_names(value)) for value in values)
        return values[0] if apps else None

    def _item(self, base: Known, index: ir.Expr, scope: Scope) -> tuple[ir.Expr, Scope] | None:
        if isinstance(base.expr, ir.Dictionary):
            wanted = self._key(index, scope)
            for k, v in base.expr.items:
                if wanted is not _MISSING and self._key(k, base.scope) == wanted:
                    return v, base.scope
            return None
        key = self.constant(index, scope)
        if isinstance(base.expr, ir.Collection) and isinstance(key, int):
            if -len(base.expr.items) <= key < len(base.expr.items):
                return base.expr.items[key], base.scope
        return None

    def _key(self, expr: ir.Expr | None, scope: Scope) -> object:
        """What tells a key of a dictionary from others: its constant, or the call that made the member
        of an enumeration (`enum.auto()`)."""
        known = self._constant(expr, scope, 0)
        if known is not _MISSING:
            return known
        value = self.evaluate(expr, scope)
        return value.call if isinstance(value, Instance) and value.call is not None else _MISSING

    def _called(self, call: ir.Call, scope: Scope) -> Value | None:
        func = self.evaluate(call.func, scope)
        if isinstance(func, (Symbol, Member)):
            position = _WRAPPERS.get(func.name, self.names.passed_through.get(func.name))
            if position is not None:
                return self.evaluate(call.positional(position), scope)
        if isinstance(func, Symbol):
            if func.name in self.names.default_apps:
                return func
            return Instance(func, call, scope)
        if isinstance(func, Member):
            return Instance(Symbol(func.name), call, scope, func.receiver)
        if isinstance(func, ClassRef):
            return Instance(func, call, scope)
        if isinstance(func, FunctionRef):
            return self.result(func)
        if isinstance(func, BoundMethod):
            return self.result(func.function, func.receiver)
        if isinstance(func, Instance):
            inner = callable_name(func.cls) if isinstance(func.cls, Symbol) else None
            if inner == "functools.wraps" or (inner or "").endswith(".wraps"):
                return self.evaluate(call.positional(0), scope)
            if isinstance(func.cls, ClassRef):
                method = self.method(func.cls, "__call__")
                return None if method is None else self.result(method, func)
            return Instance(Symbol(f"{func.cls.name}()"), call, scope, func)
        if func is None and isinstance(call.func, ir.Attribute) and call.func.attr == "get":
            return self._looked_up(call.func.value, call, scope)
        return None

    def _looked_up(self, mapping: ir.Expr, call: ir.Call, scope: Scope) -> Value | None:
        """`{...}.get(key, default)`: the item when the key is known, or else the default."""
        base = self.evaluate(mapping, scope)
        key = call.positional(0)
        if not isinstance(base, Known) or not isinstance(base.expr, ir.Dictionary) or key is None:
            return None
        picked = self._item(base, key, scope)
        if picked is not None:
            return self.evaluate(picked[0], picked[1])
        return self.evaluate(call.positional(1), scope)

    def result(self, function: FunctionRef, receiver: Value | None = None) -> Value | None:
        """What calling a project function gives: its first `return` that can be resolved, or else
        its annotation."""
        key = id(function.node)
        cached = self._returns.get(key)
        if cached is not None and cached[0] is function.node:
            return cached[1]
        self._returns[key] = (function.node, None)
        scope = self.scope(function, receiver)
        value: Value | None = None
        fallback: Value | None = None
        for node in ir.walk_body(function.node.body):
            if isinstance(node, (ir.Return, ir.Yield)) and node.value is not None:
                found = self.evaluate(node.value, scope)
                if found is None:
                    continue
                if isinstance(found, Known):
                    fallback = fallback or found
                    continue
                value = found
                break
        if value is None and function.node.returns is not None:
            value = self.annotated(function.node.returns, function.scope)
            if fallback is not None and _is_builtin(value):
                # What is written says more than `dict` or `list`.
                value = None
        value = value or fallback
        self._returns[key] = (function.node, value)
        return value

    def scope(self, function: FunctionRef, receiver: Value | None = None) -> Scope:
        """The scope of the function's body; `self` is bound for a method."""
        scope = function.module.scope_of(function.node, function.scope)
        owner = function.owner
        if owner is None and isinstance(function.scope.node, ir.Class):
            owner = ClassRef(
                function.module, function.scope.node, function.scope.parent or function.scope
            )
        if owner is not None and scope.owner is None:
            scope.owner = owner
        if owner is not None and function.node.params and not is_static(function.node):
            first = function.node.params[0].name
            if first not in scope.bound:
                is_class_method = any(
                    ir.dotted(d.value) == "classmethod" for d in function.node.decorators
                )
                scope.bound[first] = owner if is_class_method else (receiver or Instance(owner))
        return scope

    # --- names ------------------------------------------------------------------------------------
    def lookup(self, name: str, scope: Scope) -> Value | None:
        """What `name` stands for in `scope` and the scopes around it."""
        current: Scope | None = scope
        first = True
        while current is not None:
            if first or not isinstance(current.node, ir.Class):
                if name in current.bound:
                    return current.bound[name]
                bindings = current.bindings(name)
                if bindings:
                    return self._bound(bindings, current)
            current = current.parent
            first = False
        starred = self._star_import(name, scope.module)
        if starred is not None:
            return starred
        if name in ("self", "cls"):
            return None
        return Symbol(f"builtins.{name}") if name in self.names.builtins else None

    def _star_import(self, name: str, module: Module) -> Value | None:
        if name.startswith("_"):
            return None
        for binding in reversed(module.bindings("*")):
            node = binding.node
            if not isinstance(node, ir.ImportFrom):
                continue
            target = self.index.absolute(module, node.module, node.level)
            found = self.index.find(module, target)
            if found is not None:
                if found is module or not self._is_public(found, name):
                    continue
                value = self.exported(found, name)
                if value is not None:
                    return value
            else:
                canonical = self.names.canonical(f"{target}.{name}")
                if canonical in self.names.known:
                    return self.external(canonical)
        return None

    def _is_public(self, module: Module, name: str) -> bool:
        """Whether `from module import *` brings the name; True when `__all__` can't be read."""
        for binding in module.bindings("__all__"):
            items = self.items(binding.value, module.scope)
            if items is None:
                return True
            if not any(self.constant(expr, scope) == name for expr, scope in items):
                return False
        return True

    def exported(self, module: Module, name: str) -> Value | None:
        """What `from module import name` gives."""
        key = (id(module), -hash(name) - 1)
        if key in self._active:
            return None
        self._active.add(key)
        try:
            bindings = module.bindings(name)
            if bindings:
                return self._bound(bindings, module.scope)
            child = self.index.find(None, f"{module.name}.{name}") if module.is_package else None
            if child is not None:
                return ModuleRef(child)
            return self._star_import(name, module)
        finally:
            self._active.discard(key)

    def _bound(self, bindings: list[Binding], scope: Scope) -> Value | None:
        """The value of a name with these bindings: the one that all resolvable ones agree on.

        Where they differ, an object of a framework wins over a plain literal (`app = None` first,
        `app = Flask()` later), and two different objects are ambiguous unless only the last is of a
        known kind.
        """
        values: list[Value] = []
        for binding in bindings:
            value = self._binding(binding, scope)
            if value is not None:
                values.append(value)
        if not values:
            return None
        if any(isinstance(binding.node, ir.AugAssign) for binding in bindings):
            if all(isinstance(v, Known) and isinstance(v.expr, _TEXTS) for v in values):
                # `prefix += "/users"`: it is none of the texts alone.
                return None
        if len(values) == 1:
            return values[0]
        strong = [v for v in values if not isinstance(v, Known)]
        if not strong:
            return values[-1] if isinstance(scope.node, (ir.Class, type(None))) else None
        if len(strong) == 1 or all(v == strong[0] for v in strong):
            return strong[0]
        objects = [v for v in strong if self.names.is_container(self.class_names(v))]
        if objects:
            return objects[0]
        if scope.node is None or isinstance(scope.node, ir.Class):
            return strong[-1] if isinstance(strong[-1], (FunctionRef, ClassRef)) else strong[0]
        kinds = {self._kind(v) for v in strong}
        return strong[0] if len(kinds) == 1 else None

    def _kind(self, value: Value) -> object:
        if isinstance(value, Instance):
            return ("instance", value.cls)
        return value

    def _binding(self, binding: Binding, scope: Scope) -> Value | None:
        node = binding.node
        if binding.kind == "import":
            return self._imported(binding, scope)
        if isinstance(node, ir.Function):
            owner = None
            if isinstance(scope.node, ir.Class):
                owner = ClassRef(scope.module, scope.node, scope.parent or scope)
            return FunctionRef(scope.module, node, scope, owner)
        if isinstance(node, ir.Class):
            return ClassRef(scope.module, node, scope)
        if isinstance(node, ir.Parameter):
            if node.annotation is not None:
                return self.annotated(node.annotation, scope.parent or scope)
            return None
        if binding.value is None:
            return None
        if binding.kind == "paired":
            return self.element(binding.value, scope, binding.index)
        if binding.kind == "caught":
            value = self.evaluate(binding.value, scope)
            return Instance(value) if isinstance(value, (Symbol, ClassRef)) else None
        value = self.evaluate(binding.value, scope)
        if binding.index is not None:
            if isinstance(value, Known) and isinstance(value.expr, ir.Collection):
                if binding.index < len(value.expr.items):
                    return self.evaluate(value.expr.items[binding.index], value.scope)
            return None
        if binding.kind == "element":
            return self.element(binding.value, scope)
        return value

    def element(
        self, iterated: ir.Expr | None, scope: Scope, index: int | None = None
    ) -> Value | None:
        """What a loop over an expression goes through, where that is one thing, or of one class; with
        an `index` what stands there in each, as far as a framework says so (`.items.*.1`)."""
        if index is not None:
            of = callable_name(self.evaluate(getattr(iterated, "func", None), scope))
            found = self.names.returns.get(f"{of}.*.{index}")
            return None if found is None else Instance(Symbol(found))
        items = self.items(iterated, scope)
        if items:
            return self.evaluate(*items[0]) if len(items) == 1 else None
        value = self.evaluate(iterated, scope)
        if isinstance(value, Instance) and value.cls == Symbol("builtins.list"):
            # A collection that is known by its annotation.
            return value.receiver if value.call is None else None
        name = self.names.returns.get(f"{callable_name(value)}.*")
        if isinstance(value, Instance) and isinstance(value.cls, Symbol):
            name = self.names.returns.get(f"{value.cls.name}.*")
        return None if name is None else Instance(Symbol(name))

    def _imported(self, binding: Binding, scope: Scope) -> Value | None:
        node, imported = binding.node, binding.imported
        if imported is None:
            return None
        module = scope.module
        if isinstance(node, ir.Import):
            if imported.asname:
                found = self.index.find(module, imported.name)
                return ModuleRef(found) if found else Symbol(self.names.canonical(imported.name))
            head = imported.name.partition(".")[0]
            found = self.index.find(module, head)
            if found is not None:
                return ModuleRef(found)
            if self.index.is_namespace(head):
                return Symbol(f"<project>.{head}")
            return Symbol(self.names.canonical(head))
        if not isinstance(node, ir.ImportFrom):
            return None
        target = self.index.absolute(module, node.module, node.level)
        found = self.index.find(module, target)
        if found is not None and not (found is module and imported.name == imported.bound):
            value = self.exported(found, imported.name)
            if value is not None:
                return value
        child = self.index.find(module, f"{target}.{imported.name}" if target else imported.name)
        if child is not None:
            return ModuleRef(child)
        if found is not None or node.level:
            return None
        return self.external(self.names.canonical(f"{target}.{imported.name}"))

    def external(self, name: str) -> Value | None:
        """What a canonical name outside the project stands for."""
        bound = self.names.default_functions.get(name)
        return Symbol(name) if bound is None else self.attribute(Symbol(bound[0]), bound[1])

    # --- attributes -------------------------------------------------------------------------------
    def attribute(self, base: Value | None, name: str) -> Value | None:
        """What `base.name` stands for."""
        if isinstance(base, Symbol):
            cls = self.names.instances.get(base.name)
            if cls is not None:
                known = base if base.name in self.names.default_apps else None
                return self.attribute(Instance(Symbol(cls), receiver=known), name)
            if base.name.startswith("<project>."):
                dotted = f"{base.name[10:]}.{name}"
                found = self.index.find(None, dotted)
                if found is not None:
                    return ModuleRef(found)
                return Symbol(f"<project>.{dotted}") if self.index.is_namespace(dotted) else None
            canonical = self.names.canonical(f"{base.name}.{name}")
            if self.names.is_class(base.name):
                member = self.names.member(base.name, name)
                return Member(canonical if member == f"{base.name}.{name}" else member, base)
            return self.external(canonical)
        if isinstance(base, ModuleRef):
            return self.exported(base.module, name)
        if isinstance(base, Instance):
            if isinstance(base.cls, ClassRef):
                return self._instance_attribute(base, base.cls, name)
            cls_name = self.names.returns.get(base.cls.name, base.cls.name)
            return Member(self.names.member(cls_name, name), base)
        if isinstance(base, ClassRef):
            found_ = self.class_attribute(base, name)
            if isinstance(found_, FunctionRef):
                return found_
            if found_ is not None:
                return found_
            return self._external_member(base, base, name) or self._inherited(base, name)
        if isinstance(base, Member):
            cls_name = self.names.returns.get(base.name, base.name)
            return Member(self.names.member(cls_name, name), base)
        if isinstance(base, BoundMethod):
            return None
        return None

    def _instance_attribute(self, base: Instance, cls: ClassRef, name: str) -> Value | None:
        found = self.class_attribute(cls, name)
        if isinstance(found, FunctionRef):
            if any(
                (ir.dotted(d.value) or "").rpartition(".")[2] in ("property", "cached_property")
                for d in found.node.decorators
            ):
                return self.result(found, base)
            return found if is_static(found.node) else BoundMethod(found, base)
        if found is not None:
            return found
        assigned = self._assigned_attribute(cls, name)
        if assigned is not None:
            return assigned
        return self._external_member(base, cls, name)

    def _of_super(self, name: str, scope: Scope) -> Value | None:
        """What `super().name` stands for in a method: the next class that defines it."""
        inner = scope.function_scope()
        owner = None if inner is None else inner.owner
        if inner is None or owner is None or not isinstance(inner.node, ir.Function):
            return None
        params = inner.node.params
        receiver = (inner.bound.get(params[0].name) if params else None) or Instance(owner)
        for base in self.mro(owner)[1:]:
            if isinstance(base, ClassRef):
                bases = self.class_scope(base)
                found = self._bound(bases.bindings(name), bases)
                if isinstance(found, FunctionRef) and not is_static(found.node):
                    return BoundMethod(found, receiver)
                if found is not None:
                    return found
        return self._member_of(self.mro(owner)[1:], receiver, name)

    def _external_member(self, receiver: Value, cls: ClassRef, name: str) -> Value | None:
        return self._member_of(self.mro(cls), receiver, name)

    def _member_of(
        self, bases: list[ClassRef | Symbol], receiver: Value, name: str
    ) -> Member | None:
        """A member that comes from the first of some classes outside of the project of which a table
        knows it: what stands before a framework's class (`class Shop(SomeMixin, Flask)`) may be from
        anywhere. Of none, it is the first one's."""
        outside = [b.name for b in bases if isinstance(b, Symbol) and self.names.is_class(b.name)]
        known = (self.names.known_member(base, name) for base in outside)
        found = next((member for member in known if member), "")
        if found or outside:
            return Member(found or self.names.member(outside[0], name), receiver)
        return None

    def _inherited(self, cls: ClassRef, name: str) -> Value | None:
        """A member that a class has from a package that no table knows."""
        for base in self.mro(cls):
            if isinstance(base, Symbol) and not base.name.startswith(("builtins.", "typing.")):
                return Member(f"{base.name}.{name}", cls)
        return None

    def class_attribute(self, cls: ClassRef, name: str) -> Value | None:
        """The attribute as the class body or a project base class defines it."""
        for base in self.mro(cls):
            if isinstance(base, Symbol):
                continue
            scope = self.class_scope(base)
            bindings = scope.bindings(name)
            if bindings:
                return self._bound(bindings, scope)
        return None

    def class_scope(self, cls: ClassRef) -> Scope:
        return cls.module.scope_of(cls.node, cls.scope)

    def method(self, cls: ClassRef, name: str) -> FunctionRef | None:
        found = self.class_attribute(cls, name)
        return found if isinstance(found, FunctionRef) else None

    def methods(self, cls: ClassRef) -> Iterator[FunctionRef]:
        """The functions in the class's own body, in source order."""
        scope = self.class_scope(cls)
        for statement in cls.module.class_body(cls.node):
            if isinstance(statement, ir.Function):
                yield FunctionRef(cls.module, statement, scope, cls)

    def _assigned_attribute(self, cls: ClassRef, name: str) -> Value | None:
        """The value of `self.name = ...` in the methods of the class and its project bases."""
        key = (id(cls.node), name)
        if key in self._attributes:
            return self._attributes[key]
        self._attributes[key] = None
        found: Value | None = None
        for base in self.mro(cls):
            if isinstance(base, Symbol):
                continue
            for expr, method in self._assignments(base).get(name, ()):
                value = self.evaluate(expr, self.scope(method))
                if value is not None and (found is None or isinstance(found, Known)):
                    found = value
        self._attributes[key] = found
        return found

    def _assignments(self, cls: ClassRef) -> dict[str, list[tuple[ir.Expr, FunctionRef]]]:
        """What the methods of a class itself assign to each attribute of their instance."""
        kept = self._assigned.get(id(cls.node))
        if kept is not None:
            return kept[1]
        found: dict[str, list[tuple[ir.Expr, FunctionRef]]] = {}
        for method in self.methods(cls):
            if not method.node.params:
                continue
            me = method.node.params[0].name
            for node in ir.nodes_of(method.node.body, ir.Assign):
                for target in node.targets if node.value is not None else ():
                    if (
                        isinstance(target, ir.Attribute)
                        and isinstance(target.value, ir.Name)
                        and target.value.id == me
                    ):
                        assert node.value is not None
                        found.setdefault(target.attr, []).append((node.value, method))
        self._assigned[id(cls.node)] = (cls.node, found)
        return found

    # --- classes ----------------------------------------------------------------------------------
    def mro(self, cls: ClassRef) -> list[ClassRef | Symbol]:
        """The class and its bases, depth first from the left, each once and as late as needed for
        project classes to come before the bases they share."""
        known = self._orders.get(id(cls.node))
        if known is not None and known[0] == cls:
            return known[1]
        cuts = self._cuts
        order: list[ClassRef | Symbol] = []
        self._linearise(cls, order, 0)
        last = {base: i for i, base in enumerate(order)}
        result = [base for i, base in enumerate(order) if last[base] == i]
        if self._cuts == cuts:
            self._orders[id(cls.node)] = (cls, result)
        return result

    def _linearise(self, cls: ClassRef, order: list[ClassRef | Symbol], depth: int) -> None:
        order.append(cls)
        if depth > 12:
            return
        for base in self.bases(cls):
            if isinstance(base, ClassRef):
                self._linearise(base, order, depth + 1)
            else:
                order.extend(Symbol(name) for name in self.names.ancestors(base.name))

    def bases(self, cls: ClassRef) -> list[ClassRef | Symbol]:
        found: list[ClassRef | Symbol] = []
        for arg in cls.node.bases:
            if arg.keyword is not None or arg.star:
                continue
            value = self.evaluate(arg.value, cls.scope)
            if isinstance(value, (ClassRef, Symbol)) and value != cls:
                found.append(value)
        return found

    def class_names(self, value: Value | None) -> list[str]:
        """The canonical names of the external classes that an instance or class derives from."""
        if isinstance(value, Instance):
            if isinstance(value.cls, Symbol):
                name = self.names.returns.get(value.cls.name, value.cls.name)
                return self.names.ancestors(name)
            value = value.cls
        if isinstance(value, Symbol):
            return self.names.ancestors(self.names.instances.get(value.name, value.name))
        if isinstance(value, Member):
            return self.names.ancestors(self.names.returns.get(value.name, value.name))
        if isinstance(value, ClassRef):
            return [base.name for base in self.mro(value) if isinstance(base, Symbol)]
        return []

    def is_a(self, value: Value | None, *names: str) -> bool:
        return any(name in names for name in self.class_names(value))

    # --- annotations ------------------------------------------------------------------------------
    def annotated(self, annotation: ir.Expr, scope: Scope) -> Value | None:
        """An object of the annotated type: unwraps Optional, unions with None, Annotated, strings
        that are a plain dotted name."""
        if isinstance(annotation, ir.Constant) and isinstance(annotation.value, str):
            value: Value | None = None
            text, subscripted, _ = annotation.value.strip().partition("[")
            if subscripted and text.rpartition(".")[2] in _SPECIAL_FORMS:
                return None
            for i, part in enumerate(text.split(".")):
                if not part.isidentifier():
                    return None
                value = self.lookup(part, scope) if i == 0 else self.attribute(value, part)
            return Instance(value) if isinstance(value, (Symbol, ClassRef)) else None
        if isinstance(annotation, ir.BinaryOp) and annotation.op == "|":
            return self._either((annotation.left, annotation.right), scope)
        if isinstance(annotation, ir.Subscript):
            head = callable_name(self.evaluate(annotation.value, scope)) or ""
            if head in ("builtins.type", "typing.Type"):
                # Some subclass, so nothing of what the class itself says need hold.
                return None
            inner = annotation.index
            if isinstance(inner, ir.Collection) and head.rpartition(".")[2] == "Union":
                return self._either(inner.items, scope)
            if isinstance(inner, ir.Collection):
                inner = inner.items[0] if inner.items else inner
            plain = ("Optional", "Annotated", "Final", "ClassVar", "Union")
            if head in self.names.wrappers or head.rpartition(".")[2] in plain:
                return self.annotated(inner, scope)
            if head in _COLLECTIONS:
                return Instance(Symbol("builtins.list"), receiver=self.annotated(inner, scope))
            return self.annotated(annotation.value, scope)
        value = self.evaluate(annotation, scope)
        if isinstance(value, Known) and isinstance(value.expr, ir.Subscript):
            return self.annotated(value.expr, value.scope)
        return Instance(value) if isinstance(value, (Symbol, ClassRef)) else None

    def _either(self, sides: Sequence[ir.Expr], scope: Scope) -> Value | None:
        """What an object is that is one of several types, `None` aside: nothing is known of it when
        two of them are known to differ."""
        given = [s for s in sides if not (isinstance(s, ir.Constant) and s.value is None)]
        found = [value for side in given if (value := self.annotated(side, scope)) is not None]
        return found[0] if found and all(value == found[0] for value in found) else None

    # --- literals ---------------------------------------------------------------------------------
    def constant(self, expr: ir.Expr | None, scope: Scope, default: object = None) -> object:
        """The Python constant that `expr` is, through names, `+`, `%`, f-strings and `os.path.join()`;
        else `default`."""
        found = self._constant(expr, scope, 0)
        return default if found is _MISSING else found

    def is_constant(self, expr: ir.Expr | None, scope: Scope) -> bool:
        return self._constant(expr, scope, 0) is not _MISSING

    def _constant(self, expr: ir.Expr | None, scope: Scope, depth: int) -> object:
        if expr is None or depth > 8:
            return _MISSING
        if isinstance(expr, ir.Constant):
            return expr.value
        if isinstance(expr, ir.UnaryOp) and expr.op == "-":
            inner = self._constant(expr.operand, scope, depth + 1)
            return -inner if isinstance(inner, (int, float)) else _MISSING
        if isinstance(expr, ir.Not):
            inner = self._constant(expr.operand, scope, depth + 1)
            return _MISSING if inner is _MISSING else not inner
        if isinstance(expr, ir.BinaryOp):
            left = self._constant(expr.left, scope, depth + 1)
            if expr.op == "%" and isinstance(left, str):
                return self._formatted(left, expr.right, scope, depth)
            right = self._constant(expr.right, scope, depth + 1)
            return _arithmetic(expr.op, left, right)
        if isinstance(expr, ir.FormattedString):
            parts = [self._constant(part, scope, depth + 1) for part in expr.parts]
            return "".join(map(str, parts)) if _MISSING not in parts else _MISSING
        if isinstance(expr, ir.Call):
            return self._joined(expr, scope, depth)
        if isinstance(expr, ir.Name) and expr.id == "__name__":
            return scope.module.name
        if isinstance(expr, (ir.Name, ir.Attribute, ir.Subscript)):
            value = self.evaluate(expr, scope)
            if isinstance(value, Known) and value.expr is not expr:
                return self._constant(value.expr, value.scope, depth + 1)
            if isinstance(value, Symbol):
                return self.names.constants.get(value.name, _MISSING)
            if isinstance(expr, ir.Attribute) and expr.attr == "value":
                member = self.evaluate(expr.value, scope)
                if isinstance(member, Known) and self._is_enumeration(member.scope):
                    return self._constant(member.expr, member.scope, depth + 1)
        return _MISSING

    def _joined(self, call: ir.Call, scope: Scope, depth: int) -> object:
        """`os.path.join("/api", NAME)`, with slashes."""
        func = call.func
        if not isinstance(func, (ir.Attribute, ir.Name)) or last_word(func, scope) != "join":
            return _MISSING
        if callable_name(self.evaluate(func, scope)) not in _PATH_JOINS:
            return _MISSING
        parts = [
            _MISSING if arg.star or arg.keyword else self._constant(arg.value, scope, depth + 1)
            for arg in call.args
        ]
        texts = [part for part in parts if isinstance(part, str)]
        return posixpath.join(*texts) if texts and len(texts) == len(parts) else _MISSING

    def _is_enumeration(self, scope: Scope) -> bool:
        """Whether a scope is the body of an enumeration, whose names are members with a value."""
        if not isinstance(scope.node, ir.Class):
            return False
        cls = ClassRef(scope.module, scope.node, scope.parent or scope)
        return any(name in _ENUMERATIONS for name in self.class_names(cls))

    def _formatted(self, text: str, given: ir.Expr, scope: Scope, depth: int) -> object:
        """`"/books/%s" % NUMBER`, with one value or a tuple of them."""
        if isinstance(given, ir.Collection):
            values = [self._constant(item, scope, depth + 1) for item in given.items]
        else:
            values = [self._constant(given, scope, depth + 1)]
        if _MISSING in values or len(re.findall("%[sd]", text)) != text.count("%"):
            return _MISSING
        try:
            return text % tuple(values)
        except TypeError:
            return _MISSING

    def items(
        self, expr: ir.Expr | None, scope: Scope, depth: int = 0
    ) -> list[tuple[ir.Expr, Scope]] | None:
        """The elements of a list, tuple or set, through names, `+`, stars, `list()`/`tuple()`/
        `frozenset()`/`sorted()` and keys of a dict; None when they are not all known."""
        if expr is None or depth > 8:
            return None
        if isinstance(expr, ir.Collection):
            found: list[tuple[ir.Expr, Scope]] = []
            for item in expr.items:
                if isinstance(item, ir.Starred):
                    inner = self.items(item.value, scope, depth + 1)
                    if inner is None:
                        return None
                    found.extend(inner)
                else:
                    found.append((item, scope))
            return found
        if isinstance(expr, ir.Dictionary):
            return [(key, scope) for key, _ in expr.items if key is not None]
        if isinstance(expr, ir.BinaryOp) and expr.op == "+":
            left = self.items(expr.left, scope, depth + 1)
            right = self.items(expr.right, scope, depth + 1)
            return None if left is None or right is None else left + right
        if isinstance(expr, ir.Call):
            name = callable_name(self.evaluate(expr.func, scope)) or ""
            if name in (
                "builtins.list",
                "builtins.tuple",
                "builtins.set",
                "builtins.sorted",
                "builtins.frozenset",
            ):
                return self.items(expr.positional(0), scope, depth + 1) if expr.args else []
            value = self.evaluate(expr, scope)
            if isinstance(value, Known) and value.expr is not expr:
                return self.items(value.expr, value.scope, depth + 1)
            return None
        if isinstance(expr, (ir.Name, ir.Attribute, ir.Subscript)):
            value = self.evaluate(expr, scope)
            if isinstance(value, Known) and value.expr is not expr:
                return self.items(value.expr, value.scope, depth + 1)
            if isinstance(value, Instance) and callable_name(value.cls) == "builtins.frozenset":
                if value.call is not None and value.scope is not None:
                    return self.items(value.call, value.scope, depth + 1)
        return None

    def iterated(
        self, expr: ir.Expr | None, scope: Scope, depth: int = 0
    ) -> list[tuple[ir.Expr, Scope]] | None:
        """What a loop goes through in some run: as `items`, but all choices of a condition together,
        the members of an enumeration, and what `.items()`, `.keys()` and `.values()` give."""
        if expr is None or depth > 8:
            return None
        if isinstance(expr, ir.Conditional):
            found: list[tuple[ir.Expr, Scope]] = []
            for choice in (expr.body, expr.orelse):
                for item, at in self.iterated(choice, scope, depth + 1) or ():
                    key = self._key(item, at)
                    known = [self._key(*other) for other in found]
                    if key is _MISSING or key not in known:
                        found.append((item, at))
            return found or None
        if isinstance(expr, ir.Name):
            bindings = [] if expr.id in scope.bound else scope.bindings(expr.id)
            if len(bindings) == 1 and bindings[0].kind == "value" and bindings[0].index is None:
                return self.iterated(bindings[0].value, scope, depth + 1)
        if isinstance(expr, ir.Call):
            if callable_name(self.evaluate(expr.func, scope)) in _SAME_ITEMS and expr.args:
                return self.iterated(expr.positional(0), scope, depth + 1)
            if isinstance(expr.func, ir.Attribute) and not expr.args:
                found_ = self._views_of(expr.func, scope)
                if found_ is not None:
                    return found_
        if isinstance(expr, (ir.Name, ir.Attribute, ir.Call)):
            value = self.evaluate(expr, scope)
            if isinstance(value, ClassRef):
                return self._members(value, expr, scope)
            if isinstance(value, Instance) and value.call is not None and value.call is not expr:
                if callable_name(value.cls) in _SAME_ITEMS and value.scope is not None:
                    return self.iterated(value.call, value.scope, depth + 1)
        return self.items(expr, scope)

    def _views_of(self, func: ir.Attribute, scope: Scope) -> list[tuple[ir.Expr, Scope]] | None:
        """What the method of a dictionary that is known goes through."""
        if func.attr not in ("items", "keys", "values"):
            return None
        value = self.evaluate(func.value, scope)
        if not isinstance(value, Known) or not isinstance(value.expr, ir.Dictionary):
            return None
        found: list[tuple[ir.Expr, Scope]] = []
        for key, item in value.expr.items:
            if key is None:
                return None
            pair = ir.Collection("tuple", (key, item), item.span)
            found.append(({"keys": key, "values": item}.get(func.attr, pair), value.scope))
        return found

    def _members(
        self, cls: ClassRef, expr: ir.Expr, scope: Scope
    ) -> list[tuple[ir.Expr, Scope]] | None:
        """The members of an enumeration, as `expr` names it."""
        if not self._is_enumeration(self.class_scope(cls)):
            return None
        return [
            (ir.Attribute(expr, target.id, expr.span, expr.span), scope)
            for statement in cls.module.class_members(cls.node)
            if isinstance(statement, ir.Assign) and statement.value is not None
            for target in statement.targets
            if isinstance(target, ir.Name) and not target.id.startswith("_")
        ]


def _is_builtin(value: Value | None) -> bool:
    cls = value.cls if isinstance(value, Instance) else None
    return isinstance(cls, Symbol) and cls.name.startswith("builtins.")


def _is_super(expr: ir.Expr) -> bool:
    return isinstance(expr, ir.Call) and ir.dotted(expr.func) == "super"


def is_static(function: ir.Function) -> bool:
    return any(ir.dotted(d.value) == "staticmethod" for d in function.decorators)


def _arithmetic(op: str, left: object, right: object) -> object:
    if left is _MISSING or right is _MISSING:
        return _MISSING
    if isinstance(left, str) and isinstance(right, str) and op == "+":
        return left + right
    if isinstance(left, (int, float)) and isinstance(right, (int, float)):
        if op == "+":
            return left + right
        if op == "-":
            return left - right
        if op == "*":
            return left * right
        if op == "**" and 0 <= right <= 64 and abs(left) <= 1024:
            result: object = left**right
            return result
        if op == "<<" and isinstance(left, int) and isinstance(right, int) and 0 <= right <= 64:
            return left << right
        if op in ("/", "//") and right:
            return left / right if op == "/" else left // right
    return _MISSING
