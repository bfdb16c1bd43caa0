"""Settings modules: which there are, and what they set."""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Location, Span
from routelint.frameworks.django.statements import Item, Lists, ModuleLists, executed
from routelint.model import ir
from routelint.model.app import Container, Ref, Setting
from routelint.model.link import Linker
from routelint.model.modules import Module
from routelint.model.scopes import Scope
from routelint.model.vocabulary import Framework

_SIGNS = frozenset({"ROOT_URLCONF", "MIDDLEWARE", "INSTALLED_APPS"})
_DEVELOPMENT = frozenset(
    {"dev", "develop", "development", "local", "test", "tests", "testing", "ci", "example"}
)


def leaves(linker: Linker) -> list[Module]:
    """The settings modules that a server may be started with: no other one is built on them.

    Those for development and tests are left out where there are others.
    """
    modules = {m.path: m for m in linker.matched if not m.is_test}
    direct = {path for path, m in modules.items() if _SIGNS & _assigned(m)}
    found = set(direct)
    used: set[str] = set()
    for _ in range(4):
        for path, module in modules.items():
            for base in _starred(linker, module):
                if base.path in found and (path in found or _assigned(module)):
                    found.add(path)
                    used.add(base.path)
    result = [modules[path] for path in sorted(found - used)]
    production = [m for m in result if not _is_for_development(m)]
    return production or result


def _is_for_development(module: Module) -> bool:
    words = module.name.rpartition(".")[2].lower().split("_")
    return not _DEVELOPMENT.isdisjoint(words)


def _assigned(module: Module) -> set[str]:
    names: set[str] = set()
    for part in module.facts.outline:
        if part.parent == -1 and part.kind == "statement":
            names.update(name for name in part.names if name.isupper())
    return names


def _starred(linker: Linker, module: Module) -> Iterator[Module]:
    for step in executed(module):
        node = step.statement
        if isinstance(node, ir.ImportFrom) and any(name.name == "*" for name in node.names):
            base = _base(linker, module, node)
            if base is not None:
                yield base


def _base(linker: Linker, module: Module, node: ir.Stmt) -> Module | None:
    if not isinstance(node, ir.ImportFrom):
        return None
    target = linker.index.absolute(module, node.module, node.level)
    return linker.index.find(module, target)


class Settings:
    """The settings as a module leaves them, those of its base modules included."""

    def __init__(self, linker: Linker, framework: Framework, module: Module) -> None:
        self.linker = linker
        self.framework = framework
        self.module = module
        self.places: dict[str, tuple[ir.Expr, Scope, ir.Expr, ir.Stmt]] = {}
        self.lists: dict[str, list[Item]] = {}
        self._modules = ModuleLists(linker)
        self._read(module, set())

    def _read(self, module: Module, active: set[str]) -> None:
        if module.path in active:
            return
        active.add(module.path)
        lists = Lists(self._modules, module)
        lists.values = self.lists
        for step in executed(module):
            statement = step.statement
            if isinstance(statement, ir.ImportFrom) and any(n.name == "*" for n in statement.names):
                base = _base(self.linker, module, statement)
                if base is not None and not (step.branch and _is_for_development(base)):
                    self._read(base, active)
                continue
            lists.execute(step)
            if isinstance(statement, ir.Assign) and statement.value is not None:
                for target in statement.targets:
                    if isinstance(target, ir.Name) and target.id.isupper():
                        if step.branch and target.id in self.places:
                            continue
                        place = (statement.value, module.scope, target, statement)
                        self.places[target.id] = place

    def items(self, name: str) -> list[Item]:
        return self.lists.get(name) or []

    def text(self, name: str) -> str | None:
        found = self.places.get(name)
        return None if found is None else text_of(self.linker, found[0], found[1])

    def app(self) -> Container:
        """The app that these settings make."""
        linker = self.linker
        key = ("django-settings", self.module.path)
        app = linker.containers[key] = Container(
            "app",
            self.framework,
            "django",
            self.module,
            Location(self.module.path, self._place()),
            None,
            self.module.scope,
            linker.next_order(),
            name=self.module.name,
        )
        for name, (value, scope, target, statement) in self.places.items():
            app.registrations.append(
                Setting(
                    app,
                    Location(scope.module.path, target.span),
                    linker.next_order(),
                    scope,
                    statement=statement.span,
                    key=name,
                    value=Ref(value, scope),
                )
            )
        return app

    def _place(self) -> Span:
        for name in ("ROOT_URLCONF", "MIDDLEWARE", "INSTALLED_APPS"):
            found = self.places.get(name)
            if found is not None and found[1].module is self.module:
                return found[2].span
        return Span(1, 1, 1, 2)


def text_of(linker: Linker, expr: ir.Expr | None, scope: Scope) -> str | None:
    """The text that an expression is; `__name__` is the module's own name."""
    if isinstance(expr, ir.Name) and expr.id == "__name__":
        return scope.module.name
    if isinstance(expr, ir.FormattedString):
        parts = [text_of(linker, part, scope) for part in expr.parts]
        return None if None in parts else "".join(part or "" for part in parts)
    if isinstance(expr, ir.BinaryOp) and expr.op == "+":
        left, right = text_of(linker, expr.left, scope), text_of(linker, expr.right, scope)
        return None if left is None or right is None else left + right
    found = linker.resolver.constant(expr, scope)
    return found if isinstance(found, str) else None
