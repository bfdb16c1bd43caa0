"""Who mentions the objects of a project: an app or router that nobody mentions is served by nobody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from routelint.model import ir
from routelint.model.app import Container
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import Instance

#: Functions by which a program finds modules, or what is in them, without naming it.
LOADERS = frozenset(
    {
        "__import__",
        "exec",
        "eval",
        "globals",
        "import_module",
        "import_string",
        "iter_modules",
        "walk_packages",
        "find_modules",
        "autodiscover_modules",
        "spec_from_file_location",
        "entry_points",
        "load_entry_point",
        "iter_entry_points",
        "getmembers",
        "SourceFileLoader",
        "__subclasses__",
    }
)


def unmentioned(project: Project, containers: Iterable[Container]) -> list[Container]:
    """Those of some named apps and routers that are mentioned nowhere but where something is
    registered on them; none of them where the project looks for modules by itself, for then nobody
    knows what it finds. What only tests mention counts as mentioned nowhere."""
    wanted = [c for c in containers if c.call is not None and c.name]
    if not wanted:
        return []
    names = frozenset(c.name.rpartition(".")[2] for c in wanted)
    by_call = {id(c.call): c for c in wanted}
    used: set[int] = set()
    for scope, node in nodes(project, names | LOADERS | {"__all__"}):
        if isinstance(node, ir.Name):
            if node.id in LOADERS:
                return []
            if node.id in names or scope.module.scope.bindings(node.id):
                _note(project, node, scope, by_call, used)
        elif isinstance(node, ir.Attribute):
            if node.attr in LOADERS:
                return []
            if node.attr in names and not _note(project, node, scope, by_call, used):
                used |= {id(c) for c in wanted if c.name.rpartition(".")[2] == node.attr}
        elif isinstance(node, ir.Assign):
            exported = _exported(node)
            used |= {id(c) for c in wanted if c.name in exported and scope.module is c.module}
        elif isinstance(node, ir.Constant) and isinstance(node.value, str):
            used |= {id(c) for c in wanted if _is_named_in(node.value, c)}
    return [c for c in wanted if id(c) not in used]


def _note(
    project: Project, node: ir.Expr, scope: Scope, by_call: dict[int, Container], used: set[int]
) -> bool:
    """Notes what an expression is; whether that is known."""
    value = project.evaluate(node, scope)
    if isinstance(value, Instance) and value.call is not None:
        container = by_call.get(id(value.call))
        if container is not None:
            used.add(id(container))
        return True
    return value is not None


def _exported(statement: ir.Assign) -> set[object]:
    """The names in `__all__ = [...]`."""
    named = any(isinstance(t, ir.Name) and t.id == "__all__" for t in statement.targets)
    if not named or not isinstance(statement.value, ir.Collection):
        return set()
    return {item.value for item in statement.value.items if isinstance(item, ir.Constant)}


def _is_named_in(text: str, container: Container) -> bool:
    """Whether a text is a dotted name of it ("web.views:admin")."""
    name = container.name.rpartition(".")[2]
    return text.endswith(name) and re.search(rf"\w[.:]{re.escape(name)}$", text) is not None


def nodes(project: Project, words: frozenset[str]) -> Iterator[tuple[Scope, ir.Node]]:
    """The expressions of the project in which one of the words may stand, without targets of
    assignments and those on which something is registered."""
    for module in project.modules:
        if module.is_test:
            continue
        for statement in module.top_level():
            yield from _plain(project, module.scope, statement)
    for function in project.functions:
        if function.owner is not None:
            yield from _plain(project, function.scope, function.node)
    for module, statement in project.index.elsewhere(words):
        if not module.is_test:
            yield from _plain(project, module.scope, statement)


def _plain(project: Project, scope: Scope, statement: ir.Stmt) -> Iterator[tuple[Scope, ir.Node]]:
    inner = scope
    if isinstance(statement, ir.Function):
        inner = scope.module.scope_of(statement, scope)
        for decorator in statement.decorators:
            yield from _expressions(project, scope, ir.walk(decorator.value))
        for part in statement.body:
            yield from _plain(project, inner, part)
        for param in statement.params:
            for expr in (param.default, param.annotation):
                if expr is not None:
                    yield from _expressions(project, scope, ir.walk(expr))
        return
    yield from _expressions(project, inner, ir.walk(statement, into_functions=True))


def _expressions(
    project: Project, scope: Scope, nodes: Iterable[ir.Node]
) -> Iterator[tuple[Scope, ir.Node]]:
    found = list(nodes)
    skipped: set[int] = set()
    for node in found:
        if isinstance(node, ir.Assign):
            skipped |= {id(target) for target in node.targets}
        elif isinstance(node, ir.Attribute) and node.attr in _registering(project):
            skipped.add(id(node.value))
    for node in found:
        if id(node) not in skipped:
            yield scope, node


def _registering(project: Project) -> frozenset[str]:
    """The names of methods that register something on an app or router."""
    return project.memo(
        "registering-methods",
        lambda: frozenset(name.rpartition(".")[2] for name in project.names.registrations),
    )
