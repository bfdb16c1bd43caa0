"""What functions write into the response that they are given: frameworks that send it when all that
runs for a request has run, so that each may overwrite what the one before has written.

Writes are "status", "body", "place" (where a redirect leads), "header", "context" (what others make
an answer of), "complete" (nothing more is to run) and "unknown" (the response was given to something
that can't be followed). What a project function writes counts where it is called.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from http import HTTPStatus

from routelint.flow.meaning import Meaning, ProjectSemantics
from routelint.flow.paths import Event, Outcome, Path, Paths, explore
from routelint.flow.pipeline import is_next
from routelint.flow.sending import value_of
from routelint.model import ir
from routelint.model.app import Handler
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import FunctionRef, Instance, as_function, callable_name

_PATHS = 128
_WAYS = 12
_NUMBERED = re.compile(r"HTTP_(\d{3})$")


@dataclass(frozen=True)
class Status:
    """A status that was written; `code` is None when it is not known."""

    code: int | None


class Writing:
    """The answers for one project, kept."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.meaning = Meaning.of(project)
        self.responses = {
            name for name, (_, kind) in project.names.writes.items() if kind == "response"
        }
        self._ways: dict[int, tuple[Outcome, ...] | None] = {}

    @classmethod
    def of(cls, project: Project) -> Writing:
        return project.memo("writing", lambda: cls(project))

    def paths(self, handler: Handler) -> Paths:
        """The paths of a handler, with its writes as events, and with "next" where a decorator calls
        what it stands around (kept). They are incomplete where a function within it may write."""
        key = f"writing:{id(handler.function.node)}"
        return self.project.memo(key, lambda: self._explore(handler.function, handler))

    def kind(self, expr: ir.Expr, scope: Scope) -> str:
        """What storing into an attribute, or calling a method, writes; empty when it is nothing."""
        while isinstance(expr, ir.Subscript):
            expr = expr.value
        if not isinstance(expr, ir.Attribute):
            return ""
        name = callable_name(self.project.evaluate(expr, scope)) or ""
        while name:
            known = self.project.names.writes.get(name)
            if known is not None:
                return "header" if known[1] == "response" else known[1]
            name = name.rpartition(".")[0]
        return ""

    def status(self, expr: ir.Expr | None, scope: Scope) -> int | None:
        """The code of a status in any of the ways in which one is written."""
        value = self.project.resolver.constant(expr, scope)
        if isinstance(value, str) and value[:3].isdigit():
            return int(value[:3])
        if isinstance(value, int):
            return value
        if isinstance(expr, ir.Call):
            return self.status(expr.positional(0), scope)
        name = callable_name(self.project.evaluate(expr, scope)) or ""
        head, _, last = name.removesuffix(".value").rpartition(".")
        numbered = _NUMBERED.search(last)
        if numbered is not None:
            return int(numbered[1])
        last = last.removeprefix("HTTP_")
        named = HTTPStatus.__members__.get(last) if head else None
        return None if named is None else int(named)

    def is_response(self, expr: ir.Expr, scope: Scope) -> bool:
        """Whether an expression is a response that can be written into."""
        if not isinstance(expr, ir.Name):
            return False
        value = self.project.evaluate(expr, scope)
        return isinstance(value, Instance) and not self.responses.isdisjoint(
            self.project.resolver.class_names(value)
        )

    def ways(self, function: FunctionRef) -> tuple[Outcome, ...] | None:
        """The ways in which a project function that is given a response can go; None when they
        can't be told."""
        key = id(function.node)
        if key not in self._ways:
            self._ways[key] = None
            self._ways[key] = self._all_ways(function)
        return self._ways[key]

    def refuses(self, call: ir.Call, scope: Scope) -> bool:
        """Whether a project function that a call gives the response to may write a refusal."""
        if not any(self.is_response(arg.value, scope) for arg in call.args):
            return False
        function = as_function(self.project.evaluate(call.func, scope))
        ways = self.ways(function) if function is not None else None
        return any(refused(way.events) is not None for way in ways or ())

    def _all_ways(self, function: FunctionRef) -> tuple[Outcome, ...] | None:
        paths = self._explore(function, None)
        if not paths.complete or function.node.is_generator:
            return None
        found: dict[object, Outcome] = {}
        for path in paths.paths:
            if path.end.kind in ("return", "fall", "loop"):
                value = value_of(path)
                key = (tuple((e.kind, e.data) for e in path.events), value)
                found.setdefault(key, Outcome(path.events, value))
        return tuple(found.values()) if 0 < len(found) <= _WAYS else None

    def _explore(self, function: FunctionRef, handler: Handler | None) -> Paths:
        scope = self.project.scope(function)
        semantics = _Semantics(self, scope, handler)
        paths = explore(function.node, semantics, limit=_PATHS)
        within = any(
            isinstance(node, ir.Name) and self.is_response(node, scope)
            for inner in ir.walk_body(function.node.body)
            if isinstance(inner, (ir.Function, ir.Lambda))
            for node in ir.walk(inner, into_functions=True)
        )
        return Paths(paths.paths, paths.complete and not within)


class _Semantics(ProjectSemantics):
    def __init__(self, writing: Writing, scope: Scope, handler: Handler | None) -> None:
        super().__init__(writing.meaning, scope)
        self.writing = writing
        self.handler = handler
        self.known: dict[int, tuple[Outcome, ...]] = {}

    def stores(self, target: ir.Expr, value: ir.Expr | None) -> Iterable[Event]:
        kind = self.writing.kind(target, self.scope)
        if kind:
            status = Status(self.writing.status(value, self.scope)) if kind == "status" else None
            if kind == "complete" and isinstance(value, ir.Constant) and not value.value:
                return
            yield Event(kind, target, status)

    def events(self, expr: ir.Expr) -> Iterator[Event]:
        if not isinstance(expr, ir.Call):
            return
        if self.handler is not None and self.handler.next_name and is_next(expr, self.handler):
            yield Event("next", expr)
            return
        kind = self.writing.kind(expr.func, self.scope)
        if kind:
            yield Event(kind, expr)
        elif self._is_given_response(expr) and not self.outcomes(expr):
            yield Event("unknown", expr)

    def outcomes(self, call: ir.Call) -> tuple[Outcome, ...]:
        if id(call) not in self.known:
            self.known[id(call)] = tuple(self._outcomes(call))
        return self.known[id(call)]

    def _outcomes(self, call: ir.Call) -> Iterator[Outcome]:
        if self.handler is not None and self.handler.next_name and is_next(call, self.handler):
            return
        if not self._is_given_response(call):
            return
        function = as_function(self.meaning.project.evaluate(call.func, self.scope))
        for way in (self.writing.ways(function) if function is not None else None) or ():
            events = tuple(Event(event.kind, call, event.data) for event in way.events)
            yield Outcome(events, way.value)

    def _is_given_response(self, call: ir.Call) -> bool:
        return any(self.writing.is_response(arg.value, self.scope) for arg in call.args)


def refusal(path: Path) -> Event | None:
    """The status of an error, or of a redirect, that a path ends with."""
    return refused(path.events)


def refused(events: Iterable[Event]) -> Event | None:
    """The last status that is written, where it is that of an error or of a redirect."""
    found: Event | None = None
    for event in events:
        if event.kind == "status" and isinstance(event.data, Status):
            code = event.data.code
            found = event if code is not None and code >= 300 else None
    return found
