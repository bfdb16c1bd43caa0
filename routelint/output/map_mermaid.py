"""The pipeline as a Mermaid flow chart: client, middleware from the outside in, hooks, routes.

https://mermaid.js.org/syntax/flowchart.html
"""

from __future__ import annotations

from routelint.map.table import AppEntry, RouteEntry, RouteMap


def mermaid(routes: RouteMap) -> str:
    lines = ["flowchart LR", "  client((client))"]
    for number, app in enumerate(routes.apps):
        lines += _app(app, f"a{number}")
    lines += [
        "  classDef open stroke:#b00020,stroke-width:2px",
        "  classDef guarded stroke:#1b7f3b,stroke-width:2px",
    ]
    return "\n".join(lines)


def _app(app: AppEntry, key: str) -> list[str]:
    lines = [f"  subgraph {key}[{_quoted(f'{app.name or app.framework} ({app.framework})')}]"]
    before = "client"
    arrows: list[str] = []
    steps = [place.name for place in app.middleware]
    steps += [place.name for place in app.hooks if place.name.startswith("before")]
    for i, name in enumerate(steps):
        node = f"{key}m{i}"
        lines.append(f"    {node}[{_quoted(name)}]")
        arrows.append(f"  {before} --> {node}")
        before = node
    for group in _groups(app.routes).values():
        node = f"{key}g{len(arrows)}"
        rows = [f"{r.shown_methods} {r.path or '?'}" for r in group]
        shown = rows if len(rows) <= 12 else [*rows[:11], f"and {len(rows) - 11} more"]
        guards = list(dict.fromkeys(g.shown for r in group for g in r.guards))
        lines.append(f"    {node}[{_quoted('<br/>'.join(map(_escaped, shown)), raw=True)}]")
        covered = not any(r.is_open for r in group)
        if not all(r.own for r in group):
            lines.append(f"    class {node} {'guarded' if covered else 'open'}")
        label = f"|{_quoted(', '.join(guards))}|" if guards else ""
        arrows.append(f"  {before} -->{label} {node}")
    return [*lines, "  end", *arrows]


def _groups(routes: tuple[RouteEntry, ...]) -> dict[tuple[str, tuple[str, ...]], list[RouteEntry]]:
    """Routes that share the first segment of their path and their guards are drawn as one box."""
    found: dict[tuple[str, tuple[str, ...]], list[RouteEntry]] = {}
    for route in routes:
        head = (route.path or "?").strip("/").split("/")[0]
        guards = tuple(dict.fromkeys(guard.name for guard in route.guards))
        found.setdefault(("" if route.own else head, guards), []).append(route)
    return found


def _quoted(text: str, *, raw: bool = False) -> str:
    return f'"{text if raw else _escaped(text)}"'


def _escaped(text: str) -> str:
    """Entities in place of what Mermaid or HTML would read as markup."""
    return "".join(c if c.isalnum() or c in " /._-:,|*()+?=" else f"#{ord(c)};" for c in text)
