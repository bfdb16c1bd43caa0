"""Limits of rates that libraries keep: their objects, whom they count, and what takes their effect."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from routelint.model import ir
from routelint.model.app import Ref, Setting
from routelint.model.limiters import Limiter, Place, RateLimits
from routelint.model.project import Project
from routelint.model.scopes import Scope, last_word
from routelint.model.values import ClassRef, Instance, Known
from routelint.model.vocabulary import Arg, Framework, RunCall
from routelint.policies.mentions import nodes
from routelint.policies.sites import Site, active, calls_of, frameworks_at

_MISSING = object()
#: How Gunicorn's configuration is called: https://docs.gunicorn.org/en/stable/configure.html
_SERVERS = frozenset({"gunicorn.conf.py", "gunicorn_conf.py", "gunicorn_config.py"})


@dataclass(frozen=True, eq=False)
class Use:
    """The creation of an object that limits rates, or a call that does."""

    site: Site
    name: str
    framework: Framework

    @property
    def place(self) -> Ref:
        return Ref(self.site.call, self.site.scope)

    def given(self, place: Place) -> Ref | None:
        found = self.site.call.argument(place[1], place[0])
        return None if found is None else Ref(found, self.site.scope)


def uses(project: Project, of: Callable[[RateLimits], Iterable[str]]) -> Iterator[Use]:
    """The calls of what one of the canonical names stands for that `of` finds in the tables."""
    tables = {f.slug: frozenset(of(f.rate_limits)) for f in active(project)}
    names = frozenset(name for found in tables.values() for name in found)
    for site in calls_of(project, frozenset(name.rpartition(".")[2] for name in names)):
        called = project.name_of(site.call.func, site.scope)
        if called in names and not site.scope.module.is_test:
            around = frameworks_at(project, site.scope, site.function)
            framework = next(
                f for f in (*around, *active(project)) if called in tables.get(f.slug, ())
            )
            yield Use(site, called, framework)


def limiters(project: Project) -> list[tuple[Use, Limiter]]:
    """The objects of the project that limit rates."""
    return project.memo("rate-limiters", lambda: list(_limiters(project)))


def _limiters(project: Project) -> Iterator[tuple[Use, Limiter]]:
    for use in uses(project, lambda table: table.limiters):
        yield use, use.framework.rate_limits.limiters[use.name]


# --- the app --------------------------------------------------------------------------------------
def limits_no_app(project: Project, use: Use, table: Limiter) -> bool:
    """Whether nobody gives a limiter an app: it has a name, which stands nowhere but where it is asked
    for limits."""
    call = use.site.call
    if not table.unbound or call.has_double_star or any(arg.star for arg in call.args):
        return False
    if not any(not c.phantom and c.kind == "app" for c in project.containers):
        return False
    given = use.given(table.app)
    if given is not None and project.value_of(given, _MISSING) is not None:
        return False
    given_ones = [project.evaluate(arg.value, use.site.scope) for arg in call.args]
    if any(project.resolver.is_a(value, *_apps(project)) for value in given_ones):
        return False
    name = _name_of(project, use)
    return bool(name) and not _is_mentioned(project, use, name, table)


def _apps(project: Project) -> tuple[str, ...]:
    return tuple(n for n, (_, c) in project.names.containers.items() if c.kind == "app")


def _name_of(project: Project, use: Use) -> str:
    """The name that the object is bound to, where that is all that becomes of it."""
    function = use.site.scope.function_scope()
    body = (
        tuple(use.site.scope.module.top_level())
        if function is None or not isinstance(function.node, ir.Function)
        else function.node.body
    )
    for node in ir.nodes_of(body, ir.Assign):
        if node.value is use.site.call:
            if len(node.targets) == 1 and isinstance(node.targets[0], ir.Name):
                return node.targets[0].id
    return ""


def _is_mentioned(project: Project, use: Use, name: str, table: Limiter) -> bool:
    """Whether the name stands anywhere but before a dot, or before one that gives it an app; other
    objects of the same name don't count."""
    found = list(nodes(project, frozenset({name}) | table.binds))
    asked: set[int] = set()
    for scope, node in found:
        if isinstance(node, ir.Attribute) and last_word(node.value, scope) == name:
            if node.attr not in table.binds:
                asked.add(id(node.value))
            elif not _is_other(project, node.value, scope, use):
                return True
    for scope, node in found:
        if isinstance(node, (ir.Name, ir.Attribute)) and last_word(node, scope) == name:
            if id(node) not in asked and not _is_other(project, node, scope, use):
                return True
        elif isinstance(node, ir.Constant) and node.value == name:
            return True
    return any(
        named.name == name and named.asname
        for module in project.modules
        for statement in module.top_level()
        if isinstance(statement, ir.ImportFrom)
        for named in statement.names
    )


def _is_other(project: Project, expr: ir.Expr, scope: Scope, use: Use) -> bool:
    value = project.evaluate(expr, scope)
    return isinstance(value, Instance) and value.call not in (None, use.site.call)


def idle_defaults(project: Project, use: Use, table: Limiter) -> Ref | None:
    """Limits for all routes that nothing applies, since the middleware for it is nowhere."""
    given = [ref for name in table.defaults if (ref := use.given((name, None))) is not None]
    given = [ref for ref in given if project.resolver.items(ref.expr, ref.scope) != []]
    if not given or not table.readers:
        return None
    mentioned = any(is_word(project, name.rpartition(".")[2]) for name in table.readers)
    return None if mentioned else given[0]


def is_word(project: Project, word: str) -> bool:
    """Whether a name, an attribute or a text of the project is this word."""
    return any(
        (isinstance(node, (ir.Name, ir.Attribute)) and last_word(node, scope) == word)
        or (isinstance(node, ir.Constant) and node.value == word)
        for scope, node in nodes(project, frozenset({word}))
    )


# --- settings -------------------------------------------------------------------------------------
def setting(project: Project, dotted: str) -> Ref | None:
    """The last value of a setting in the project; `"NAME.KEY"` is that in its dictionary."""
    name, _, key = dotted.partition(".")
    found = [
        s for c in project.containers for s in c.settings if s.key == name and s.value is not None
    ]
    for one in reversed(found):
        assert one.value is not None
        if not key:
            return one.value
        item = _item(project, one.value, key)
        if item is not None:
            return item
    return None


def _item(project: Project, ref: Ref, key: str) -> Ref | None:
    value = project.evaluate(ref.expr, ref.scope)
    if isinstance(value, Known) and isinstance(value.expr, ir.Dictionary):
        for name, item in value.expr.items:
            # What another dictionary adds may be it.
            if name is None or project.resolver.constant(name, value.scope) == key:
                return Ref(item, value.scope)
    return None


def settings_are_known(project: Project) -> bool:
    """Whether all settings of all apps can be read."""
    apps = project.apps
    return bool(apps) and not any(app.opaque_settings for app in project.containers)


def switched_off(project: Project) -> Iterator[tuple[Setting, Framework]]:
    """Settings by which no limit applies."""
    for container in project.containers:
        for one in container.settings:
            switches = container.framework.rate_limits.switches
            if one.key in switches and not one.conditional:
                if one.value is not None and project.value_of(one.value, _MISSING) is False:
                    yield one, container.framework


# --- processes ------------------------------------------------------------------------------------
def workers(project: Project) -> Ref | None:
    """Where the project tells its server to run several processes."""
    return project.memo("worker-processes", lambda: next(_workers(project), None))


def _workers(project: Project) -> Iterator[Ref]:
    starts = {
        name: spec.workers
        for name, (_, spec) in project.names.registrations.items()
        if isinstance(spec, RunCall) and spec.workers is not None
    }
    for site in calls_of(project, frozenset(name.rpartition(".")[2] for name in starts)):
        place: Arg | None = starts.get(project.name_of(site.call.func, site.scope))
        given = None if place is None else site.call.argument(place.index, place.name)
        if given is not None and not site.scope.module.is_test:
            if _are_several(project, given, site.scope):
                yield Ref(given, site.scope)
    modules = {m.path: m for m, _ in project.index.elsewhere(frozenset({"workers"}))}
    modules.update((m.path, m) for m in project.modules)
    for path, module in sorted(modules.items()):
        if path.rpartition("/")[2] in _SERVERS:
            for binding in module.bindings("workers"):
                if binding.value is not None and _are_several(project, binding.value, module.scope):
                    yield Ref(binding.value, module.scope)


def _are_several(project: Project, expr: ir.Expr, scope: Scope) -> bool:
    value = project.resolver.constant(expr, scope)
    if isinstance(value, int):
        return value > 1
    return any(
        isinstance(part, (ir.Name, ir.Attribute)) and last_word(part, scope) == "cpu_count"
        for part in ir.walk(expr)
    )


def counts_in_memory(project: Project, use: Use, table: Limiter) -> bool:
    """Whether a limiter counts in the memory of each process."""
    if table.store == (None, None) or use.site.call.has_double_star:
        return False
    given = use.given(table.store) or next(
        (ref for key in table.stores if (ref := setting(project, key)) is not None), None
    )
    if given is None:
        return not table.stores or settings_are_known(project)
    text = project.value_of(given)
    return isinstance(text, str) and bool(table.memory) and text.startswith(table.memory)


# --- classes that are named -----------------------------------------------------------------------
@dataclass(frozen=True, eq=False)
class Named:
    """A class that limits rates, where it is named to be used; `name` is the canonical one. It is the
    base of an `own` class of the project."""

    place: Ref
    name: str
    table: Limiter
    framework: Framework
    own: bool = False


def named(project: Project) -> Iterator[Named]:
    """The classes of `RateLimits.throttles` that views, decorators and settings name."""
    for framework in project.used:
        rates = framework.rate_limits
        for where in sorted(rates.lists) if rates.throttles else ():
            for ref in _lists(project, where):
                for expr, scope in project.resolver.items(ref.expr, ref.scope) or ():
                    name, own = _class_name(project, expr, scope, rates.throttles)
                    if name in rates.throttles:
                        yield Named(Ref(expr, scope), name, rates.throttles[name], framework, own)


def is_named(project: Project, framework: Framework) -> bool:
    """Whether anything says which classes are to limit."""
    lists = framework.rate_limits.lists
    if any(setting(project, name) is not None for name in lists):
        return True
    words = {name.rpartition(".")[2] for name in lists}
    return any(
        is_word(project, word) or next(_lists(project, word), None) is not None
        for word in sorted(words)
    )


def _lists(project: Project, where: str) -> Iterator[Ref]:
    """What stands in a setting, in attributes of classes or in a decorator of that name."""
    given = setting(project, where) if where.partition(".")[0].isupper() else None
    if given is not None:
        yield given
    last = where.rpartition(".")[2]
    for site in calls_of(project, frozenset({last})):
        value = site.call.positional(0)
        if value is not None and project.name_of(site.call.func, site.scope) == where:
            yield Ref(value, site.scope)
    for module in project.modules if "." not in where else ():
        for statement in module.top_level() if not module.is_test else ():
            if isinstance(statement, ir.Class):
                for binding in module.class_bindings(statement, where):
                    if binding.value is not None:
                        yield Ref(binding.value, module.scope_of(statement, module.scope))


def _class_name(
    project: Project, expr: ir.Expr, scope: Scope, known: Mapping[str, Limiter]
) -> tuple[str, bool]:
    """The canonical name of a class, or of the base of one of the project that changes no method."""
    text = project.resolver.constant(expr, scope)
    if isinstance(text, str):
        return text, False
    value = project.evaluate(expr, scope)
    if isinstance(value, ClassRef) and next(project.resolver.methods(value), None) is None:
        bases = project.resolver.class_names(value)
        return next((name for name in bases if name in known), ""), True
    return project.name_of(expr, scope), False
