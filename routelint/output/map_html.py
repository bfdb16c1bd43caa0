"""The map as one page that needs no network: search, and filters for what is open.

The page is static HTML; its script only hides rows.
"""

from __future__ import annotations

from html import escape

from routelint.map.table import AppEntry, RouteEntry, RouteMap

_STYLE = """
:root { color-scheme: light dark; --line: #8884; --open: #b00020; --mark: #1b7f3b; }
@media (prefers-color-scheme: dark) { :root { --open: #ff6b7d; --mark: #5fd38a; } }
body { font: 15px/1.45 system-ui, sans-serif; margin: 0 auto; max-width: 90rem; padding: 1.5rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .3rem; }
form { display: flex; flex-wrap: wrap; gap: .6rem 1.2rem; align-items: center; padding: .6rem 0;
  position: sticky; top: 0; background: Canvas; border-bottom: 1px solid var(--line); }
input[type=search] { font: inherit; padding: .3rem .6rem; min-width: 18rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: .3rem 0 1rem; }
dt { opacity: .7; } dd { margin: 0; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line);
  vertical-align: top; overflow-wrap: anywhere; }
th { font-weight: 600; }
td:first-child, th:first-child { white-space: nowrap; }
code { font-family: ui-monospace, monospace; font-size: .92em; }
.open { color: var(--open); font-weight: 600; } .guard { color: var(--mark); }
.src { opacity: .7; font-size: .88em; }
"""

_SCRIPT = """
const form = document.querySelector('form');
const rows = [...document.querySelectorAll('tbody tr')];
function show() {
  const words = form.q.value.toLowerCase().split(/\\s+/).filter(Boolean);
  let shown = 0;
  for (const row of rows) {
    const text = row.textContent.toLowerCase();
    const fits = words.every(word => text.includes(word))
      && [...form.querySelectorAll('input[type=checkbox]')]
        .every(box => !box.checked || row.dataset[box.name] === '1');
    row.hidden = !fits;
    shown += fits ? 1 : 0;
  }
  form.querySelector('output').textContent = `${shown} of ${rows.length} routes`;
}
// `map.html#open=1&q=users` opens with these filters set.
const wanted = new URLSearchParams(location.hash.slice(1));
form.q.value = wanted.get('q') || '';
for (const box of form.querySelectorAll('input[type=checkbox]')) box.checked = wanted.has(box.name);
form.addEventListener('input', () => {
  show();
  const chosen = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value) chosen.set(name, name === 'q' ? value : 1);
  history.replaceState(null, '', '#' + chosen);
});
form.addEventListener('submit', event => event.preventDefault());
show();
"""


_NONE = '<span class="open">none</span>'


def html(routes: RouteMap, version: str) -> str:
    """A whole document. Every text from the project is escaped."""
    body = "\n".join(_app(app) for app in routes.apps) or "<p>No application was found.</p>"
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Route map</title>
<style>{_STYLE}</style>
</head>
<body>
<h1>Route map</h1>
<form role="search">
<input type="search" name="q" placeholder="Search" aria-label="Search">
<label><input type="checkbox" name="open"> without a guard</label>
<label><input type="checkbox" name="changing"> changes state</label>
<label><input type="checkbox" name="unlimited"> bodies without a limit</label>
<output></output>
</form>
{body}
<p class="src">routelint {escape(version)}</p>
<script>{_SCRIPT}</script>
</body>
</html>"""


def _app(app: AppEntry) -> str:
    facts = [
        ("Source", f"{app.path}:{app.line}"),
        ("Middleware", " > ".join(place.name for place in app.middleware) or "none"),
        ("Hooks", ", ".join(place.name for place in app.hooks) or "none"),
        ("Error handlers", ", ".join(p.name for p in app.error_handlers) or "none"),
        ("Request bodies", app.body_limit.shown),
        ("CORS", "; ".join(cors.shown for cors in app.cors) or "none"),
    ]
    rows = "\n".join(_row(route, app) for route in app.routes)
    shown = "".join(f"<dt>{escape(n)}</dt><dd>{escape(v)}</dd>" for n, v in facts)
    return f"""<section>
<h2>{escape(app.name or "application")} <span class="src">{escape(app.framework)}</span></h2>
<dl>{shown}</dl>
<table>
<thead><tr><th>Method</th><th>Path</th><th>Handler</th><th>Guards</th><th>Source</th></tr></thead>
<tbody>
{rows}
</tbody>
</table>
</section>"""


def _row(route: RouteEntry, app: AppEntry) -> str:
    unlimited = route.changes_state and app.body_limit.state == "none"
    guards = ", ".join(
        f'<span class="guard" title="{escape(g.source)} {escape(g.path)}:{g.line}">'
        f"{escape(g.shown)}</span>"
        for g in route.guards
    )
    flags = (
        f'data-open="{int(route.is_open)}" data-changing="{int(route.changes_state)}" '
        f'data-unlimited="{int(unlimited)}"'
    )
    path = "?" if route.path is None else route.path
    return (
        f"<tr {flags}><td>{escape(route.shown_methods.replace('|', ' '))}</td>"
        f"<td><code>{escape(path)}</code></td><td><code>{escape(route.handler)}</code></td>"
        f"<td>{guards or _NONE}</td>"
        f'<td class="src">{escape(route.source)}</td></tr>'
    )
