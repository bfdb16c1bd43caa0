"""Servers that start when a module is imported, and who imports it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from routelint.findings import Location
from routelint.model import ir
from routelint.model.app import Ref, Role
from routelint.model.modules import Module
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import FunctionRef, as_function
from routelint.model.vocabulary import Framework
from routelint.policies.sites import imported_by, in_production

#: What runs a coroutine until it ends.
_RUNNERS = frozenset(
    {"asyncio.run", "anyio.run", "trio.run", "uvloop.run", "asyncio.get_event_loop"}
)
_LOOP_METHODS = frozenset({"run_until_complete", "run_sync"})
#: By their names modules for production servers.
_ENTRIES = frozenset({"wsgi", "asgi"})
_DEPTH = 3


@dataclass(frozen=True, eq=False)
class Start:
    """`call` is made when `module` is imported, in `statement` at its top level, and serves until it
    is stopped; `begins` is where, when it is elsewhere. `importers` are imports of the module,
    tests left out, and `whole` tells that nothing stands behind the statement."""

    module: Module
    statement: ir.Stmt
    call: ir.Call
    framework: Framework
    begins: Location | None
    importers: tuple[Location, ...]
    whole: bool


def starts_at_import(project: Project) -> Iterator[Start]:
    """The first one of each module that somebody imports."""
    found = _Starts(project)
    if not found.names:
        return
    for module in project.modules:
        if module.is_test or PurePosixPath(module.path).name == "__main__.py":
            continue
        start = found.of(module)
        if start is not None and in_production(project, Ref(start.call, module.scope)):
            yield start


class _Starts:
    def __init__(self, project: Project) -> None:
        self.project = project
        self.names: dict[str, list[Framework]] = {}
        self.awaited: dict[str, list[Framework]] = {}
        for framework in project.names.frameworks:
            for name in framework.servers.starts:
                self.names.setdefault(name, []).append(framework)
            for name in framework.servers.awaited:
                self.awaited.setdefault(name, []).append(framework)
        # What functions do to an application that they are given.
        self.runs = {
            id(run.call): name
            for container in project.containers
            for run in container.runs
            for name in sorted(container.framework.servers.starts)
            if run.call is not None and name.rpartition(".")[2] == _last(run.call.func)
        }
        self.parts = {name.rpartition(".")[2] for name in (*self.names, *self.awaited)}
        self.paths = {f.module.path for f in project.functions if self._may_start(f)}

    def _may_start(self, function: FunctionRef) -> bool:
        return any(
            isinstance(node, ir.Call) and _last(node.func) in self.parts
            for node in ir.walk_body(function.node.body)
        )

    def of(self, module: Module) -> Start | None:
        if module.path in self.paths:
            statements: Sequence[ir.Stmt] = [
                statement
                for part in module.facts.outline
                if part.parent == -1 and part.kind == "statement"
                for statement in module.lower(part.index)
            ]
        else:
            statements = list(module.top_level())
        for statement in statements:
            for inner in _unconditional((statement,)):
                for call, begins in self._calls(inner, module.scope, 0):
                    names = [] if begins is None else [begins[1]]
                    name = names[0] if names else self._name(call, module.scope)
                    return self._start(module, statement, call, name, begins and begins[0])
        return None

    def _name(self, call: ir.Call, scope: Scope) -> str:
        """The canonical name of what a call calls, also on an application that was handed over."""
        return self.project.name_of(call.func, scope) or self.runs.get(id(call), "")

    def _calls(
        self, statement: ir.Stmt, scope: Scope, depth: int, *, in_loop: bool = False
    ) -> Iterator[tuple[ir.Call, tuple[Location, str] | None]]:
        """The calls of one statement that serve: with the place and the name of what does, where that
        is in a function."""
        for node in _own_calls(statement):
            name = self._name(node, scope)
            if name in self.names or (in_loop and name in self.awaited):
                yield node, None
                continue
            given = _given_to_runner(node, name)
            function = as_function(
                self.project.evaluate((given or node).func, scope)
                if given is not None or name == ""
                else None
            )
            if given is not None:
                inner_name = self.project.name_of(given.func, scope)
                if inner_name in self.awaited:
                    yield node, (Location(scope.module.path, given.span), inner_name)
                    continue
            if function is None or depth >= _DEPTH:
                continue
            if function.node.is_async and given is None and not in_loop:
                continue
            below = self._within(function, depth + 1, in_loop or given is not None)
            if below is not None:
                yield node, below

    def _within(
        self, function: FunctionRef, depth: int, in_loop: bool
    ) -> tuple[Location, str] | None:
        """Where a function serves whenever it is called, and the name of what does."""
        if function.node.is_generator:
            return None
        scope = self.project.scope(function)
        for statement in _unconditional(function.node.body):
            for call, begins in self._calls(statement, scope, depth, in_loop=in_loop):
                if begins is not None:
                    return begins
                name = self._name(call, scope)
                return Location(function.module.path, call.span), name
        return None

    def _start(
        self,
        module: Module,
        statement: ir.Stmt,
        call: ir.Call,
        name: str,
        begins: Location | None,
    ) -> Start | None:
        frameworks = self.names.get(name) or self.awaited.get(name) or []
        framework = self._framework(module, frameworks)
        if framework is None:
            return None
        imports = _imports(self.project).get(module.path, [])
        importers = tuple(place for _, place in imports)
        if not importers and not self._is_served(module):
            return None
        last = max((part.end_line for part in module.facts.outline), default=0)
        whole = statement.span.end_line >= last
        return Start(module, statement, call, framework, begins, importers, whole)

    def _framework(self, module: Module, candidates: list[Framework]) -> Framework | None:
        """The one of several whose applications the server may serve that is meant."""
        project = self.project
        made = [c.framework for c in project.apps if c.module is module]
        spoken = [h.framework for h in project.handlers if h.function.module is module]
        for framework in (*made, *imported_by(project, module), *spoken, *project.used):
            if framework in candidates:
                return framework
        return None

    def _is_served(self, module: Module) -> bool:
        """Whether servers import the module, by what it holds or what it is called."""
        if PurePosixPath(module.path).stem in _ENTRIES:
            return True
        made = [c.framework for c in self.project.apps if c.module is module]
        made += [
            handler.framework
            for handler in self.project.with_role(Role.ASGI_APP, Role.WSGI_APP)
            if handler.function.module is module
        ]
        return any("applications-are-programs" not in framework.facts for framework in made)


def _last(func: ir.Expr) -> str:
    if isinstance(func, ir.Attribute):
        return func.attr
    return func.id if isinstance(func, ir.Name) else ""


def _unconditional(body: Sequence[ir.Stmt]) -> Iterator[ir.Stmt]:
    """The statements that are reached whatever is so, blocks taken apart."""
    for statement in body:
        if isinstance(statement, ir.With):
            yield statement
            yield from _unconditional(statement.body)
        elif isinstance(statement, ir.Try):
            yield from _unconditional(statement.body)
            yield from _unconditional(statement.orelse)
            yield from _unconditional(statement.finalbody)
        elif isinstance(statement, (ir.ExprStmt, ir.Assign, ir.Return)):
            yield statement


def _own_calls(statement: ir.Stmt) -> Iterator[ir.Call]:
    """The calls of a statement, those in its blocks, lambdas and comprehensions left out."""
    exprs: list[ir.Expr | None] = []
    if isinstance(statement, ir.With):
        exprs = [item.context for item in statement.items]
    elif isinstance(statement, (ir.ExprStmt, ir.Assign, ir.Return)):
        exprs = [statement.value]
    for expr in exprs:
        if expr is not None:
            for node in ir.walk(expr):
                if isinstance(node, ir.Call):
                    yield node


def _given_to_runner(call: ir.Call, name: str) -> ir.Call | None:
    """The call of a coroutine function that is run to its end: `asyncio.run(main())`."""
    runs = name in _RUNNERS or (
        isinstance(call.func, ir.Attribute) and call.func.attr in _LOOP_METHODS
    )
    first = call.positional(0) if runs else None
    if isinstance(first, ir.Call):
        return first
    if isinstance(first, (ir.Name, ir.Attribute)):
        return ir.Call(first, (), first.span, first.span)
    return None


def _imports(project: Project) -> dict[str, list[tuple[Module, Location]]]:
    """The imports at the top level of modules, by the path of what they import."""
    return project.memo("imports-by-module", lambda: _read_imports(project))


def _read_imports(project: Project) -> dict[str, list[tuple[Module, Location]]]:
    found: dict[str, list[tuple[Module, Location]]] = {}
    for importer in project.modules:
        for part in importer.facts.outline:
            if part.parent != -1 or part.kind != "import":
                continue
            for node in importer.lower(part.index):
                for name in _imported_names(project, importer, node):
                    module = project.index.find(importer, name)
                    if module is not None and module is not importer:
                        place = Location(importer.path, node.span)
                        found.setdefault(module.path, []).append((importer, place))
    return found


def _imported_names(project: Project, importer: Module, node: ir.Stmt) -> list[str]:
    if isinstance(node, ir.Import):
        return [name.name for name in node.names]
    if isinstance(node, ir.ImportFrom):
        target = project.index.absolute(importer, node.module, node.level)
        return [target, *(f"{target}.{name.name}" for name in node.names)] if target else []
    return []
