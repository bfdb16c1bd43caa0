"""What functions say to the client by calling: frameworks whose handlers answer by sending, not by
returning.

Calls are "start" (a response begins), "more" (a piece of it), "last" (its end), "whole" (all of it at
once), "next" (the request is handed on with the means to answer) or "maybe" (some of this, on some
path). What a project function says is worked out from its own paths.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from routelint.flow.meaning import Meaning, ProjectSemantics
from routelint.flow.paths import Event, Path, Paths, explore
from routelint.model import ir
from routelint.model.app import Handler
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import FunctionRef, as_function, callable_name

_PATHS = 128


@dataclass(frozen=True, eq=False)
class Talk:
    """What was said on a path. `status` is "idle", "started" or "finished"; `first` is where the
    response began, `end` the call that completed it, `clash` what was sent after it was complete;
    `handed_on` the calls of the next one, `late` the first of them after an answer; `unknown` tells
    that some call may have said anything, `said` that anything was said, `pieces` that pieces were
    sent whose end isn't known."""

    status: str
    first: Event | None = None
    clash: Event | None = None
    handed_on: tuple[Event, ...] = ()
    late: Event | None = None
    unknown: bool = False
    said: bool = False
    pieces: bool = False
    end: Event | None = None

    @property
    def complete(self) -> bool:
        """Whether an answer was complete, and its last call is known."""
        return self.status == "finished" and self.end is not None


def talk_of(events: Sequence[Event]) -> Talk:
    """Follows the events of one path; stops telling more at the first clash."""
    status, unknown, said, pieces = "idle", False, False, False
    first: Event | None = None
    end: Event | None = None
    late: Event | None = None
    handed_on: tuple[Event, ...] = ()
    for event in events:
        kind = event.kind
        if kind == "next":
            handed_on = (*handed_on, event)
            if status != "idle" and late is None:
                late = event
            continue
        if kind == "maybe":
            unknown = True
            continue
        said = True
        pieces = pieces or kind == "more"
        begins = kind in ("start", "whole")
        if status == "finished" or (status == "started" and begins):
            return Talk(status, first, event, handed_on, late, unknown, said, pieces, end)
        if first is None and kind != "more":
            first = event
        if kind == "start":
            status = "started"
        elif kind in ("last", "whole"):
            status, end = "finished", event
    return Talk(status, first, None, handed_on, late, unknown, said, pieces, end)


class Sending:
    """The answers for one project, kept."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.meaning = Meaning.of(project)
        self._summaries: dict[tuple[int, str], str] = {}

    @classmethod
    def of(cls, project: Project) -> Sending:
        return project.memo("sending", lambda: cls(project))

    def paths(self, handler: Handler, request: str) -> Paths:
        """The paths of a handler for one kind of request, with what they send as events (kept)."""
        key = f"sending:{id(handler.function.node)}:{request}"
        return self.project.memo(key, lambda: self._explore(handler.function, request))

    def kind(self, call: ir.Call, scope: Scope, request: str) -> str:
        """What a call says; empty when it says nothing."""
        value = self.project.evaluate(call.func, scope)
        named = self.project.names.sends.get(callable_name(value) or "")
        if named is not None:
            return named[1]
        for framework in self.project.used:
            if framework.talk is not None:
                found = framework.talk(self.project, call, scope)
                if found:
                    return found
        function = as_function(value)
        return "" if function is None else self.summary(function, request)

    def summary(self, function: FunctionRef, request: str) -> str:
        """What calling a project function says, on every path or on some."""
        key = (id(function.node), request)
        if key not in self._summaries:
            self._summaries[key] = ""
            self._summaries[key] = self._summarise(function, request)
        return self._summaries[key]

    def decides(self, expr: ir.Expr, request: str, scope: Scope) -> bool | None:
        for framework in self.project.used:
            if framework.decides is not None:
                known = framework.decides(self.project, expr, request, scope)
                if known is not None:
                    return known
        return None

    def _explore(self, function: FunctionRef, request: str) -> Paths:
        semantics = _Semantics(self, self.project.scope(function), request)
        return explore(function.node, semantics, limit=_PATHS)

    def _summarise(self, function: FunctionRef, request: str) -> str:
        if function.node.is_generator:
            return ""
        paths = self._explore(function, request)
        found = {
            _kind_of(path) for path in paths.paths if path.end.kind in ("return", "fall", "loop")
        }
        if not paths.complete:
            return "maybe" if found - {""} else ""
        return found.pop() if len(found) == 1 else "maybe" if found else ""


def _kind_of(path: Path) -> str:
    talk = talk_of(path.events)
    if talk.unknown:
        return "maybe"
    if talk.status == "idle" and talk.handed_on:
        return "next"
    if talk.status == "finished":
        return "last" if talk.first is None or talk.first.kind == "last" else "whole"
    if talk.status == "started":
        return "start"
    return "more" if talk.said else ""


class _Semantics(ProjectSemantics):
    def __init__(self, sending: Sending, scope: Scope, request: str) -> None:
        super().__init__(sending.meaning, scope)
        self.sending = sending
        self.request = request

    def events(self, expr: ir.Expr) -> Iterable[Event]:
        if isinstance(expr, ir.Call):
            kind = self.sending.kind(expr, self.scope, self.request)
            if kind:
                yield Event(kind, expr)

    def decides(self, expr: ir.Expr) -> bool | None:
        return self.sending.decides(expr, self.request, self.scope)
