"""Reads module-level code and factory functions in the order in which Python would run them, and
collects what they register.

Imports of project modules are followed where they stand, functions that are given an app or router
are entered with their arguments bound, loops over known lists are unrolled, all branches are taken.
Every function body is entered once for each set of apps, and of texts beside them, that it is called
with; functions that nobody calls are entered at the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from routelint.model import ir
from routelint.model.modules import Module
from routelint.model.scopes import Scope
from routelint.model.values import (
    BoundMethod,
    ClassRef,
    FunctionRef,
    Instance,
    Known,
    Member,
    Symbol,
    Value,
)

if TYPE_CHECKING:
    from routelint.model.link import Linker

_MAX_DEPTH = 8


class Wiring:
    """`program` is the path of the module that was started first: each has its own default app.
    `root` is that, or the function with which reading began, where nothing calls it."""

    def __init__(self, linker: Linker) -> None:
        self.linker = linker
        self.resolver = linker.resolver
        self._modules_done: set[str] = set()
        self._entered: set[tuple[object, ...]] = set()
        self.executed: set[int] = set()
        # The scopes of the turns of loops, with the names that these bind.
        self._turns: dict[int, tuple[Scope, set[str]]] = {}
        self._depth = 0
        self._programs: dict[str, str] = {}
        self.program = ""
        self.root = ""
        self.conditional = False
        self.main_guard = False

    # --- modules and functions --------------------------------------------------------------------
    def module(self, module: Module) -> None:
        if module.path in self._modules_done or module.is_test:
            return
        self._modules_done.add(module.path)
        outer = self.program, self.root
        self.program = self.root = self.program or module.path
        self._programs[module.path] = self.program
        self.body(module.top_level(), module.scope)
        self.program, self.root = outer

    def leftovers(self, module: Module) -> None:
        """Enters the functions of a module that nothing else has entered."""
        if module.is_test:
            return
        self.program = self._programs.get(module.path, module.path)
        functions = [
            f for f in self.linker.reading.functions_of(module) if self._handed_app(f) is None
        ]
        for function in functions:
            if id(function.node) not in self.executed and not self._needs_app(function):
                self._begin(function, self._defaults(function))
        for function in functions:
            if id(function.node) not in self.executed:
                self._begin(function, self._defaults(function))
        self.program = ""

    def _begin(self, function: FunctionRef, bound: dict[str, Value]) -> None:
        """Enters a function that nothing is seen to call."""
        self.root = f"{function.module.path}:{function.node.qualname}"
        self.enter(function, bound)
        self.root = ""

    def entry_functions(self, module: Module) -> None:
        """Enters the functions that others call with an app, and which no app of the project was
        handed to."""
        if module.is_test:
            return
        for function in self.linker.reading.functions_of(module):
            app = self._handed_app(function)
            if app is not None and id(function.node) not in self.executed:
                name = function.node.params[0].name
                self._begin(function, {name: app, **self._defaults(function)})

    def _handed_app(self, function: FunctionRef) -> Value | None:
        """The app that a framework calls a function of this name with."""
        for framework in self.linker.frameworks:
            cls = framework.entry_functions.get(function.name)
            if cls is not None and function.node.params and function.owner is None:
                return Instance(Symbol(cls))
        return None

    def _defaults(self, function: FunctionRef) -> dict[str, Value]:
        """Parameters whose default is a class or function of the project (a factory's settings)."""
        found: dict[str, Value] = {}
        for param in function.node.params:
            if isinstance(param.default, (ir.Name, ir.Attribute)):
                value = self.resolver.evaluate(param.default, function.scope)
                if isinstance(value, (ClassRef, FunctionRef)):
                    found[param.name] = value
        return found

    def _needs_app(self, function: FunctionRef) -> bool:
        return any(
            self.resolver.names.is_container(
                self.resolver.class_names(self.resolver.annotated(p.annotation, function.scope))
            )
            for p in function.node.params
            if p.annotation is not None
        )

    def enter(
        self, function: FunctionRef, bound: dict[str, Value], receiver: Value | None = None
    ) -> None:
        apps = tuple(
            sorted(
                id(container)
                for value in (*bound.values(), receiver)
                if value is not None
                for container in [self.linker.building.container_of(value)]
                if container is not None
            )
        )
        texts = tuple(
            (name, value.expr.value)
            for name, value in sorted(bound.items() if apps else (), key=lambda item: item[0])
            if isinstance(value, Known)
            and isinstance(value.expr, ir.Constant)
            and isinstance(value.expr.value, str)
        )
        key = (id(function.node), apps, texts)
        if key in self._entered or self._depth > _MAX_DEPTH:
            return
        self._entered.add(key)
        self.executed.add(id(function.node))
        static = self.resolver.scope(function, receiver)
        scope = static
        if bound or receiver is not None:
            scope = Scope(
                function.module,
                function.scope,
                function.node,
                static.owner,
                {**static.bound, **bound},
            )
            if receiver is not None and function.node.params and function.owner is not None:
                scope.bound[function.node.params[0].name] = receiver
        self._depth += 1
        try:
            # What is done to an app that comes from outside is done under the caller's condition.
            conditional = self.conditional and bool(apps)
            with self.context(conditional=conditional, main_guard=False):
                self.body(function.node.body, scope)
        finally:
            self._depth -= 1

    @contextmanager
    def context(
        self, *, conditional: bool | None = None, main_guard: bool | None = None
    ) -> Iterator[None]:
        saved = self.conditional, self.main_guard
        if conditional is not None:
            self.conditional = conditional
        if main_guard is not None:
            self.main_guard = main_guard
        try:
            yield
        finally:
            self.conditional, self.main_guard = saved

    # --- statements -------------------------------------------------------------------------------
    def body(self, body: Iterator[ir.Stmt] | tuple[ir.Stmt, ...], scope: Scope) -> None:
        for statement in body:
            self.statement(statement, scope)

    def statement(self, statement: ir.Stmt, scope: Scope) -> None:
        if isinstance(statement, (ir.Import, ir.ImportFrom)):
            self._import(statement, scope)
        elif isinstance(statement, ir.Function):
            self.linker.registering.decorated_function(statement, scope)
        elif isinstance(statement, ir.Class):
            self._class(statement, scope)
        elif isinstance(statement, ir.Assign):
            if statement.value is not None:
                self.expression(statement.value, scope, statement)
                self.linker.setting.assigned(statement, scope)
        elif isinstance(statement, ir.AugAssign):
            self.expression(statement.value, scope, statement)
        elif isinstance(statement, (ir.ExprStmt, ir.Return)):
            if statement.value is not None:
                self.expression(statement.value, scope, statement)
        elif isinstance(statement, ir.If):
            self._if(statement, scope)
        elif isinstance(statement, (ir.For, ir.While)):
            self._loop(statement, scope)
        elif isinstance(statement, ir.Try):
            self.body(statement.body, scope)
            with self.context(conditional=True):
                for handler in statement.handlers:
                    self.body(handler.body, scope)
            self.body(statement.orelse, scope)
            self.body(statement.finalbody, scope)
        elif isinstance(statement, ir.With):
            self._with(statement, scope)
        elif isinstance(statement, ir.Match):
            with self.context(conditional=True):
                for case in statement.cases:
                    self.body(case.body, scope)

    def _with(self, statement: ir.With, scope: Scope) -> None:
        inner, unclear = scope, False
        for item in statement.items:
            self.expression(item.context, scope, statement)
            narrowed = self.linker.deferred.narrowed(item.context, scope)
            if narrowed:
                bound = {**inner.bound, **narrowed}
                inner = Scope(scope.module, scope.parent, scope.node, scope.owner, bound)
            elif narrowed is not None:
                unclear = True
        with self.context(conditional=self.conditional or unclear):
            self.body(statement.body, inner)

    def _import(self, statement: ir.Import | ir.ImportFrom, scope: Scope) -> None:
        index, importer = self.resolver.index, scope.module
        names: list[str] = []
        if isinstance(statement, ir.Import):
            names = [name.name for name in statement.names]
        else:
            target = index.absolute(importer, statement.module, statement.level)
            names = [target, *(f"{target}.{name.name}" for name in statement.names)]
        for name in names:
            module = index.find(importer, name) if name else None
            if module is not None and self.linker.reading.is_wired(module):
                with self.context(conditional=False, main_guard=False):
                    self.module(module)
            elif module is not None and module.is_package:
                self._through(module)

    def _through(self, package: Module) -> None:
        """Follows the imports of a package in which nothing else is of interest."""
        if package.path in self._modules_done or package.is_test:
            return
        self._modules_done.add(package.path)
        for part in package.facts.outline:
            if part.parent == -1 and part.kind == "import":
                for node in package.lower(part.index):
                    if isinstance(node, (ir.Import, ir.ImportFrom)):
                        self._import(node, package.scope)

    def _class(self, statement: ir.Class, scope: Scope) -> None:
        self.linker.registering.decorated_class(statement, scope)
        inner = scope.module.scope_of(statement, scope)
        self.body(scope.module.class_members(statement), inner)

    def _if(self, statement: ir.If, scope: Scope) -> None:
        test = ir.dotted(statement.test) or ""
        if test.rpartition(".")[2] == "TYPE_CHECKING":
            self.body(statement.orelse, scope)
            return
        if is_main_guard(statement.test):
            with self.context(main_guard=True):
                self.body(statement.body, scope)
            self.body(statement.orelse, scope)
            return
        self.expression(statement.test, scope, statement)
        known = self._known(statement.test, scope)
        if known is not None:
            self.body(statement.body if known else statement.orelse, scope)
            return
        with self.context(conditional=True):
            self.body(statement.body, scope)
            self.body(statement.orelse, scope)

    def _known(self, test: ir.Expr, scope: Scope) -> bool | None:
        """What comes of a test whether two names mean one app or router (`if app is self.admin:`), or
        of one on the constant that a loop is at; None for any other one, and where it isn't known."""
        if isinstance(test, ir.Not):
            inner = self._known(test.operand, scope)
            return None if inner is None else not inner
        turn = self._turns.get(id(scope))
        if turn is not None and isinstance(test, ir.Name) and test.id in turn[1]:
            if self.resolver.is_constant(test, scope):
                return bool(self.resolver.constant(test, scope))
        if not isinstance(test, ir.Compare) or len(test.ops) != 1:
            return None
        if test.ops[0] not in ("is", "is not", "==", "!="):
            return None
        if turn is not None and isinstance(test.left, ir.Name) and test.left.id in turn[1]:
            sides = (test.left, test.comparators[0])
            if all(self.resolver.is_constant(side, scope) for side in sides):
                left, right = (self.resolver.constant(side, scope) for side in sides)
                return (left == right) == (test.ops[0] in ("is", "=="))
        return self.resolver.same_app(test, scope)

    def _loop(self, statement: ir.For | ir.While, scope: Scope) -> None:
        if isinstance(statement, ir.For):
            items = self.resolver.iterated(statement.iter, scope)
            if items is not None and len(items) <= 200:
                for expr, item_scope in items:
                    inner = self._bound(statement.target, expr, item_scope, scope)
                    self.body(statement.body, inner)
                return
        self.body(statement.body, scope)

    def _bound(self, target: ir.Expr, expr: ir.Expr, item_scope: Scope, scope: Scope) -> Scope:
        bound = dict(scope.bound)
        pairs = [(target, expr)]
        if isinstance(target, ir.Collection) and isinstance(expr, ir.Collection):
            pairs = list(zip(target.items, expr.items, strict=False))
        for name, value_expr in pairs:
            if isinstance(name, ir.Name):
                value = self.resolver.evaluate(value_expr, item_scope)
                if value is not None:
                    bound[name.id] = value
        inner = Scope(scope.module, scope.parent, scope.node, scope.owner, bound)
        names = {name.id for name, _ in pairs if isinstance(name, ir.Name)}
        around = self._turns.get(id(scope))
        self._turns[id(inner)] = (inner, names if around is None else names | around[1])
        return inner

    # --- expressions ------------------------------------------------------------------------------
    def expression(self, expr: ir.Expr, scope: Scope, statement: ir.Stmt) -> None:
        for node in reversed([n for n in ir.walk(expr) if isinstance(n, ir.Call)]):
            self.call(node, scope, statement)

    def call(self, call: ir.Call, scope: Scope, statement: ir.Stmt) -> None:
        func = self.resolver.evaluate(call.func, scope)
        if func is None:
            return
        if self.linker.registering.registration(call, func, scope, statement):
            return
        if isinstance(func, FunctionRef):
            if isinstance(func.node, ir.Function) and func.node.name != "<lambda>":
                self.enter(func, self.arguments(call, func, scope, skip_first=False))
        elif isinstance(func, BoundMethod):
            self.enter(
                func.function,
                self.arguments(call, func.function, scope, skip_first=True),
                func.receiver,
            )
        elif isinstance(func, ClassRef):
            self.linker.building.created(self.resolver.evaluate(call, scope))
            init = self.resolver.method(func, "__init__")
            if init is not None:
                receiver = self.resolver.evaluate(call, scope)
                self.enter(init, self.arguments(call, init, scope, skip_first=True), receiver)
        elif isinstance(func, (Member, Instance)) or func is not None:
            self.linker.building.created(self.resolver.evaluate(call, scope))

    def _says_less(self, value: Value, param: ir.Parameter, home: Scope) -> bool:
        """Whether a parameter is annotated as an app or router, and the value isn't known as one."""
        if param.annotation is None or self.linker.building.container_of(value) is not None:
            return False
        names = self.resolver.class_names(self.resolver.annotated(param.annotation, home))
        return self.resolver.names.is_container(names)

    def arguments(
        self, call: ir.Call, target: FunctionRef, scope: Scope, *, skip_first: bool
    ) -> dict[str, Value]:
        """The values of the parameters, as far as they are worth binding (apps, functions, literals)."""
        function, home = target.node, target.scope
        params = [p for p in function.params if p.kind in ("positional-only", "positional")]
        if skip_first:
            params = params[1:]
        bound: dict[str, Value] = {}
        for i, arg in enumerate(a for a in call.args if a.keyword is None):
            if arg.star or i >= len(params):
                break
            value = self.resolver.evaluate(arg.value, scope)
            if value is not None and not self._says_less(value, params[i], home):
                bound[params[i].name] = value
        for arg in call.args:
            if arg.keyword is not None and function.parameter(arg.keyword) is not None:
                value = self.resolver.evaluate(arg.value, scope)
                if value is not None:
                    bound[arg.keyword] = value
        for param in function.params:
            if param.name in bound or param.default is None:
                continue
            if isinstance(param.default, (ir.Constant, ir.Collection)):
                bound[param.name] = Known(param.default, scope)
            elif isinstance(param.default, (ir.Name, ir.Attribute)):
                default = self.resolver.evaluate(param.default, home)
                if isinstance(default, (ClassRef, FunctionRef)):
                    bound[param.name] = default
        return bound


def is_main_guard(test: ir.Expr) -> bool:
    """`__name__ == "__main__"`, either way round."""
    if not isinstance(test, ir.Compare) or test.ops != ("==",):
        return False
    sides = (test.left, test.comparators[0])
    return any(isinstance(s, ir.Name) and s.id == "__name__" for s in sides) and any(
        isinstance(s, ir.Constant) and s.value == "__main__" for s in sides
    )
