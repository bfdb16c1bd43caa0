"""Coroutines that nobody awaits: which calls make one, and which of these are dropped or tested.

A coroutine runs when it is awaited, and never otherwise. As a value it is an object like any other:
true, and equal to nothing but itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from routelint.findings import Location, Related
from routelint.flow.blocking_calls import Calls
from routelint.flow.calls import reached
from routelint.flow.pipeline import is_next
from routelint.flow.values import dropped_values
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
    callable_name,
)
from routelint.model.vocabulary import Framework

#: Decorators that leave what a function gives when it is called as it is.
_TRANSPARENT = frozenset(
    {
        "abc.abstractmethod",
        "builtins.classmethod",
        "builtins.staticmethod",
        "functools.cache",
        "functools.lru_cache",
        "functools.wraps",
        "typing.final",
        "typing.override",
        "typing_extensions.override",
    }
)
_LIBRARY = frozenset(
    {
        "anyio.sleep",
        "anyio.to_thread.run_sync",
        "asyncio.sleep",
        "asyncio.to_thread",
        "asyncio.wait",
        "asyncio.wait_for",
    }
)
_TESTING = frozenset({"builtins.bool", "builtins.all", "builtins.any"})
_DEPTH = 3


@dataclass(frozen=True, eq=False)
class Coroutine:
    """What a call (or an attribute) gives. `label` names what was called, `function` is the
    `async def` of the project, `framework` that of a coroutine of a framework. `trace` leads to the
    `async def`. A `future` runs by itself; `passes_on`: it is the rest of the
    pipeline."""

    label: str
    function: FunctionRef | None = None
    framework: Framework | None = None
    trace: tuple[Related, ...] = ()
    future: bool = False
    passes_on: bool = False


@dataclass(frozen=True, eq=False)
class Unawaited:
    """A coroutine that nobody awaits. `expr` makes it, in `function`.

    `how`: "statement" (a bare expression), "assigned" (to a local name that is never read) or
    "condition" (its truth is asked for, at `test`, where it stands itself or by a local name that is
    only used so).
    """

    expr: ir.Call | ir.Attribute
    coroutine: Coroutine
    how: str
    statement: ir.Stmt | None
    function: FunctionRef
    test: ir.Expr | None = None

    @property
    def location(self) -> Location:
        return Location(self.function.module.path, self.expr.span)

    @property
    def can_be_awaited(self) -> bool:
        """Whether `await` may stand where the coroutine is made."""
        return self.function.node.is_async


class Coroutines:
    """The answers for one project, kept."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._functions: dict[int, Coroutine | None] = {}
        self._futures = Calls.of(project).futures

    @classmethod
    def of(cls, project: Project) -> Coroutines:
        return project.memo("coroutines", lambda: cls(project))

    # --- what makes one ---------------------------------------------------------------------------
    def made(self, expr: ir.Expr | None, scope: Scope) -> Coroutine | None:
        """The coroutine that an expression gives, where it is a call or an attribute known to."""
        if isinstance(expr, ir.Call):
            func = self.project.evaluate(expr.func, scope)
            name = callable_name(func)
            if name is not None:
                return self._external(name, scope)
            if isinstance(func, Instance) and isinstance(func.cls, ClassRef):
                method = self.project.resolver.method(func.cls, "__call__")
                return None if method is None else self.of_function(method)
            function = as_function(func)
            if function is None:
                return self._of_pipeline(expr, func, scope)
            if not _is_named(expr.func, function, scope):
                return None
            return self.of_function(function)
        if isinstance(expr, ir.Attribute):
            name = self.project.name_of(expr, scope)
            framework = self.project.names.coroutine_attributes.get(name)
            if framework is None:
                return self._property(expr, scope)
            if name in framework.in_async and not _is_async(scope):
                return None
            return Coroutine(name, framework=framework)
        return None

    def _property(self, expr: ir.Attribute, scope: Scope) -> Coroutine | None:
        """The coroutine that a property of a class of the project gives."""
        base = self.project.evaluate(expr.value, scope)
        if not isinstance(base, Instance) or not isinstance(base.cls, ClassRef):
            return None
        found = self.project.resolver.method(base.cls, expr.attr)
        if found is None or not found.node.is_async or found.node.is_generator:
            return None
        if [self._decorator(d, found) for d in found.node.decorators] != ["builtins.property"]:
            return None
        trace = Related(found.location, f"`{found.name}` is a coroutine function")
        return Coroutine(found.node.qualname, found, trace=(trace,))

    def _external(self, name: str, scope: Scope) -> Coroutine | None:
        framework = self.project.names.coroutines.get(name)
        if framework is None:
            return Coroutine(name) if name in _LIBRARY else None
        if name in framework.in_async and not _is_async(scope):
            return None
        return Coroutine(name, framework=framework, future=name in framework.futures)

    def _of_pipeline(self, call: ir.Call, func: Value | None, scope: Scope) -> Coroutine | None:
        """What the next handler, the means to send of a raw application, and a response that is
        such an application give."""
        inner = scope.function_scope()
        node = None if inner is None else inner.node
        if not isinstance(node, ir.Function) or not node.is_async:
            return None
        if isinstance(func, Instance) and len(call.args) == 3:
            names = self.project.names.responses
            known = (names.get(n) for n in self.project.resolver.class_names(func))
            framework = next((f for f in known if f is not None), None)
            if framework is not None:
                return Coroutine("response", framework=framework)
        handlers = self.project.handlers_of(FunctionRef(scope.module, node, scope))
        own = [p.name for p in node.params[-3:]]
        if len(own) == 3 and [ir.dotted(arg.value) for arg in call.args] == own:
            for handler in handlers:
                if handler.role == Role.ASGI_MIDDLEWARE:
                    name = ir.text(call.func)
                    return Coroutine(name, framework=handler.framework, passes_on=True)
        if func is not None:
            return None
        for handler in handlers:
            if self._passes_on(call, handler):
                return Coroutine(ir.text(call.func), framework=handler.framework, passes_on=True)
            if handler.role in (Role.ASGI_APP, Role.ASGI_MIDDLEWARE) and (
                isinstance(call.func, ir.Name)
                and call.func.id in {p.name for p in node.params[-2:]}
            ):
                return Coroutine(call.func.id, framework=handler.framework)
        return None

    def _passes_on(self, call: ir.Call, handler: Handler) -> bool:
        """Whether an async function calls what stands behind it, which is async for that reason."""
        if not is_next(call, handler):
            return False
        if handler.role in (Role.MIDDLEWARE, Role.ASGI_MIDDLEWARE):
            return True
        return (
            handler.role == Role.DECORATOR
            and bool(handler.wraps)
            and all(wrapped.function.node.is_async for wrapped in handler.wraps)
        )

    def of_function(self, function: FunctionRef) -> Coroutine | None:
        """The coroutine that calling a function of the project gives."""
        key = id(function.node)
        if key not in self._functions:
            self._functions[key] = None
            self._functions[key] = self._of_function(function)
        return self._functions[key]

    def _of_function(self, function: FunctionRef) -> Coroutine | None:
        node = function.node
        future = False
        for decorator in node.decorators:
            name = self._decorator(decorator, function)
            future = future or name in self._futures
            if name not in _TRANSPARENT and name not in self._futures:
                # What stands around the outermost of them is called.
                return self._wrapped(decorator, function)
        if not self._is_defined_alike(function):
            return None
        if future or (node.is_async and not node.is_generator):
            what = "a coroutine" if node.is_async or not future else "a future"
            trace = Related(function.location, f"`{node.name}` is {what} function")
            return Coroutine(node.qualname, function, trace=(trace,), future=future)
        if node.is_async or node.is_generator:
            return None
        return self._handed_on(function)

    def _handed_on(self, function: FunctionRef) -> Coroutine | None:
        """The coroutine that a plain function gives whatever it does."""
        returns = list(ir.nodes_of(function.node.body, ir.Return))
        if not returns or function.node.body[-1] is not returns[-1]:
            return None
        scope = self.project.scope(function)
        made = [self.made(statement.value, scope) for statement in returns]
        first = made[0]
        if first is None or any(one is None for one in made) or len(first.trace) >= _DEPTH:
            return None
        place = Location(function.module.path, returns[0].span)
        step = Related(place, f"`{function.name}` hands the coroutine on")
        return Coroutine(
            function.node.qualname,
            first.function,
            first.framework,
            (step, *first.trace),
            first.future,
        )

    def _wrapped(self, decorator: ir.Decorator, function: FunctionRef) -> Coroutine | None:
        """The coroutine that the wrapper of a decorator of the project gives."""
        made = as_function(self.project.evaluate(decorator.value, function.scope))
        wrapper = None if made is None else as_function(self.project.resolver.result(made))
        if wrapper is None or made is None or wrapper.scope.node is not made.node:
            return None
        inner = self.of_function(wrapper)
        if inner is None or not wrapper.node.is_async or not function.node.is_async:
            return None
        trace = Related(function.location, f"`{function.name}` is a coroutine function")
        return Coroutine(function.node.qualname, function, trace=(trace,))

    def _decorator(self, decorator: ir.Decorator, function: FunctionRef) -> str:
        value = decorator.value
        target = value.func if isinstance(value, ir.Call) else value
        return self.project.name_of(target, function.scope)

    def _is_defined_alike(self, function: FunctionRef) -> bool:
        """Whether all functions of that name beside this one give a coroutine, or none does."""
        others = [
            binding.node
            for binding in function.scope.bindings(function.name)
            if isinstance(binding.node, ir.Function)
        ]
        return all(other.is_async == function.node.is_async for other in others)

    # --- what nobody awaits -----------------------------------------------------------------------
    def unawaited(self) -> list[Unawaited]:
        """All of the project, in order of path and place."""
        return self.project.memo("unawaited", self._unawaited)

    def _unawaited(self) -> list[Unawaited]:
        found = [
            unawaited for function in self.functions() for unawaited in self.in_function(function)
        ]
        return sorted(found, key=lambda u: (u.location.path, u.location.span.start))

    def functions(self) -> list[FunctionRef]:
        """Where coroutines are looked for: the functions that were read, those that handlers call,
        and others that may drop one."""
        return self.project.memo("with-coroutines", self._all_functions)

    def _all_functions(self) -> list[FunctionRef]:
        functions = {id(f.node): f for f in self.project.pipeline_functions()}
        for others in (reached(self.project), self.project.callers_of_coroutines()):
            for function in others:
                functions.setdefault(id(function.node), function)
        return [f for f in functions.values() if not f.module.is_test]

    def in_function(self, function: FunctionRef) -> Iterator[Unawaited]:
        """Those of a function's own body, nested functions left out."""
        scope = self.project.scope(function)
        seen: set[int] = set()
        for dropped in dropped_values(function.node):
            if dropped.awaited or not isinstance(dropped.expr, (ir.Call, ir.Attribute)):
                continue
            coroutine = self.made(dropped.expr, scope)
            if coroutine is not None:
                seen.add(id(dropped.expr))
                how = "assigned" if dropped.how == "assigned" else "statement"
                yield Unawaited(dropped.expr, coroutine, how, dropped.statement, function)
        for test in tested(function.node.body):
            if isinstance(test, (ir.Call, ir.Attribute)):
                coroutine = self.made(test, scope)
                if coroutine is not None and id(test) not in seen:
                    seen.add(id(test))
                    yield Unawaited(test, coroutine, "condition", None, function, test)
            elif isinstance(test, ir.Name):
                for statement in _only_tested(test.id, function.node):
                    value = statement.value
                    if isinstance(value, (ir.Call, ir.Attribute)) and id(value) not in seen:
                        coroutine = self.made(value, scope)
                        if coroutine is not None:
                            seen.add(id(value))
                            yield Unawaited(
                                value, coroutine, "condition", statement, function, test
                            )


def _is_async(scope: Scope) -> bool:
    inner = scope.function_scope()
    return inner is not None and isinstance(inner.node, ir.Function) and inner.node.is_async


def tested(body: tuple[ir.Stmt, ...]) -> Iterator[ir.Expr]:
    """The expressions in a body of which only the truth counts, or which are compared with
    something; in source order, each once, nested functions left out."""
    seen: set[int] = set()
    for node in ir.walk_body(body, only=_WITH_TESTS):
        for expr in _tests(node):
            for operand in _operands(expr):
                if id(operand) not in seen:
                    seen.add(id(operand))
                    yield operand


#: What `_tests` finds tests in.
_WITH_TESTS: frozenset[type] = frozenset(
    {
        *(ir.If, ir.While, ir.Assert, ir.Conditional, ir.Not),
        *(ir.BoolOp, ir.Clause, ir.Case, ir.Compare, ir.Call),
    }
)


def _tests(node: ir.Node) -> Iterator[ir.Expr]:
    if isinstance(node, (ir.If, ir.While, ir.Assert, ir.Conditional)):
        yield node.test
    elif isinstance(node, ir.Not):
        yield node.operand
    elif isinstance(node, ir.BoolOp):
        yield from node.values[:-1]
    elif isinstance(node, ir.Clause):
        yield from node.conditions
    elif isinstance(node, ir.Case) and node.guard is not None:
        yield node.guard
    elif isinstance(node, ir.Compare):
        # A comparison by order or a look into it is an error, which nobody overlooks.
        sides = (node.left, *node.comparators)
        for i, op in enumerate(node.ops):
            if op in ("==", "!=", "is", "is not"):
                yield from sides[i : i + 2]
    elif isinstance(node, ir.Call) and ir.dotted(node.func) in ("bool", "all", "any"):
        for arg in node.args[:1]:
            if isinstance(arg.value, ir.Collection):
                yield from arg.value.items
            elif isinstance(arg.value, ir.Comprehension):
                yield from arg.value.elements[:1]
            elif ir.dotted(node.func) == "bool":
                yield arg.value


def _operands(expr: ir.Expr) -> Iterator[ir.Expr]:
    """What decides about the truth of an expression. What `not` turns around is a test of its own."""
    if isinstance(expr, ir.BoolOp):
        for value in expr.values:
            yield from _operands(value)
    elif isinstance(expr, ir.Conditional):
        yield from _operands(expr.body)
        yield from _operands(expr.orelse)
    elif isinstance(expr, ir.NamedExpr):
        yield from _operands(expr.value)
    else:
        yield expr


_BINDING = frozenset([ir.Assign, ir.Global, ir.NamedExpr])
_NAMES = frozenset([ir.Name])


def _only_tested(name: str, function: ir.Function) -> list[ir.Assign]:
    """The assignments of a local name of which nothing but the truth is ever looked at."""
    if function.parameter(name) is not None:
        return []
    assigned: list[ir.Assign] = []
    tests = {id(expr) for expr in tested(function.body)}
    for node in ir.walk_body(function.body, into_functions=True, only=_BINDING):
        if isinstance(node, ir.Assign):
            for target in node.targets:
                if isinstance(target, ir.Name) and target.id == name:
                    assigned.append(node)
                    tests.add(id(target))
        elif (isinstance(node, ir.Global) and name in node.names) or (
            isinstance(node, ir.NamedExpr) and node.target.id == name
        ):
            return []
    for node in ir.walk_body(function.body, into_functions=True, only=_NAMES):
        if isinstance(node, ir.Name) and node.id == name and id(node) not in tests:
            return []
    return assigned


def _is_named(func: ir.Expr, function: FunctionRef, scope: Scope) -> bool:
    """Whether the function is called by its own name, or by one that an import gives it: another
    name may stand for what somebody has made of it (`sync = async_to_sync(function)`)."""
    if isinstance(func, ir.Attribute):
        return func.attr == function.name
    if not isinstance(func, ir.Name):
        return False
    if func.id == function.name:
        return True
    current: Scope | None = scope
    while current is not None:
        bindings = current.bindings(func.id)
        if bindings:
            return all(
                b.kind == "import" and b.imported is not None and b.imported.name == function.name
                for b in bindings
            )
        current = current.parent
    return False
