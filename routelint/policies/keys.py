"""The keys that sign or encrypt in a project: where each one is given."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from routelint.model import ir
from routelint.model.app import Ref
from routelint.model.exposures import Place
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import ClassRef, Known, callable_name
from routelint.model.vocabulary import Framework
from routelint.policies.sites import active, calls_of, frameworks_at

#: What makes a key, another one with each call.
_MAKERS = frozenset(
    {
        "Crypto.Random.get_random_bytes",
        "cryptography.fernet.Fernet.generate_key",
        "nacl.utils.random",
        "os.urandom",
        "secrets.token_bytes",
        "secrets.token_hex",
        "secrets.token_urlsafe",
        "uuid.uuid1",
        "uuid.uuid4",
    }
)


@dataclass(frozen=True, eq=False)
class Key:
    """`name` is the setting, keyword or function that takes it, `power` what who knows it can do.
    A `lasting` one is an app's, and not that of one call."""

    ref: Ref
    name: str
    power: str
    framework: Framework
    lasting: bool = True


def keys(project: Project) -> Iterator[Key]:
    """All keys of the project, one for each place that gives one."""
    yield from _of_apps(project)
    yield from _of_calls(project)
    yield from _of_methods(project)
    yield from _of_classes(project)


def _of_apps(project: Project) -> Iterator[Key]:
    for app in project.containers:
        table = app.framework.secrets
        for setting in app.settings:
            if setting.value is None:
                continue
            if setting.key in table.settings:
                power = table.settings[setting.key]
                yield Key(setting.value, setting.key, power, app.framework)
            elif setting.key in table.nested:
                yield from _nested(project, setting.value, table.nested[setting.key], app.framework)
        for name, power in table.options.items():
            given = app.options.get(name)
            if given is not None:
                yield Key(given, name, power, app.framework)
        calls = _tables(project)
        for middleware in app.middleware:
            _, places, power = calls.get(middleware.name, (app.framework, (), ""))
            for keyword, _ in places:
                given = middleware.options.get(keyword or "")
                if given is not None:
                    yield Key(given, keyword or "", power, app.framework)


def _nested(
    project: Project, ref: Ref, wanted: Mapping[str, str], framework: Framework
) -> Iterator[Key]:
    value = project.evaluate(ref.expr, ref.scope)
    if not isinstance(value, Known) or not isinstance(value.expr, ir.Dictionary):
        return
    for key, item in value.expr.items:
        name = project.resolver.constant(key, value.scope)
        if isinstance(name, str) and name in wanted:
            yield Key(Ref(item, value.scope), name, wanted[name], framework)


def _tables(project: Project) -> dict[str, tuple[Framework, tuple[Place, ...], str]]:
    return {
        name: (framework, *spec)
        for framework in active(project)
        for name, spec in framework.secrets.calls.items()
    }


def _of_calls(project: Project) -> Iterator[Key]:
    table = _tables(project)
    if not table:
        return
    for site in calls_of(project, frozenset(name.rpartition(".")[2] for name in table)):
        spec = table.get(_callee(project, site.call, site.scope, table))
        if spec is None or _checks_nothing(project, site.call, site.scope):
            continue
        here = frameworks_at(project, site.scope, site.function)
        framework = spec[0] if not here or spec[0] in here else here[0]
        for place in spec[1]:
            given = site.call.argument(place[1], place[0])
            if given is not None:
                name = site.call.func.attr if isinstance(site.call.func, ir.Attribute) else ""
                name = place[0] or name or ir.text(site.call.func)
                yield Key(Ref(given, site.scope), name, spec[2], framework, False)


def _callee(project: Project, call: ir.Call, scope: Scope, table: Collection[str]) -> str:
    value = project.evaluate(call.func, scope)
    if isinstance(value, ClassRef):
        return next((n for n in project.resolver.class_names(value) if n in table), "")
    return callable_name(value) or ""


def _checks_nothing(project: Project, call: ir.Call, scope: Scope) -> bool:
    """Whether a token is read without its signature being looked at: no key is used then."""
    options = call.keyword("options")
    value = project.evaluate(options, scope)
    return (
        isinstance(value, Known)
        and isinstance(value.expr, ir.Dictionary)
        and any(
            project.resolver.constant(key, value.scope) == "verify_signature"
            and project.resolver.constant(item, value.scope) is False
            for key, item in value.expr.items
            if key is not None
        )
    )


def _of_methods(project: Project) -> Iterator[Key]:
    names = {name for framework in active(project) for name in framework.secrets.methods}
    for site in calls_of(project, frozenset(names)) if names else ():
        if not isinstance(site.call.func, ir.Attribute):
            continue
        for framework in frameworks_at(project, site.scope, site.function):
            spec = framework.secrets.methods.get(site.call.func.attr)
            if spec is None:
                continue
            given = site.call.argument(spec[0][1], spec[0][0])
            if given is not None:
                yield Key(Ref(given, site.scope), spec[0][0] or "", spec[1], framework, False)
                break


def _of_classes(project: Project) -> Iterator[Key]:
    wanted = {
        name: (framework, power)
        for framework in active(project)
        for name, power in framework.secrets.attributes.items()
    }
    for module in project.modules if wanted else ():
        for statement in module.top_level():
            if not isinstance(statement, ir.Class) or not statement.bases:
                continue
            scope = module.scope_of(statement, module.scope)
            for member in module.class_members(statement):
                if isinstance(member, ir.Assign) and member.value is not None:
                    for target in member.targets:
                        if isinstance(target, ir.Name) and target.id in wanted:
                            framework, power = wanted[target.id]
                            yield Key(Ref(member.value, scope), target.id, power, framework)


def key_makers(project: Project) -> frozenset[str]:
    """The functions that make a key, another one with each call."""
    return project.memo(
        "key-makers", lambda: _MAKERS.union(*(f.secrets.makers for f in project.names.frameworks))
    )
