"""Paths of files, as they are seen from another directory than the root."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from routelint.map.table import AppEntry, RouteEntry, RouteMap


def seen_from(routes: RouteMap, root: Path, directory: Path) -> RouteMap:
    """The map with paths relative to `directory`, where that is the root, above or below it; else as it
    is, with paths relative to the root."""
    root, directory = root.resolve(), directory.resolve()
    if root == directory or not (root.is_relative_to(directory) or directory.is_relative_to(root)):
        return routes
    moved = _Moved(root, directory)
    return RouteMap(tuple(moved.app(app) for app in routes.apps))


class _Moved:
    def __init__(self, root: Path, directory: Path) -> None:
        self.root, self.directory = root, directory
        self._known: dict[str, str] = {}

    def path(self, path: str) -> str:
        if path not in self._known:
            seen = os.path.relpath(self.root / path, self.directory)
            self._known[path] = seen.replace(os.sep, "/")
        return self._known[path]

    def app(self, app: AppEntry) -> AppEntry:
        return replace(
            app,
            path=self.path(app.path),
            routes=tuple(self.route(route) for route in app.routes),
            middleware=tuple(replace(p, path=self.path(p.path)) for p in app.middleware),
            hooks=tuple(replace(p, path=self.path(p.path)) for p in app.hooks),
            error_handlers=tuple(replace(p, path=self.path(p.path)) for p in app.error_handlers),
            cors=tuple(replace(c, path=self.path(c.path)) for c in app.cors),
        )

    def route(self, route: RouteEntry) -> RouteEntry:
        guards = tuple(replace(g, path=self.path(g.path)) for g in route.guards)
        return replace(route, file=self.path(route.file), guards=guards)
