"""A CORS option that is ignored, so that the permissive default stays.

## What it does
Reports options and settings for CORS that look like one of the library's and are none, and settings
that are assigned when the library has read them already.

## Why it matters
Nothing fails. The library takes any keyword, ignores those that it does not know, and goes on allowing
every origin, while whoever reads the source believes that only one is.

## Example
```python
CORS(app, origin="https://shop.example")
```

## Use instead
```python
CORS(app, origins="https://shop.example")
```

## Frameworks
Flask (Flask-CORS: `CORS`, `cross_origin` and its settings, which are read once), Quart (settings of
Quart-CORS, which are read with each request), Sanic (`cross_origin` of Sanic-CORS). The others refuse
unknown options with a TypeError when the application starts, or allow no origin by default.

## When it stays silent
Where the right option is given as well, and options that are unpacked from a dictionary that can't be
read.

## Fix safety
Safe for a wrong name: the option has no effect today. No fix for a late setting, which has to move.

## References
- https://flask-cors.readthedocs.io/en/latest/configuration.html
- https://github.com/pgjones/quart-cors
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, Fix, Location, Related, RuleMeta, Span
from routelint.fixes import build
from routelint.model import ir
from routelint.model.app import Container, Cors, Setting
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import Known
from routelint.model.vocabulary import CorsOptions, Framework
from routelint.policies.sites import Site, calls_of

META = RuleMeta(
    code="RL511",
    slug="ignored-cors-option",
    category="exposure",
    severity="error",
    tier="B",
    summary="A CORS option is ignored, so that the permissive default stays",
    fix="sometimes",
    cwe=(942,),
    references=("https://flask-cors.readthedocs.io/en/latest/configuration.html",),
)


def check(project: Project) -> Iterator[Finding]:
    tables = {
        name: (framework, table)
        for framework in project.used
        for name, table in framework.cors.items()
        if table.near_options
    }
    for site in calls_of(project, frozenset(name.rpartition(".")[2] for name in tables)):
        found = tables.get(project.name_of(site.call.func, site.scope))
        if found is not None:
            yield from _of_call(project, site, *found)
    for app in project.containers:
        yield from _of_settings(app)
        yield from _too_late(app)


# --- options of calls -----------------------------------------------------------------------------
def _of_call(
    project: Project, site: Site, framework: Framework, table: CorsOptions
) -> Iterator[Finding]:
    known = {arg.keyword for arg in site.call.args if arg.keyword is not None}
    for arg in site.call.args:
        right = table.near_options.get(arg.keyword or "")
        if arg.keyword is not None and right is not None and right not in known:
            start = arg.span
            name = Span(start.line, start.column, start.line, start.column + len(arg.keyword))
            edit = build.replace(site.scope.module.path, name, right)
            yield _finding(framework, table, site, arg.keyword, right, name, edit_of(edit, right))
        elif arg.keyword is not None and arg.keyword == table.per_path:
            yield from _of_paths(project, site, arg.value, framework, table, known)


def _of_paths(
    project: Project,
    site: Site,
    expr: ir.Expr,
    framework: Framework,
    table: CorsOptions,
    known: set[str],
) -> Iterator[Finding]:
    """The options of single paths: `resources={"/api/*": {"origin": ...}}`."""
    value = project.evaluate(expr, site.scope)
    if not isinstance(value, Known) or not isinstance(value.expr, ir.Dictionary):
        return
    for _, inner in value.expr.items:
        own = project.evaluate(inner, value.scope)
        if not isinstance(own, Known) or not isinstance(own.expr, ir.Dictionary):
            continue
        keys = [(key, project.resolver.constant(key, own.scope)) for key, _ in own.expr.items]
        names = {name for _, name in keys}
        for key, name in keys:
            right = table.near_options.get(name) if isinstance(name, str) else None
            if key is None or right is None or right in names | known:
                continue
            place = Site(site.call, own.scope, site.function)
            edit = build.replace(own.scope.module.path, key.span, f'"{right}"')
            fix = edit_of(edit, right) if isinstance(key, ir.Constant) else None
            yield _finding(framework, table, place, str(name), right, key.span, fix)


def edit_of(edit: object, right: str) -> Fix:
    return build.fix("safe", f"Name it `{right}`", edit)  # type: ignore[arg-type]


def _finding(
    framework: Framework,
    table: CorsOptions,
    site: Site,
    name: str,
    right: str,
    span: Span,
    fix: Fix | None,
) -> Finding:
    return _report(
        framework,
        site.scope,
        Location(site.scope.module.path, span),
        f"`{name}` is no option of this library, which ignores it: {_default(table, right)}.",
        f"The option is `{right}`.",
        fix,
        (),
    )


def _default(table: CorsOptions, right: str) -> str:
    if right in (*table.origins, table.per_path) or right in (
        table.settings.get(name) for name in table.origins
    ):
        return "every origin is allowed"
    return "its default holds"


# --- settings -------------------------------------------------------------------------------------
def _of_settings(app: Container) -> Iterator[Finding]:
    keys = {setting.key for setting in app.settings}
    for table in _tables(app):
        read = set(table.settings.values())
        for setting in app.settings:
            right = table.near_options.get(setting.key)
            if right is not None and right in read and right not in keys:
                yield _report(
                    app.framework,
                    setting.scope,
                    setting.location,
                    f"`{setting.key}` is no setting of this library, which ignores it: "
                    f"{_default(table, right)}.",
                    f"The setting is `{right}`.",
                    _renamed(setting, right),
                    (),
                )


def _renamed(setting: Setting, right: str) -> Fix | None:
    """The assignment with the right key, where the key stands in it."""
    place = setting.location
    if setting.key.isupper() and place.span.end_column - place.span.column == len(setting.key):
        return edit_of(build.replace(place.path, place.span, right), right)
    return None


def _tables(app: Container) -> list[CorsOptions]:
    found: dict[tuple[str, ...], CorsOptions] = {}
    for table in app.framework.cors.values():
        if table.near_options and table.settings:
            found.setdefault(tuple(table.settings.values()), table)
    return list(found.values())


def _too_late(app: Container) -> Iterator[Finding]:
    """Settings that are assigned when all the calls that read them were made."""
    readers: list[tuple[Cors, CorsOptions]] = [
        (cors, table)
        for cors in app.cors
        if (table := app.framework.cors.get(cors.name)) is not None
        and table.settings
        and not table.settings_late
    ]
    for setting in app.settings:
        late = [
            cors
            for cors, table in readers
            if setting.key in table.settings.values()
            and cors.order < setting.order
            and not any(
                option in cors.options and key == setting.key
                for option, key in table.settings.items()
            )
        ]
        if late and len(late) == len(readers):
            yield _report(
                app.framework,
                setting.scope,
                setting.location,
                f"`{setting.key}` is set when the settings were read already: every origin is "
                "allowed, as before.",
                "Set it before.",
                None,
                (Related(late[0].location, "reads the settings"),),
            )


def _report(
    framework: Framework,
    scope: Scope,
    place: Location,
    message: str,
    hint: str,
    fix: Fix | None,
    related: tuple[Related, ...],
) -> Finding:
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="high",
        message=message,
        path=place.path,
        span=place.span,
        hint=hint,
        related=related,
        framework=framework.slug,
        fix=fix,
        scope=scope.qualname,
        statement=place.span,
    )
