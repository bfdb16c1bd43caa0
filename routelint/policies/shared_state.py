"""What belongs to one request and is kept where all requests find it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from routelint.findings import Location, Related, Span
from routelint.flow.calls import reached, way_to
from routelint.model import ir
from routelint.model.app import Handler, Role
from routelint.model.pattern import Param
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import (
    BoundMethod,
    ClassRef,
    FunctionRef,
    Instance,
    Known,
    ModuleRef,
    Symbol,
    as_function,
    callable_name,
)
from routelint.policies.request_writes import CHANGES

#: Methods that put something into a collection.
_FILLS = frozenset({"add", "append", "appendleft", "extend", "insert", "update"}) & (
    CHANGES | {"appendleft", "insert"}
)
_CLOCKS = frozenset(
    {
        "time.time",
        "time.monotonic",
        "time.perf_counter",
        "datetime.datetime.now",
        "datetime.datetime.utcnow",
        "uuid.uuid4",
    }
)
_SCALARS = frozenset(
    f"builtins.{name}" for name in ("str", "int", "float", "bool", "bytes", "dict")
)
#: Roles that every request goes through: what they keep is not what a client has set on purpose.
_PASSED = frozenset(
    {
        Role.BEFORE,
        Role.AFTER,
        Role.MIDDLEWARE,
        Role.ASGI_MIDDLEWARE,
        Role.WSGI_MIDDLEWARE,
        Role.DEPENDENCY,
        Role.GUARD,
        Role.DECORATOR,
        Role.PREPROCESSOR,
    }
)
_MAKERS = ("__init__", "__new__")


@dataclass(frozen=True, eq=False)
class SharedWrite:
    """A write of data of one request. `where` says what it is written to: "instance" (an object that
    serves all requests), "class", "module", "app" or "default" (of a parameter)."""

    function: FunctionRef
    handler: Handler
    node: ir.Expr
    statement: Span
    target: str
    name: str
    where: str
    related: tuple[Related, ...] = ()


def shared_writes(project: Project) -> Iterator[SharedWrite]:
    """All such writes in handlers and in the functions that they hand request data to."""
    yield from _Finder(project).found()


@dataclass(frozen=True, eq=False)
class _Visit:
    """A function on the way of a request, by which handler, and its parameters with request data."""

    function: FunctionRef
    handler: Handler
    given: frozenset[str]
    depth: int = 0


@dataclass(frozen=True, eq=False)
class _Slot:
    """Where something is kept: what kind of place, its name (a key where `keyed`), and where it is made."""

    where: str
    name: str
    defined: Location | None = None
    keyed: bool = False


class _Finder:
    def __init__(self, project: Project) -> None:
        self.project = project
        self.tables = {
            name: table
            for framework in project.used
            for name, table in framework.request_objects.items()
        }
        self.values = frozenset(n for f in project.used for n in f.request_values)
        self.seen: set[int] = set()

    def found(self) -> Iterator[SharedWrite]:
        done: set[tuple[int, frozenset[str]]] = set()
        for handler in self.project.handlers:
            if handler.role in (Role.STARTUP, Role.TEST, Role.MOUNT):
                continue
            pending = [_Visit(handler.function, handler, self._parameters(handler))]
            while pending:
                visit = pending.pop()
                key = (id(visit.function.node), visit.given)
                if key in done:
                    continue
                done.add(key)
                derived = _Derived(self, visit)
                for write in self._writes(visit, derived):
                    if id(write.node) not in self.seen:
                        self.seen.add(id(write.node))
                        yield write
                if visit.depth < 3:
                    pending.extend(self._called(visit, derived))

    def _parameters(self, handler: Handler) -> frozenset[str]:
        """The parameters by which a handler gets parts of the request."""
        found: set[str] = set()
        params = handler.function.node.params
        if handler.role in (
            Role.ASGI_APP,
            Role.ASGI_MIDDLEWARE,
            Role.WSGI_APP,
            Role.WSGI_MIDDLEWARE,
        ):
            first = params[1:2] if self._is_method(handler.function) else params[:1]
            return frozenset(p.name for p in first)
        if handler.role != Role.VIEW:
            return frozenset()
        scope = handler.function.scope
        named = {
            part.name
            for route in handler.routes
            if route.pattern is not None
            for part in route.pattern.parts
            if isinstance(part, Param)
        }
        for param in params:
            if param.name in named:
                found.add(param.name)
            elif param.annotation is not None and not isinstance(param.default, ir.Call):
                if callable_name(self.project.evaluate(param.annotation, scope)) in _SCALARS:
                    found.add(param.name)
        return frozenset(found)

    def _is_method(self, function: FunctionRef) -> bool:
        return isinstance(function.scope.node, ir.Class)

    def _called(self, visit: _Visit, derived: _Derived) -> Iterator[_Visit]:
        """The functions of the project that are handed request data, or that may ask for it."""
        scope = self.project.scope(visit.function)
        for node in ir.nodes_of(visit.function.node.body, ir.Call):
            value = self.project.evaluate(node.func, scope)
            function = as_function(value)
            if function is None or self.project.handlers_of(function):
                continue
            params = [
                p for p in function.node.params if p.kind in ("positional-only", "positional")
            ]
            if isinstance(value, BoundMethod) and params:
                params = params[1:]
            given: set[str] = set()
            for i, arg in enumerate(node.args):
                if not derived.is_derived(arg.value):
                    continue
                if arg.keyword is not None:
                    given.add(arg.keyword)
                elif not arg.star and i < len(params):
                    given.add(params[i].name)
            yield _Visit(function, visit.handler, frozenset(given), visit.depth + 1)

    # --- writes -----------------------------------------------------------------------------------
    def _writes(self, visit: _Visit, derived: _Derived) -> Iterator[SharedWrite]:
        function = visit.function
        body = function.node.body
        shared = {
            name
            for node in ir.nodes_of(body, ir.Global)
            if not node.is_nonlocal
            for name in node.names
        }
        for node in ir.walk_body(body):
            if isinstance(node, ir.Assign) and node.value is not None:
                for target, value in _pairs(node):
                    slot = self._slot(visit, target, shared)
                    if slot is not None and self._is_of_one_request(
                        visit, derived, target, value, slot
                    ):
                        yield self._write(visit, target, node.span, slot)
            elif isinstance(node, ir.Call) and isinstance(node.func, ir.Attribute):
                if node.func.attr in _FILLS:
                    yield from self._filled(visit, derived, node, node.func.value)
            elif isinstance(node, ir.AugAssign):
                slot = self._default(visit, node.target)
                if slot is not None:
                    yield self._write(visit, node.target, node.span, slot)

    def _write(self, visit: _Visit, node: ir.Expr, span: Span, slot: _Slot) -> SharedWrite:
        target = (
            node.func.value
            if isinstance(node, ir.Call) and isinstance(node.func, ir.Attribute)
            else node
        )
        related = list(way_to(self.project, visit.function))
        if slot.defined is not None:
            related.append(Related(slot.defined, "made here, once for all requests"))
        return SharedWrite(
            visit.function,
            visit.handler,
            node,
            span,
            ir.text(target),
            slot.name,
            slot.where,
            tuple(related),
        )

    def _slot(self, visit: _Visit, target: ir.Expr, shared: set[str]) -> _Slot | None:
        """The place that an assignment writes to, where requests share it."""
        function = visit.function
        scope = self.project.scope(function)
        if isinstance(target, ir.Name):
            if target.id not in shared:
                return None
            return _Slot("module", target.id, self._defined(scope.module.scope, target.id))
        if isinstance(target, ir.Subscript):
            key = target.index
            if not isinstance(key, ir.Constant) or not isinstance(key.value, str):
                return None
            if self._is_app(target.value, scope):
                return _Slot("app", key.value, keyed=True)
            return self._item_slot(visit, target.value, key.value, scope)
        if not isinstance(target, ir.Attribute):
            return None
        base = target.value
        if isinstance(base, ir.Name) and self._is_self(function, base.id):
            return _Slot("instance", target.attr) if self._is_shared_self(visit) else None
        value = self.project.evaluate(base, scope)
        if isinstance(value, ModuleRef):
            return _Slot("module", target.attr, self._defined(value.module.scope, target.attr))
        if isinstance(value, ClassRef) or _is_own_class(base):
            return _Slot("class", target.attr)
        if self._is_app(base, scope):
            return _Slot("app", target.attr)
        return None

    def _item_slot(self, visit: _Visit, mapping: ir.Expr, key: str, scope: Scope) -> _Slot | None:
        """A fixed key of a dictionary of the module, the class or an object for all requests."""
        if isinstance(mapping, ir.Name):
            if scope.bindings(mapping.id):
                return self._default(visit, mapping)
            value = self.project.evaluate(mapping, scope)
            if isinstance(value, Known) and isinstance(value.expr, ir.Dictionary):
                place = Location(value.scope.module.path, value.expr.span)
                return _Slot("module", key, place, keyed=True)
        elif isinstance(mapping, ir.Attribute) and isinstance(mapping.value, ir.Name):
            if self._is_self(visit.function, mapping.value.id):
                defined = self._class_level(visit.function, mapping.attr)
                if defined is not None:
                    return _Slot("class", key, defined, keyed=True)
                if self._is_shared_self(visit):
                    return _Slot("instance", key, keyed=True)
        return None

    def _default(self, visit: _Visit, target: ir.Expr) -> _Slot | None:
        """A parameter whose default is a collection that is made once."""
        if not isinstance(target, ir.Name):
            return None
        function = visit.function
        param = function.node.parameter(target.id)
        if param is None or len(self.project.scope(function).bindings(target.id)) != 1:
            return None
        default = param.default
        made = isinstance(default, (ir.Dictionary, ir.Collection)) or (
            isinstance(default, ir.Call) and ir.dotted(default.func) in ("list", "dict", "set")
        )
        if not made or default is None or getattr(default, "kind", "") == "tuple":
            return None
        roles = {h.role for h in self.project.handlers_of(function)}
        if roles & visit.handler.framework.copied_defaults:
            return None
        return _Slot("default", target.id, Location(function.module.path, default.span))

    def _filled(
        self, visit: _Visit, derived: _Derived, call: ir.Call, collection: ir.Expr
    ) -> Iterator[SharedWrite]:
        """What is put into a default, or into a collection that a class has made for all its objects."""
        slot = self._default(visit, collection)
        if slot is not None:
            yield self._write(visit, call, call.span, slot)
            return
        if not isinstance(collection, ir.Attribute) or not isinstance(collection.value, ir.Name):
            return
        if not self._is_self(visit.function, collection.value.id):
            return
        defined = self._class_level(visit.function, collection.attr)
        if defined is None or not any(derived.is_derived(arg.value) for arg in call.args):
            return
        name = collection.attr
        if self._is_emptied(visit.function, name):
            return
        slot = _Slot("class", name, defined)
        if self._only_for_itself(visit, slot, call):
            yield self._write(visit, call, call.span, slot)

    def _is_of_one_request(
        self, visit: _Visit, derived: _Derived, target: ir.Expr, value: ir.Expr, slot: _Slot
    ) -> bool:
        if slot.where == "default":
            return True
        if _is_made_once(visit.function.node.body, target, slot.name):
            return False
        if ir.text(target) in _texts(value):
            return False
        if not derived.is_derived(value):
            return (
                slot.where == "instance"
                and visit.handler.role in _PASSED
                and self._is_clock(value, self.project.scope(visit.function))
                and self._only_for_itself(visit, slot, target)
                and self._is_read_elsewhere(visit, slot)
            )
        if visit.handler.role in _PASSED:
            return True
        return self._only_for_itself(visit, slot, target)

    def _is_clock(self, value: ir.Expr, scope: Scope) -> bool:
        if not isinstance(value, ir.Call):
            return False
        name = self.project.name_of(value.func, scope)
        return name in _CLOCKS or any(
            name in framework.own_calls.clocks for framework in self.project.used
        )

    # --- who reads it -----------------------------------------------------------------------------
    def _only_for_itself(self, visit: _Visit, slot: _Slot, node: ir.Expr) -> bool:
        """Whether what is kept is read in the request that has put it there, and never by a view that
        does not put anything there: that would be a state that clients change on purpose."""
        function = visit.function
        here = self._reads(function, slot, node)
        behind = any(read.span.start > node.span.start for read in here)
        before = any(read.span.start < node.span.start for read in here)
        if before:
            return False
        writing = self._functions_with(slot, written=True)
        reading = self._functions_with(slot, written=False)
        for other in self.project.handlers:
            if other.role not in (Role.VIEW, Role.WEBSOCKET):
                continue
            if other.framework is not visit.handler.framework:
                continue
            ways = {id(f.node) for f in self._reached(other)}
            if ways & reading and not ways & writing:
                return visit.handler.role in _PASSED and slot.where != "instance"
        ways = {id(f.node) for f in self._reached(visit.handler)} - {id(function.node)}
        return behind or bool(ways & reading) or visit.handler.role in _PASSED

    def _is_read_elsewhere(self, visit: _Visit, slot: _Slot) -> bool:
        reading = self._functions_with(slot, written=False)
        return bool(reading - {id(visit.function.node)}) or bool(
            self._reads(visit.function, slot, None)
        )

    def _reached(self, handler: Handler) -> list[FunctionRef]:
        return self.project.memo(
            f"reached-functions:{id(handler)}", lambda: reached(self.project, [handler])
        )

    def _functions_with(self, slot: _Slot, *, written: bool) -> frozenset[int]:
        """The functions that write, or read, such a place, by the identities of their nodes."""

        def compute() -> frozenset[int]:
            found: set[int] = set()
            for function in {*self.project.pipeline_functions(), *reached(self.project)}:
                if written:
                    hit = _writes_name(function.node, slot.name)
                else:
                    reads = self._reads(function, slot, None)
                    hit = any(not _is_filled(function.node, read) for read in reads)
                if hit:
                    found.add(id(function.node))
            return frozenset(found)

        key = f"{written}:{slot.where}:{slot.keyed}:{slot.name}"
        return self.project.memo(f"functions-with:{key}", compute)

    def _reads(self, function: FunctionRef, slot: _Slot, written: ir.Expr | None) -> list[ir.Expr]:
        """Where a function reads what is kept in such a place, but for what it writes."""
        found = _reads(function.node, slot.name, written, keyed=slot.keyed)
        if slot.where != "module" or slot.keyed:
            return [r for r in found if slot.keyed or not isinstance(r, ir.Name)]
        scope = self.project.scope(function)
        return [
            read
            for read in found
            if not isinstance(read, ir.Attribute)
            or isinstance(self.project.evaluate(read.value, scope), ModuleRef)
        ]

    # --- what is shared ---------------------------------------------------------------------------
    def _is_self(self, function: FunctionRef, name: str) -> bool:
        params = function.node.params
        return (
            self._is_method(function)
            and bool(params)
            and params[0].name == name
            and isinstance(self.project.scope(function).bound.get(name), Instance)
        )

    def _is_shared_self(self, visit: _Visit) -> bool:
        """Whether the object of a method serves all requests."""
        function = visit.function
        owner = self.project.scope(function).owner
        if owner is None or function.name in _MAKERS:
            return False
        of_handler = self.project.scope(visit.handler.function).owner
        if of_handler is None or owner not in self.project.resolver.mro(of_handler):
            if of_handler not in self.project.resolver.mro(owner):
                return False
        framework = visit.handler.framework
        if framework.shared_when:
            attribute, wanted = framework.shared_when
            cls = visit.handler.view_class or owner
            given = self.project.resolver.class_attribute(cls, attribute)
            if isinstance(given, Known):
                return self.project.resolver.constant(given.expr, given.scope) is wanted
        if visit.handler.role not in framework.shared_selves:
            return False
        return not self._is_made_for_a_request(owner)

    def _is_made_for_a_request(self, owner: ClassRef) -> bool:
        """Whether some function that answers requests makes objects of the class."""

        def compute() -> frozenset[int]:
            found: set[int] = set()
            for function in reached(self.project):
                if function.name == "__init__":
                    continue
                scope = self.project.scope(function)
                for node in ir.walk_body(function.node.body, into_functions=True):
                    if isinstance(node, ir.Call):
                        value = self.project.evaluate(node.func, scope)
                        if isinstance(value, ClassRef):
                            found.add(id(value.node))
            return frozenset(found)

        return id(owner.node) in self.project.memo("classes-made-for-requests", compute)

    def _is_app(self, expr: ir.Expr, scope: Scope) -> bool:
        """Whether an expression is an application, or its place for what it knows."""
        if isinstance(expr, ir.Attribute) and expr.attr in ("state", "config", "ctx"):
            expr = expr.value
        if isinstance(expr, ir.Attribute) and expr.attr in ("app", "application"):
            base = self.project.evaluate(expr.value, scope)
            for name in self.project.resolver.class_names(base):
                if name in self.tables and expr.attr in self.tables[name].shared:
                    return True
        value = self.project.evaluate(expr, scope)
        names = self.project.resolver.class_names(value)
        return isinstance(value, (Instance, Symbol)) and any(
            n in self.project.names.containers
            and self.project.names.containers[n][1].kind == "app"
            and not self.project.names.containers[n][1].of_class
            for n in names
        )

    def _class_level(self, function: FunctionRef, name: str) -> Location | None:
        """Where a class makes a collection for all its objects, of which none makes its own."""
        owner = self.project.scope(function).owner
        if owner is None:
            return None
        for base in self.project.resolver.mro(owner):
            if not isinstance(base, ClassRef):
                continue
            for method in self.project.resolver.methods(base):
                if _assigns_self(method.node, name):
                    return None
        for base in self.project.resolver.mro(owner):
            if isinstance(base, ClassRef):
                for binding in self.project.resolver.class_scope(base).bindings(name):
                    made = binding.value
                    if isinstance(made, (ir.Dictionary, ir.Collection)) and not made.items:
                        if getattr(made, "kind", "") != "tuple":
                            return Location(base.module.path, made.span)
        return None

    def _is_emptied(self, function: FunctionRef, name: str) -> bool:
        """Whether somebody takes things out again, as with those who are connected."""
        owner = self.project.scope(function).owner
        if owner is None:
            return False
        return any(
            isinstance(node, ir.Call)
            and isinstance(node.func, ir.Attribute)
            and node.func.attr in ("remove", "discard", "pop", "popleft", "clear", "popitem")
            and isinstance(node.func.value, ir.Attribute)
            and node.func.value.attr == name
            for method in self.project.resolver.methods(owner)
            for node in ir.walk_body(method.node.body)
        )

    def _defined(self, scope: Scope, name: str) -> Location | None:
        for binding in scope.bindings(name):
            if binding.value is not None:
                return Location(scope.module.path, binding.value.span)
        return None


_BINDING = frozenset([ir.Assign, ir.For, ir.NamedExpr, ir.With])


class _Derived:
    """Which expressions of a function hold what one request has brought."""

    def __init__(self, finder: _Finder, visit: _Visit) -> None:
        self.finder = finder
        self.project = finder.project
        self.scope = finder.project.scope(visit.function)
        self.names = set(visit.given)
        body = ir.walk_body(visit.function.node.body, only=_BINDING)
        for _ in range(2):
            for node in body:
                if isinstance(node, ir.Assign) and node.value is not None:
                    for target, value in _pairs(node):
                        self._assigned(target, value)
                elif isinstance(node, ir.For):
                    self._assigned(node.target, node.iter)
                elif isinstance(node, ir.NamedExpr):
                    self._assigned(node.target, node.value)
                elif isinstance(node, ir.With):
                    for item in node.items:
                        if item.target is not None:
                            self._assigned(item.target, item.context)

    def _assigned(self, target: ir.Expr, value: ir.Expr) -> None:
        if self.is_derived(value):
            for node in ir.walk(target):
                if isinstance(node, ir.Name):
                    self.names.add(node.id)

    def is_derived(self, expr: ir.Node) -> bool:
        if isinstance(expr, (ir.Constant, ir.Lambda)):
            return False
        if isinstance(expr, ir.Name):
            return expr.id in self.names or self._is_request(expr)
        if isinstance(expr, ir.Attribute):
            if self._is_request(expr):
                return True
            value = self.project.evaluate(expr.value, self.scope)
            for name in self.project.resolver.class_names(value):
                table = self.finder.tables.get(name)
                if table is not None and expr.attr in table.shared:
                    return False
            return self.is_derived(expr.value)
        return any(self.is_derived(child) for child in ir.children(expr))

    def _is_request(self, expr: ir.Name | ir.Attribute) -> bool:
        value = self.project.evaluate(expr, self.scope)
        if value is None:
            return False
        if callable_name(value) in self.finder.values:
            return True
        return any(n in self.finder.tables for n in self.project.resolver.class_names(value))


def _pairs(node: ir.Assign) -> Iterator[tuple[ir.Expr, ir.Expr]]:
    """Each target with its value; those of `a, b = x, y` one by one."""
    assert node.value is not None
    for target in node.targets:
        if isinstance(target, ir.Collection):
            values = node.value.items if isinstance(node.value, ir.Collection) else ()
            for i, item in enumerate(target.items):
                yield item, values[i] if len(values) == len(target.items) else node.value
        else:
            yield target, node.value


def _is_own_class(expr: ir.Expr) -> bool:
    """`self.__class__`, `type(self)`."""
    if isinstance(expr, ir.Attribute):
        return expr.attr == "__class__"
    return isinstance(expr, ir.Call) and ir.dotted(expr.func) == "type" and len(expr.args) == 1


def _is_made_once(body: tuple[ir.Stmt, ...], target: ir.Expr, name: str) -> bool:
    """Whether a condition on the place itself stands around the assignment: it is made when needed."""
    return any(
        _asks_for(node.test, target, name) and any(part is target for part in ir.walk_body((node,)))
        for node in ir.nodes_of(body, ir.If)
    )


def _asks_for(test: ir.Expr, target: ir.Expr, name: str) -> bool:
    """Whether a test looks at a place: by what it is called, as a key, or with `hasattr`."""
    if ir.text(target) in _texts(test):
        return True
    if isinstance(target, ir.Subscript):
        return ir.text(target.value) in _texts(test) and _mentions(test, name)
    return any(
        isinstance(node, ir.Call)
        and ir.dotted(node.func) in ("hasattr", "getattr")
        and _mentions(node, name)
        for node in ir.walk(test)
    )


def _texts(expr: ir.Expr) -> set[str]:
    """The texts of the names, attributes and items that an expression reads."""
    kinds = (ir.Name, ir.Attribute, ir.Subscript)
    return {ir.text(node) for node in ir.walk(expr) if isinstance(node, kinds)}


def _mentions(expr: ir.Expr, name: str) -> bool:
    return any(
        (isinstance(node, ir.Name) and node.id == name)
        or (isinstance(node, ir.Attribute) and node.attr == name)
        or (isinstance(node, ir.Constant) and node.value == name)
        for node in ir.walk(expr)
    )


def _reads(
    function: ir.Function, name: str, written: ir.Expr | None, *, keyed: bool
) -> list[ir.Expr]:
    """Where a function reads something of a name; targets of assignments are no reads, and texts are
    only where they are keys."""
    nodes = ir.walk_body(function.body, into_functions=True)
    skipped = {
        id(part)
        for node in nodes
        if isinstance(node, (ir.Assign, ir.Delete))
        for target in node.targets
        for part in (target, getattr(target, "index", target))
    }
    if written is not None:
        skipped |= {id(part) for part in ir.walk(written)}
    params = {param.name for param in function.params}
    own = params | {
        target.id
        for node in nodes
        if isinstance(node, ir.Assign)
        for target in node.targets
        if isinstance(target, ir.Name)
    }
    own -= {n for node in nodes if isinstance(node, ir.Global) for n in node.names}
    asked = {
        id(arg.value)
        for node in nodes
        if isinstance(node, ir.Call) and ir.dotted(node.func) in ("getattr", "hasattr")
        for arg in node.args
    }
    found: list[ir.Expr] = []
    for node in nodes:
        if id(node) in skipped:
            continue
        if isinstance(node, ir.Name) and node.id == name and name not in own:
            found.append(node)
        elif isinstance(node, ir.Attribute) and node.attr == name:
            if ir.dotted(node.value) not in params - {"self", "cls"}:
                found.append(node)
        elif isinstance(node, ir.Constant) and node.value == name:
            if keyed or id(node) in asked:
                found.append(node)
    return found


def _is_filled(function: ir.Function, read: ir.Expr) -> bool:
    return any(
        isinstance(node, ir.Call)
        and isinstance(node.func, ir.Attribute)
        and node.func.attr in _FILLS
        and node.func.value is read
        for node in ir.walk_body(function.body, into_functions=True)
    )


def _writes_name(function: ir.Function, name: str) -> bool:
    for node in ir.walk_body(function.body, into_functions=True):
        if isinstance(node, ir.Assign):
            for target, _ in _pairs(node) if node.value is not None else ():
                if isinstance(target, ir.Name) and target.id == name:
                    return True
                if isinstance(target, ir.Attribute) and target.attr == name:
                    return True
                if isinstance(target, ir.Subscript) and _mentions(target.index, name):
                    return True
        elif isinstance(node, ir.Call) and isinstance(node.func, ir.Attribute):
            if node.func.attr in _FILLS and _mentions(node.func.value, name):
                return True
    return False


def _assigns_self(function: ir.Function, name: str) -> bool:
    me = function.params[0].name if function.params else ""
    return any(
        isinstance(target, ir.Attribute)
        and target.attr == name
        and isinstance(target.value, ir.Name)
        and target.value.id == me
        for node in ir.nodes_of(function.body, ir.Assign)
        for target in node.targets
    )
