"""What a function that answers by sending says too much, path by path."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from routelint.flow.meaning import Meaning
from routelint.flow.paths import Event, Path
from routelint.flow.pipeline import ends_empty
from routelint.flow.sending import By, Sending, Talk, talk_of
from routelint.model import ir
from routelint.model.app import Handler, Role
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import Instance, Known

_SENDING = ("start", "open", "more", "last", "whole", "close", "leave")


@dataclass(frozen=True, eq=False)
class Repeated:
    """`place` is the event to report, `other` the one that it clashes with (None: the endpoint),
    `how` what is wrong ("returned": the second is the answer that the function returns), `talk` what
    was said on the path."""

    place: Event
    other: Event | None
    how: str
    talk: Talk


def repeated(project: Project, handler: Handler) -> Iterator[Repeated]:
    """What a handler sends too much; each place once."""
    seen: set[int] = set()
    for request in handler.framework.request_kinds:
        paths = Sending.of(project).paths(handler, request)
        for path in paths.paths if paths.complete else ():
            found = _on(project, handler, path)
            if found is not None and id(found.place.node) not in seen:
                seen.add(id(found.place.node))
                yield found


def _on(project: Project, handler: Handler, path: Path) -> Repeated | None:
    talk = talk_of(path.events)
    contract, function = handler.contract, handler.function.node
    if contract is not None and contract.answered:
        late = next((event for event in path.events if event.kind in _SENDING), None)
        return None if late is None else Repeated(late, None, "late", talk)
    if talk.clash is not None and talk.first is not None:
        if _counts(function, talk.first, talk.clash):
            return None
        if not fails_between(function, talk.first, talk.clash):
            if talk.end is not None and talk.end.kind == "leave":
                if _is_over(function, talk.end, talk.clash):
                    return None
                return Repeated(talk.end, talk.clash, "again", talk)
            if _second_is_wrong(function, talk.first, talk.clash):
                return Repeated(talk.clash, talk.first, "again", talk)
            if talk.end is not None and talk.end.kind == "close":
                return Repeated(talk.end, talk.clash, "again", talk)
            return Repeated(talk.first, talk.clash, "again", talk)
    returned = _returned(project, handler, path)
    if (
        returned is not None
        and talk.first is not None
        and not talk.unknown
        and not (talk.end is not None and talk.end.kind == "leave")
        and not _is_what_sends(project, handler, talk.first, returned)
        and not fails_between(function, talk.first, returned)
    ):
        if _always_follows(function, talk.first, returned):
            return Repeated(returned, talk.first, "returned", talk)
        return Repeated(talk.first, returned, "returned", talk)
    if talk.first is not None and talk.status == "finished" and _goes_on(handler, path):
        return Repeated(talk.first, None, "again", talk)
    if talk.refusal is not None:
        blocks = _blocks(function.body, talk.refusal.node)
        for event in talk.after_refusal:
            if _brings_more(event) and _leaves(function, blocks, event):
                return Repeated(talk.refusal, event, "refused", talk)
    return _documents(project, handler, path, talk)


def _goes_on(handler: Handler, path: Path) -> bool:
    """Whether the endpoint runs after this path of a dependency, or of a hook before WebSockets."""
    if handler.role == Role.BEFORE_WEBSOCKET:
        return ends_empty(path)
    return handler.role == Role.DEPENDENCY and path.end.kind in ("return", "fall")


def _returned(project: Project, handler: Handler, path: Path) -> Event | None:
    """The answer that a path returns, of a function that may answer by sending instead; the exception
    that it raises, where that is another answer."""
    contract, value = handler.contract, path.end.value
    if contract is None or not contract.streams:
        return None
    if path.end.kind == "raise" and contract.none_sent and value is not None:
        made = project.evaluate(value, project.scope(handler.function))
        raised = any(n in project.names.exceptions for n in project.resolver.class_names(made))
        return Event("returned", value) if raised else None
    if path.end.kind != "return":
        return None
    if isinstance(value, ir.Name):
        value = path.env.get(value.id) or value
    if value is None or Meaning.of(project).answer(value, project.scope(handler.function)) is None:
        return None
    return Event("returned", path.end.value or value, value)


def _is_what_sends(project: Project, handler: Handler, first: Event, returned: Event) -> bool:
    """Whether the function returns the response by which it has sent."""
    func = first.node.func if isinstance(first.node, ir.Call) else None
    if not isinstance(func, ir.Attribute):
        return False
    sender = project.evaluate(func.value, project.scope(handler.function))
    return isinstance(sender, Instance) and sender.call is returned.data


def _is_over(function: ir.Function, end: Event, clash: Event) -> bool:
    """Whether what follows the end of a connection stands in the loop over its messages: there are
    none any more."""
    func = end.node.func if isinstance(end.node, ir.Call) else None
    if not isinstance(func, ir.Attribute):
        return False
    for node in ir.nodes_of(function.body, ir.For):
        if ir.text(node.iter) == ir.text(func.value):
            if _holds(node.body, clash.node):
                return not _in_one_pass(node.body, end, clash)
    return False


def _in_one_pass(body: tuple[ir.Stmt, ...], first: Event, second: Event) -> bool:
    """Whether one pass through the body of a loop comes from the first to the second."""
    if not _holds(body, first.node):
        return False
    common = [block for block in _blocks(body, first.node) if _holds(block, second.node)]
    at = [
        next(i for i, statement in enumerate(common[-1]) if _holds((statement,), event.node))
        for event in (first, second)
    ]
    return at[0] < at[1]


def _always_follows(function: ir.Function, first: Event, second: Event) -> bool:
    """Whether the second call stands in the block of the first, or in one within that."""
    return _holds(_blocks(function.body, first.node)[-1], second.node)


def ends_its_block(function: ir.Function, event: Event) -> bool:
    """Whether nothing follows a call in the block that it stands in."""
    return _holds(_blocks(function.body, event.node)[-1][-1:], event.node)


def _second_is_wrong(function: ir.Function, first: Event, clash: Event) -> bool:
    """Whether what comes later is what should not be there: after the answer of the same method of a
    base class, in `finally`, or after the headers of a stream."""
    call = first.node
    if isinstance(call, ir.Call) and isinstance(call.func, ir.Attribute):
        owner = call.func.value
        if isinstance(owner, ir.Call) and ir.dotted(owner.func) == "super":
            return True
    if first.kind == "open":
        return True
    return any(
        _holds(node.finalbody, clash.node) and not _holds(node.finalbody, first.node)
        for node in ir.nodes_of(function.body, ir.Try)
    )


def fails_between(function: ir.Function, first: Event, clash: Event) -> bool:
    """Whether the second answer is that of an `except` for what fails behind the first."""
    return any(
        _holds((*node.body, *node.orelse), first.node)
        and any(_holds(handler.body, clash.node) for handler in node.handlers)
        for node in ir.nodes_of(function.body, ir.Try)
    )


def _brings_more(event: Event) -> bool:
    """Whether a call sends something, and does not only end the answer."""
    while isinstance(event.data, By) and event.data.event is not None:
        event = event.data.event
    return isinstance(event.node, ir.Call) and bool(event.node.args)


def _counts(function: ir.Function, first: Event, clash: Event) -> bool:
    """Whether what answers sometimes is called in a loop, in the last round it seems, and another
    answer stands under a condition behind the loop: both may count the rounds."""
    if not isinstance(first.data, By) or first.data.always:
        return False
    if _holds(_blocks(function.body, clash.node)[-1], first.node):
        return False
    return any(
        isinstance(node, (ir.For, ir.While))
        and _holds(node.body, first.node)
        and not _holds(node.body, clash.node)
        for node in ir.walk_body(function.body)
    )


def _leaves(function: ir.Function, blocks: list[tuple[ir.Stmt, ...]], event: Event) -> bool:
    """Whether the path has left the branch of the refusal when it says something else, and not for
    what all branches have in common."""
    if len(blocks) < 2 or _holds(blocks[-1], event.node):
        return False
    for node in ir.walk_body(function.body):
        if isinstance(node, ir.If) and node.body is blocks[-1]:
            return not node.orelse
        if isinstance(node, ir.Try):
            if any(handler.body is blocks[-1] for handler in node.handlers):
                return not node.orelse
    return False


def _documents(project: Project, handler: Handler, path: Path, talk: Talk) -> Repeated | None:
    """Two JSON documents one after the other, with nothing between them, are none."""
    scope = project.scope(handler.function)
    previous: Event | None = None
    for event in path.events:
        if event.kind not in _SENDING:
            continue
        if _is_document(project, handler, event, scope):
            if previous is not None and previous.node is not event.node:
                return Repeated(event, previous, "document", talk)
            previous = event
        elif _brings_more(event) or event.kind in ("last", "whole", "close"):
            previous = None
    return None


def _is_document(project: Project, handler: Handler, event: Event, scope: Scope) -> bool:
    if not isinstance(event.node, ir.Call) or isinstance(event.data, By):
        return False
    if project.name_of(event.node.func, scope) not in handler.framework.documents:
        return False
    value = project.evaluate(event.node.positional(0), scope)
    return isinstance(value, Known) and isinstance(value.expr, ir.Dictionary)


def _blocks(body: tuple[ir.Stmt, ...], node: ir.Node) -> list[tuple[ir.Stmt, ...]]:
    """The blocks around a node, the outermost first."""
    found = [body]
    while True:
        inner = next(
            (
                block
                for statement in found[-1]
                for block in _inner_blocks(statement)
                if _holds(block, node)
            ),
            None,
        )
        if inner is None:
            return found
        found.append(inner)


def _inner_blocks(statement: ir.Stmt) -> Iterator[tuple[ir.Stmt, ...]]:
    if isinstance(statement, (ir.If, ir.For, ir.While)):
        yield statement.body
        yield statement.orelse
    elif isinstance(statement, ir.Try):
        yield statement.body
        yield from (handler.body for handler in statement.handlers)
        yield statement.orelse
        yield statement.finalbody
    elif isinstance(statement, ir.With):
        yield statement.body
    elif isinstance(statement, ir.Match):
        yield from (case.body for case in statement.cases)


def _holds(body: tuple[ir.Stmt, ...], node: ir.Node) -> bool:
    return any(part is node for statement in body for part in ir.walk(statement))
