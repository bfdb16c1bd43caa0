"""Methods that a server asks whether an origin is welcome, options that list the welcome ones, and
routers around which somebody looks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from routelint.findings import Location
from routelint.model import ir
from routelint.model.app import Handler, Ref
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import ClassRef, FunctionRef, Instance, Known, Symbol
from routelint.model.vocabulary import Framework
from routelint.policies.origin_checks import Check
from routelint.policies.sites import Site, active, calls_of, frameworks_at
from routelint.policies.sockets import Cookie, Serving, Socket, is_decorated


@dataclass(frozen=True, eq=False)
class Welcome:
    """Strangers are let in at `place`: `why` completes "an origin is welcome ...", "" for all of them."""

    place: Ref | FunctionRef
    why: str
    cookie: Cookie
    framework: Framework
    handler: Handler | None = None

    @property
    def location(self) -> Location:
        return self.place.location


def welcomes(project: Project) -> Iterator[Welcome]:
    yield from _options(project)
    for framework in active(project):
        table = framework.handshakes
        if table.asked:
            yield from _asked(project, framework)
        if table.routers:
            yield from _routers(project, framework)


# --- methods --------------------------------------------------------------------------------------
def _asked(project: Project, framework: Framework) -> Iterator[Welcome]:
    base, _, name = framework.handshakes.asked.rpartition(".")
    seen: set[int] = set()
    for cls, handlers in _classes(project, framework, base):
        method = project.resolver.method(cls, name)
        if method is None or method.node.is_async or id(method.node) in seen:
            continue
        found = answer(project, method)
        if found is None:
            continue
        mro = [c for c in project.resolver.mro(cls) if isinstance(c, ClassRef)]
        functions = [m for c in mro for m in project.resolver.methods(c) if m != method]
        cookie = Serving(project, Socket(framework, tuple(functions), tuple(handlers))).cookie()
        if cookie is None:
            continue
        seen.add(id(method.node))
        expr, why = found
        place = Ref(expr, project.scope(method)) if expr is not None else method
        yield Welcome(place, why, cookie, framework, handlers[0] if handlers else None)


def _classes(
    project: Project, framework: Framework, base: str
) -> Iterator[tuple[ClassRef, list[Handler]]]:
    found: dict[int, tuple[ClassRef, list[Handler]]] = {}
    for handler in project.handlers:
        cls = handler.view_class
        if handler.framework is framework and cls is not None:
            if base in project.resolver.class_names(cls):
                found.setdefault(id(cls.node), (cls, []))[1].append(handler)
    yield from found.values()


def answer(project: Project, method: FunctionRef) -> tuple[ir.Expr | None, str] | None:
    """Why a method welcomes strangers, with the test that they pass (None: it welcomes all); None where
    it may keep them out."""
    returned = list(ir.nodes_of(method.node.body, ir.Return))
    values = [node.value for node in returned]
    if not values:
        return None
    if all(_is_true(value) for value in values):
        raises = any(isinstance(n, ir.Raise) for n in ir.walk_body(method.node.body))
        return None if raises else (None, "")
    params = [p.name for p in method.node.params if p.name not in ("self", "cls")]
    check = Check(project, method, params[0] if params else "")
    for node in ir.nodes_of(method.node.body, ir.If):
        if len(node.body) == 1:
            first = node.body[0]
            if isinstance(first, ir.Return) and _is_true(first.value):
                if check.is_about_it(node.test) and not isinstance(node.test, ir.Not):
                    why = check.judged(node.test)
                    if why:
                        return node.test, why
    for value in values:
        if value is None or _is_constant(value):
            continue
        if not check.is_about_it(value):
            return None
    found = check.verdict()
    if isinstance(found, bool):
        return None
    return found.expr, found.why


def _is_constant(expr: ir.Expr) -> bool:
    return isinstance(expr, ir.Constant)


def _is_true(expr: ir.Expr | None) -> bool:
    if isinstance(expr, ir.BoolOp) and expr.op == "or":
        return any(_is_true(value) for value in expr.values)
    return isinstance(expr, ir.Constant) and expr.value is True


# --- options --------------------------------------------------------------------------------------
def _options(project: Project) -> Iterator[Welcome]:
    tables = {f.slug: f for f in active(project) if f.handshakes.options}
    options = {n: option for f in tables.values() for n, option in f.handshakes.options.items()}
    for site in calls_of(project, frozenset(name.rpartition(".")[2] for name in options)):
        option = options.get(project.name_of(site.call.func, site.scope))
        given = None if option is None else site.call.keyword(option)
        if given is None or not _holds_all(project, given, site.scope):
            continue
        here = [f for f in frameworks_at(project, site.scope, site.function) if f.slug in tables]
        for framework in here or list(tables.values()):
            cookie = _cookie_of(project, framework)
            if cookie is not None:
                yield Welcome(Ref(given, site.scope), "", cookie, framework)
                break


def _holds_all(project: Project, expr: ir.Expr, scope: Scope) -> bool:
    """Whether a list of origins stands for all of them: `*`, or nothing to compare with."""
    value = project.evaluate(expr, scope)
    if isinstance(value, Known) and isinstance(value.expr, ir.Collection):
        items = value.expr.items
        any_of_them = any(project.resolver.constant(i, value.scope) == "*" for i in items)
        return any_of_them or (not items and value.expr is expr)
    return project.resolver.constant(expr, scope) == "*"


def _cookie_of(project: Project, framework: Framework) -> Cookie | None:
    """The cookie by which one of the functions knows who asks that the server calls."""
    wanted = framework.handshakes.option_decorators
    for function in project.pipeline_functions():
        if is_decorated(project, function, wanted):
            handlers = tuple(project.handlers_of(function))
            cookie = Serving(project, Socket(framework, (function,), handlers)).cookie()
            if cookie is not None:
                return cookie
    return None


# --- routers --------------------------------------------------------------------------------------
def _routers(project: Project, framework: Framework) -> Iterator[Welcome]:
    table = framework.handshakes
    names = frozenset(name.rpartition(".")[2] for name in table.routers)
    for site in calls_of(project, names):
        key = table.routers.get(project.name_of(site.call.func, site.scope))
        served = None if key is None else _item(project, site, key)
        if served is None:
            continue
        around = _around(project, served.expr, served.scope)
        named = {name for name, _ in around}
        knows = next((ref for name, ref in around if name in table.identified_by), None)
        if knows is None or named & table.checked_by or "" in named:
            continue
        yield Welcome(served, "", Cookie(knows.location), framework)


def _item(project: Project, site: Site, key: str) -> Ref | None:
    value = project.evaluate(site.call.positional(0), site.scope)
    if isinstance(value, Known) and isinstance(value.expr, ir.Dictionary):
        for name, item in value.expr.items:
            if name is not None and project.resolver.constant(name, value.scope) == key:
                return Ref(item, value.scope)
    return None


def _around(project: Project, expr: ir.Expr, scope: Scope) -> list[tuple[str, Ref]]:
    """The names of the calls around an application, outermost first; "" for one that is not known."""
    found: list[tuple[str, Ref]] = []
    for _ in range(8):
        value = project.evaluate(expr, scope)
        call: ir.Call | None = expr if isinstance(expr, ir.Call) else None
        if call is None and isinstance(value, Instance) and value.call is not None:
            call, scope = value.call, value.scope or scope
        if call is None:
            break
        callee = project.evaluate(call.func, scope)
        name = callee.name if isinstance(callee, Symbol) else ""
        found.append((name, Ref(call.func, scope)))
        inner = call.positional(0)
        if inner is None or not isinstance(inner, (ir.Call, ir.Name)):
            break
        expr = inner
    return found
