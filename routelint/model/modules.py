"""The project's modules: their names, their statements and how imports find them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from routelint.model import ir
from routelint.model.facts import FileFacts, Slice
from routelint.model.loader import Loader
from routelint.model.module_names import ModuleNames, absolute
from routelint.model.scopes import Binding, Scope, bindings_of, renamed_by
from routelint.model.suites import is_test


class Module:
    """One Python file of the project; slices are lowered when somebody asks for them."""

    def __init__(self, path: str, name: str, facts: FileFacts, loader: Loader) -> None:
        self.path = path
        self.name = name
        self.facts = facts
        self._loader = loader
        self._bindings: dict[str, list[Binding]] = {}
        self._by_name: dict[str, list[Slice]] | None = None
        self._renamed: dict[str, str] | None = None
        self._bodies: dict[int, tuple[ir.Stmt, ...]] = {}
        self._class_bodies: dict[int, tuple[ir.Class, tuple[ir.Stmt, ...]]] = {}
        self._class_bindings: dict[tuple[int, str], tuple[ir.Class, list[Binding]]] = {}
        self.widened: set[int] = set()
        self.scope = Scope(self)
        self._scopes: dict[int, Scope] = {}

    def __repr__(self) -> str:
        return f"Module({self.path})"

    @property
    def is_package(self) -> bool:
        return self.path.rpartition("/")[2] == "__init__.py"

    @property
    def is_test(self) -> bool:
        """Whether the file belongs to a test suite, by the usual names."""
        return is_test(self.path)

    @property
    def package(self) -> str:
        """The package against which this module's relative imports are resolved."""
        return self.name if self.is_package else self.name.rpartition(".")[0]

    def lower(self, index: int) -> tuple[ir.Stmt, ...]:
        body = self._bodies.get(index)
        if body is None:
            body = self._bodies[index] = self._loader.lower(self.path, index)
        return body

    def is_read(self, part: Slice) -> bool:
        """Whether a slice is looked at for itself, and not only when something else needs it."""
        return part.matched or part.is_executed or part.index in self.widened

    def top_level(self, binding: str = "") -> Iterator[ir.Stmt]:
        """The module-level statements in order, as far as they were lowered; a class also when only
        one of its methods was. Those that bind the name `binding` are lowered for it."""
        classes = {part.parent for part in self.facts.outline if self.is_read(part)}
        for part in self.facts.outline:
            if part.parent != -1:
                continue
            if self.is_read(part) or part.index in classes or binding in part.names:
                yield from self.lower(part.index)

    def bindings(self, name: str) -> list[Binding]:
        """How the module binds `name`, in source order; lowers the slices that bind it."""
        found = self._bindings.get(name)
        if found is None:
            if self._by_name is None:
                self._by_name = {}
                for part in self.facts.outline:
                    if part.parent == -1:
                        for bound in part.names:
                            self._by_name.setdefault(bound, []).append(part)
            found = []
            for part in self._by_name.get(name, ()):
                for bound, binding in bindings_of(self.lower(part.index)):
                    if bound == name:
                        found.append(binding)
            self._bindings[name] = found
        return found

    @property
    def renamed(self) -> Mapping[str, str]:
        """What imports at the top level give another name: that name -> how it is called where it comes
        from."""
        if self._renamed is None:
            self._renamed = {
                bound: imported
                for part in self.facts.outline
                if part.parent == -1 and (part.kind == "import" or part.compound)
                for bound, imported in renamed_by(self.lower(part.index))
            }
        return self._renamed

    def class_body(self, node: ir.Class) -> tuple[ir.Stmt, ...]:
        """The class's statements with every method lowered."""
        cached = self._class_bodies.get(id(node))
        if cached is not None:
            return cached[1]
        body: list[ir.Stmt] = []
        elided = [s.slice for s in node.body if isinstance(s, ir.Elided)]
        self._loader.lower_together(self.path, elided)
        for statement in node.body:
            if isinstance(statement, ir.Elided):
                body.extend(self.lower(statement.slice))
            else:
                body.append(statement)
        result = tuple(body)
        self._class_bodies[id(node)] = (node, result)
        return result

    def class_members(self, node: ir.Class) -> Iterator[ir.Stmt]:
        """The class's statements, of its methods only those with a word of the vocabulary."""
        for statement in node.body:
            if not isinstance(statement, ir.Elided):
                yield statement
            elif statement.kind == "class" or self.is_read(self.facts.outline[statement.slice]):
                yield from self.lower(statement.slice)

    def class_bindings(self, node: ir.Class, name: str) -> list[Binding]:
        """How a class's own body binds `name`; lowers the method of that name only."""
        key = (id(node), name)
        cached = self._class_bindings.get(key)
        if cached is None or cached[0] is not node:
            found: list[Binding] = []
            for statement in node.body:
                if isinstance(statement, ir.Elided):
                    body = self.lower(statement.slice) if statement.name == name else ()
                else:
                    body = (statement,)
                found.extend(binding for bound, binding in bindings_of(body) if bound == name)
            cached = self._class_bindings[key] = (node, found)
        return cached[1]

    def definitions(self, index: int) -> Iterator[tuple[ir.Stmt, Scope]]:
        """The statements of a slice, each with the scope in which it stands."""
        above = []
        parent = self.facts.outline[index].parent
        while parent != -1:
            above.append(parent)
            parent = self.facts.outline[parent].parent
        scope = self.scope
        for part in reversed(above):
            node = next((n for n in self.lower(part) if isinstance(n, ir.Class)), None)
            if node is None:
                return
            scope = self.scope_of(node, scope)
        for statement in self.lower(index):
            yield statement, scope

    def scope_of(self, node: ir.Function | ir.Class, parent: Scope) -> Scope:
        """The static scope of a definition (one object for each definition and parent)."""
        scope = self._scopes.get(id(node))
        if scope is None or scope.node is not node or scope.parent is not parent:
            scope = Scope(self, parent, node)
            self._scopes[id(node)] = scope
        return scope


class ModuleIndex:
    """The modules of the project, by path and by dotted name (see `ModuleNames`)."""

    def __init__(self, loader: Loader, external: frozenset[str] = frozenset()) -> None:
        """`external` are top-level packages that are never taken for a module of the project."""
        self._loader = loader
        self._modules: dict[str, Module | None] = {}
        self._paths = frozenset(loader.paths())
        self._names = ModuleNames(self._paths, external, loader.folder())

    def paths(self) -> Sequence[str]:
        return self._loader.paths()

    def module(self, path: str) -> Module | None:
        if path not in self._modules:
            facts = self._loader.facts(path) if path in self._paths else None
            self._modules[path] = (
                None if facts is None else Module(path, self._names.name(path), facts, self._loader)
            )
        return self._modules[path]

    def widen(self, words: frozenset[str], regexes: frozenset[str] = frozenset()) -> list[Module]:
        """Has the slices read in which one of the words stands, or something that one of the regular
        expressions matches; the modules that are new so."""
        known = set(self._loader.matched())
        added = []
        for path, indices in sorted(self._loader.containing(words, regexes).items()):
            module = self.module(path)
            if module is not None:
                module.widened.update(indices)
                if path not in known:
                    added.append(module)
        return added

    def calling_coroutines(self) -> Iterator[tuple[Module, Sequence[int]]]:
        """The slices, in their modules, that may drop a coroutine of the project."""
        for path, indices in sorted(self._loader.calling_coroutines().items()):
            module = self.module(path)
            if module is not None:
                yield module, indices

    def elsewhere(self, words: frozenset[str]) -> Iterator[tuple[Module, ir.Stmt]]:
        """The statements, functions and methods that nobody reads, and in which one of the words
        stands, of all files."""
        for module, index in self.unread(words):
            for statement in module.lower(index):
                yield module, statement

    def unread(self, words: frozenset[str]) -> Iterator[tuple[Module, int]]:
        """The slices, in their modules, that the vocabulary doesn't match and in which one of the words
        stands, of all files."""
        for path, indices in sorted(self._loader.containing(words).items()):
            module = self.module(path)
            if module is not None:
                for index in indices:
                    yield module, index

    def matched(self) -> Iterator[Module]:
        for path in self._loader.matched():
            module = self.module(path)
            if module is not None:
                yield module

    def absolute(self, importer: Module, module: str, level: int) -> str:
        """The dotted name that an import names, with leading dots resolved."""
        return absolute(importer.package, module, level)

    def find(self, importer: Module | None, name: str) -> Module | None:
        """The module of that dotted name; among several the one nearest to the importer."""
        path = self._names.find(None if importer is None else importer.path, name)
        return None if path is None else self.module(path)

    def is_namespace(self, name: str) -> bool:
        """Whether some module of the project lies below the dotted name (a namespace package)."""
        return self._names.is_namespace(name)
