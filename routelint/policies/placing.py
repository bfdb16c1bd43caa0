"""Where routes stand: the prefixes before their paths, as they are written, and what these capture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from routelint.model.app import Container, EffectiveRoute, Ref, Registration, Route
from routelint.model.pattern import Pattern
from routelint.model.project import Project
from routelint.model.vocabulary import Framework


@dataclass(frozen=True, eq=False)
class Piece:
    """One part of the path of a route: a prefix or its own. `text` is None when it is not known,
    `pattern` too; `expression` tells that it is a regular expression. `of` is what it was given to."""

    ref: Ref | None
    text: str | None
    pattern: Pattern | None
    expression: bool
    of: Registration | Container


@dataclass(frozen=True, eq=False)
class Placed:
    """A route at one of its places: the pieces before its own (only those that stand for any text),
    and whether all prefixes are known."""

    route: Route
    app: Container
    before: tuple[Piece, ...]
    own: Piece
    known: bool

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return (*self.before, self.own)


def placed_routes(project: Project) -> list[Placed]:
    """All routes at all of their places (kept), in order."""
    return project.memo("placed-routes", lambda: list(_placed(project)))


def places_of(project: Project, route: Route) -> list[Placed]:
    """The places of one route."""

    def by_route() -> dict[int, list[Placed]]:
        found: dict[int, list[Placed]] = {}
        for placed in placed_routes(project):
            found.setdefault(id(placed.route), []).append(placed)
        return found

    return project.memo("places-by-route", by_route).get(id(route), [])


def _placed(project: Project) -> Iterator[Placed]:
    roots = [*project.apps, *(r for r in project.containers if not project.apps_of(r))]
    for root in dict.fromkeys(roots):
        for served in project.all_served(root):
            if served.route.role != "mount":
                yield _place(project, root, served)


def _place(project: Project, root: Container, served: EffectiveRoute) -> Placed:
    framework = served.route.container.framework
    refs: list[tuple[Ref, Registration | Container]] = []
    if root.prefix is not None:
        refs.append((root.prefix, root))
    for include in served.trail:
        if include.prefix is not None:
            refs.append((include.prefix, include))
        child = include.child
        if child is None or child.prefix is None:
            continue
        if include.prefix is None or not include.container.framework.include_prefix_replaces:
            refs.append((child.prefix, child))
    before = tuple(_piece(project, framework, ref, of) for ref, of in refs)
    outer_known = root.kind == "app" and _mounted_plainly(project, root)
    return Placed(
        served.route,
        root,
        tuple(piece for piece in before if piece.text != ""),
        _own(project, served.route),
        outer_known and all(piece.pattern is not None for piece in before),
    )


def _piece(project: Project, framework: Framework, ref: Ref, of: Registration | Container) -> Piece:
    text = project.resolver.constant(ref.expr, ref.scope)
    read = framework.pattern
    if not isinstance(text, str) or read is None:
        return Piece(ref, None, None, False, of)
    expression = isinstance(of, Registration) and is_expression(project, of)
    pattern = Pattern((), text) if expression else read(text)
    return Piece(ref, text, pattern, expression, of)


def _own(project: Project, route: Route) -> Piece:
    text = None
    if route.path is not None:
        text = project.resolver.constant(route.path.expr, route.path.scope)
    return Piece(
        route.path,
        text if isinstance(text, str) else None,
        route.pattern,
        is_expression(project, route),
        route,
    )


def is_expression(project: Project, registration: Registration) -> bool:
    """Whether the path of a registration is a regular expression."""
    paths = registration.container.framework.paths
    if paths.expressions_only:
        return True
    if not paths.expression_calls or registration.call is None:
        return False
    return project.name_of(registration.call.func, registration.scope) in paths.expression_calls


def _mounted_plainly(project: Project, app: Container) -> bool:
    """Whether an app is mounted nowhere, or below paths that capture nothing."""
    for mount in project.mounts_of(app):
        text = project.value_of(mount.prefix)
        if not isinstance(text, str) or re.search(r"[<{(:*]", text):
            return False
    return True


def captured(piece: Piece) -> tuple[frozenset[str], int] | None:
    """The names of what a piece of a path captures, and the number of groups without one; None when
    it is not known."""
    if piece.pattern is None:
        return None
    if not piece.expression and piece.pattern.regex is None:
        return frozenset(param.name for param in piece.pattern.params if param.name), 0
    try:
        compiled = re.compile(piece.pattern.regex or "")
    except re.error:
        return None
    return frozenset(compiled.groupindex), compiled.groups - len(compiled.groupindex)


def captures(placed: Placed) -> tuple[frozenset[str], int] | None:
    """The same for all of a route's path."""
    names: frozenset[str] = frozenset()
    unnamed = 0
    for piece in placed.pieces:
        found = captured(piece)
        if found is None:
            return None
        names |= found[0]
        unnamed += found[1]
    return names, unnamed
