"""The map as Markdown tables, for a pull request or a wiki."""

from __future__ import annotations

from routelint.map.table import AppEntry, RouteEntry, RouteMap


def markdown(routes: RouteMap) -> str:
    if not routes.apps:
        return "No application was found."
    return "\n\n".join(_app(app) for app in routes.apps)


def _app(app: AppEntry) -> str:
    facts = [
        f"- Source: `{app.path}:{app.line}` ({app.framework})",
        f"- Middleware, outermost first: {_names([p.name for p in app.middleware])}",
        f"- Hooks: {_names([p.name for p in app.hooks])}",
        f"- Error handlers: {_names([p.name for p in app.error_handlers])}",
        f"- Request bodies: {app.body_limit.shown}",
        f"- CORS: {'; '.join(escaped(c.shown) for c in app.cors) or 'none'}",
    ]
    rows = [
        "| Method | Path | Handler | Guards | Source |",
        "|---|---|---|---|---|",
        *(_row(route) for route in app.routes),
    ]
    return "\n".join([f"## {escaped(app.name or 'application')}", "", *facts, "", *rows])


def _row(route: RouteEntry) -> str:
    guards = dict.fromkeys(f"`{g.shown}` ({g.source})" for g in route.guards)
    cells = (
        route.shown_methods.replace("|", ", "),
        f"`{escaped(route.path)}`" if route.path is not None else "?",
        f"`{escaped(route.handler)}`",
        ", ".join(guards) or ("**none**" if route.is_open else "-"),
        route.source,
    )
    return f"| {' | '.join(cells)} |"


def _names(names: list[str]) -> str:
    return ", ".join(f"`{escaped(name)}`" for name in dict.fromkeys(names)) or "none"


def escaped(cell: str) -> str:
    """A text that does not end a table's cell or a code span."""
    return cell.replace("\\", "\\\\").replace("|", "\\|").replace("`", "'").replace("\n", " ")
