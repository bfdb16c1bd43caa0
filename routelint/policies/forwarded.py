"""Where an application believes what clients claim in the headers of proxies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from routelint.findings import Location, Related
from routelint.model import ir
from routelint.model.app import Container, Ref
from routelint.model.project import Project
from routelint.model.values import FunctionRef, Member, Symbol, as_function
from routelint.model.vocabulary import Framework
from routelint.policies.claims import Claim, Claims, header_kind, reading
from routelint.policies.origins import written
from routelint.policies.sites import active, calls_of, frameworks_at

#: What tells of an address whether it is one of the own network.
_KINDS_OF_ADDRESSES = frozenset({"is_private", "is_loopback", "is_global", "is_link_local"})
_PLACES = {"REMOTE_ADDR": "address", "client": "address", "HTTP_HOST": "host"}
_ATTRIBUTES = {"remote_addr": "address", "remote_ip": "address"}
_NETWORK = re.compile(r"\d+[.:]|f[de][0-9a-f]{2}:", re.I)
_URLS = frozenset({"urllib.parse.urlunsplit", "urllib.parse.urlunparse"})


@dataclass(frozen=True, eq=False)
class Belief:
    """A claim that something depends on. `what` goes on from "anybody can write it, and ..."; `place` is
    where it does, in `function`."""

    claim: Claim
    what: str
    place: Location
    function: FunctionRef
    trail: tuple[Related, ...] = ()


@dataclass(frozen=True, eq=False)
class Opening:
    """An option or setting by which everybody is believed. `name` is it as written."""

    name: str
    place: Ref
    framework: Framework
    what: str
    trail: tuple[Related, ...] = ()


# --- functions ------------------------------------------------------------------------------------
def beliefs(project: Project) -> Iterator[Belief]:
    """What the functions of a project make depend on claims, in order of the functions."""
    done: set[tuple[int, int]] = set()
    for function in reading(project):
        for belief in _of_function(project, Claims(project, function), ()):
            key = (id(belief.claim.origin.expr), belief.place.span.line)
            if key not in done:
                done.add(key)
                yield belief


def _of_function(project: Project, claims: Claims, trail: tuple[Related, ...]) -> Iterator[Belief]:
    if claims.checked:
        return
    function = claims.function
    path = function.module.path
    compared_hosts = False
    links: list[Belief] = []
    for node in ir.walk_body(function.node.body):
        place: ir.Expr | ir.Stmt
        if isinstance(node, ir.Compare):
            claim = _compared(claims, node)
            if claim is not None and claim.kind == "host":
                compared_hosts = True
            elif claim is not None:
                what = f"`{function.name}` decides by it"
                yield Belief(claim, what, Location(path, node.span), function, trail)
        elif isinstance(node, ir.Call):
            claim = _tested(claims, node)
            if claim is not None:
                what = f"`{function.name}` decides by it"
                yield Belief(claim, what, Location(path, node.span), function, trail)
            elif claims.depth < 3:
                callee = as_function(project.evaluate(node.func, claims.scope))
                if callee is None:
                    continue
                given, headers = claims.handed(node, callee)
                if any(c.kind == "host" for c in given.values()) and _is_looked_at(node, function):
                    compared_hosts = True
                given = {name: c for name, c in given.items() if c.kind == "address"}
                if given:
                    inner = Claims(project, callee, given, headers, claims.depth + 1)
                    here = Related(Location(path, node.span), f"given to `{callee.name}` here")
                    for belief in _of_function(project, inner, (*trail, here)):
                        if belief.claim.origin.expr in [c.origin.expr for c in given.values()]:
                            yield belief
        elif isinstance(node, ir.Attribute) and node.attr in _KINDS_OF_ADDRESSES:
            claim = claims.of(node.value)
            if claim is not None and claim.kind == "address" and not claim.picked:
                what = f"`{function.name}` decides by it"
                yield Belief(claim, what, Location(path, node.span), function, trail)
        elif isinstance(node, ir.Assign):
            for kind, claim, place in _replaced(claims, node):
                name = "address" if kind == "address" else "`Host`"
                what = f"it takes the place of the {name} that the server has seen"
                yield Belief(claim, what, Location(path, place.span), function, trail)
    if not compared_hosts:
        for node in ir.walk_body(function.node.body):
            link = _linked(claims, node)
            if link is not None and not isinstance(node, (ir.WithItem, ir.Clause)):
                what = "a link is made of it"
                links.append(Belief(link, what, Location(path, node.span), function, trail))
    yield from links


def _is_looked_at(call: ir.Call, function: FunctionRef) -> bool:
    """Whether a condition asks a function of the project about what it is given."""
    return any(
        isinstance(node, (ir.If, ir.Conditional)) and node.test.span.contains(call.span)
        for node in ir.walk_body(function.node.body)
    )


def _compared(claims: Claims, compare: ir.Compare) -> Claim | None:
    """The claim that is compared with something that says who may pass."""
    sides = (compare.left, *compare.comparators)
    if any(_says_nothing(side) for side in sides):
        return None
    for op, left, right in zip(compare.ops, sides, sides[1:], strict=False):
        if op not in ("==", "!=", "in", "not in"):
            continue
        one, other = claims.of(left), claims.of(right)
        if one is not None and other is not None:
            continue
        claim = one or other
        if claim is None or (claim is one and claim.many):
            continue
        if claim.many and op in ("==", "!="):
            continue
        if any("prox" in _last_name(side).lower() for side in sides):
            continue
        return claim
    return None


def _says_nothing(side: ir.Expr) -> bool:
    """Constants that are no addresses: nothing at all, a separator, `unknown`."""
    if not isinstance(side, ir.Constant):
        return isinstance(side, ir.Collection) and all(_says_nothing(i) for i in side.items)
    text = side.value.decode("latin-1") if isinstance(side.value, bytes) else side.value
    if not isinstance(text, str):
        return True
    return not re.search(r"\d|localhost|[a-z]\.[a-z]", text, re.I)


def _last_name(expr: ir.Expr) -> str:
    return expr.attr if isinstance(expr, ir.Attribute) else getattr(expr, "id", "")


def _tested(claims: Claims, call: ir.Call) -> Claim | None:
    """`address.startswith("10.")`, `Allowed.objects.filter(address=address).exists()`."""
    func = call.func
    if isinstance(func, ir.Attribute) and func.attr == "exists":
        return _looked_up(claims, func.value)
    if not isinstance(func, ir.Attribute) or func.attr not in ("startswith", "endswith"):
        return None
    claim = claims.of(func.value)
    if claim is None or claim.kind != "address" or claim.many or claim.picked:
        return None
    given = call.positional(0)
    items = claims.project.resolver.items(given, claims.scope) or []
    texts = [claims.project.resolver.constant(expr, scope) for expr, scope in items]
    texts.append(claims.project.resolver.constant(given, claims.scope))
    for text in texts:
        shown = text.decode("latin-1") if isinstance(text, bytes) else text
        if isinstance(shown, str) and _NETWORK.match(shown):
            return claim
    return None


def _looked_up(claims: Claims, query: ir.Expr) -> Claim | None:
    """The claim by which a database is asked whether it knows one."""
    while isinstance(query, ir.Call) and isinstance(query.func, ir.Attribute):
        if query.func.attr in ("filter", "filter_by", "exclude"):
            for arg in query.args:
                claim = claims.of(arg.value) if arg.keyword else None
                if claim is not None and claim.kind == "address":
                    return claim
        query = query.func.value
    return None


def _replaced(claims: Claims, statement: ir.Assign) -> Iterator[tuple[str, Claim, ir.Expr]]:
    """Claims that are put where everybody else looks for what the server knows."""
    values = (
        statement.value.items if isinstance(statement.value, ir.Collection) else (statement.value,)
    )
    for target in statement.targets:
        kind = ""
        if isinstance(target, ir.Subscript):
            key = claims.project.resolver.constant(target.index, claims.scope)
            kind = _PLACES.get(key, "") if isinstance(key, str) else ""
            if key == "client" and not isinstance(statement.value, ir.Collection):
                kind = ""
        elif isinstance(target, ir.Attribute) and not _is_own(target):
            kind = _ATTRIBUTES.get(target.attr, "")
        claim = claims.of(values[0]) if kind and values else None
        if claim is not None and claim.kind == kind and not claim.many:
            yield kind, claim, target


def _is_own(target: ir.Attribute) -> bool:
    """Whether it is an attribute of the object itself, and not of a request."""
    return isinstance(target.value, ir.Name) and target.value.id in ("self", "cls", "g")


def _linked(claims: Claims, node: ir.Node) -> Claim | None:
    """The host that the text of an address on the web is made with."""
    if isinstance(node, ir.FormattedString):
        for before, part in pairwise(node.parts):
            if isinstance(before, ir.Constant) and str(before.value).endswith("://"):
                return _host(claims, part)
    elif isinstance(node, ir.BinaryOp) and node.op == "+":
        parts = _summands(node)
        for before, part in pairwise(parts):
            if isinstance(before, ir.Constant) and str(before.value).endswith("://"):
                return _host(claims, part)
    elif isinstance(node, ir.BinaryOp) and node.op == "%" and isinstance(node.left, ir.Constant):
        given = node.right.items if isinstance(node.right, ir.Collection) else (node.right,)
        return _of_template(claims, str(node.left.value), "%s", given)
    elif isinstance(node, ir.Call):
        func = node.func
        if (
            isinstance(func, ir.Attribute)
            and func.attr == "format"
            and isinstance(func.value, ir.Constant)
        ):
            given = tuple(a.value for a in node.args if a.keyword is None and not a.star)
            return _of_template(claims, str(func.value.value), "{}", given)
        first = node.positional(0)
        if isinstance(first, ir.Collection) and len(first.items) > 1:
            if claims.project.name_of(func, claims.scope) in _URLS:
                return _host(claims, first.items[1])
        for keyword in ("netloc", "hostname"):
            claim = _host(claims, node.keyword(keyword))
            if claim is not None:
                return claim
    return None


def _of_template(
    claims: Claims, template: str, mark: str, given: tuple[ir.Expr, ...]
) -> Claim | None:
    before, separator, _ = template.partition(f"://{mark}")
    index = before.count(mark)
    return _host(claims, given[index]) if separator and index < len(given) else None


def _summands(expr: ir.Expr) -> list[ir.Expr]:
    if isinstance(expr, ir.BinaryOp) and expr.op == "+":
        return [*_summands(expr.left), *_summands(expr.right)]
    return [expr]


def _host(claims: Claims, expr: ir.Expr | None) -> Claim | None:
    claim = claims.of(expr)
    return claim if claim is not None and claim.kind == "host" else None


# --- options and settings -------------------------------------------------------------------------
_EVERYBODY = "whoever connects is the client that its headers name"


def openings(project: Project) -> Iterator[Opening]:
    """The options and settings that have the headers of everybody believed."""
    tables = [(framework, framework.forwarding) for framework in active(project)]
    believing = {name: (f, p) for f, t in tables for name, p in t.believing.items()}
    yield from _of_calls(project, believing)
    for app in project.containers:
        for middleware in app.middleware:
            _, place = believing.get(middleware.name, (None, ("", None)))
            given = middleware.options.get(place[0] or "")
            if given is not None:
                yield from _of_value(project, given, place[0] or "", app.framework)
        yield from _of_settings(project, app)


def _of_calls(
    project: Project, believing: dict[str, tuple[Framework, tuple[str | None, int | None]]]
) -> Iterator[Opening]:
    believers = {name: f for f in active(project) for name in f.forwarding.believers}
    names = frozenset(n.rpartition(".")[2] for n in (*believing, *believers))
    for site in calls_of(project, names) if names else ():
        value = project.evaluate(site.call.func, site.scope)
        called = value.name if isinstance(value, (Symbol, Member)) else ""
        if called not in believing and called not in believers:
            continue
        table = believers[called] if called in believers else believing[called][0]
        around = frameworks_at(project, site.scope, site.function)
        framework = table if not around or table in around else around[0]
        if called in believers:
            here = Ref(site.call, site.scope)
            yield Opening(_last_name(site.call.func), here, framework, _EVERYBODY)
        elif not site.main_guard:
            place = believing[called][1]
            given = site.call.argument(place[1], place[0])
            if given is not None:
                ref = Ref(given, site.scope)
                yield from _of_value(project, ref, place[0] or called, framework)


def _of_value(project: Project, ref: Ref, name: str, framework: Framework) -> Iterator[Opening]:
    for source in written(project, ref):
        if _is_star(project, source.ref):
            trail = tuple(Related(use.location, f"becomes `{name}`") for use in source.trail[:1])
            yield Opening(name, source.ref, framework, _EVERYBODY, trail)
        return


def _is_star(project: Project, ref: Ref) -> bool:
    if project.resolver.constant(ref.expr, ref.scope) == "*":
        return True
    items = project.resolver.items(ref.expr, ref.scope) or []
    return any(project.resolver.constant(e, s) == "*" for e, s in items)


def _of_settings(project: Project, app: Container) -> Iterator[Opening]:
    table = app.framework.forwarding
    switch, known = table.host_settings
    setting = project.setting(app, switch) if switch else None
    if (
        setting is not None
        and setting.value is not None
        and project.value_of(setting.value) is True
    ):
        hosts = project.setting(app, known)
        if hosts is not None and hosts.value is not None and _is_star(project, hosts.value):
            what = f"the host of the request is what a header says, and `{known}` knows every host"
            trail = (Related(hosts.value.location, "every host is allowed"),)
            yield Opening(switch, setting.value, app.framework, what, trail)
    header = project.setting(app, table.header_setting) if table.header_setting else None
    if header is not None and header.value is not None:
        if header_kind(project.value_of(header.value)) == "address":
            what = "the address of the client is all of a header to which proxies only add"
            yield Opening(table.header_setting, header.value, app.framework, what)
