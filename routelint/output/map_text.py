"""The map for a terminal."""

from __future__ import annotations

from routelint.map.compare import Change
from routelint.map.table import AppEntry, RouteEntry, RouteMap

#: The widths that the table may take, in columns.
NARROWEST, WIDEST = 80, 200


def text(routes: RouteMap, width: int) -> str:
    """A table for each app, cut to `width` columns (between NARROWEST and WIDEST)."""
    if not routes.apps:
        return "No application was found."
    width = min(max(width, NARROWEST), WIDEST)
    return "\n\n".join(_app(app, width) for app in routes.apps)


def _app(app: AppEntry, width: int) -> str:
    lines = [f"{app.name or 'application'} ({app.framework}) {app.path}:{app.line}"]
    lines += _facts(app, width)
    lines.append("")
    rows = [_row(route) for route in app.routes]
    if rows:
        lines += _table(rows, width)
    number = len(app.routes)
    open_ = sum(1 for r in app.routes if r.is_open)
    lines.append("")
    lines.append(f"{number} {'route' if number == 1 else 'routes'}, {open_} without a guard.")
    if any(guard.partial for route in app.routes for guard in route.guards):
        lines.append("`?`: a guard that looks at paths, and may let this one pass.")
    return "\n".join(lines)


def _facts(app: AppEntry, width: int) -> list[str]:
    facts = [
        ("middleware", " > ".join(place.name for place in app.middleware) or "none"),
        ("hooks", ", ".join(place.name for place in app.hooks)),
        ("errors", ", ".join(dict.fromkeys(place.name for place in app.error_handlers))),
        ("bodies", app.body_limit.shown),
        ("CORS", "; ".join(cors.shown for cors in app.cors)),
    ]
    return [_cut(f"  {name + ':':<12}{value}", width) for name, value in facts if value]


def _row(route: RouteEntry) -> tuple[str, str, str, str, str]:
    guards = ", ".join(dict.fromkeys(guard.shown for guard in route.guards)) or "-"
    path = "?" if route.path is None else route.path
    return route.shown_methods, path, route.handler, guards, route.source


def _table(rows: list[tuple[str, str, str, str, str]], width: int) -> list[str]:
    """Columns as wide as they need to be, where they fit; else the widest give way."""
    heads = ("METHOD", "PATH", "HANDLER", "GUARDS", "SOURCE")
    widths = [max(len(row[i]) for row in [heads, *rows]) for i in range(len(heads))]
    least = [6, 14, 10, 8, 14]
    room = width - 2 * len(widths)
    while sum(widths) > room:
        widest = max(range(len(widths)), key=lambda i: widths[i] - least[i])
        if widths[widest] <= least[widest]:
            break
        widths[widest] -= 1
    return [
        "  " + "  ".join(_fit(cell, w) for cell, w in zip(row, widths, strict=True)).rstrip()
        for row in [heads, *rows]
    ]


def _fit(cell: str, width: int) -> str:
    return _cut(cell, width).ljust(width)


def _cut(cell: str, width: int) -> str:
    return cell if len(cell) <= width else cell[: width - 3] + "..."


def changes_text(changes: list[Change]) -> str:
    """A line for each change."""
    if not changes:
        return "Nothing has changed in the map."
    return "\n".join(
        f"{change.kind:<8} {change.what}" + (f": {change.detail}" if change.detail else "")
        for change in changes
    )
