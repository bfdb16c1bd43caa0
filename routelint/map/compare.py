"""What a change of the code changes in the map."""

from __future__ import annotations

from dataclasses import dataclass

from routelint.map.table import AppEntry, RouteEntry, RouteMap


@dataclass(frozen=True)
class Change:
    """`kind` is "added", "removed", "opened" (a route lost a guard, or a new one has none),
    "closed" (it got one), "limit" or "cors"."""

    kind: str
    what: str
    detail: str = ""


KINDS = ("opened", "closed", "added", "removed", "limit", "cors")
_Key = tuple[str, str, str]


def compare(old: RouteMap, new: RouteMap) -> list[Change]:
    """The changes from the old map to the new one, those that open something first."""
    before, after = _routes(old), _routes(new)
    changes: list[Change] = []
    for key in sorted(before.keys() | after.keys()):
        what = f"{key[1]} {key[2]}"
        was, now = before.get(key), after.get(key)
        if was is None and now is not None:
            changes.append(Change("added", what, _guards(now)))
        elif now is None and was is not None:
            changes.append(Change("removed", what, _guards(was)))
        elif was is not None and now is not None:
            lost = _names(was) - _names(now)
            won = _names(now) - _names(was)
            if lost:
                changes.append(Change("opened", what, f"lost {', '.join(sorted(lost))}"))
            elif won:
                changes.append(Change("closed", what, f"got {', '.join(sorted(won))}"))
    for name, was_app, now_app in _apps(old, new):
        if was_app.body_limit != now_app.body_limit:
            changes.append(
                Change(
                    "limit", name,
                    f"{was_app.body_limit.shown} -> {now_app.body_limit.shown}",
                )
            )  # fmt: skip
        was_cors, now_cors = _cors(was_app), _cors(now_app)
        if was_cors != now_cors:
            changes.append(Change("cors", name, f"{was_cors} -> {now_cors}"))
    return sorted(changes, key=lambda change: (KINDS.index(change.kind), change.what))


def opens(changes: list[Change]) -> bool:
    """Whether something can be reached that could not be, or with less in the way."""
    return any(
        change.kind == "opened" or (change.kind == "limit" and change.detail.endswith("-> none"))
        for change in changes
    )


def _routes(routes: RouteMap) -> dict[_Key, RouteEntry]:
    """Routes by app, method and path: of several with the same ones the first."""
    found: dict[_Key, RouteEntry] = {}
    for app in routes.apps:
        for route in app.routes:
            for method in route.methods or (route.shown_methods,):
                found.setdefault((app.name, method, route.path or f"? {route.handler}"), route)
    return found


def _names(route: RouteEntry) -> set[str]:
    return {guard.name for guard in route.guards}


def _guards(route: RouteEntry) -> str:
    return f"guarded by {', '.join(sorted(_names(route)))}" if route.guards else "without a guard"


def _apps(old: RouteMap, new: RouteMap) -> list[tuple[str, AppEntry, AppEntry]]:
    before = {app.name: app for app in old.apps}
    return [(a.name, before[a.name], a) for a in new.apps if a.name in before]


def _cors(app: AppEntry) -> str:
    return "; ".join(sorted(cors.shown for cors in app.cors)) or "none"
