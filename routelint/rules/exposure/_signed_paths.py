"""Paths of clients that are signed into tokens, and opened when a token comes back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from routelint.findings import Location, Related
from routelint.flow.arms import on_the_way
from routelint.model import ir
from routelint.model.app import Ref
from routelint.model.dependencies import dependencies
from routelint.model.project import Project
from routelint.model.values import FunctionRef, as_function
from routelint.policies.inputs import Reading, Texts, client_parameters, looks_at
from routelint.policies.signed import (
    READING,
    Slot,
    TokenTexts,
    carried,
    payload_family,
    reads_token,
    signed_by,
    slot_read,
)
from routelint.policies.sites import calls_of, frameworks_at
from routelint.rules.exposure._exposure import Exposure
from routelint.rules.exposure._joined_paths import Known, entrance, found_in

_DEPTH = 4


def signed_paths(project: Project) -> Iterator[Exposure]:
    opened = {opening.slot: opening for opening in reversed(list(_openings(project)))}
    if not opened:
        return
    known: _Kept = {}
    for function in project.pipeline_functions():
        reading = Reading(function, client_parameters(project, function))
        for signing in _signings(project, reading, frozenset(), known, 0):
            opening = opened.get(signing.slot)
            if opening is None:
                continue
            text = ir.text(signing.source)
            part = f" (`{signing.slot.key}`)" if signing.slot.key else ""
            yield Exposure(
                signing.place,
                frameworks_at(project, signing.place.scope, function)[0],
                f"`{function.node.qualname}` signs `{text}`, which clients choose, into a token{part}, "
                "and who brings that token gets at the file with this path: at any one.",
                "Look at where it leads before it is signed: `path = (BASE / name).resolve()`, and "
                "answer 400 unless `path.is_relative_to(BASE)`.",
                function,
                (*entrance(function, signing.source), *signing.related, *opening.related),
            )


# --- what comes out of tokens ---------------------------------------------------------------------
@dataclass(frozen=True, eq=False)
class _Opening:
    """A file is touched whose path is the value of a slot; `related` is the way there."""

    slot: Slot
    related: tuple[Related, ...]


@dataclass(frozen=True, eq=False)
class _View:
    """A function, and how it gets at tokens: `params` hold the text of the slot, `payloads` a payload,
    and `givers` are functions that give the text; with none of them it reads tokens itself."""

    function: FunctionRef
    slot: Slot | None = None
    params: frozenset[str] = frozenset()
    payloads: frozenset[str] = frozenset()
    givers: frozenset[int] = frozenset()
    trail: tuple[Related, ...] = ()


def _openings(project: Project) -> Iterator[_Opening]:
    views = [
        _View(site.function)
        for site in calls_of(project, READING)
        if site.function is not None and reads_token(project, site.call, site.scope)
    ]
    seen: set[tuple[int, Slot | None, frozenset[str], frozenset[str]]] = set()
    for _ in range(_DEPTH):
        following: list[_View] = []
        for view in views:
            key = (id(view.function.node), view.slot, view.params, view.payloads)
            if key not in seen:
                seen.add(key)
                yield from _opened(project, view, following)
        views = following


def _opened(project: Project, view: _View, following: list[_View]) -> Iterator[_Opening]:
    """What a function opens of what it gets of tokens; who is given it by this function, is to follow."""
    function = view.function
    body = function.node.body
    scope = project.scope(function)
    known: Known = {}
    for slot, trail in _slots(project, view).items():
        texts = TokenTexts(
            project, Reading(function, view.params), slot, view.payloads, view.givers
        )
        for leak in found_in(project, texts, known, 0):
            if not looks_at(project, texts, on_the_way(body, leak.place.expr)):
                place = Related(leak.place.location, "becomes the path of a file here")
                yield _Opening(slot, (*trail, place, *leak.related))
        returned = [node.value for node in ir.nodes_of(body, ir.Return)]
        if any(texts.source(value) is not None for value in returned):
            if not looks_at(project, texts):
                for user, param in _users(project, function):
                    given = frozenset({param} if param else ())
                    givers = frozenset() if param else frozenset({id(function.node)})
                    following.append(_View(user, slot, given, givers=givers, trail=trail))
    if view.slot is None and any(
        payload_family(project, node.value, scope)
        for node in ir.nodes_of(body, ir.Return)
        if node.value is not None
    ):
        for user, param in _users(project, function):
            following.append(_View(user, payloads=frozenset({param} if param else ())))


def _slots(project: Project, view: _View) -> dict[Slot, tuple[Related, ...]]:
    """The slots of which a function has the values, with the place at which each was read."""
    if view.slot is not None:
        return {view.slot: view.trail}
    found: dict[Slot, tuple[Related, ...]] = {}
    scope = project.scope(view.function)
    for node in ir.walk_body(view.function.node.body):
        if isinstance(node, (ir.Subscript, ir.Call)):
            slot = slot_read(project, node, scope, view.payloads)
            if slot is not None and slot not in found:
                place = Location(view.function.module.path, node.span)
                found[slot] = (Related(place, "is taken from the token here"),)
    return found


def _users(project: Project, function: FunctionRef) -> Iterator[tuple[FunctionRef, str]]:
    """The functions that call another one (with ""), and those that depend on it, with the parameter."""
    for site in calls_of(project, frozenset({function.name})):
        callee = as_function(project.evaluate(site.call.func, site.scope))
        if callee is not None and callee.node is function.node and site.function is not None:
            yield site.function, ""
    yield from project.memo("depending-functions", lambda: _depending(project)).get(
        id(function.node), ()
    )


def _depending(project: Project) -> dict[int, list[tuple[FunctionRef, str]]]:
    """For each function (by its node) those that depend on it, with the name of the parameter."""
    found: dict[int, list[tuple[FunctionRef, str]]] = {}
    for handler in project.handlers:
        markers = handler.framework.dependency_markers
        for needed in dependencies(project.resolver, handler.function, markers) if markers else ():
            target = as_function(needed.value)
            if target is not None:
                found.setdefault(id(target.node), []).append((handler.function, needed.name))
    return found


# --- what goes into them --------------------------------------------------------------------------
@dataclass(frozen=True, eq=False)
class _Signing:
    """`place` is the call that signs, or the one of the function in which it is signed."""

    place: Ref
    slot: Slot
    source: ir.Expr
    related: tuple[Related, ...] = ()


_Given = frozenset[tuple[str, str]]
_Kept = dict[tuple[int, frozenset[str], _Given], tuple[_Signing, ...]]


def _signings(
    project: Project, reading: Reading, given: _Given, known: _Kept, depth: int
) -> tuple[_Signing, ...]:
    """What a function signs of the texts in its parameters, and (`given`) in those of their items."""
    key = (id(reading.function.node), reading.params, given)
    if key not in known:
        known[key] = ()
        known[key] = tuple(_of_each(project, reading, given, known, depth))
    return known[key]


def _of_each(
    project: Project, reading: Reading, given: _Given, known: _Kept, depth: int
) -> Iterator[_Signing]:
    body = reading.function.node.body
    seen: set[tuple[int, Slot]] = set()
    for params in [frozenset({name}) for name in sorted(reading.params)] or [reading.params]:
        texts = Texts(project, Reading(reading.function, params))
        for signing in _signed(project, texts, given, known, depth):
            if (id(signing.place.expr), signing.slot) in seen:
                continue
            if not looks_at(project, texts, on_the_way(body, signing.place.expr)):
                seen.add((id(signing.place.expr), signing.slot))
                yield signing


def _signed(
    project: Project, texts: Texts, given: _Given, known: _Kept, depth: int
) -> Iterator[_Signing]:
    scope = texts.scope
    for call in ir.nodes_of(texts.reading.function.node.body, ir.Call):
        if not call.args:
            continue
        written = signed_by(project, call, scope)
        if written is not None:
            for key, source in carried(texts, written[1], given).items():
                yield _Signing(Ref(call, scope), Slot(written[0], key), source)
            continue
        callee = as_function(project.evaluate(call.func, scope)) if depth < _DEPTH else None
        if callee is None or callee.node is texts.reading.function.node:
            continue
        passed = texts.passed(call, callee)
        items = {
            (param, key): source
            for param, argument in texts.arguments(call, callee).items()
            for key, source in carried(texts, argument, given).items()
            if key
        }
        if not passed and not items:
            continue
        inner_reading = Reading(callee, frozenset(passed))
        for inner in _signings(project, inner_reading, frozenset(items), known, depth + 1):
            name = inner.source.id if isinstance(inner.source, ir.Name) else ""
            found = passed.get(name) or items.get((name, inner.slot.key))
            if found is not None:
                done = "is handed on here" if inner.related else "is signed here"
                trail = (Related(inner.place.location, done), *inner.related)
                yield _Signing(Ref(call, scope), inner.slot, found, trail)
