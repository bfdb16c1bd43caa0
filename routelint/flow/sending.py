"""What functions say to the client by calling: frameworks whose handlers answer by sending, not by
returning.

Calls are "start" (a response begins), "open" (the same, unless it has begun), "more" (a piece of it),
"last" (its end), "whole" (all of it at once), "close" (its end, which may be said twice), "leave" (the
same for a connection, after which what the handler returns goes nowhere), "status" and "error" (its
status is set, to that of an error), "next" (the request is handed on with the means to
answer), "maybe" (some of this, on some path) or "quiet" (nothing of it, other than on other paths).
What a project function says is worked out from its own paths; where they differ, its callers go each
of these ways.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from routelint.findings import Location, Related
from routelint.flow.meaning import Meaning, ProjectSemantics
from routelint.flow.paths import Event, Outcome, Path, Paths, explore
from routelint.flow.pipeline import is_next
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
    sent whose end isn't known. `refused` is where the status of an error was set, `refusal` is the
    first piece after that, `after_refusal` what followed it; `quiet` tells that a function was called
    that says something on other paths."""

    status: str
    first: Event | None = None
    clash: Event | None = None
    handed_on: tuple[Event, ...] = ()
    late: Event | None = None
    unknown: bool = False
    said: bool = False
    pieces: bool = False
    end: Event | None = None
    refusal: Event | None = None
    after_refusal: tuple[Event, ...] = ()
    refused: Event | None = None
    quiet: bool = False

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
    refusal: Event | None = None
    after: tuple[Event, ...] = ()
    refused: Event | None = None
    quiet = False

    def talk(clash: Event | None) -> Talk:
        return Talk(
            status,
            first,
            clash,
            handed_on,
            late,
            unknown,
            said,
            pieces,
            end,
            refusal,
            after,
            refused,
            quiet,
        )

    for event in events:
        kind = event.kind
        if kind == "next":
            handed_on = (*handed_on, event)
            if (status != "idle" or refused is not None) and late is None:
                late = event
            continue
        if kind == "maybe":
            unknown = True
            continue
        if kind == "quiet":
            quiet = True
            continue
        said = True
        if kind in ("status", "error"):
            refused = event if kind == "error" else None
            continue
        if status == "finished" and kind in ("close", "leave"):
            continue
        begins = kind in ("start", "whole")
        if end is not None and _by_turns(end, event):
            continue
        if status == "finished" or (status == "started" and begins):
            return talk(event)
        pieces = pieces or kind in ("more", "refusal")
        if refusal is not None:
            after = (*after, event)
        elif kind == "refusal" or (kind == "more" and refused):
            refusal, refused = event, refused or event
        if first is None and kind not in ("more", "refusal"):
            first = event
        if kind in ("start", "open"):
            status = "started"
        elif kind in ("last", "whole", "close", "leave"):
            status, end = "finished", event
    return talk(None)


@dataclass(frozen=True, eq=False)
class By:
    """A project function that says something, the call in it that does, and whether it says the same
    on every path."""

    function: FunctionRef
    event: Event | None
    always: bool


def _by_turns(one: Event, other: Event) -> bool:
    """Whether both answers come from one function that answers on some paths only: what decides, a
    counter for example, may see to it that it does so once."""
    deciding = {id(by.function.node) for by in _chain(one) if not by.always}
    return any(id(by.function.node) in deciding for by in _chain(other) if not by.always)


def _chain(event: Event) -> Iterator[By]:
    """The functions through which an event comes, the outermost first."""
    by = event.data
    while isinstance(by, By):
        yield by
        by = None if by.event is None else by.event.data


def way_of(event: Event) -> Iterator[Related]:
    """The places at which project functions send for an event, one within the other."""
    while isinstance(event.data, By) and event.data.event is not None:
        by, event = event.data, event.data.event
        label = f"`{by.function.name}` sends here"
        yield Related(Location(by.function.module.path, event.node.span), label)


@dataclass(frozen=True, eq=False)
class Said:
    """One way in which calling a function can go: `kind` is what it says, `value` what is known of
    what it returns, `event` the call within it that says it."""

    kind: str
    value: str
    function: FunctionRef
    event: Event | None


class Sending:
    """The answers for one project, kept."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.meaning = Meaning.of(project)
        self._ways: dict[tuple[int, str], tuple[Said, ...]] = {}

    @classmethod
    def of(cls, project: Project) -> Sending:
        return project.memo("sending", lambda: cls(project))

    def paths(self, handler: Handler, request: str) -> Paths:
        """The paths of a handler for one kind of request, with what they send as events (kept)."""
        key = f"sending:{id(handler.function.node)}:{request}"
        return self.project.memo(key, lambda: self._explore(handler.function, request, handler))

    def kind(self, call: ir.Call, scope: Scope) -> str:
        """What a call of the framework says; empty when it says nothing, or is none."""
        value = self.project.evaluate(call.func, scope)
        name = callable_name(value) or ""
        if name in self.project.names.coroutines and self._is_dropped(call, scope):
            # Nothing is said by a coroutine that nobody awaits.
            return ""
        named = self.project.names.sends.get(name)
        if named is not None:
            return named[1]
        for framework in self.project.used:
            if framework.talk is not None:
                found = framework.talk(self.project, call, scope)
                if found:
                    return found
        return ""

    def _is_dropped(self, call: ir.Call, scope: Scope) -> bool:
        """Whether a call is a statement by itself, without an `await`."""
        inner = scope.function_scope()
        node = None if inner is None else inner.node
        if not isinstance(node, ir.Function):
            return False
        dropped = self.project.memo(
            f"bare-calls:{id(node)}",
            lambda: frozenset(id(n.value) for n in ir.nodes_of(node.body, ir.ExprStmt)),
        )
        return id(call) in dropped

    def says(self, call: ir.Call, scope: Scope, request: str) -> str:
        """What a call says, by the framework or through a function; "maybe" where that differs."""
        kinds = {way.kind for way in self.ways(call, scope, request)}
        return self.kind(call, scope) or (kinds.pop() if len(kinds) == 1 else "maybe" * bool(kinds))

    def ways(self, call: ir.Call, scope: Scope, request: str) -> tuple[Said, ...]:
        """The ways in which calling a project function can go; none when it says nothing."""
        function = as_function(self.project.evaluate(call.func, scope))
        return () if function is None else self.ways_of(function, request)

    def ways_of(self, function: FunctionRef, request: str) -> tuple[Said, ...]:
        """`ways` of a call of that function."""
        key = (id(function.node), request)
        if key not in self._ways:
            self._ways[key] = ()
            self._ways[key] = tuple(self._all_ways(function, request))
        return self._ways[key]

    def decides(self, expr: ir.Expr, request: str, scope: Scope) -> bool | None:
        for framework in self.project.used:
            if framework.decides is not None:
                known = framework.decides(self.project, expr, request, scope)
                if known is not None:
                    return known
        return None

    def _explore(
        self, function: FunctionRef, request: str, handler: Handler | None = None
    ) -> Paths:
        semantics = SendingSemantics(self, function, request, handler)
        return explore(function.node, semantics, limit=_PATHS)

    def _all_ways(self, function: FunctionRef, request: str) -> Iterator[Said]:
        if function.node.is_generator and not function.node.decorators:
            return
        paths = self._explore(function, request)
        found: dict[tuple[str, str], Said] = {}
        for path in paths.paths:
            if path.end.kind in ("return", "fall", "loop"):
                kind, event = _kind_of(path)
                value = value_of(path)
                found.setdefault((kind, value), Said(kind, value, function, event))
        if not any(kind for kind, _ in found):
            return
        if paths.complete:
            yield from found.values()
        else:
            yield Said("maybe", "", function, None)


def _kind_of(path: Path) -> tuple[str, Event | None]:
    """What a path says as a whole, and the call that is the reason."""
    talk = talk_of(path.events)
    if talk.unknown and talk.status != "finished":
        return "maybe", None
    if talk.status == "idle" and talk.handed_on:
        return "next", talk.handed_on[0]
    if talk.status == "finished":
        end = talk.end
        if end is not None and end.kind in ("close", "leave"):
            return end.kind, end
        return ("last" if talk.first is None or talk.first.kind == "last" else "whole"), end
    if talk.refusal is not None:
        return "refusal", talk.refusal
    if talk.status == "started" and talk.first is not None:
        return talk.first.kind, talk.first
    if talk.pieces:
        return "more", None
    return ("error" if talk.refused else "status") if talk.said else "", None


def value_of(path: Path) -> str:
    """What is known of what a path returns."""
    if path.end.kind == "fall":
        return "none"
    value = path.end.value
    if isinstance(value, ir.Await):
        value = value.value
    if isinstance(value, ir.Name):
        value = path.env.get(value.id)
        if value is None:
            return ""
    if value is None:
        return "none"
    if isinstance(value, ir.Constant):
        return "none" if value.value is None else "true" if value.value else "false"
    if isinstance(value, (ir.Collection, ir.Dictionary)):
        return "true" if value.items else "false"
    return ""


class SendingSemantics(ProjectSemantics):
    """What a function of the project says, when it is given that kind of request."""

    def __init__(
        self, sending: Sending, function: FunctionRef, request: str, handler: Handler | None
    ) -> None:
        super().__init__(sending.meaning, sending.project.scope(function))
        self.sending = sending
        self.request = request
        self.handler = handler
        self.statements = {
            id(_called(node.value)) for node in ir.nodes_of(function.node.body, ir.ExprStmt)
        }
        self.asked = _asked_attributes(function.node)
        self.known: dict[int, tuple[Outcome, ...]] = {}

    def events(self, expr: ir.Expr) -> Iterable[Event]:
        if not isinstance(expr, ir.Call):
            return
        if self.handler is not None and self.handler.next_name and is_next(expr, self.handler):
            yield Event("next", expr)
            return
        kind = self.sending.kind(expr, self.scope)
        if kind:
            yield Event(kind, expr)

    def outcomes(self, call: ir.Call) -> tuple[Outcome, ...]:
        if id(call) not in self.known:
            self.known[id(call)] = self._outcomes(call)
        return self.known[id(call)]

    def _outcomes(self, call: ir.Call) -> tuple[Outcome, ...]:
        if self.sending.kind(call, self.scope):
            return ()
        ways = self.sending.ways(call, self.scope, self.request)
        if any(self._is_told_otherwise(call, way, ways) for way in ways):
            return (Outcome((Event("maybe", call),)),)
        always = all(way.kind == ways[0].kind for way in ways)
        return tuple(
            Outcome(
                (Event(way.kind or "quiet", call, By(way.function, way.event, always)),),
                way.value,
            )
            for way in ways
        )

    def _is_told_otherwise(self, call: ir.Call, way: Said, ways: tuple[Said, ...]) -> bool:
        """Whether the caller may learn of an answer by what can't be followed: a value that isn't
        known, or an attribute that the function sets."""
        if not way.kind or len(ways) == 1:
            return False
        if not way.value and id(call) not in self.statements:
            return True
        return bool(self.asked & _set_attributes(way.function.node))

    def recalls(self, expr: ir.Expr, events: tuple[Event, ...]) -> bool | None:
        if not isinstance(expr, ir.Attribute):
            return None
        name = callable_name(self.sending.project.evaluate(expr, self.scope))
        if name is None or name not in self.sending.project.names.answered:
            return None
        talk = talk_of(events)
        return None if talk.unknown or talk.status == "started" else talk.status == "finished"

    def decides(self, expr: ir.Expr) -> bool | None:
        return self.sending.decides(expr, self.request, self.scope)


def _called(expr: ir.Expr) -> ir.Expr:
    return expr.value if isinstance(expr, (ir.Await, ir.Yield)) and expr.value else expr


def _asked_attributes(function: ir.Function) -> frozenset[str]:
    """The attributes that conditions look at."""
    return frozenset(
        part.attr
        for node in ir.walk_body(function.body)
        if isinstance(node, (ir.If, ir.While, ir.Conditional))
        for part in ir.walk(node.test)
        if isinstance(part, ir.Attribute)
    )


def _set_attributes(function: ir.Function) -> frozenset[str]:
    return frozenset(
        target.attr
        for node in ir.nodes_of(function.body, ir.Assign)
        for target in node.targets
        if isinstance(target, ir.Attribute)
    )
