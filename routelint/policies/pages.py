"""Pages for browsers: who sends them, and whether anything adds headers that protect them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from routelint.findings import Location, Span
from routelint.flow.calls import reached
from routelint.model import ir
from routelint.model.app import Container, Handler, Ref, Role
from routelint.model.project import Project
from routelint.model.scopes import Scope, last_word
from routelint.model.values import ClassRef, FunctionRef, Instance, Member, Symbol
from routelint.model.vocabulary import Framework
from routelint.policies.mentions import nodes
from routelint.policies.sites import active, frameworks_at, in_production, words_of

HEADERS = frozenset(
    {
        "content-security-policy",
        "content-security-policy-report-only",
        "x-content-type-options",
        "x-frame-options",
        "strict-transport-security",
        "referrer-policy",
        "permissions-policy",
        "cross-origin-opener-policy",
    }
)
_ATTRIBUTES = frozenset({"content_security_policy", "content_security_policy_report_only"})
_PACKAGE = re.compile(
    r"talisman|helmet|secure_?headers|security_?headers|secweb|(?:^|[._])csp\b", re.I
)
_PAGE = re.compile(r"^\s*<(?:!doctype|html|head|body|h[1-6]|p|div|form|ul|table|a|main)\b", re.I)
_NO_PAGE = re.compile(r"mail|\.(?:txt|xml|json|csv|svg|js|css|rss|atom|tex|ics)(?:$|\.)", re.I)
_ASIDE = frozenset({"mail", "mails", "email", "emails", "notify", "notification", "attach", "mime"})
#: What looks for a content type, and sends none.
_ASKING = frozenset(
    {
        "get",
        "getenv",
        "startswith",
        "endswith",
        "find",
        "best_match",
        "accepts",
        "prefers",
        "quality",
    }
    | {"client_accepts", "client_prefers", "acceptable_offers", "accept_mimetypes", "assertEqual"}
)
_MAILS = frozenset({"attach_alternative", "add_alternative", "MIMEText", "Content"})


@dataclass(frozen=True, eq=False)
class Page:
    """A place where a page is made, for an app; `app` is None for applications of protocols, where no
    object stands for the whole."""

    app: Container | None
    framework: Framework
    place: Ref


# --- who sends pages ------------------------------------------------------------------------------
def pages(project: Project) -> list[Page]:
    """The first page of each app that sends any."""
    found: dict[int, Page] = {}
    for framework, containers, ref in _pages(project):
        for app in _apps(project, framework, containers):
            key = 0 if app is None else id(app)
            if key not in found and in_production(project, ref):
                found[key] = Page(app, framework, ref)
    return list(found.values())


def _pages(project: Project) -> Iterator[tuple[Framework, list[Container], Ref]]:
    for function in reached(project):
        if not _ASIDE.isdisjoint(words_of(function.name)):
            continue
        handlers = project.handlers_of(function)
        containers = [h.container for h in handlers if h.container is not None]
        scope = project.scope(function)
        for framework in frameworks_at(project, function.scope, function):
            node = _page_in(project, framework, function, handlers, scope)
            if node is not None:
                yield framework, containers, Ref(node, scope)
                break
    for container in project.containers:
        yield from _of_container(project, container)


def _page_in(
    project: Project,
    framework: Framework,
    function: FunctionRef,
    handlers: list[Handler],
    scope: Scope,
) -> ir.Expr | None:
    table = framework.pages
    last = {name.rpartition(".")[2] for name in (*table.calls, *table.texts, *table.kinds)}
    files = {name.rpartition(".")[2] for name in framework.files.senders}
    for decorator in function.node.decorators:
        maker = decorator.value
        if isinstance(maker, ir.Call) and last_word(maker.func, function.scope) in last:
            if _makes_page(project, framework, maker, function.scope):
                return decorator.value
        for part in ir.walk(decorator.value):
            if _is_content_type(part):
                return decorator.value
            if isinstance(part, ir.Attribute) and part.attr in last:
                if _name(project, part, function.scope) in table.kinds:
                    return decorator.value
    for param in function.node.params:
        if param.default is not None and _is_content_type(param.default):
            return param.default
    aside: set[int] = set()
    for node in ir.walk_body(function.node.body):
        if isinstance(node, ir.Compare):
            aside |= {id(part) for part in ir.walk(node)}
        if isinstance(node, ir.Call):
            called = last_word(node.func, scope)
            if called in _MAILS or called in _ASKING:
                aside |= {id(part) for part in ir.walk(node)}
                continue
            if called in last and _makes_page(project, framework, node, scope):
                return node
            if called in files and any(_names_page(a.value) for a in node.args):
                return node
        elif isinstance(node, ir.Attribute) and node.attr in last and id(node) not in aside:
            if _name(project, node, scope) in table.kinds:
                return node
        elif isinstance(node, ir.Constant) and id(node) not in aside:
            if _is_content_type(node):
                return node
        elif isinstance(node, ir.Return) and table.returned and handlers:
            if _is_page(project, node.value, scope) and node.value is not None:
                return node.value
    return None


def _is_content_type(expr: ir.Node) -> bool:
    if not isinstance(expr, ir.Constant):
        return False
    text = expr.value.decode("latin-1") if isinstance(expr.value, bytes) else expr.value
    return isinstance(text, str) and text.lower().startswith("text/html")


def _makes_page(project: Project, framework: Framework, call: ir.Call, scope: Scope) -> bool:
    name = _name(project, call.func, scope)
    if name in framework.pages.texts:
        return _is_page(project, call.positional(0), scope) and not any(
            arg.keyword in ("content_type", "media_type", "mimetype") for arg in call.args
        )
    if name not in framework.pages.calls:
        return False
    return not any(
        isinstance(arg.value, ir.Constant)
        and isinstance(arg.value.value, str)
        and _NO_PAGE.search(arg.value.value)
        for arg in call.args
    )


def _is_page(project: Project, expr: ir.Expr | None, scope: Scope) -> bool:
    """Whether a text with tags is written out."""
    if isinstance(expr, ir.FormattedString):
        expr = expr.parts[0] if expr.parts else None
    if isinstance(expr, ir.BinaryOp):
        return _is_page(project, expr.left, scope)
    value = project.resolver.constant(expr, scope)
    if isinstance(value, bytes):
        value = value.decode("latin-1")
    return isinstance(value, str) and _PAGE.match(value) is not None


def _names_page(expr: ir.Expr) -> bool:
    return any(
        isinstance(node, ir.Constant)
        and isinstance(node.value, str)
        and node.value.endswith((".html", ".htm"))
        for node in ir.walk(expr)
    )


def _of_container(
    project: Project, container: Container
) -> Iterator[tuple[Framework, list[Container], Ref]]:
    """Pages of classes that render by themselves, of renderers, and of installed packages."""
    table = container.framework.pages
    for route in container.routes:
        if route.call is None or not table.views:
            continue
        value = route.endpoint
        receiver = value.receiver if isinstance(value, Instance) else value
        names = [value.cls.name] if isinstance(value, Instance) and not receiver else []
        if isinstance(receiver, (ClassRef, Instance)):
            names += project.resolver.class_names(receiver)
        elif isinstance(receiver, (Symbol, Member)):
            names.append(receiver.name)
        names += [name.removesuffix(".as_view") for name in names]
        if not table.views.isdisjoint(names):
            yield container.framework, [container], Ref(route.call, route.scope)
    for view in container.views if table.renderers else ():
        renderer = view.options.get("renderer")
        text = project.value_of(renderer) if renderer is not None else None
        if renderer is not None and isinstance(text, str) and text.endswith(table.renderers):
            yield container.framework, [container], renderer
    for key, packages in table.installed.items():
        setting = project.setting(container, key)
        if setting is None or setting.value is None:
            continue
        for expr, scope in project.resolver.items(setting.value.expr, setting.value.scope) or ():
            if project.resolver.constant(expr, scope) in packages:
                yield container.framework, [container], Ref(expr, scope)


def _apps(
    project: Project, framework: Framework, containers: list[Container]
) -> list[Container | None]:
    """The outermost apps that serve what these containers hold."""
    own = {framework.slug, framework.host} - {""}
    all_apps = [a for a in project.apps if a.framework.slug in own and not a.module.is_test]
    roots = [
        app for app in all_apps if not project.mounts_of(app) and not _is_included(project, app)
    ]
    serving = {id(_root(project, a)) for c in containers for a in project.apps_of(c)}
    chosen = [app for app in roots if id(app) in serving]
    if chosen:
        return list(chosen)
    if len(roots) == 1:
        return [roots[0]]
    # What speaks a protocol without an object for the whole.
    return [None] if not project.apps and not framework.containers else []


def _is_included(project: Project, app: Container) -> bool:
    return bool(project.includes_of(app))


def _root(project: Project, app: Container, depth: int = 0) -> Container:
    for registration in (*project.mounts_of(app), *project.includes_of(app)):
        if depth < 6 and registration.container is not app:
            return _root(project, registration.container, depth + 1)
    return app


# --- what protects them ---------------------------------------------------------------------------
def are_protected(project: Project) -> bool:
    """Whether anything in the project adds such headers to more than the answers of single views, or
    may do so without being seen through."""
    return project.memo("pages-are-protected", lambda: _are_protected(project))


def _are_protected(project: Project) -> bool:
    protecting = {name for f in active(project) for name in f.pages.protecting}
    if any(_is_protecting_package(name) for name in _imports(project)):
        return True
    for app in project.containers:
        for middleware in app.middleware:
            words = words_of(middleware.name)
            if middleware.name in protecting or words & {"secure", "helmet", "csp"}:
                return True
            if "security" in words and not middleware.name.startswith("flask_security"):
                return True
    if any(_writes_unknown(project, h) for h in project.handlers if h.role not in _SINGLE):
        return True
    last = {name.rpartition(".")[2] for name in protecting}
    views = _views(project)
    for scope, node in nodes(project, frozenset(last)):
        if isinstance(node, ir.Constant):
            text = node.value.decode("latin-1") if isinstance(node.value, bytes) else node.value
            if not isinstance(text, str) or text.lower() not in HEADERS:
                continue
        elif isinstance(node, ir.Assign):
            attributes = {t.attr for t in node.targets if isinstance(t, ir.Attribute)}
            if attributes.isdisjoint(_ATTRIBUTES):
                continue
        elif (
            not isinstance(node, ir.Call)
            or last_word(node.func, scope) not in last
            or _name(project, node.func, scope) not in protecting
        ):
            continue
        own = views.get(scope.module.path, ())
        if not any(span.contains(node.span) for span in own):
            return True
    return False


_SINGLE = frozenset({Role.VIEW, Role.WEBSOCKET, Role.DEPENDENCY, Role.TEST, Role.STARTUP})
_WRITERS = frozenset({"set_header", "add_header", "append_header", "send_header"})


def _writes_unknown(project: Project, handler: Handler) -> bool:
    """Whether a hook or middleware writes headers whose names are not known: those of a setting."""
    scope = project.scope(handler.function)
    for node in ir.walk_body(handler.function.node.body):
        names: list[ir.Expr] = []
        if isinstance(node, ir.Assign):
            names = [
                target.index
                for target in node.targets
                if isinstance(target, ir.Subscript) and last_word(target.value, scope) == "headers"
            ]
        elif isinstance(node, ir.Call) and isinstance(node.func, ir.Attribute) and node.args:
            first = node.args[0].value
            on_headers = last_word(node.func.value, scope) == "headers"
            if on_headers and node.func.attr in ("update", "extend"):
                names = [] if isinstance(first, ir.Dictionary) else [first]
            elif node.func.attr in _WRITERS or (on_headers and node.func.attr == "setdefault"):
                names = [first]
        if any(not isinstance(project.resolver.constant(n, scope), (str, bytes)) for n in names):
            return True
    return False


def _views(project: Project) -> dict[str, list[Span]]:
    """The functions that answer for single routes, by their files; where there are no routes, whoever
    answers does so for the whole."""
    found: dict[str, list[Span]] = {}
    for handler in project.handlers:
        if handler.role in (Role.VIEW, Role.WEBSOCKET) and handler.framework.containers:
            function = handler.function
            found.setdefault(function.module.path, []).append(function.node.span)
    return found


def _imports(project: Project) -> Iterator[str]:
    for module in project.modules:
        for part in module.facts.outline if not module.is_test else ():
            if part.parent != -1 or part.kind != "import":
                continue
            for node in module.lower(part.index):
                if isinstance(node, ir.Import):
                    yield from (name.name for name in node.names)
                elif isinstance(node, ir.ImportFrom):
                    yield from (f"{node.module}.{name.name}" for name in node.names)


def _is_protecting_package(name: str) -> bool:
    return _PACKAGE.search(name) is not None


def place_of(project: Project, app: Container) -> Location | None:
    """Where the headers are missing: the list of all middleware where a setting has that, or else the
    creation of the app. None where such a list is not known."""
    listed = app.framework.pages.listed
    if not listed:
        return app.location
    setting = project.setting(app, listed)
    if setting is None or setting.value is None:
        return None
    known = project.resolver.items(setting.value.expr, setting.value.scope)
    return None if known is None else setting.value.location


def _name(project: Project, expr: ir.Expr, scope: Scope) -> str:
    value = project.evaluate(expr, scope)
    return value.name if isinstance(value, (Symbol, Member)) else ""
