"""Where the parameters of a path and the arguments of its handlers disagree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from routelint.findings import Location
from routelint.model import ir
from routelint.model.app import DecoratorUse, Handler, Ref, Role, Route
from routelint.model.decorators import decorator_wrapper
from routelint.model.dependencies import dependencies
from routelint.model.paths import DECLARED, GROUPS, KEYWORDS
from routelint.model.project import Project
from routelint.model.scopes import Scope, called, last_word
from routelint.model.values import (
    ClassRef,
    FunctionRef,
    Instance,
    Known,
    Member,
    Symbol,
    as_function,
)
from routelint.model.vocabulary import HookCall
from routelint.policies.placing import Placed, captures, placed_routes, places_of

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"})
_ROLES = (Role.VIEW, Role.WEBSOCKET)
_LIMITED = frozenset({"subdomain", "host"})
#: Annotations of what is read from the query where the path doesn't have it.
_SCALARS = frozenset({"int", "str", "float", "bool", "UUID", "uuid.UUID"})


@dataclass(frozen=True, eq=False)
class Disagreement:
    """`lacking` are the names (or one count) that a handler needs and the path doesn't have, `surplus`
    what the path has and the handler doesn't take. `place` is where the handler asks for it, `asked`
    whether it asks the request, `counted` the number of groups where it is about that, and `files` what
    is wrong with the path of files."""

    placed: Placed
    handler: Handler | None
    lacking: tuple[str, ...]
    surplus: tuple[str, ...]
    place: Location
    asked: bool = False
    counted: str = ""
    files: str = ""


def disagreements(project: Project) -> Iterator[Disagreement]:
    """Each handler's first path with which it disagrees."""
    told: set[tuple[int, Location]] = set()
    for placed in placed_routes(project):
        route = placed.route
        if route.role not in _ROLES or route.path is None or _is_limited(route):
            continue
        for found in _of_route(project, placed):
            key = (id(found.handler), route.path.location)
            if key not in told:
                told.add(key)
                yield found


def _of_route(project: Project, placed: Placed) -> Iterator[Disagreement]:
    route = placed.route
    way = route.container.framework.paths.arguments
    for handler in route.handlers:
        if handler.role not in _ROLES or not _serves(route, handler):
            continue
        asked = _asked(project, placed, handler)
        if asked is not None:
            yield asked
            continue
        if way == KEYWORDS:
            found = _by_name(project, placed, handler)
        elif way == GROUPS:
            found = _by_position(project, placed, handler)
        elif way == DECLARED:
            found = _declared(project, placed, handler)
        else:
            found = None
        if found is not None:
            yield found
    yield from _lookups(project, placed)
    yield from _files(project, placed)


def _is_limited(route: Route) -> bool:
    """Whether something else than its path gives it parameters."""
    call = route.call
    if call is not None and (
        call.has_double_star or any(arg.keyword in _LIMITED for arg in call.args)
    ):
        return True
    return not _LIMITED.isdisjoint(route.container.options)


def _serves(route: Route, handler: Handler) -> bool:
    name = handler.function.name
    if handler.view_class is not None and name in handler.framework.paths.others:
        return False
    method = handler.framework.method_names.get(name, name).upper()
    return method not in _METHODS or not route.methods or method in route.methods


# --- by name --------------------------------------------------------------------------------------
def _by_name(project: Project, placed: Placed, handler: Handler) -> Disagreement | None:
    fit = _fit_by_name(project, placed, handler)
    if fit is None or fit == ((), ()):
        return None
    if not _is_as_written(project, placed.route, handler):
        return None
    if handler.view_class is not None and any(
        _fit_by_name(project, other, handler) in (((), ()), None)
        for other in _places_of_class(project, placed.route, handler)
    ):
        return None
    return _found(placed, handler, fit)


def _found(
    placed: Placed, handler: Handler, fit: tuple[tuple[str, ...], tuple[str, ...]]
) -> Disagreement:
    has = captures(placed)
    counted = str(has[1]) if has is not None and has[1] and not has[0] else ""
    return Disagreement(placed, handler, *fit, handler.function.location, counted=counted)


def _places_of_class(project: Project, route: Route, handler: Handler) -> Iterator[Placed]:
    """The places of all routes that one class has."""
    routes = {id(r): r for r in handler.routes}
    for other in routes.values():
        if other is not route:
            yield from places_of(project, other)


def _fit_by_name(
    project: Project, placed: Placed, handler: Handler
) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """What is lacking and what is too much; None when it can't be told."""
    has = captures(placed)
    given = _defaults(project, placed.route)
    takes = _parameters(placed.route, handler)
    if has is None or given is None or takes is None:
        return None
    names, unnamed = has
    # What has a class of its own for an annotation may be put in by somebody else.
    scope = handler.function.scope
    required = [
        p.name for p in takes if p.kind in _BY_NAME and p.default is None and _is_scalar(p, scope)
    ]
    taken = {p.name for p in takes if p.kind in _BY_NAME}
    if unnamed:
        if names:
            return None
        return _fit_by_count(takes, unnamed, placed.known)
    open_end = any(p.kind == "**" for p in takes)
    lacking = tuple(n for n in required if n not in names | given) if placed.known else ()
    surplus = () if open_end else tuple(sorted((names | given) - taken))
    return lacking, surplus


def _is_scalar(param: ir.Parameter, scope: Scope) -> bool:
    return param.annotation is None or called(param.annotation, scope) in _SCALARS


_BY_NAME = ("positional", "keyword-only")


def _fit_by_count(
    takes: list[ir.Parameter], count: int, known: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    positional = [p for p in takes if p.kind.startswith("positional")]
    required = [p.name for p in positional if p.default is None]
    lacking = tuple(required[count:]) if known else ()
    if count > len(positional) and not any(p.kind == "*" for p in takes):
        return lacking, (str(count),)
    return lacking, ()


def _parameters(route: Route, handler: Handler) -> list[ir.Parameter] | None:
    """The parameters of a handler that its path may fill."""
    function = handler.function
    params = list(function.node.params)
    paths = route.container.framework.paths
    first = paths.first + (paths.more_first if handler.role == Role.WEBSOCKET else 0)
    if isinstance(function.scope.node, ir.Class):
        first += 1
    for _ in range(first):
        if params and params[0].kind == "*":
            break
        if not params or not params[0].kind.startswith("positional"):
            return None
        params.pop(0)
    return params


def _defaults(project: Project, route: Route) -> frozenset[str] | None:
    """The names of the arguments that the route gives by itself; None when they are not known."""
    found: set[str] = set()
    for place in route.container.framework.paths.defaults:
        if route.call is None:
            continue
        if isinstance(place, str):
            given = route.call.keyword(place)
        else:
            given = route.call.positional(place)
        if given is None:
            continue
        value = project.evaluate(given, route.scope)
        written = value.expr if isinstance(value, Known) else given
        if isinstance(written, ir.Call) and ir.dotted(written.func) == "dict":
            names: Iterable[object] = [arg.keyword for arg in written.args]
        elif isinstance(written, ir.Dictionary):
            names = [project.resolver.constant(key, route.scope) for key, _ in written.items]
        else:
            return None
        for name in names:
            if not isinstance(name, str):
                return None
            found.add(name)
    return frozenset(found)


def _is_as_written(project: Project, route: Route, handler: Handler) -> bool:
    """Whether nothing around a handler takes arguments away, or adds some."""
    if project.memo("changed-path-arguments", lambda: _are_changed(project)):
        return False
    uses = (*handler.decorators, *handler.class_decorators)
    if not all(_passes_on(project, use) for use in uses):
        return False
    for guard in route.guards:
        name = project.name_of(guard.expr, guard.scope)
        function = as_function(project.evaluate(guard.expr, guard.scope))
        if function is not None:
            if not _wraps_plainly(project, function):
                return False
        elif not project.names.decorators.get(name):
            return False
    cls = handler.view_class
    if cls is None:
        return True
    attributes = (
        *route.container.framework.decorator_attributes,
        "decorators",
        "method_decorators",
    )
    return not any(project.resolver.class_attribute(cls, name) for name in attributes) and not any(
        project.resolver.method(cls, name)
        for name in ("dispatch", "dispatch_request", "setup")
        if name != handler.function.name
    )


def _are_changed(project: Project) -> bool:
    """Whether hooks get at the arguments before the handlers do, on whatever they are registered."""
    names = {
        name.rpartition(".")[2]
        for framework in project.used
        for name, call in framework.registrations.items()
        if isinstance(call, HookCall) and call.role == Role.PREPROCESSOR
    }
    if any(handler.role == Role.PREPROCESSOR for handler in project.handlers):
        return True
    return any(
        isinstance(decorator.value, ir.Attribute) and decorator.value.attr in names
        for function in (project.functions if names else ())
        for node in ir.walk_body(function.node.body, into_functions=True)
        if isinstance(node, ir.Function)
        for decorator in node.decorators
    )


def _passes_on(project: Project, use: DecoratorUse) -> bool:
    if use.kind == "project":
        return use.function is not None and _wraps_plainly(project, use.function)
    return bool(use.kind)


def _wraps_plainly(project: Project, decorator: FunctionRef) -> bool:
    """Whether the wrapper that a decorator makes hands on all of its arguments, and nothing else."""
    found = decorator_wrapper(decorator, project.resolver)
    if found is None:
        return False
    wrapper, wrapped = found[0].node, found[1]
    rest = {p.name for p in wrapper.params if p.kind in ("*", "**")}
    first = [p.name for p in wrapper.params if p.kind.startswith("positional")]
    if len(rest) != 2 or len(first) > 2:
        return False
    inside: set[int] = set()
    for node in ir.walk_body(wrapper.body, into_functions=True):
        if isinstance(node, ir.Call) and ir.dotted(node.func) == wrapped:
            plain = [a for a in node.args if not a.star]
            if [ir.dotted(a.value) for a in plain] != first or any(a.keyword for a in plain):
                return False
            if {ir.dotted(a.value) for a in node.args if a.star} != rest:
                return False
            inside |= {id(a.value) for a in node.args if a.star}
    return bool(inside) and not any(
        isinstance(node, ir.Name) and node.id in rest and id(node) not in inside
        for node in ir.walk_body(wrapper.body, into_functions=True)
    )


# --- by position ----------------------------------------------------------------------------------
def _by_position(project: Project, placed: Placed, handler: Handler) -> Disagreement | None:
    """Groups are handed over by name where all have one, else by position."""
    has, takes = captures(placed), _parameters(placed.route, handler)
    if has is None or takes is None or not placed.own.expression:
        return None
    if not _is_as_written(project, placed.route, handler):
        return None
    names, unnamed = has
    if names:
        fit = _fit_by_name(project, placed, handler)
    else:
        # A table may still get prefixes, unless its paths are whole.
        whole = placed.known or (placed.own.text or "").lstrip("^").startswith("/")
        fit = _fit_by_count(takes, unnamed, whole)
    if fit is None or fit == ((), ()):
        return None
    for other in _places_of_class(project, placed.route, handler):
        count = captures(other)
        if count is None or count != has:
            return None
    return _found(placed, handler, fit)


# --- declared -------------------------------------------------------------------------------------
def _declared(project: Project, placed: Placed, handler: Handler) -> Disagreement | None:
    """A parameter of the path that nobody takes, beside one that is asked of the query for want of it."""
    has = captures(placed)
    takes = _parameters(placed.route, handler)
    if has is None or takes is None or not placed.known:
        return None
    missing = tuple(
        p.name
        for p in takes
        if p.kind in _BY_NAME
        and p.default is None
        and p.name not in has[0]
        and _is_scalar(p, handler.function.scope)
    )
    declared = {param.name for param in handler.function.node.params}
    if not missing or has[0] <= declared or not _collect(project, placed, handler, declared):
        return None
    named = _named_dependencies(project, placed, handler)
    if named is None:
        return None
    surplus = tuple(sorted(has[0] - declared - named))
    lacking = tuple(name for name in missing if name not in named)
    if not surplus or not lacking:
        return None
    return Disagreement(placed, handler, lacking, surplus, handler.function.location)


def _collect(project: Project, placed: Placed, handler: Handler, declared: set[str]) -> bool:
    """Collects the names that a handler and what it depends on declare; whether all are known."""
    framework = placed.route.container.framework
    pending = [handler.function]
    guards: list[Ref] = [*placed.route.guards, *placed.route.container.guards, *placed.app.guards]
    for piece in placed.before:
        guards += getattr(piece.of, "guards", [])
    for guard in guards:
        value = project.evaluate(guard.expr, guard.scope)
        if not isinstance(value, (Symbol, Instance)):
            return False
        if isinstance(value, Instance) and value.call is not None:
            inner = project.evaluate(value.call.positional(0), value.scope or guard.scope)
            function = as_function(inner)
            if function is not None:
                pending.append(function)
            elif isinstance(inner, (ClassRef, Known)) or inner is None:
                return False
    seen: set[int] = set()
    while pending:
        function = pending.pop()
        if id(function.node) in seen:
            continue
        seen.add(id(function.node))
        for param in function.node.params:
            declared.add(param.name)
            if param.kind in ("*", "**") or _may_read_path(project, param, function):
                return False
        for dependency in dependencies(project.resolver, function, framework.dependency_markers):
            inner_function = as_function(dependency.value)
            if inner_function is not None:
                pending.append(inner_function)
            elif not isinstance(dependency.value, (Symbol, Instance, Member)) or (
                isinstance(dependency.value, Instance)
                and isinstance(dependency.value.cls, ClassRef)
            ):
                return False
    return True


def _named_dependencies(
    project: Project, placed: Placed, handler: Handler
) -> frozenset[str] | None:
    """The names of dependencies that handlers may ask for, and of what these declare; None where they
    are not known."""
    route = placed.route
    option = route.container.framework.lazy_dependencies
    if not option:
        return frozenset()
    refs = []
    if route.call is not None and (given := route.call.keyword(option)) is not None:
        refs.append(Ref(given, route.scope))
    owners = [route.container, placed.app, *(getattr(p.of, "child", None) for p in placed.before)]
    refs += [c.options[option] for c in owners if c is not None and option in c.options]
    found: set[str] = set()
    for ref in refs:
        value = project.evaluate(ref.expr, ref.scope)
        written = value.expr if isinstance(value, Known) else ref.expr
        if not isinstance(written, ir.Dictionary):
            return None
        scope = value.scope if isinstance(value, Known) else ref.scope
        for key, provided in written.items:
            name = project.resolver.constant(key, scope)
            made = project.evaluate(provided, scope)
            function = None
            if isinstance(made, Instance) and made.call is not None:
                inner = project.evaluate(made.call.positional(0), made.scope or scope)
                function = as_function(inner)
            if not isinstance(name, str) or function is None:
                return None
            found.add(name)
            found |= {param.name for param in function.node.params}
            if any(_may_read_path(project, param, function) for param in function.node.params):
                return None
    return frozenset(found)


def _may_read_path(project: Project, param: ir.Parameter, function: FunctionRef) -> bool:
    """Whether a parameter is a request, or has another name in the path."""
    if param.annotation is None:
        return False
    for part in ir.walk(param.annotation):
        if isinstance(part, (ir.Name, ir.Attribute)):
            name = last_word(part, function.scope)
            if name in ("Request", "WebSocket", "HTTPConnection", "Path", "Parameter"):
                return True
    if isinstance(param.default, ir.Call):
        name = last_word(param.default.func, function.scope)
        return name in ("Path", "Parameter", "PathEx", "P")
    value = project.resolver.annotated(param.annotation, function.scope)
    return (
        isinstance(value, Instance)
        and isinstance(value.cls, ClassRef)
        and (isinstance(param.annotation, ir.Subscript))
    )


# --- asked of the request -------------------------------------------------------------------------
def _asked(project: Project, placed: Placed, handler: Handler) -> Disagreement | None:
    """`request.path_params["name"]` for a name that none of the handler's paths has."""
    framework = placed.route.container.framework
    if not framework.inputs.path_texts or not framework.paths.missing_item or not placed.known:
        return None
    scope = project.scope(handler.function)
    for node in ir.nodes_of(handler.function.node.body, ir.Subscript):
        key = node.index.value if isinstance(node.index, ir.Constant) else None
        if not isinstance(key, str) or not _holds_parameters(project, node.value, scope, placed):
            continue
        has = captures(placed)
        if has is None or key in has[0]:
            continue
        if _is_elsewhere(project, handler, key) or _is_tested(handler, node, key):
            continue
        if key in project.memo("written-path-items", lambda: _written_items(project)):
            continue
        place = Location(handler.function.module.path, node.span)
        return Disagreement(placed, handler, (key,), tuple(sorted(has[0])), place, True)
    return None


def _written_items(project: Project) -> frozenset[str]:
    """The keys that the project itself writes into what holds the parameters of a path."""
    names = {n.rpartition(".")[2] for f in project.used for n in f.inputs.path_texts}
    found: set[str] = set()
    for function in project.pipeline_functions():
        for node in ir.walk_body(function.node.body):
            for target in node.targets if isinstance(node, ir.Assign) else ():
                if isinstance(target, ir.Subscript) and isinstance(target.index, ir.Constant):
                    if isinstance(target.value, ir.Attribute) and target.value.attr in names:
                        found.add(str(target.index.value))
    return frozenset(found)


def _holds_parameters(project: Project, expr: ir.Expr, scope: Scope, placed: Placed) -> bool:
    value = project.evaluate(expr, scope)
    name = value.name if isinstance(value, (Member, Symbol)) else ""
    return name in placed.route.container.framework.inputs.path_texts


def _is_elsewhere(project: Project, handler: Handler, key: str) -> bool:
    """Whether another path of the handler has the parameter, or may have it."""
    for route in handler.routes:
        places = places_of(project, route)
        if not places:
            return True
        for placed in places:
            has = captures(placed)
            if has is None or not placed.known or key in has[0]:
                return True
    return False


def _is_tested(handler: Handler, node: ir.Subscript, key: str) -> bool:
    """Whether the handler asks first whether there is one, or is ready for an error."""
    for other in ir.walk_body(handler.function.node.body):
        if isinstance(other, ir.Compare) and isinstance(other.left, ir.Constant):
            if other.left.value == key and other.ops[0] in ("in", "not in"):
                return True
        if isinstance(other, ir.Try) and any(n is node for s in other.body for n in ir.walk(s)):
            return True
    return False


# --- views of one object --------------------------------------------------------------------------
def _lookups(project: Project, placed: Placed) -> Iterator[Disagreement]:
    """Views that look for one object, by a parameter that their path doesn't have."""
    cls = placed.route.view_class
    tables = [f.paths.lookups for f in project.used if f.paths.lookups]
    if not tables or cls is None or not placed.known:
        return
    has = captures(placed)
    if has is None or has[1] or not has[0]:
        return
    for base in project.resolver.class_names(cls):
        found = next((table[base] for table in tables if base in table), None)
        if found is None:
            continue
        attribute, default, others = found
        if any(project.resolver.method(cls, name) for name in ("get_object", "get_queryset")):
            return
        wanted = default
        for name in attribute.split("|"):
            value = project.resolver.class_attribute(cls, name)
            if value is not None:
                written = value.expr if isinstance(value, Known) else None
                text = written.value if isinstance(written, ir.Constant) else None
                if not isinstance(text, str):
                    return
                wanted = text
                break
        if wanted not in has[0] and not has[0] & set(others):
            yield Disagreement(placed, None, (wanted,), tuple(sorted(has[0])), cls.location, False)
        return


# --- files ----------------------------------------------------------------------------------------
def _files(project: Project, placed: Placed) -> Iterator[Disagreement]:
    """Handlers of files, which need one group in their expression, and know its name."""
    route = placed.route
    files = route.container.framework.paths.files
    has = captures(placed) if files else None
    if has is None or route.endpoint is None:
        return
    cls = route.endpoint
    if isinstance(cls, ClassRef) and any(
        project.resolver.method(cls, name) for name in ("get", "head", "prepare", "initialize")
    ):
        return
    for base in project.resolver.class_names(cls):
        if base in files:
            names, unnamed = has
            if len(names) + unnamed == 1 and names <= {files[base]}:
                return
            what = (
                f"has {len(names) + unnamed} groups" if not names else "names its group otherwise"
            )
            why = f"{what}, where files need one, `{files[base]}`"
            consequence = route.container.framework.paths.files_mismatch
            yield Disagreement(placed, None, (), (), route.location, files=f"{why}: {consequence}")
            return
