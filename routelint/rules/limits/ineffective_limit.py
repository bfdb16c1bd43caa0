"""A limit for request bodies that has no effect, or the wrong one.

## What it does
Reports limits under a key that the framework does not know, limits of the wrong type, limits that are
switched off, and limits that are set on a request whose body has got its own before.

## Why it matters
Whoever reads the source believes that bodies are limited. They are not, or every read of a body
fails because a number is compared with a text.

## Example
```python
app.config["MAX_CONTENT_LENGTH"] = os.environ.get("BODY_LIMIT", "1048576")
```

## Use instead
```python
app.config["MAX_CONTENT_LENGTH"] = int(os.environ.get("BODY_LIMIT", "1048576"))
```

## Frameworks
Those that have a setting or an option for it. Setting `request.max_content_length` works in Flask;
in Quart it is heeded by multipart forms only.
In Litestar each layer has its own `request_max_body_size`, and `None` or 0 is none.

## When it stays silent
Values that can't be read, and settings that a later one replaces.

## Fix safety
Safe for a text that should be a number: every read of a body fails today. Safe for a wrong key.

## References
- https://flask.palletsprojects.com/en/stable/config/#MAX_CONTENT_LENGTH
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, Fix, RuleMeta
from routelint.fixes import build
from routelint.model import ir
from routelint.model.app import Container, Ref, Setting
from routelint.model.project import Project
from routelint.model.vocabulary import BodyLimit
from routelint.policies.bodies import limited_reads

META = RuleMeta(
    code="RL403",
    slug="ineffective-limit",
    category="limits",
    severity="error",
    tier="A",
    summary="A limit for request bodies that has no effect, or the wrong one",
    fix="sometimes",
    cwe=(770,),
    references=("https://flask.palletsprojects.com/en/stable/config/#MAX_CONTENT_LENGTH",),
)

_ENVIRONMENT = frozenset({"os.environ.get", "os.getenv", "os.environ[]"})
_UNKNOWN = object()


def check(project: Project) -> Iterator[Finding]:
    yield from _too_late(project)
    for app in project.containers:
        table = app.framework.body_limit
        if table is None or (app.kind != "app" and not table.per_layer):
            continue
        effective = project.setting(app, *table.settings) or _option(app, table)
        for setting in app.settings:
            right = table.near_misses.get(setting.key)
            if right is not None and effective is None:
                yield _finding(
                    app,
                    setting,
                    f"{app.framework.title} knows no setting `{setting.key}`: "
                    + (
                        table.near_miss_consequence or "bodies of any size are read"
                        if table.unlimited_by_default
                        else "its own limit applies"
                    ),
                    f"The key is `{right}`.",
                    _rename(app, table, setting, right),
                )
        for name, where in table.near_options.items() if effective is None else ():
            given = app.options.get(name)
            if given is not None:
                yield _finding(
                    app,
                    Setting(app, given.location, app.order, given.scope, key=name, value=given),
                    f"{app.framework.title} keeps `{name}` among the settings of the application, "
                    "where nothing reads it: its own limit applies",
                    f"It belongs to the server: `{where}`.",
                    None,
                )
        if effective is not None and table.outermost and _is_inner(project, app):
            yield _finding(
                app,
                effective,
                f"{app.framework.title} asks the outermost application for `{effective.key}`: the one "
                "of an application that is part of it has no effect",
                "Set it for the outermost application.",
                None,
            )
        elif effective is not None:
            yield from _value(project, app, effective, table)


def _too_late(project: Project) -> Iterator[Finding]:
    """Limits that a function sets on the request, whose body has got its own before."""
    for framework in project.used:
        table = framework.body_limit
        if table is None or not table.late_attributes:
            continue
        for function in project.pipeline_functions():
            scope = project.scope(function)
            reads = [name for _, name in limited_reads(project, function, table)]
            assigned = list(ir.nodes_of(function.node.body, ir.Assign))
            for node in assigned if reads else ():
                for target in node.targets:
                    if project.name_of(target, scope) not in table.late_attributes:
                        continue
                    handlers = project.handlers_of(function)
                    yield Finding(
                        code=META.code,
                        rule=META.slug,
                        severity=META.severity,
                        confidence="high",
                        message=(
                            f"`{function.name}` sets `{ir.text(target)}`, which holds for "
                            f"multipart forms only: `{reads[0].rpartition('.')[2]}` reads up to "
                            "the limit of the application."
                        ),
                        path=function.module.path,
                        span=target.span,
                        hint=f"Set it for all: `{table.example}`, or count what is read.",
                        route=project.route_ref(handlers[0] if handlers else None),
                        framework=framework.slug,
                        scope=function.node.qualname,
                        statement=node.span,
                    )


def _is_inner(project: Project, app: Container) -> bool:
    """Whether the app is part of another one, and does not run by itself."""
    return bool(project.mounts_of(app)) and not app.runs


def _option(app: Container, table: BodyLimit) -> Setting | None:
    """The limit that an app is given when it is created."""
    for name in table.options:
        given = app.options.get(name)
        if given is not None:
            statement = None if app.call is None else app.call.span
            return Setting(
                app,
                given.location,
                app.order,
                given.scope,
                key=name,
                value=given,
                statement=statement,
            )
    return None


def _value(
    project: Project, app: Container, setting: Setting, table: BodyLimit
) -> Iterator[Finding]:
    if setting.value is None:
        return
    value = project.value_of(setting.value, _UNKNOWN)
    if value is None and table.none_is_default:
        return
    infinite = value is _UNKNOWN and _is_infinite(project, setting.value)
    number = value if isinstance(value, (int, float)) else 0
    if infinite or (table.huge and number >= table.huge):
        if not setting.conditional:
            yield _finding(
                app,
                setting,
                f"`{setting.key} = {ir.text(setting.value.expr)}` means no limit at all",
                f"Set a number of bytes: `{table.example}`.",
                None,
            )
    elif value is None or (value == 0 and table.zero_is_unlimited and value is not False):
        if not setting.conditional:
            yield _finding(
                app,
                setting,
                f"`{setting.key}` is None: {app.framework.title} {table.unset_consequence}"
                if table.unset_consequence and value is None
                else f"`{setting.key} = {ir.text(setting.value.expr)}` means no limit at all",
                f"Set a number of bytes: `{table.example}`.",
                None,
            )
    elif isinstance(value, str) or _is_environment(project, setting):
        expr = setting.value
        path, span = expr.location.path, expr.location.span
        fix = build.fix(
            "safe",
            "Convert the limit to a number",
            build.insert(path, span.start, "int("),
            build.insert(path, span.end, ")"),
        )
        yield _finding(
            app,
            setting,
            f"`{setting.key}` is a text: {app.framework.title} {table.text_consequence}",
            "Convert it: `int(...)`.",
            fix,
        )


def _is_infinite(project: Project, ref: Ref) -> bool:
    """`math.inf`, `float("inf")`"""
    if isinstance(ref.expr, ir.Call):
        text = project.resolver.constant(ref.expr.positional(0), ref.scope)
        name = project.name_of(ref.expr.func, ref.scope)
        return name == "builtins.float" and str(text).lower().strip("+") in ("inf", "infinity")
    return project.name_of(ref.expr, ref.scope) == "math.inf"


def _is_environment(project: Project, setting: Setting) -> bool:
    """Whether the value is that of an environment variable, which is a text."""
    assert setting.value is not None
    expr, scope = setting.value.expr, setting.value.scope
    if isinstance(expr, ir.Call):
        return project.name_of(expr.func, scope) in _ENVIRONMENT
    if isinstance(expr, ir.Subscript):
        return project.name_of(expr.value, scope) == "os.environ"
    return False


def _rename(app: Container, table: BodyLimit, setting: Setting, right: str) -> Fix | None:
    """The assignment to the right key, where it is one at module level."""
    if setting.statement is None or setting.scope.node is not None or not app.name.isidentifier():
        return None
    if not table.assignment:
        return None
    target = table.assignment.format(app=app.name, key=right)
    edit = build.replace(setting.location.path, setting.location.span, target)
    return build.fix("safe", f"Set `{right}`", edit)


def _finding(app: Container, setting: Setting, message: str, hint: str, fix: Fix | None) -> Finding:
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="high",
        message=f"{message}.",
        path=setting.location.path,
        span=setting.location.span,
        hint=hint,
        related=app.elsewhere(setting.location.path),
        framework=app.framework.slug,
        fix=fix,
        scope=setting.scope.qualname,
        statement=setting.statement,
    )
