"""CORS policies of a project as their frameworks read them: calls, decorators, middleware, settings."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from routelint.findings import Location, Span
from routelint.model import ir
from routelint.model.app import Container, Handler, Ref
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import Instance, Known, Symbol
from routelint.model.vocabulary import CorsCall, CorsOptions, Framework

_SPECIAL = re.compile(r"[*\\\]?$^\[()]")
_STRANGERS = ("https://stranger.example", "http://a-b.test:8080", "https://x.y.z.org")


@dataclass(eq=False)
class Policy:
    """One policy: the options that hold, by name. `location` is that of the call or setting."""

    framework: Framework
    table: CorsOptions
    options: Mapping[str, Ref]
    location: Location
    handler: Handler | None = None
    container: Container | None = None
    statement: Span | None = None
    scope: str = ""
    #: Options for which settings stand in that can't be read.
    unread: frozenset[str] = frozenset()


@dataclass(eq=False)
class Origin:
    """One allowed origin as it is written. `pattern` is set when it is an expression."""

    ref: Ref
    text: str = ""
    pattern: str | None = None

    @property
    def is_any(self) -> bool:
        if self.pattern is None:
            return self.text == "*"
        try:
            compiled = re.compile(self.pattern)
        except re.error:
            return False
        return all(compiled.match(origin) for origin in _STRANGERS)


def policies(project: Project) -> Iterator[Policy]:
    """All policies of the project, those for single paths of a call included."""
    for cors in project.cors:
        framework, table = _table(project, cors.name)
        if framework is None or table is None:
            continue
        options = dict(cors.options)
        before = None if table.settings_late else cors.order
        _from_settings(options, table, cors.container, before)
        base = Policy(
            framework,
            table,
            options,
            cors.location,
            None,
            cors.container,
            cors.statement,
            cors.scope.qualname,
            _unread(project, options, table, [cors.container]),
        )
        yield from _split(project, base)
    for handler in project.handlers:
        for use in handler.decorators:
            framework, table = _table(project, use.name)
            call = use.decorator.value
            if framework is None or table is None or not isinstance(call, ir.Call):
                continue
            scope = handler.function.scope
            options = {a.keyword: Ref(a.value, scope) for a in call.args if a.keyword is not None}
            _, spec = project.names.registrations.get(use.name, (None, None))
            for arg in spec.options if isinstance(spec, CorsCall) else ():
                given = call.argument(arg.index, arg.name)
                if given is not None and arg.name is not None:
                    options[arg.name] = Ref(given, scope)
            apps = project.apps_of(handler.container) if handler.container else []
            for app in apps:
                _from_settings(options, table, app)
            yield Policy(
                framework,
                table,
                options,
                Location(scope.module.path, call.span),
                handler,
                handler.container,
                handler.function.node.span,
                handler.name,
                _unread(project, options, table, apps),
            )
    for container in project.containers:
        for middleware in container.middleware:
            framework, table = _table(project, middleware.name)
            if framework is not None and table is not None:
                yield Policy(
                    framework,
                    table,
                    middleware.options,
                    middleware.location,
                    None,
                    container,
                    middleware.statement,
                    middleware.scope.qualname,
                )
        table = container.framework.cors.get("settings")
        if table is not None and _is_read(project, container, table):
            if any(_is_off(project, container, key) for key in table.switches):
                continue
            keys = {*table.origins, *table.regexes, *table.credentials, *table.any_origin}
            options = {
                s.key: s.value for s in container.settings if s.key in keys and s.value is not None
            }
            if options:
                yield Policy(
                    container.framework, table, options, container.location, None, container
                )


def _is_off(project: Project, container: Container, key: str) -> bool:
    setting = project.setting(container, key)
    return setting is not None and project.value_of(setting.value) is False


def _is_read(project: Project, container: Container, table: CorsOptions) -> bool:
    """Whether the middleware that reads the settings is installed, as far as is known."""
    if not table.reader or not container.middleware:
        return True
    return any(
        not middleware.name
        or middleware.name == table.reader
        or project.resolver.is_a(middleware.target, table.reader)
        for middleware in container.middleware
    )


def _table(project: Project, name: str) -> tuple[Framework | None, CorsOptions | None]:
    for framework in project.names.frameworks:
        table = framework.cors.get(name)
        if table is not None:
            return framework, table
    return None, None


def _from_settings(
    options: dict[str, Ref], table: CorsOptions, container: Container, before: int | None = None
) -> None:
    for option, key in table.settings.items():
        if option in options:
            continue
        for setting in container.settings:
            in_time = before is None or setting.order < before
            if setting.key == key and setting.value is not None and in_time:
                options[option] = setting.value


def _unread(
    project: Project, options: Mapping[str, Ref], table: CorsOptions, apps: Sequence[Container]
) -> frozenset[str]:
    """The options that are not given, and for which the project writes settings that reach an app in
    a way that can't be followed (`app.config.update(settings)`)."""
    if not any(app.opaque_settings for app in apps):
        return frozenset()
    return frozenset(
        option
        for option, key in table.settings.items()
        if option not in options and _writes(project, key)
    )


def _writes(project: Project, key: str) -> bool:
    """Whether the project gives a setting of that name a value, on whatever."""
    return project.memo(f"writes-setting-{key}", lambda: _finds_written(project, key))


def _finds_written(project: Project, key: str) -> bool:
    tops = (statement for module in project.modules for statement in module.top_level(key))
    functions = (function.node for function in project.functions)
    unread = (statement for _, statement in project.index.elsewhere(frozenset({key})))
    return any(
        _names(node, key)
        for statement in itertools.chain(tops, functions, unread)
        for node in ir.walk(statement, into_functions=True)
    )


def _names(node: ir.Node, key: str) -> bool:
    """Whether a node is `KEY = ...`, `settings["KEY"] = ...`, `{"KEY": ...}` or `dict(KEY=...)`."""
    if isinstance(node, ir.Assign):
        for target in node.targets:
            named = target.index if isinstance(target, ir.Subscript) else None
            if isinstance(named, ir.Constant) and named.value == key:
                return True
            if (ir.dotted(target) or "").rpartition(".")[2] == key:
                return True
    if isinstance(node, ir.Dictionary):
        return any(isinstance(k, ir.Constant) and k.value == key for k, _ in node.items)
    return isinstance(node, ir.Call) and any(a.keyword == key for a in node.args)


def _split(project: Project, policy: Policy) -> Iterator[Policy]:
    table = policy.table
    for option in (table.per_path, *table.per_origin):
        ref = policy.options.get(option)
        value = None if ref is None else project.evaluate(ref.expr, ref.scope)
        if not isinstance(value, Known) or not isinstance(value.expr, ir.Dictionary):
            continue
        for key, inner in value.expr.items:
            options = {**policy.options, **dict(_own_options(project, inner, value.scope))}
            if option in table.per_origin and key is not None:
                options.update((name, Ref(key, value.scope)) for name in table.origins)
            yield replace(policy, options=options)
        return
    yield policy


def _own_options(project: Project, expr: ir.Expr, scope: Scope) -> Iterator[tuple[str, Ref]]:
    """Options that a dictionary holds, or the object of a class for them."""
    own = project.evaluate(expr, scope)
    if isinstance(own, Known) and isinstance(own.expr, ir.Dictionary):
        for key, option in own.expr.items:
            name = project.resolver.constant(key, own.scope) if key is not None else None
            if isinstance(name, str):
                yield name, Ref(option, own.scope)
    elif isinstance(own, Instance) and own.call is not None and own.scope is not None:
        for arg in own.call.args:
            if arg.keyword is not None:
                yield arg.keyword, Ref(arg.value, own.scope)


# --- what the options say -------------------------------------------------------------------------
def is_on(project: Project, policy: Policy, names: tuple[str, ...]) -> Ref | None:
    """The first of these options that is true."""
    for name in names:
        ref = policy.options.get(name)
        if ref is not None and project.value_of(ref) is True:
            return ref
    return None


def credentials(project: Project, policy: Policy) -> Ref | None:
    """The option that allows credentials to every origin that is allowed."""
    found = is_on(project, policy, policy.table.credentials)
    if found is None and policy.table.credentials_name_origins:
        options = (policy.options.get(name) for name in policy.table.credentials)
        found = next((r for r in options if r is not None and project.value_of(r) == "*"), None)
    return found


def given(policy: Policy, names: tuple[str, ...]) -> bool:
    return any(name in policy.options or name in policy.unread for name in names)


#: Classes whose attributes are read from the environment, where it has them.
_FROM_ENVIRONMENT = frozenset({"pydantic_settings.BaseSettings", "pydantic.BaseSettings"})


def origins(project: Project, policy: Policy) -> list[Origin] | None:
    """The allowed origins that are written down; None when some are not known."""
    found: list[Origin] = []
    complete = True
    listed = policy.table.listed_star_is_any
    for name in (*policy.table.origins, *policy.table.regexes):
        ref = policy.options.get(name)
        if ref is None or _is_none(project, ref):
            continue
        is_regex = name in policy.table.regexes
        for expr, scope in _elements(project, ref):
            origin = _origin(project, Ref(expr, scope), policy.table, is_regex)
            if origin is None:
                complete = False
            elif listed or origin.pattern is not None or expr is ref.expr or not origin.is_any:
                found.append(origin)
    return found if complete or found else None


def all_known(project: Project, policy: Policy) -> bool:
    """Whether every allowed origin is written down, and nothing is added to them elsewhere."""
    return all(
        _is_none(project, ref)
        or (
            not _may_change(project, expr, scope)
            and not _grows(project, ref)
            and _origin(project, Ref(expr, scope), policy.table, name in policy.table.regexes)
            is not None
        )
        for name in (*policy.table.origins, *policy.table.regexes)
        if (ref := policy.options.get(name)) is not None
        for expr, scope in _elements(project, ref)
    )


def _may_change(project: Project, expr: ir.Expr, scope: Scope) -> bool:
    """Whether the value is a default, in the place of which the environment may put another."""
    if not isinstance(expr, ir.Attribute):
        return False
    owner = project.evaluate(expr.value, scope)
    return bool(_FROM_ENVIRONMENT & set(project.resolver.class_names(owner)))


def _grows(project: Project, ref: Ref) -> bool:
    """Whether something is added to the list of origins after it was made, or it may be another."""
    if _may_change(project, ref.expr, ref.scope):
        return True
    value = project.evaluate(ref.expr, ref.scope)
    if not isinstance(value, Known) or not isinstance(value.expr, ir.Collection):
        return False
    home = value.scope
    body = home.node.body if home.node is not None else tuple(home.module.top_level())
    names = {
        name
        for node in ir.nodes_of(body, ir.Assign)
        if node.value is value.expr
        for target in node.targets
        if (name := ir.dotted(target))
    }
    return any(_adds(node, names) for node in ir.walk_body(body)) if names else False


def _adds(node: object, names: set[str]) -> bool:
    if isinstance(node, ir.AugAssign):
        return ir.dotted(node.target) in names
    return (
        isinstance(node, ir.Call)
        and isinstance(node.func, ir.Attribute)
        and node.func.attr in ("append", "extend", "insert")
        and ir.dotted(node.func.value) in names
    )


def _is_none(project: Project, ref: Ref) -> bool:
    missing = object()
    return project.value_of(ref, missing) is None


def _elements(project: Project, ref: Ref) -> list[tuple[ir.Expr, Scope]]:
    items = project.resolver.items(ref.expr, ref.scope)
    return [(ref.expr, ref.scope)] if items is None else items


def _origin(project: Project, ref: Ref, table: CorsOptions, is_regex: bool) -> Origin | None:
    text = project.value_of(ref)
    if isinstance(text, str):
        if table.star_is_part and not is_regex and "*" in text and text != "*":
            return Origin(ref, text, ".*".join(re.escape(part) for part in text.split("*")))
        if is_regex or (table.regex_origins and _SPECIAL.search(text) and text != "*"):
            return Origin(ref, text, text)
        return Origin(ref, text)
    value = project.evaluate(ref.expr, ref.scope)
    if isinstance(value, Instance) and value.cls == Symbol("re.compile") and value.call is not None:
        pattern = project.resolver.constant(value.call.positional(0), value.scope or ref.scope)
        if isinstance(pattern, str):
            return Origin(ref, pattern, pattern)
    return None


def statement_of(policy: Policy, ref: Ref) -> Span:
    """The statement that an option belongs to; its own span when it stands apart from the call."""
    span = ref.location.span
    same = ref.location.path == policy.location.path
    if same and policy.statement is not None and policy.statement.contains(span):
        return policy.statement
    return span
