"""Places in a project: calls by the name of what they call, and whether production gets there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from routelint.findings import Span
from routelint.model import ir
from routelint.model.app import Ref
from routelint.model.modules import Module
from routelint.model.project import Project
from routelint.model.scopes import Scope, last_word
from routelint.model.values import FunctionRef
from routelint.model.vocabulary import Framework
from routelint.model.wiring import is_main_guard

_ASIDE = frozenset(
    {
        "ci",
        "debug",
        "demo",
        "demos",
        "dev",
        "devel",
        "develop",
        "development",
        "devserver",
        "doc",
        "docs",
        "example",
        "examples",
        "local",
        "mock",
        "mocks",
        "sample",
        "samples",
        "test",
        "tests",
        "testing",
    }
)
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


@dataclass(frozen=True, eq=False)
class Site:
    """A call, where to read it, and the function it stands in. `main_guard`: it is made only when its
    module is the program."""

    call: ir.Call
    scope: Scope
    function: FunctionRef | None
    main_guard: bool = False


def calls_of(project: Project, names: frozenset[str]) -> list[Site]:
    """The calls of what has one of these names, the last part of it, in the order of the source; with
    "" those of what another call gives."""
    index = project.memo("call-sites", lambda: _index(project))
    return [site for name in sorted(names) for site in index.get(name, ())]


def _index(project: Project) -> dict[str, list[Site]]:
    found: dict[str, list[Site]] = {}
    for site in _sites(project):
        func = site.call.func
        if isinstance(func, ir.Subscript):
            # `Class[int](...)`
            func = func.value
        if isinstance(func, (ir.Attribute, ir.Name)):
            name = last_word(func, site.scope)
        elif isinstance(func, ir.Call):
            name = ""
        else:
            continue
        found.setdefault(name, []).append(site)
    return found


def _sites(project: Project) -> Iterator[Site]:
    for module in project.modules:
        yield from _of_body(tuple(module.top_level()), module.scope, False)
    for function in project.pipeline_functions():
        scope = project.scope(function)
        for decorator in function.node.decorators:
            for node in ir.walk(decorator.value):
                if isinstance(node, ir.Call):
                    yield Site(node, function.scope, function)
        for node in ir.nodes_of(function.node.body, ir.Call):
            yield Site(node, scope, function)


def _of_body(body: Sequence[ir.Stmt], scope: Scope, main_guard: bool) -> Iterator[Site]:
    """The calls of statements that run when a module is imported."""
    for statement in body:
        if isinstance(statement, ir.Class):
            members = tuple(scope.module.class_members(statement))
            yield from _of_body(members, scope.module.scope_of(statement, scope), main_guard)
        elif isinstance(statement, ir.If) and is_main_guard(statement.test):
            yield from _of_body(statement.body, scope, True)
            yield from _of_body(statement.orelse, scope, main_guard)
        elif not isinstance(statement, (ir.Function, ir.Elided)):
            for node in ir.walk(statement):
                if isinstance(node, ir.Call):
                    yield Site(node, scope, None, main_guard)


# --- whose code it is -----------------------------------------------------------------------------
def active(project: Project) -> list[Framework]:
    """The frameworks that are used, with the protocols that are no packages."""
    return project.memo("active-frameworks", lambda: _active(project))


def _active(project: Project) -> list[Framework]:
    spoken = {handler.framework.slug for handler in project.handlers}
    return [f for f in project.names.frameworks if f in project.used or f.slug in spoken]


def frameworks_at(project: Project, scope: Scope, function: FunctionRef | None) -> list[Framework]:
    """The frameworks that call a function, or else those that its module imports, or all that are
    used."""
    handlers = [] if function is None else project.handlers_of(function)
    if handlers:
        return list({h.framework.slug: h.framework for h in handlers}.values())
    return imported_by(project, scope.module) or active(project)


def imported_by(project: Project, module: Module) -> list[Framework]:
    """The frameworks that a module imports."""
    return project.memo(f"imported-frameworks:{module.path}", lambda: _imported(project, module))


def _imported(project: Project, module: Module) -> list[Framework]:
    names: list[str] = []
    for part in module.facts.outline:
        if part.parent == -1 and part.kind == "import":
            for node in module.lower(part.index):
                if isinstance(node, ir.Import):
                    names += [name.name for name in node.names]
                elif isinstance(node, ir.ImportFrom) and not node.level:
                    names += [f"{node.module}.{name.name}" for name in node.names]
    return [
        f
        for f in project.used
        if any(f"{name}.".startswith(f"{p}.") for name in names for p in f.packages)
    ]


# --- whether production gets there ----------------------------------------------------------------
def in_production(project: Project, ref: Ref) -> bool:
    """Whether a place runs in production, as far as names tell: not in tests, examples and settings
    for development, not behind a test that asks for these, not only when the module is a program."""
    scope: Scope | None = ref.scope
    module = ref.scope.module
    if module.is_test or _is_aside(*module.path.removesuffix(".py").split("/")):
        return False
    while scope is not None and scope.node is not None:
        if _is_aside(scope.node.name):
            return False
        if isinstance(scope.node, ir.Function) and _is_called_by_programs_only(project, scope.node):
            return False
        scope = scope.parent
    return not any(
        is_main_guard(test) or asks_for_development(test)
        for test in conditions(ref.scope, ref.expr)
    )


def _is_aside(*names: str) -> bool:
    return any(not _ASIDE.isdisjoint(words_of(name)) for name in names)


def words_of(name: str) -> set[str]:
    """The words of an identifier or file name, in lower case."""
    return {word.lower() for word in _WORD.findall(name)}


def asks_for_development(test: ir.Expr) -> bool:
    """Whether a condition mentions a debug mode, development or tests."""
    for node in ir.walk(test):
        text = ""
        if isinstance(node, ir.Name):
            text = node.id
        elif isinstance(node, ir.Attribute):
            text = node.attr
        elif isinstance(node, ir.Constant) and isinstance(node.value, str):
            text = node.value
        if text and not _ASIDE.isdisjoint(words_of(text)):
            return True
    return False


def _is_called_by_programs_only(project: Project, function: ir.Function) -> bool:
    """Whether a function is called where a module is the program, and nowhere else."""
    sites = calls_of(project, frozenset({function.name}))
    return bool(sites) and all(site.main_guard for site in sites)


def conditions(scope: Scope, expr: ir.Expr) -> list[ir.Expr]:
    """The tests under which an expression is reached, those around enclosing definitions included."""
    found: list[ir.Expr] = []
    node: ir.Expr | ir.Stmt = expr
    current: Scope | None = scope
    while current is not None:
        if current.node is None:
            body: Sequence[ir.Stmt] = tuple(current.module.top_level(_bound_by(current, node)))
        elif isinstance(current.node, ir.Class):
            body = tuple(current.module.class_members(current.node))
        else:
            body = current.node.body
        found += _tests_to(body, node)
        if current.node is not None:
            node = current.node
        current = current.parent
    return found


def _bound_by(scope: Scope, node: ir.Expr | ir.Stmt) -> str:
    return node.name if isinstance(node, (ir.Function, ir.Class)) else ""


def _tests_to(body: Sequence[ir.Stmt], node: ir.Expr | ir.Stmt) -> list[ir.Expr]:
    for statement in body:
        if not statement.span.contains(node.span):
            continue
        if isinstance(statement, ir.If):
            inner = [*statement.body, *statement.orelse]
            if any(child.span.contains(node.span) for child in inner):
                return [statement.test, *_tests_to(inner, node)]
        elif isinstance(statement, (ir.For, ir.While)):
            return _tests_to([*statement.body, *statement.orelse], node)
        elif isinstance(statement, ir.With):
            return _tests_to(statement.body, node)
        elif isinstance(statement, ir.Try):
            handled = [child for handler in statement.handlers for child in handler.body]
            parts = [*statement.body, *handled, *statement.orelse, *statement.finalbody]
            return _tests_to(parts, node)
    return []


def first_line(span: Span) -> Span:
    """The part of a place that is on its first line, or the beginning of it."""
    if span.line == span.end_line:
        return span
    return Span(span.line, span.column, span.line, span.column + 1)


def same_line(one: Ref, other: Ref) -> bool:
    """Whether two places begin in one line, so that one needs not be shown beside the other."""
    first, second = one.location, other.location
    return (first.path, first.span.line) == (second.path, second.span.line)
