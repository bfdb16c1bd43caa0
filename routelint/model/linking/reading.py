"""What the linker reads: modules, functions and classes that can matter, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from routelint.model import ir
from routelint.model.definitions import definitions_in
from routelint.model.modules import Module
from routelint.model.returned import answer_in, returnable
from routelint.model.values import (
    ClassRef,
    FunctionRef,
    callable_name,
)
from routelint.model.vocabulary import (
    Framework,
)

if TYPE_CHECKING:
    from routelint.model.link import Linker

#: How many classes deep a hierarchy of handlers over several modules may be.
_LEVELS = 5


class Reading:
    """What the linker reads: modules, functions and classes that can matter, in order."""

    def __init__(self, linker: Linker) -> None:
        self.linker = linker
        self._matched_paths = {module.path for module in linker.matched}
        self._functions: dict[str, list[FunctionRef]] = {}
        self._classes: dict[str, list[ClassRef]] = {}
        words = {word for framework in linker.frameworks for word in framework.words}
        self._registering = words & {name.rpartition(".")[2] for name in linker.names.registrations}
        self._senders = {
            name
            for framework in linker.frameworks
            for name, roles in framework.class_roles.items()
            if any(_sends(framework, role) for role in roles.values())
        }

    def widen(self) -> None:
        """Has those functions and statements read, too, that use what the project makes of a framework:
        exceptions, responses and applications of its own, functions that return them or register
        something on what they are given, exceptions that error handlers are for, and classes of
        handlers that answer by what the classes above do. And those that drop what a method gives that
        answers: `super().dispatch(request)`."""
        known: set[str] = set()
        methods: set[str] = set()
        parts: set[tuple[str, int]] = set()
        for _ in range(_LEVELS):
            found = {
                name
                for module in self.linker.matched
                if not module.is_test
                for name in self._own_vocabulary(module, parts)
            }
            answering = {
                name
                for module in self.linker.matched
                if not module.is_test
                for name in self._answering_methods(module, parts)
            }
            if found <= known and answering <= methods:
                return
            dropping = frozenset([_dropping(answering - methods)] if answering - methods else [])
            new = self.linker.index.widen(frozenset(found - known), dropping)
            self.linker.matched += [
                m for m in new if not m.is_test and m.path not in self._matched_paths
            ]
            self._matched_paths.update(module.path for module in self.linker.matched)
            known |= found
            methods |= answering

    def _own_vocabulary(self, module: Module, parts: set[tuple[str, int]]) -> Iterator[str]:
        """The names that what was read of a module adds; `parts` is what was looked at before."""
        for part in module.facts.outline:
            if part.parent != -1 or part.kind not in ("class", "function"):
                continue
            if not part.matched and part.index not in module.widened:
                continue
            if (module.path, part.index) in parts:
                continue
            parts.add((module.path, part.index))
            for node in module.lower(part.index):
                if isinstance(node, ir.Class) and node.bases:
                    names = self.linker.resolver.class_names(ClassRef(module, node, module.scope))
                    kinds = (
                        self.linker.names.exceptions,
                        self.linker.names.responses,
                        self._senders,
                    )
                    if any(
                        n in kind for kind in (*kinds, self.linker.names.containers) for n in names
                    ):
                        yield node.name
                elif isinstance(node, ir.Function):
                    yield from self._handled_exceptions(node, module)
                    if (
                        not node.decorators
                        and any(self._makes_answer(value, module) for value in _returned(node))
                    ) or (node.params and self._registers_on_parameter(node)):
                        yield node.name

    def _answering_methods(self, module: Module, parts: set[tuple[str, int]]) -> Iterator[str]:
        """The names of the methods that return an answer; `parts` is what was looked at before."""
        for part in module.facts.outline:
            if part.parent == -1 or part.kind != "function" or (module.path, part.index) in parts:
                continue
            if part.matched or part.index in module.widened:
                parts.add((module.path, part.index))
                for node in module.lower(part.index):
                    if isinstance(node, ir.Function) and not node.decorators:
                        if any(self._makes_answer(value, module) for value in _returned(node)):
                            yield node.name

    def _handled_exceptions(self, function: ir.Function, module: Module) -> Iterator[str]:
        """The exceptions of the project that a function is an error handler for, or that it registers
        handlers for: `app.errorhandler(SoldOut)`."""
        for node in (function, *ir.walk_body(function.body, into_functions=True)):
            calls = [d.value for d in node.decorators] if isinstance(node, ir.Function) else [node]
            for call in calls:
                if isinstance(call, ir.Call) and isinstance(call.func, ir.Attribute):
                    given = call.positional(0)
                    if call.func.attr in self.linker._handling and isinstance(
                        given, (ir.Name, ir.Attribute)
                    ):
                        value = self.linker.resolver.evaluate(given, module.scope)
                        if isinstance(value, ClassRef):
                            yield value.name

    def _registers_on_parameter(self, function: ir.Function) -> bool:
        """Whether a function is given an app or router, as what it does with it tells: it decorates
        functions of its own with it, or calls a method that only apps and routers have."""
        given = {param.name for param in function.params}
        for node in ir.walk_body(function.body):
            if isinstance(node, ir.Function):
                decorators = (d.value for d in node.decorators)
                calls = [d.func for d in decorators if isinstance(d, ir.Call)]
                if any(_owner(func) in given for func in calls):
                    return True
            elif isinstance(node, ir.Call) and isinstance(node.func, ir.Attribute):
                if node.func.attr in self._registering and _owner(node.func) in given:
                    return True
        return False

    def _makes_answer(self, call: ir.Call, module: Module) -> bool:
        name = callable_name(self.linker.resolver.evaluate(call.func, module.scope))
        return name in self.linker.names.exceptions or name in self.linker.names.responses

    def entry_points(self) -> list[Module]:
        """The modules in an order in which a program would start: those first that no other module
        imports."""
        imported: set[str] = set()
        for module in self.linker.matched:
            for name in () if module.is_test else self._imported_names(module):
                found = self.linker.index.find(module, name)
                if found is not None and found is not module:
                    imported.add(found.path)
        return sorted(
            self.linker.matched, key=lambda module: (module.path in imported, module.path)
        )

    def _imported_names(self, module: Module) -> Iterator[str]:
        for part in module.facts.outline:
            if part.parent == -1 and part.kind == "import":
                for node in module.lower(part.index):
                    if isinstance(node, ir.Import):
                        yield from (name.name for name in node.names)
                    elif isinstance(node, ir.ImportFrom):
                        base = self.linker.index.absolute(module, node.module, node.level)
                        yield base
                        yield from (f"{base}.{name.name}" for name in node.names)

    def all_functions(self) -> list[FunctionRef]:
        """The functions that were read, and all methods of classes that answer requests."""
        found = {
            id(function.node): function
            for module in self.linker.matched
            if not module.is_test
            for function in self.functions_of(module)
        }
        return list({**self.linker.calling.of_handler_classes, **found}.values())

    def is_wired(self, module: Module) -> bool:
        return module.path in self._matched_paths

    def imports(self, module: Module, framework: Framework) -> bool:
        """Whether a module imports one of the framework's packages."""
        for part in module.facts.outline:
            if part.kind not in ("import", "statement") or not module.is_read(part):
                continue
            for node in ir.walk_body(module.lower(part.index)):
                if isinstance(node, ir.Import):
                    names = [name.name for name in node.names]
                elif isinstance(node, ir.ImportFrom) and node.level == 0:
                    names = [f"{node.module}.{name.name}" for name in node.names]
                else:
                    continue
                if any(
                    f"{name}.".startswith(f"{p}.") for name in names for p in framework.packages
                ):
                    return True
        return False

    def functions_of(self, module: Module) -> list[FunctionRef]:
        """Every lowered function of a module, nested ones and methods included, in source order."""
        found = self._functions.get(module.path)
        if found is None:
            found = self._functions[module.path] = []
            classes = self._classes[module.path] = []
            resolver = self.linker.resolver
            for defined in definitions_in(module.top_level(), module.scope, module, resolver):
                if isinstance(defined, FunctionRef):
                    found.append(defined)
                else:
                    classes.append(defined)
        return found

    def classes_of(self, module: Module) -> list[ClassRef]:
        self.functions_of(module)
        return self._classes[module.path]


def _dropping(methods: set[str]) -> str:
    """What matches a statement that calls one of the methods and drops what it gives."""
    names = "|".join(sorted(map(re.escape, methods)))
    return rf"\n[ \t]+(?:super\([^()\n]*\)|[A-Za-z_][\w.]*)\.(?:{names})\("


def _sends(framework: Framework, role: str) -> bool:
    contract = framework.contracts.get(role)
    return contract is not None and contract.result == "nothing"


def _owner(func: ir.Expr) -> str:
    """The name that a method is called on, where it is a plain one."""
    owner = func.value if isinstance(func, ir.Attribute) else None
    return owner.id if isinstance(owner, ir.Name) else ""


def _returned(function: ir.Function) -> Iterator[ir.Call]:
    """The calls whose value a function may return, alone or with a status and headers."""
    for value in returnable(function):
        answer = answer_in(value)
        if isinstance(answer, ir.Await):
            answer = answer.value
        if isinstance(answer, ir.Call):
            yield answer
