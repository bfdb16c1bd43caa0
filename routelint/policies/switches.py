"""Debug modes: where each one is switched on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from routelint.model import ir
from routelint.model.app import Ref
from routelint.model.project import Project
from routelint.model.vocabulary import Framework
from routelint.policies.origins import Written, written
from routelint.policies.sites import active, calls_of, frameworks_at

_ENVIRONMENT = frozenset({"os.environ.get", "os.getenv", "os.environ[]"})


@dataclass(frozen=True, eq=False)
class Switch:
    """A value that may switch a debug mode on; without a `value` the call at `place` does."""

    place: Ref
    value: Ref | None
    name: str
    consequence: str
    framework: Framework
    main_guard: bool = False


def switches(project: Project) -> Iterator[Switch]:
    """All settings, options and calls of the project that can switch a debug mode on."""
    yield from _of_apps(project)
    yield from _of_calls(project)


def _of_apps(project: Project) -> Iterator[Switch]:
    for app in project.containers:
        table = app.framework.debug
        last = {s.key: s for s in app.settings if s.key in table.settings and not s.conditional}
        for setting in app.settings:
            if setting.key in table.settings and setting.value is not None:
                if last.get(setting.key, setting) is setting or setting.conditional:
                    yield Switch(
                        setting.value,
                        setting.value,
                        setting.key,
                        table.settings[setting.key],
                        app.framework,
                        setting.main_guard,
                    )
        for name, consequence in table.options.items():
            given = app.options.get(name)
            if given is not None:
                yield Switch(given, given, name, consequence, app.framework)
        for run in app.runs:
            for name, consequence in table.run_options.items():
                value = None if run.call is None else run.call.keyword(name)
                if value is not None:
                    ref = Ref(value, run.scope)
                    yield Switch(ref, ref, name, consequence, app.framework, run.main_guard)


def _of_calls(project: Project) -> Iterator[Switch]:
    calls = {
        name: (framework, *spec)
        for framework in active(project)
        for name, spec in framework.debug.calls.items()
    }
    includers = {f.debug.includer: f for f in active(project) if f.debug.includer}
    names = frozenset(name.rpartition(".")[2] for name in (*calls, *includers))
    for site in calls_of(project, names) if names else ():
        called = project.name_of(site.call.func, site.scope)
        here = Ref(site.call, site.scope)
        if called in includers:
            framework = includers[called]
            package = project.resolver.constant(site.call.positional(0), site.scope)
            consequence = framework.debug.includes.get(package if isinstance(package, str) else "")
            if consequence is not None:
                text = f'include("{package}")'
                yield Switch(here, None, text, consequence, framework, site.main_guard)
        elif called in calls:
            table, place, consequence = calls[called]
            around = frameworks_at(project, site.scope, site.function)
            framework = table if not around or table in around else around[0]
            name = called.rpartition(".")[2]
            value = site.call.argument(place[1], place[0])
            if value is not None:
                ref = Ref(value, site.scope)
                yield Switch(ref, ref, place[0] or name, consequence, framework, site.main_guard)
            elif place == (None, None) or (not site.call.args and place[1] == 0):
                yield Switch(here, None, f"{name}()", consequence, framework, site.main_guard)


def turned_on(project: Project, switch: Switch) -> tuple[Written, str] | None:
    """What switches it on, and how: "on", "fallback", "text" (a text that is true whatever it says)
    or "environment" (whatever text the environment holds); None when it is off, or not known."""
    if switch.value is None:
        return Written(switch.place), "on"
    for source in written(project, switch.value):
        expr, scope = _without_bool(project, source), source.ref.scope
        if isinstance(expr, (ir.Call, ir.Subscript)):
            called = expr.func if isinstance(expr, ir.Call) else expr.value
            name = project.name_of(called, scope) + ("[]" if isinstance(expr, ir.Subscript) else "")
            if name in _ENVIRONMENT:
                return source, "environment"
            if isinstance(expr, ir.Call):
                return None
            continue
        value = project.resolver.constant(expr, scope)
        if value is True or (isinstance(value, int) and value == 1):
            return source, "fallback" if source.fallback else "on"
        if isinstance(value, str) and value.strip():
            return source, "text"
        return None
    return None


def _without_bool(project: Project, source: Written) -> ir.Expr:
    """`bool(text)` is true for every text."""
    expr = source.ref.expr
    if (
        isinstance(expr, ir.Call)
        and project.name_of(expr.func, source.ref.scope) == "builtins.bool"
    ):
        return expr.positional(0) or expr
    return expr
