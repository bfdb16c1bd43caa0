"""Session cookies: calls that set one, headers written by hand, settings and options for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from routelint.model import ir
from routelint.model.app import Container, Ref
from routelint.model.exposures import HTTP_ONLY, SAME_SITE, SECURE, CookieCall
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import Instance, Symbol
from routelint.model.vocabulary import Framework
from routelint.policies.origins import Written, written
from routelint.policies.sites import Site, active, asks_for_development, calls_of, frameworks_at

#: Parts of names of cookies by which somebody is known, and of those by which nobody is.
_IDENTITY = frozenset(
    {
        "access",
        "apikey",
        "auth",
        "authentication",
        "authorization",
        "authtoken",
        "credential",
        "credentials",
        "cred",
        "identity",
        "idtoken",
        "jwt",
        "jwttoken",
        "key",
        "login",
        "logged",
        "refresh",
        "remember",
        "sess",
        "sesskey",
        "session",
        "sessid",
        "sessionid",
        "sessiontoken",
        "sid",
        "signin",
        "sso",
        "ticket",
        "token",
    }
)
_ACCOUNT = frozenset({"account", "uid", "user", "userid", "user_id", "user-id", "username"})
_OTHERS = frozenset(
    {
        "analytics",
        "banner",
        "cart",
        "consent",
        "count",
        "csrf",
        "csrftoken",
        "currency",
        "dark",
        "expired",
        "expires",
        "fallback",
        "filter",
        "flash",
        "is",
        "lang",
        "language",
        "last",
        "layout",
        "locale",
        "menu",
        "message",
        "mode",
        "next",
        "page",
        "pref",
        "preference",
        "preferences",
        "prefs",
        "redirect",
        "return",
        "returnto",
        "seen",
        "settings",
        "sidebar",
        "skin",
        "sort",
        "state",
        "tab",
        "theme",
        "timezone",
        "tour",
        "tz",
        "url",
        "view",
        "visited",
        "xsrf",
    }
)
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
FLAGS = (SECURE, HTTP_ONLY, SAME_SITE)


@dataclass(frozen=True, eq=False)
class Setting:
    """A call that sets a session cookie, or a header that does. `missing` are the flags it lacks;
    `keywords` says how the call names them, and is empty for a header."""

    name: str
    site: Site
    place: ir.Expr
    missing: tuple[str, ...]
    keywords: dict[str, str]
    given: dict[str, ir.Expr]
    framework: Framework


@dataclass(frozen=True, eq=False)
class Weakening:
    """A setting or option that takes a flag from session cookies."""

    flag: str
    name: str
    use: Ref
    source: Written
    framework: Framework


# --- cookies that are set -------------------------------------------------------------------------
def weak_cookies(project: Project) -> Iterator[Setting]:
    """The session cookies that a project sets without a flag that they need."""
    names = frozenset(name for framework in active(project) for name in framework.cookies.calls)
    classes = frozenset(
        name.rpartition(".")[2]
        for framework in active(project)
        for name in framework.cookies.classes
    )
    for site in calls_of(project, names | classes) if names or classes else ():
        found = _of_call(project, site)
        if found is not None:
            yield found
    yield from _headers(project)


def _of_call(project: Project, site: Site) -> Setting | None:
    specs = _specs(project, site)
    if not specs or any(arg.star for arg in site.call.args):
        return None
    framework, spec = specs[0]
    name = site.call.argument(spec.name[1], spec.name[0])
    value = site.call.argument(spec.value[1], spec.value[0])
    if name is None or not is_session(
        project,
        name,
        value,
        site.scope,
        signed=spec.signed or site.call.keyword(spec.signed_by) is not None,
    ):
        return None
    if _is_removal(project, site, value):
        return None
    missing: list[tuple[str, ...]] = [_missing(project, site, s) for _, s in specs]
    # Where it isn't known whose response it is, what all of them lack is lacking.
    lacking = tuple(flag for flag in FLAGS if all(flag in one for one in missing))
    if not lacking:
        return None
    given = {
        flag: found
        for flag, keyword in spec.flags.items()
        if (found := site.call.keyword(keyword)) is not None
    }
    text = project.resolver.constant(name, site.scope)
    if not isinstance(text, str) and isinstance(name, ir.FormattedString):
        text = text_of(project, name, site.scope).replace("\0", "...")
    shown = text if isinstance(text, str) else ir.text(name)
    return Setting(shown, site, site.call, lacking, dict(spec.flags), given, framework)


def _specs(project: Project, site: Site) -> list[tuple[Framework, CookieCall]]:
    """What the call may be, of the frameworks that the place belongs to."""
    func = site.call.func
    called = project.name_of(func, site.scope)
    if isinstance(func, ir.Attribute):
        receiver = project.evaluate(func.value, site.scope)
        if isinstance(receiver, Instance) and isinstance(receiver.cls, Symbol):
            head = receiver.cls.name.partition(".")[0]
            known = {p.partition(".")[0] for f in project.used for p in f.packages}
            if head not in known | {"builtins", "werkzeug", "webob", "http", "typing"}:
                return []
        found = [
            (framework, framework.cookies.calls[func.attr])
            for framework in frameworks_at(project, site.scope, site.function)
            if func.attr in framework.cookies.calls
        ]
        if found:
            return found
    return [
        (framework, framework.cookies.classes[called])
        for framework in active(project)
        if called in framework.cookies.classes
    ]


def _missing(project: Project, site: Site, spec: CookieCall) -> tuple[str, ...]:
    found = []
    values: dict[str, object] = {}
    unknown = object()
    for flag in FLAGS:
        keyword = spec.flags.get(flag)
        given = None if keyword is None else site.call.keyword(keyword)
        if given is None:
            values[flag] = flag in spec.on
        else:
            known = not asks_for_development(given)
            value = project.resolver.constant(given, site.scope, unknown)
            values[flag] = value if known else unknown
    for flag in FLAGS:
        if flag not in spec.flags and flag not in spec.on:
            continue
        value = values[flag]
        if value is unknown:
            continue
        if not value:
            found.append(flag)
    return tuple(found)


def _is_removal(project: Project, site: Site, value: ir.Expr | None) -> bool:
    """Whether the cookie is emptied, or expires at once."""
    missing = object()
    if value is not None and project.resolver.constant(value, site.scope, missing) in (
        "",
        b"",
        None,
    ):
        return True
    for keyword in ("max_age", "expires"):
        given = site.call.keyword(keyword)
        if given is not None and project.resolver.constant(given, site.scope, missing) in (0, ""):
            return True
    return False


def is_session(
    project: Project,
    name: ir.Expr,
    value: ir.Expr | None,
    scope: Scope,
    *,
    signed: bool = False,
) -> bool:
    """Whether a cookie of that name tells who somebody is."""
    text = project.resolver.constant(name, scope)
    if isinstance(text, bytes):
        text = text.decode("latin-1")
    if not isinstance(text, str):
        text = (ir.dotted(name) or "").rpartition(".")[2]
        if isinstance(name, ir.FormattedString):
            text = text_of(project, name, scope).replace("\0", "-").strip("-")
        if text.lower() in ("key", "name", "cookie_key"):
            return False
    return names_session(text, signed=signed)


def names_session(text: str, *, signed: bool = False) -> bool:
    words = {word.lower() for word in _WORD.findall(text)}
    if words & _OTHERS:
        return False
    if words & _IDENTITY or text.lower() in _ACCOUNT:
        return True
    joined = text.lower().replace("_", "").replace("-", "")
    return signed or any(
        part in joined for part in ("session", "token", "sessid", "rememberme", "phpsess")
    )


# --- headers written by hand ----------------------------------------------------------------------
_HEADER = "set-cookie"


def _headers(project: Project) -> Iterator[Setting]:
    """`Set-Cookie` headers that are written as text, with the name of the cookie at its beginning."""
    for function in project.pipeline_functions():
        scope = project.scope(function)
        for node in ir.walk_body(function.node.body, only=_PAIRING):
            for key, value in _pairs(node):
                if not isinstance(key, ir.Constant) or _lower(key.value) != _HEADER:
                    continue
                frameworks = frameworks_at(project, scope, function)
                if not frameworks:
                    continue
                text = text_of(project, value, scope)
                name, separator, rest = text.partition("=")
                if not separator or not names_session(name.strip()):
                    continue
                missing = _lacking(text)
                if not missing or _empties(rest):
                    continue
                if isinstance(node, ir.Call):
                    site = Site(node, scope, function)
                else:
                    place = value.span
                    site = Site(ir.Call(value, (), place, place), scope, function)
                yield Setting(name.strip(), site, value, missing, {}, {}, frameworks[0])


_PAIRING = frozenset([ir.Call, ir.Collection, ir.Dictionary, ir.Assign])


def _pairs(node: ir.Node) -> Iterator[tuple[ir.Expr, ir.Expr]]:
    if isinstance(node, ir.Call) and len(node.args) >= 2:
        first, second = node.positional(0), node.positional(1)
        if first is not None and second is not None and isinstance(node.func, ir.Attribute):
            yield first, second
    elif isinstance(node, ir.Collection) and len(node.items) == 2:
        yield node.items[0], node.items[1]
    elif isinstance(node, ir.Dictionary):
        for key, value in node.items:
            if key is not None:
                yield key, value
    elif isinstance(node, ir.Assign) and node.value is not None:
        for target in node.targets:
            if isinstance(target, ir.Subscript):
                yield target.index, node.value


def _lower(value: object) -> str:
    if isinstance(value, bytes):
        value = value.decode("latin-1")
    return value.lower() if isinstance(value, str) else ""


def text_of(project: Project, expr: ir.Expr | None, scope: Scope, depth: int = 0) -> str:
    """The constant parts of a text, with `\\x00` for what isn't known; empty where nothing is."""
    if expr is None or depth > 6:
        return "\0"
    value = project.resolver.constant(expr, scope)
    if isinstance(value, bytes):
        return value.decode("latin-1")
    if isinstance(value, str):
        return value
    if isinstance(expr, ir.FormattedString):
        return "".join(text_of(project, part, scope, depth + 1) for part in expr.parts)
    if isinstance(expr, ir.BinaryOp) and expr.op in ("+", "%"):
        left = text_of(project, expr.left, scope, depth + 1)
        return left + text_of(project, expr.right, scope, depth + 1) if expr.op == "+" else left
    if isinstance(expr, ir.Call) and isinstance(expr.func, ir.Attribute):
        if expr.func.attr in ("encode", "format", "strip", "decode"):
            return text_of(project, expr.func.value, scope, depth + 1)
        if expr.func.attr == "join":
            items = project.resolver.items(expr.positional(0), scope)
            joiner = text_of(project, expr.func.value, scope, depth + 1)
            if items is not None:
                return joiner.join(text_of(project, e, s, depth + 1) for e, s in items)
    if isinstance(expr, ir.Name):
        bindings = scope.bindings(expr.id)
        if len(bindings) == 1 and bindings[0].kind == "value" and bindings[0].index is None:
            return text_of(project, bindings[0].value, scope, depth + 1)
    return "\0"


def _lacking(text: str) -> tuple[str, ...]:
    """The flags that the text of a header lacks; none where a part of it that may hold them isn't
    known."""
    first, *rest = text.split(";")
    if any(part.strip().startswith("\0") for part in rest) or first.endswith("\0\0"):
        return ()
    if first.startswith("\0"):
        return ()
    words = {part.strip().partition("=")[0].lower() for part in rest}
    found = [flag for flag in FLAGS if flag not in words]
    return tuple(found)


def _empties(rest: str) -> bool:
    value, *others = rest.split(";")
    return not value.strip(' "') or any(
        part.strip().lower().replace(" ", "") in ("max-age=0",)
        or part.strip().lower().startswith("expires=thu, 01 jan 1970")
        for part in others
    )


# --- settings -------------------------------------------------------------------------------------
def weakenings(project: Project) -> Iterator[Weakening]:
    """Settings and options that take a flag from all session cookies of an app."""
    options = {
        name: (framework, flags)
        for framework in active(project)
        for name, flags in framework.cookies.options.items()
    }
    for app in project.containers:
        yield from _of_settings(project, app)
        for middleware in app.middleware:
            framework, flags = options.get(middleware.name, (app.framework, {}))
            yield from _of_options(project, middleware.options, flags, app.framework)
    names = frozenset(name.rpartition(".")[2] for name in options)
    for site in calls_of(project, names) if names else ():
        framework, flags = options.get(
            project.name_of(site.call.func, site.scope), (project.used[0], {})
        )
        around = frameworks_at(project, site.scope, site.function)
        framework = framework if not around or framework in around else around[0]
        given = {a.keyword: Ref(a.value, site.scope) for a in site.call.args if a.keyword}
        yield from _of_options(project, given, flags, framework)


def _of_settings(project: Project, app: Container) -> Iterator[Weakening]:
    table = app.framework.cookies
    if not table.settings:
        return
    last = {s.key: s for s in app.settings if s.key in table.settings and not s.conditional}
    secure = any(
        table.settings[key] == SECURE and _is_off(project, s.value, SECURE, app.framework) is None
        for key, s in last.items()
    )
    for key, setting in last.items():
        flag = table.settings[key]
        source = _is_off(project, setting.value, flag, app.framework)
        if source is not None and setting.value is not None:
            if not (_is_none_text(project, source) and secure):
                yield Weakening(flag, key, setting.value, source, app.framework)


def _of_options(
    project: Project, given: dict[str, Ref], flags: object, framework: Framework
) -> Iterator[Weakening]:
    assert isinstance(flags, dict)
    secure = any(
        flag == SECURE and name in given and _is_off(project, given[name], flag, framework) is None
        for name, flag in flags.items()
    )
    for name, flag in flags.items():
        if name in given:
            source = _is_off(project, given[name], flag, framework)
            if source is not None and not (_is_none_text(project, source) and secure):
                yield Weakening(flag, name, given[name], source, framework)


def _is_none_text(project: Project, source: Written) -> bool:
    value = project.resolver.constant(source.ref.expr, source.ref.scope)
    return isinstance(value, str)


def _is_off(project: Project, ref: Ref | None, flag: str, framework: Framework) -> Written | None:
    """What takes the flag away: a false constant, or for SameSite the text that does."""
    if ref is None:
        return None
    for source in written(project, ref):
        expr, scope = source.ref.expr, source.ref.scope
        if not isinstance(expr, ir.Constant) or source.fallback:
            return None
        value = project.resolver.constant(expr, scope)
        if flag == SAME_SITE:
            if isinstance(value, str) and value.lower() == "none":
                return source
            return source if not value and flag in framework.cookies.on else None
        return (
            source if value is False or (value is None and flag in framework.cookies.on) else None
        )
    return None
