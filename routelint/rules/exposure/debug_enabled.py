"""A debug mode is on in code that production imports.

## What it does
Reports debug modes that are switched on by settings, options of the application, what starts the
server or a call of their own: directly, through constants and settings of other modules, and by texts
that are true whatever they say (`DEBUG = "False"`, or the text that the environment holds).

## Why it matters
An error page of a debug mode shows the source, local variables and settings to whoever provokes an
error; that of Werkzeug runs code for who finds out its PIN. Error handlers of the application are not
asked.

## Example
```python
DEBUG = os.environ.get("DEBUG", "False")
```

## Use instead
```python
DEBUG = os.environ.get("DEBUG") == "1"
```

## Frameworks
Django and what is built on it: `DEBUG`. Flask, Flask-RESTful and Flask-RESTX: `app.run(debug=True)`
serves the debugger; `app.debug` alone keeps handlers for 500 from being asked. Quart: the error page
shows local variables. FastAPI, Starlette, Litestar, aiohttp: `debug=True` of the application (aiohttp:
not that of `run_app`, which changes no answer). Tornado: `debug` and `serve_traceback`. Sanic:
`app.run(debug=True)`, `app.debug`. Bottle: `debug()` and `run(debug=True)`. Pyramid: the debug
toolbar, `debug_all` and its kin. WSGI: Werkzeug's `DebuggedApplication` and `run_simple`.

## When it stays silent
Under a `__main__` guard and in functions that are called only there, in modules and classes whose
names say that they are for development, tests or examples, under conditions that ask for these, and
where the value can't be read.

## Fix safety
Unsafe for a text of the environment: who sets it to something else than `1` relies on it being on.
Unsafe for a literal `True`, which becomes `False`.

## References
- https://flask.palletsprojects.com/en/stable/debugging/
- https://docs.djangoproject.com/en/stable/ref/settings/#debug
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, Fix, Related, RuleMeta
from routelint.fixes import build
from routelint.model import ir
from routelint.model.project import Project
from routelint.policies.origins import Written
from routelint.policies.sites import first_line, in_production, same_line
from routelint.policies.switches import Switch, switches, turned_on

META = RuleMeta(
    code="RL505",
    slug="debug-enabled",
    category="exposure",
    severity="warning",
    tier="B",
    summary="A debug mode is on in code that production imports",
    fix="sometimes",
    cwe=(489, 209),
    references=("https://flask.palletsprojects.com/en/stable/debugging/",),
)


def check(project: Project) -> Iterator[Finding]:
    seen: set[tuple[str, tuple[int, int]]] = set()
    for switch in switches(project):
        if switch.main_guard or not in_production(project, switch.place):
            continue
        found = turned_on(project, switch)
        if found is None or not in_production(project, found[0].ref):
            continue
        source, how = found
        place = source.ref.location
        if (place.path, place.span.start) in seen:
            continue
        seen.add((place.path, place.span.start))
        uses = [ref for ref in (switch.place, *source.trail) if not same_line(ref, source.ref)]
        yield Finding(
            code=META.code,
            rule=META.slug,
            severity=META.severity,
            confidence="high" if how == "on" else "medium",
            message=f"{_cause(switch, how)}: {switch.consequence}.",
            path=place.path,
            span=first_line(place.span),
            hint=_hint(switch, how),
            related=tuple(Related(ref.location, f"becomes `{switch.name}`") for ref in uses),
            framework=switch.framework.slug,
            fix=_fix(switch, source, how),
            scope=source.ref.scope.qualname,
            statement=place.span,
        )


def _cause(switch: Switch, how: str) -> str:
    if how == "on":
        return f"`{switch.name}` switches the debug mode on"
    if how == "fallback":
        return f"`{switch.name}` is on where nothing else is set"
    if how == "text":
        return f"`{switch.name}` is a text, which is true whatever it says"
    return f"`{switch.name}` is what the environment holds, and every text is true, `False` as well"


def _hint(switch: Switch, how: str) -> str:
    if how in ("on", "fallback") and switch.value is None:
        return 'Do it where the environment asks for it: `if os.environ.get("DEBUG") == "1":`.'
    return f'Ask the environment for one value: `{switch.name} = os.environ.get("DEBUG") == "1"`.'


def _fix(switch: Switch, source: Written, how: str) -> Fix | None:
    expr, place = source.ref.expr, source.ref.location
    if how == "on" and isinstance(expr, ir.Constant) and expr.value is True:
        edit = build.replace(place.path, place.span, "False")
        return build.fix("unsafe", "Switch the debug mode off", edit)
    if how == "environment" and switch.value is not None and source.ref.expr is switch.value.expr:
        edit = build.insert(place.path, place.span.end, ' == "1"')
        called = ir.dotted(expr.func) if isinstance(expr, ir.Call) else ""
        if isinstance(expr, (ir.Call, ir.Subscript)) and called != "bool":
            return build.fix("unsafe", "Compare with the one text that means on", edit)
    return None
