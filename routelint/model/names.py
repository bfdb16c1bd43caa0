"""The names of all frameworks in one place: aliases, class hierarchies, known symbols."""

from __future__ import annotations

import builtins
from collections.abc import Sequence

from routelint.model.vocabulary import (
    ContainerClass,
    CorsCall,
    Framework,
    PlainCall,
    RegistrationCall,
    RunCall,
    TaskCall,
)

_GENERIC = frozenset(
    {
        "typing.Annotated",
        "typing_extensions.Annotated",
        "typing.Optional",
        "typing.Union",
        "typing.List",
        "typing.Dict",
        "typing.Type",
    }
)


class Names:
    """Canonical names and their meaning, merged from the framework tables."""

    def __init__(self, frameworks: Sequence[Framework]) -> None:
        self.frameworks = tuple(frameworks)
        self.builtins = frozenset(dir(builtins))
        self.generic_aliases = _GENERIC
        self.aliases: dict[str, str] = {}
        self._prefixes: dict[str, str] = {}
        self._bases: dict[str, tuple[str, ...]] = {}
        self.instances: dict[str, str] = {}
        self.default_apps: set[str] = set()
        self.default_functions: dict[str, tuple[str, str]] = {}
        self.returns: dict[str, str] = {}
        self.passed_through: dict[str, int] = {}
        self.containers: dict[str, tuple[Framework, ContainerClass]] = {}
        self.registrations: dict[str, tuple[Framework, RegistrationCall]] = {}
        self.responses: dict[str, Framework] = {}
        self.coroutine_responses: set[str] = set()
        self.coroutines: dict[str, Framework] = {}
        self.coroutine_attributes: dict[str, Framework] = {}
        self.plain_calls: dict[str, tuple[Framework, PlainCall]] = {}
        self.exceptions: dict[str, Framework] = {}
        self.raisable: frozenset[str] = frozenset()
        self.aborts: dict[str, Framework] = {}
        self.controls: set[str] = set()
        self.wrappers: set[str] = set()
        self.sends: dict[str, tuple[Framework, str]] = {}
        self.writes: dict[str, tuple[Framework, str]] = {}
        self.answered: set[str] = set()
        self.task_calls: dict[str, TaskCall] = {}
        self.background_tasks = frozenset(n for f in frameworks for n in f.background_tasks)
        self.loops = frozenset(n for f in frameworks for n in f.loops)
        self.decorators: dict[str, str] = {}
        self.attribute_settings = frozenset(n for f in frameworks for n in f.attribute_settings)
        self.settings: dict[str, tuple[Framework, str]] = {}
        self.constants: dict[str, str] = {}
        self.path_items: set[tuple[str, str]] = set()
        self.class_settings: dict[str, tuple[Framework, str]] = {}
        for framework in frameworks:
            for name, canonical in framework.aliases.items():
                if name.endswith(".*"):
                    self._prefixes[name[:-1]] = canonical
                else:
                    self.aliases[name] = canonical
            self._bases.update(framework.bases)
            self.instances.update(framework.instances)
            self.returns.update(framework.returns)
            self.passed_through.update(framework.passed_through)
            self.coroutine_responses |= framework.coroutine_responses
            self.default_apps |= framework.default_apps
            self.default_functions.update(framework.default_functions)
            self.decorators.update(framework.decorators)
            self.controls |= framework.controls
            self.wrappers |= framework.wrappers
            self.sends.update((name, (framework, kind)) for name, kind in framework.sends.items())
            self.writes.update((name, (framework, kind)) for name, kind in framework.writes.items())
            self.answered |= framework.answered
            self.task_calls.update(framework.task_calls)
            for name in framework.responses:
                self.responses.setdefault(name, framework)
            for name in (*framework.coroutines, *framework.coroutine_responses):
                self.coroutines.setdefault(name, framework)
            for name, plain in framework.plain_calls.items():
                self.plain_calls[name] = (framework, plain)
            for name in framework.coroutine_attributes:
                self.coroutine_attributes.setdefault(name, framework)
            for name in framework.exceptions:
                self.exceptions.setdefault(name, framework)
            self.raisable |= framework.raisable
            for name in framework.aborts:
                self.aborts.setdefault(name, framework)
            for name, container in framework.containers.items():
                self.containers[name] = (framework, container)
            for name, registration in framework.registrations.items():
                self.registrations[name] = (framework, registration)
            self.constants.update(framework.constants)
            self.path_items |= framework.path_items
            for name, key in framework.class_settings.items():
                self.class_settings[name] = (framework, key)
            for name, prefix in framework.settings.items():
                self.settings[name] = (framework, prefix)
        self._ancestors: dict[str, list[str]] = {}
        self._members: dict[tuple[str, str], str] = {}
        self.classes = frozenset(
            {
                *self._bases,
                *self.background_tasks,
                *self.containers,
                *self.instances.values(),
                *self.returns.values(),
            }
            | {owner for owner in map(_owner, self.registrations) if owner}
            | set(self.exceptions)
            | {name for name in self.responses if name.rpartition(".")[2][:1].isupper()}
        )
        self.known = frozenset(
            {
                *self.aliases.values(),
                *self._bases,
                *self.instances,
                *self.responses,
                *self.coroutines,
                *self.plain_calls,
                *self.exceptions,
                *self.aborts,
                *self.containers,
                *self.decorators,
                *self.default_functions,
                *self.passed_through,
                *self.constants,
                *(
                    n
                    for n, (_, r) in self.registrations.items()
                    if isinstance(r, CorsCall | RunCall)
                ),
            }
        )

    def canonical(self, name: str) -> str:
        """The canonical dotted name of an external thing."""
        for _ in range(4):
            found = self.aliases.get(name)
            if found is None:
                head = name
                while "." in head:
                    head = head.rpartition(".")[0]
                    if f"{head}." in self._prefixes:
                        found = self._prefixes[f"{head}."] + name[len(head) + 1 :]
                        break
                    if head in self.aliases:
                        found = self.aliases[head] + name[len(head) :]
                        break
            if found is None or found == name:
                return name
            name = found
        return name

    def ancestors(self, name: str) -> list[str]:
        """The class and its known base classes, nearest first."""
        found = self._ancestors.get(name)
        if found is None:
            found = [name]
            for base in self._bases.get(name, ()):
                found.extend(a for a in self.ancestors(base) if a not in found)
            self._ancestors[name] = found
        return found

    def member(self, cls: str, name: str) -> str:
        """The canonical name of a member: on the ancestor where the tables know it, or else on
        the class itself."""
        return self.known_member(cls, name) or f"{cls}.{name}"

    def known_member(self, cls: str, name: str) -> str:
        """The canonical name of a member that the tables know; "" for any other one."""
        key = (cls, name)
        found = self._members.get(key)
        if found is None:
            found = ""
            for ancestor in self.ancestors(cls):
                candidate = self.canonical(f"{ancestor}.{name}")
                if (
                    candidate in self.registrations
                    or candidate in self.settings
                    or candidate in self.responses
                    or candidate in self.aborts
                    or candidate in self.returns
                    or candidate in self.coroutines
                    or candidate in self.coroutine_attributes
                    or candidate in self.plain_calls
                    or candidate in self.controls
                    or candidate in self.decorators
                    or candidate in self.sends
                    or candidate in self.writes
                    or candidate in self.task_calls
                ):
                    found = candidate
                    break
            self._members[key] = found
        return found

    def is_class(self, name: str) -> bool:
        return name in self.classes or name.rpartition(".")[2][:1].isupper()

    def is_container(self, class_names: Sequence[str]) -> bool:
        return any(name in self.containers for name in class_names)


def _owner(name: str) -> str:
    """The class that a method belongs to, or the object on it; "" for a function of a module."""
    owner = name.rpartition(".")[0]
    return owner if any(part[:1].isupper() for part in owner.split(".")) else ""
