"""Linking: from the facts of all files to one `Project`.

The linker owns the apps and routers that are found and turns registering calls into registrations,
as the framework tables say. `wiring` drives it in execution order; the framework readers complete it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from routelint.model import ir, scopes
from routelint.model.app import (
    Container,
    Handler,
    Ref,
)
from routelint.model.deferred import Deferred
from routelint.model.linking.arguments import argument
from routelint.model.linking.containers import Containers
from routelint.model.linking.handlers import Handlers
from routelint.model.linking.listings import Listings
from routelint.model.linking.middleware import MiddlewareChains
from routelint.model.linking.reading import Reading
from routelint.model.linking.registrations import Registrations
from routelint.model.linking.routes import Routes
from routelint.model.linking.settings import Settings
from routelint.model.loader import Loader
from routelint.model.modules import ModuleIndex
from routelint.model.names import Names
from routelint.model.pattern import Pattern
from routelint.model.project import Project
from routelint.model.resolve import Resolver
from routelint.model.scopes import Scope
from routelint.model.values import (
    ModuleRef,
    Symbol,
    Value,
)
from routelint.model.vocabulary import (
    Arg,
    ErrorHandlerCall,
    Framework,
)
from routelint.model.wiring import Wiring


@dataclass(frozen=True)
class LinkOptions:
    """What the configuration knows about the project that no analysis can guess.

    `in_front` holds the configuration keys of what a server in front sees to (`"body-limit"`).
    `versions` maps a framework slug to its version as a tuple of ints; absent means newest.
    """

    auth_decorators: tuple[str, ...] = ()
    auth_dependencies: tuple[str, ...] = ()
    auth_middleware: tuple[str, ...] = ()
    public_paths: tuple[str, ...] = ()
    response_helpers: tuple[str, ...] = ()
    no_return_functions: tuple[str, ...] = ()
    blocking_calls: tuple[str, ...] = ()
    in_front: frozenset[str] = frozenset()
    versions: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


def link(loader: Loader, frameworks: Sequence[Framework], options: LinkOptions) -> Project:
    """Links the files that `loader` offers into a `Project`. Deterministic; runs no code."""
    forget()
    return Linker(loader, frameworks, options).run()


def forget() -> None:
    """Drops what is kept of the project that was linked last."""
    scopes.clear_cache()
    ir.forget_walks()


class Linker:
    """The parts of the linker, and what they share."""

    def __init__(
        self, loader: Loader, frameworks: Sequence[Framework], options: LinkOptions
    ) -> None:
        self.options = options
        self.frameworks = tuple(frameworks)
        external = frozenset(name for f in frameworks for name in f.packages)
        self.names = Names(frameworks)
        self.index = ModuleIndex(loader, external)
        self.resolver = Resolver(self.index, self.names)
        self.wiring = Wiring(self)
        self.deferred = Deferred(self)
        self.containers: dict[object, Container] = {}
        self.handlers: dict[tuple[int, str], Handler] = {}
        self.matched = list(self.index.matched())
        self._order = 0
        self._handling = {
            name.rpartition(".")[2]
            for name, (_, spec) in self.names.registrations.items()
            if isinstance(spec, ErrorHandlerCall)
        }
        self.reading = Reading(self)
        self.building = Containers(self)
        self.listing = Listings(self)
        self.registering = Registrations(self)
        self.routing = Routes(self)
        self.calling = Handlers(self)
        self.wrapping = MiddlewareChains(self)
        self.setting = Settings(self)
        self.reading.widen()
        self.used = {
            f.slug for f in frameworks if any(self.reading.imports(m, f) for m in self.matched)
        }

    def run(self) -> Project:
        for module in self.reading.entry_points():
            self.wiring.module(module)
        for module in self.matched:
            self.wiring.leftovers(module)
        for module in self.matched:
            self.wiring.entry_functions(module)
        self.calling.find_class_handlers()
        self.deferred.finish()
        for framework in self.frameworks:
            used = framework.slug in self.used or not framework.packages
            if used and framework.reader is not None:
                framework.reader(self)
        self.calling.bind_parameters()
        self.calling.decorator_wrappers()
        self.wrapping.positions()
        return Project(
            index=self.index,
            resolver=self.resolver,
            names=self.names,
            options=self.options,
            containers=sorted(self.containers.values(), key=lambda c: c.order),
            handlers=list(self.handlers.values()),
            modules=[m for m in self.matched if not m.is_test],
            used=tuple(f for f in self.frameworks if f.slug in self.used),
            functions=self.reading.all_functions(),
        )

    def next_order(self) -> int:
        self._order += 1
        return self._order

    def version(self, slug: str) -> tuple[int, ...]:
        return self.options.versions.get(slug, (9999,))

    def imported(self, dotted: str) -> Value | None:
        """What a dotted string names: `project.middleware.Auth` (for settings given as text)."""
        found = self.index.find(None, dotted)
        if found is not None:
            return ModuleRef(found)
        head, _, tail = dotted.rpartition(".")
        if not head:
            return None
        base = self.imported(head)
        if base is None:
            return Symbol(self.names.canonical(dotted)) if self._is_external(dotted) else None
        return self.resolver.attribute(base, tail)

    def _is_external(self, dotted: str) -> bool:
        return self.index.find(None, dotted.partition(".")[0]) is None

    def ref(self, call: ir.Call, arg: Arg | None, scope: Scope) -> Ref | None:
        expr = None if arg is None else argument(call, arg)
        return None if expr is None else Ref(expr, scope)

    def refs(self, call: ir.Call, arg: Arg | None, scope: Scope) -> list[Ref]:
        """The elements of a list argument, or what stands there in the place of a list."""
        given = None if arg is None else argument(call, arg)
        if given is None:
            return []
        items = self.resolver.items(given, scope)
        return [Ref(*item) for item in ([(given, scope)] if items is None else items)]

    def pattern(self, framework: Framework, path: Ref) -> Pattern | None:
        text = self.resolver.constant(path.expr, path.scope)
        if not isinstance(text, str) or framework.pattern is None:
            return None
        return framework.pattern(text)
