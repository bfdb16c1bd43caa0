"""Which functions Falcon calls, and with what: nothing but their names and places tells it.

https://falcon.readthedocs.io/en/stable/api/index.html
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.frameworks.falcon.patterns import read_directory, read_sink
from routelint.model import ir
from routelint.model.app import Container, Handler, Middleware, Ref, Registration, Role, Route
from routelint.model.link import Linker
from routelint.model.modules import Module
from routelint.model.pattern import Pattern
from routelint.model.scopes import Scope
from routelint.model.values import (
    ClassRef,
    FunctionRef,
    Instance,
    ModuleRef,
    Symbol,
    Value,
    as_function,
    callable_name,
)
from routelint.model.vocabulary import Framework

_REQUEST, _RESPONSE = Symbol("falcon.Request"), Symbol("falcon.Response")

_CORS = "falcon.CORSMiddleware"
_CORS_OPTIONS = ("allow_origins", "expose_headers", "allow_credentials")

_METHODS = ("get", "head", "post", "put", "patch", "delete", "options", "trace", "connect")
#: Methods of middleware components -> role, and how many parameters they have behind `self`.
_COMPONENT = {
    "process_request": (Role.BEFORE, 2),
    "process_resource": (Role.BEFORE, 4),
    "process_response": (Role.AFTER, 4),
}
_HOOKS = {"falcon.before": Role.PREPROCESSOR, "falcon.after": Role.AFTER}


def read(linker: Linker) -> None:
    framework = next(f for f in linker.frameworks if f.slug == "falcon")
    for container in list(linker.containers.values()):
        if container.framework is framework:
            _routes(linker, container)
            _components(linker, container)
    for module in linker.matched:
        if module.is_test:
            continue
        for cls in linker.reading.classes_of(module):
            _unregistered(linker, framework, cls)
        for function in linker.reading.functions_of(module):
            if function.scope.node is None and _responder(function.name) is not None:
                if _looks_like(function):
                    linker.calling.handler(function, Role.VIEW, framework, None, function.location)
        _hooks(linker, framework, module)
    for handler in list(linker.handlers.values()):
        if handler.framework is framework:
            for use in handler.decorators:
                if use.kind == "project" and use.function is not None:
                    linker.calling.wrapped(handler, use.function)
    for handler in linker.handlers.values():
        if handler.framework is framework and handler.role == Role.VIEW:
            found = _responder(handler.function.name)
            handler.serves = found[0].upper() if found is not None else ""
    _bind(linker, framework)


# --- routes ---------------------------------------------------------------------------------------
def _routes(linker: Linker, container: Container) -> None:
    """The responders of resources; sinks and static routes in the order in which Falcon tries them,
    which is behind all routes, and the last one first."""
    sinks: list[Route] = []
    directories: list[Route] = []
    for route in container.routes:
        added = _method_name(linker, route)
        if added == "add_sink":
            route.role = Role.SINK
            route.pattern = _sink_pattern(linker, route)
            sinks.append(route)
        elif added == "add_static_route":
            route.role = Role.SINK
            prefix = route.path and linker.resolver.constant(route.path.expr, route.path.scope)
            route.pattern = read_directory(prefix) if isinstance(prefix, str) else None
            directories.append(route)
        else:
            _responders(linker, container, route)
    first, second = sinks, directories
    option = container.options.get("sink_before_static_route")
    if option is not None and linker.resolver.constant(option.expr, option.scope, True) is not True:
        first, second = directories, sinks
    others = [r for r in container.registrations if r not in sinks and r not in directories]
    container.registrations[:] = [*others, *reversed(first), *reversed(second)]


def _method_name(linker: Linker, route: Route) -> str:
    if route.call is None or not isinstance(route.call.func, ir.Attribute):
        return ""
    return route.call.func.attr


def _sink_pattern(linker: Linker, route: Route) -> Pattern | None:
    if route.path is None:
        return read_sink("/")
    expr, scope = route.path.expr, route.path.scope
    value = linker.resolver.evaluate(expr, scope)
    if isinstance(value, Instance) and value.cls == Symbol("re.compile") and value.call is not None:
        expr, scope = value.call.args[0].value, value.scope or scope
    text = linker.resolver.constant(expr, scope)
    return read_sink(text) if isinstance(text, str) else None


def _responders(linker: Linker, container: Container, route: Route) -> None:
    endpoint = route.endpoint
    owner = endpoint.cls if isinstance(endpoint, Instance) else endpoint
    if not isinstance(owner, (ClassRef, ModuleRef)) or route.call is None:
        return
    written = route.call.keyword("suffix")
    suffix = linker.resolver.constant(written, route.scope)
    cls = owner if isinstance(owner, ClassRef) else None
    methods = set()
    for function, method, name in _served(linker, owner):
        if name and isinstance(suffix, str) and name != suffix:
            continue
        if (written is None and name) or (isinstance(suffix, str) and not name):
            continue
        handler = linker.calling.handler(
            function, Role.VIEW, container.framework, container, route.location, cls
        )
        if handler is not None:
            methods.add(method.upper())
            route.handlers.append(handler)
            handler.routes.append(route)
    route.methods = frozenset(methods)


def _served(linker: Linker, owner: ClassRef | ModuleRef) -> Iterator[tuple[FunctionRef, str, str]]:
    """The responders of a resource, its own and inherited ones, with method and suffix. A module may
    be a resource, too."""
    if isinstance(owner, ModuleRef):
        names = [name for part in owner.module.facts.outline for name in part.names]
    else:
        bases = [base for base in linker.resolver.mro(owner) if isinstance(base, ClassRef)]
        names = [f.name for base in bases for f in linker.resolver.methods(base)]
    for name in dict.fromkeys(names):
        found = _responder(name)
        function = as_function(linker.resolver.attribute(owner, name)) if found else None
        if found is not None and function is not None:
            yield function, *found


def _responder(name: str) -> tuple[str, str] | None:
    on, _, rest = name.partition("_")
    method, _, suffix = rest.partition("_")
    return (method, suffix) if on == "on" and method in _METHODS else None


# --- middleware -----------------------------------------------------------------------------------
def _components(linker: Linker, container: Container) -> None:
    """The methods of components; `process_resource()` is none of those that run one by one around a
    request: it runs when all have seen it."""
    _enabled_cors(linker, container)
    for middleware in container.middleware:
        target = middleware.target
        if middleware.name == _CORS and middleware.target_ref is not None:
            _by_position(linker, middleware, middleware.target_ref)
        if isinstance(target, ClassRef):
            for name, (role, _) in _COMPONENT.items():
                for suffix in ("", "_async"):
                    handler = linker.calling.handler(
                        linker.resolver.method(target, name + suffix),
                        role,
                        container.framework,
                        container,
                        middleware.location,
                        target,
                    )
                    if handler is not None and name != "process_resource":
                        middleware.handlers.append(handler)


def _by_position(linker: Linker, middleware: Middleware, made: Ref) -> None:
    """The options of `CORSMiddleware` that have no keyword."""
    value = linker.resolver.evaluate(made.expr, made.scope)
    if isinstance(value, Instance) and value.call is not None and value.scope is not None:
        for index, name in enumerate(_CORS_OPTIONS):
            given = value.call.positional(index)
            if given is not None:
                middleware.options.setdefault(name, Ref(given, value.scope))


def _enabled_cors(linker: Linker, container: Container) -> None:
    """`cors_enable=True` puts a component behind those that the application is made with."""
    option = container.options.get("cors_enable")
    if option is None or linker.resolver.constant(option.expr, option.scope) is not True:
        return
    made_with = [m for m in container.registrations if _is_made_with(container, m)]
    index = 1 + max((container.registrations.index(m) for m in made_with), default=-1)
    container.registrations.insert(
        index,
        Middleware(
            container,
            option.location,
            container.order,
            option.scope,
            container.call,
            target=Symbol(_CORS),
            target_ref=option,
            name=_CORS,
            style="instance",
            listed=True,
            outermost="first",
        ),
    )


def _is_made_with(container: Container, registration: Registration) -> bool:
    return isinstance(registration, Middleware) and registration.call is container.call


def _unregistered(linker: Linker, framework: Framework, cls: ClassRef) -> None:
    """Classes that have the form of a resource or of a component, registered somewhere or not."""
    for method in linker.resolver.methods(cls):
        count = len(_positional(method))
        name = method.name.removesuffix("_async")
        role = Role.VIEW if _responder(name) is not None and count >= 2 else ""
        if name in _COMPONENT and _COMPONENT[name][1] == count:
            role = _COMPONENT[name][0]
        if name == "handle" and count == 4 and _raisable(linker, cls):
            role = Role.ERROR_HANDLER
        if role and _looks_like(method):
            linker.calling.handler(method, role, framework, None, method.location, cls)


def _raisable(linker: Linker, cls: ClassRef) -> bool:
    names = linker.resolver.class_names(cls)
    return any(name.startswith(("falcon.HTTP", "builtins.")) for name in names)


def _looks_like(function: FunctionRef) -> bool:
    """Whether the first two parameters are called as nearly everybody calls them."""
    names = [p.name.strip("_") for p in _positional(function)[:2]]
    return names[:1] in (["req"], ["request"]) and names[1:] in (["resp"], ["response"], ["res"])


# --- hooks ----------------------------------------------------------------------------------------
def _hooks(linker: Linker, framework: Framework, module: Module) -> None:
    """What `@falcon.before` and `@falcon.after` call; it belongs to the app of what they stand on."""
    places: list[tuple[ir.Decorator, Scope, Container | None]] = []
    for function in linker.reading.functions_of(module):
        home = _home(linker, function)
        places += [(decorator, function.scope, home) for decorator in function.node.decorators]
    for cls in linker.reading.classes_of(module):
        if cls.node.decorators:
            homes = (_home(linker, method) for method in linker.resolver.methods(cls))
            home = next((found for found in homes if found is not None), None)
            places += [(decorator, cls.scope, home) for decorator in cls.node.decorators]
    for decorator, scope, home in places:
        value = linker.resolver.evaluate(decorator.value, scope)
        if not isinstance(value, Instance) or value.call is None or value.scope is None:
            continue
        role = _HOOKS.get(callable_name(value.cls) or "" if isinstance(value.cls, Symbol) else "")
        action = value.call.argument(0, "action")
        if role and action is not None:
            called = _called(linker, linker.resolver.evaluate(action, value.scope))
            if called is not None:
                linker.calling.handler(called, role, framework, home, called.location)


def _home(linker: Linker, function: FunctionRef) -> Container | None:
    """The app that a responder belongs to."""
    handler = linker.handlers.get((id(function.node), Role.VIEW))
    return None if handler is None else handler.container


def _called(linker: Linker, value: Value | None) -> FunctionRef | None:
    if isinstance(value, Instance) and isinstance(value.cls, ClassRef):
        return linker.resolver.method(value.cls, "__call__")
    return as_function(value)


# --- requests and responses -----------------------------------------------------------------------
def _bind(linker: Linker, framework: Framework) -> None:
    """Tells what the parameters of handlers are, and those of the functions that these hand them to."""
    resolver = linker.resolver
    pending: list[FunctionRef] = []
    for handler in linker.handlers.values():
        if handler.framework is framework:
            scope = resolver.scope(handler.function)
            for param, cls in zip(_given(handler), (_REQUEST, _RESPONSE), strict=False):
                if param.annotation is None:
                    scope.bound.setdefault(param.name, Instance(cls))
            pending.append(handler.function)
    resolver.forget()
    seen: set[int] = set()
    while pending:
        function = pending.pop()
        if id(function.node) in seen or function.module.is_test:
            continue
        seen.add(id(function.node))
        scope = resolver.scope(function)
        for node in ir.nodes_of(function.node.body, ir.Call):
            pending += _handed_on(linker, node, scope)


def _given(handler: Handler) -> list[ir.Parameter]:
    """The parameters of a handler that get the request and the response."""
    params = _positional(handler.function)
    if handler.role == Role.DECORATOR and handler.function.owner is None:
        # A wrapper is a method, too, but for where it stands.
        params = params[1:] if len(params) > 2 else []
    return params[:2]


def _positional(function: FunctionRef) -> list[ir.Parameter]:
    """The parameters without `self`."""
    params = [p for p in function.node.params if p.kind in ("positional", "positional-only")]
    is_static = any(ir.dotted(d.value) == "staticmethod" for d in function.node.decorators)
    return params[1:] if function.owner is not None and not is_static else params


def _handed_on(linker: Linker, call: ir.Call, scope: Scope) -> Iterator[FunctionRef]:
    """The project function that a call gives the request or the response to."""
    resolver = linker.resolver
    given = [
        (i if arg.keyword is None else arg.keyword, value)
        for i, arg in enumerate(call.args)
        if isinstance(arg.value, ir.Name) and not arg.star
        for value in [resolver.evaluate(arg.value, scope)]
        if isinstance(value, Instance) and value.cls in (_REQUEST, _RESPONSE)
    ]
    function = as_function(resolver.evaluate(call.func, scope)) if given else None
    if function is None:
        return
    params = _positional(function)
    by_name = {param.name: param for param in function.node.params}
    inner = resolver.scope(function)
    added = False
    for place, value in given:
        param = by_name.get(place) if isinstance(place, str) else None
        if isinstance(place, int) and place < len(params):
            param = params[place]
        if param is not None and param.annotation is None and param.name not in inner.bound:
            inner.bound[param.name] = value
            added = True
    if added:
        resolver.forget()
    yield function
