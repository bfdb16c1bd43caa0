"""Whole paths: where the routes of an application answer, those of mounted applications included."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Union

from routelint.findings import Location
from routelint.model.app import Container, EffectiveRoute, Handler, Include, Mount, Role
from routelint.model.pattern import Part, Pattern
from routelint.model.project import Project

#: How deep applications are mounted in each other.
_DEPTH = 6
_VERSION = re.compile(r"/v\d+(?:[._]\d+)*(?=/|$)", re.IGNORECASE)

Way = tuple[Union[Include, Mount], ...]


@dataclass(frozen=True, eq=False)
class WholePath:
    """One place at which a route answers: the pattern of its whole path, and the includes and mounts
    that lead to it from the outermost application."""

    effective: EffectiveRoute
    pattern: Pattern
    way: Way

    @property
    def location(self) -> Location:
        """What puts the route at this place: the innermost include or mount, or itself."""
        return self.way[-1].location if self.way else self.effective.route.location

    def is_for(self, other: WholePath) -> bool:
        """Whether some request is for both, as far as methods go."""
        one, two = self.effective.methods, other.effective.methods
        same_kind = self.effective.route.role == other.effective.route.role
        return same_kind and (not one or not two or bool(one & two))


@dataclass(frozen=True, eq=False)
class Twin:
    """One `handler` at two places: `first` is at `head` and `second` at `other_head`, texts, with the
    same path behind these."""

    handler: Handler
    first: WholePath
    second: WholePath
    head: str
    other_head: str

    @property
    def differ_by_version(self) -> bool:
        """Whether the two places are the same but for a version (`/v2`)."""
        return _VERSION.sub("", self.head) == _VERSION.sub("", self.other_head)

    def moved(self, path: str) -> str:
        """The path at the second place of what has `path` at the first one."""
        return self.other_head + path[len(self.head) :]


def whole_paths(project: Project, app: Container) -> list[WholePath]:
    """The routes that an outermost application serves, with whole paths that are known."""
    return project.memo(
        f"whole-paths:{id(app)}", lambda: list(_below(project, app, Pattern(()), (), 0))
    )


def _below(
    project: Project, app: Container, head: Pattern, way: Way, depth: int
) -> Iterator[WholePath]:
    mounts = project.memo(
        "mounts-by-route",
        lambda: {id(project.mount_route(m)): m for c in project.containers for m in c.mounts},
    )
    for served in project.served(app):
        if served.pattern is None or served.pattern.regex is not None:
            continue
        pattern = _placed(head, served.pattern)
        trail = (*way, *served.trail)
        mount = mounts.get(id(served.route)) if served.route.role == Role.MOUNT else None
        if mount is None:
            yield WholePath(served, pattern, trail)
        elif mount.target is not None and mount.target.kind == "app" and depth < _DEPTH:
            inner = Pattern(pattern.parts)
            yield from _below(project, mount.target, inner, (*trail, mount), depth + 1)


def _placed(head: Pattern, pattern: Pattern) -> Pattern:
    """A path below that of a mount."""
    parts: list[Part] = list(head.parts)
    if parts and isinstance(parts[-1], str):
        parts[-1] = parts[-1].rstrip("/")
    behind = list(pattern.parts)
    if not behind or not isinstance(behind[0], str):
        behind.insert(0, "/")
    elif not behind[0].startswith("/"):
        behind[0] = f"/{behind[0]}"
    return Pattern(tuple(parts)).joined(Pattern(tuple(behind), None, pattern.prefix_only))


def twins(project: Project, app: Container) -> list[Twin]:
    """All pairs of places at which one view answers the same HTTP requests, both ways round."""
    return project.memo(f"twins:{id(app)}", lambda: list(_twins(project, app)))


def _twins(project: Project, app: Container) -> Iterator[Twin]:
    by_handler: dict[tuple[int, int], tuple[Handler, list[WholePath]]] = {}
    for path in whole_paths(project, app):
        if path.effective.route.role != Role.VIEW:
            continue
        for handler in path.effective.route.handlers:
            cls = path.effective.route.view_class
            key = (id(handler.function.node), 0 if cls is None else id(cls.node))
            by_handler.setdefault(key, (handler, []))[1].append(path)
    for handler, paths in by_handler.values():
        for first in paths if len(paths) <= 40 else ():
            for second in paths:
                if first is not second and first.is_for(second):
                    heads = _heads(first.pattern, second.pattern)
                    if heads is not None:
                        yield Twin(handler, first, second, *heads)


def _heads(one: Pattern, other: Pattern) -> tuple[str, str] | None:
    """The texts by which two paths differ at their beginning; None where they differ in more."""
    texts: list[str] = []
    rests: list[tuple[Part, ...]] = []
    for pattern in (one, other):
        if not pattern.parts or not isinstance(pattern.parts[0], str):
            return None
        texts.append(pattern.parts[0])
        rests.append(pattern.parts[1:])
    if rests[0] != rests[1] or texts[0] == texts[1]:
        return None
    same = 0
    while same < min(map(len, texts)) and texts[0][-1 - same] == texts[1][-1 - same]:
        same += 1
    tail = texts[0][len(texts[0]) - same :]
    slash = tail.find("/")
    if slash < 0:
        return None
    cut = len(tail) - slash
    return texts[0][: len(texts[0]) - cut], texts[1][: len(texts[1]) - cut]
