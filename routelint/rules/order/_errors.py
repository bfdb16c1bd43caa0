"""Handlers and middleware for errors that are raised where they can't see them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from routelint.findings import Location, Related
from routelint.flow.calls import reached_from
from routelint.flow.meaning import Meaning
from routelint.flow.pipeline import is_next
from routelint.model import ir
from routelint.model.app import Container, ErrorHandler, Handler, Middleware, Registration, Role
from routelint.model.project import Project
from routelint.model.values import ClassRef, FunctionRef, Instance, callable_name
from routelint.model.vocabulary import Framework


@dataclass(frozen=True)
class Blind:
    """A registration, what it does not see, where that is raised, and what to do."""

    registration: Registration
    message: str
    hint: str
    related: tuple[Related, ...] = ()


Raise = tuple[FunctionRef, ir.Raise]


def blind(project: Project) -> Iterator[Blind]:
    raised = _raised(project)
    for app in project.apps:
        yield from _too_narrow(app)
        yield from _without_crashes(project, app)
        yield from _by_status_only(app)
        if app.framework.facts.get("error-handlers") == "inside-middleware":
            for registration in app.error_handlers:
                places = raised.get(str(registration.selector), [])
                yield from _only_outside(project, app, registration, places)
                yield from _only_mounted(project, app, registration, places)
            yield from _inner_catchers(project, app)
        for registration in app.error_handlers:
            places = raised.get(str(registration.selector), [])
            yield from _only_in_guests(project, app, registration, places)
        for middleware in app.middleware:
            if middleware.inside and any(_swallows(project, h) for h in middleware.handlers):
                yield Blind(
                    middleware,
                    "This middleware catches the HTTP errors of the handlers before "
                    f"{app.framework.title} makes answers of them: a 404 or a refusal becomes the "
                    "answer for a crash.",
                    "Give it its place by default, outside, or let HTTP errors through.",
                )


def _only_in_guests(
    project: Project, app: Container, registration: ErrorHandler, places: list[Raise]
) -> Iterator[Blind]:
    """A handler whose exception is raised only below routers that answer for their errors."""
    for guest in project.used:
        facts = guest.facts
        if guest.host != app.framework.slug or "errors-stay-inside" not in facts or not places:
            continue
        if app.opaque_settings or project.setting(app, facts["errors-stay-inside-unless"]):
            continue
        if _answers_itself(project, guest, registration):
            continue
        inside = reached_from(project, (h for h in project.handlers if h.framework is guest))
        outside = reached_from(project, (h for h in project.handlers if h.framework is not guest))
        raising = {id(function.node) for function, _ in places}
        if raising <= inside and not raising & outside:
            yield Blind(
                registration,
                f"This handler never sees what resources raise: {facts['errors-stay-inside']}.",
                facts["errors-stay-inside-hint"],
                _related(places),
            )


def _answers_itself(project: Project, guest: Framework, registration: ErrorHandler) -> bool:
    """Whether a router of a guest has a handler for the exception, or errors of its own making."""
    routers = [c for c in project.containers if c.framework is guest]
    if any("errors" in router.options for router in routers):
        return True
    if any(
        h.selector == registration.selector for router in routers for h in router.error_handlers
    ):
        return True
    own = ("handle_error", "error_router", "owns_endpoint")
    return any(
        isinstance(node, ir.Class)
        and any(project.resolver.method(cls, name) is not None for name in own)
        and guest.containers.keys() & set(project.resolver.class_names(cls))
        for module in project.modules
        for node in module.top_level()
        if isinstance(node, ir.Class)
        for cls in [ClassRef(module, node, module.scope)]
    )


def out_of_turn(project: Project) -> Iterator[Blind]:
    """Handlers behind one for a base class, where the first that fits is taken."""
    for router in project.containers:
        if "error-handlers-in-order" not in router.framework.facts or router.phantom:
            continue
        nested = [i.child for i in router.includes if i.child is not None]
        asked = [*router.error_handlers, *(h for child in nested for h in child.error_handlers)]
        for index, later in enumerate(asked):
            for earlier in asked[:index]:
                if earlier.selector != later.selector and _is_below(project, later, earlier):
                    yield Blind(
                        later,
                        f"This handler is never used: `{earlier.selector}` comes before it, and "
                        f"{router.framework.title} takes the first handler that fits.",
                        "Register the handlers of special exceptions first.",
                        (Related(earlier.location, "this one is taken"),),
                    )
                    break


def _is_below(project: Project, special: ErrorHandler, general: ErrorHandler) -> bool:
    """Whether the one's exception is a subclass of the other's."""
    if special.selector_ref is None or general.selector is None:
        return False
    ref = special.selector_ref
    value = project.evaluate(ref.expr, ref.scope)
    names = set(project.resolver.class_names(value))
    if isinstance(value, ClassRef):
        names |= {base.dotted for base in project.resolver.mro(value) if isinstance(base, ClassRef)}
    return general.selector in names or (general.selector == "builtins.Exception" and bool(names))


def _raised(project: Project) -> dict[str, list[Raise]]:
    """Where each exception class of the project is raised, itself or a subclass."""
    found: dict[str, list[Raise]] = {}
    for function in project.pipeline_functions():
        for node in ir.walk_body(function.node.body):
            cls = _raised_class(project, function, node)
            for base in project.resolver.mro(cls) if cls is not None else ():
                if isinstance(base, ClassRef):
                    found.setdefault(base.dotted, []).append((function, node))  # type: ignore[arg-type]
    return found


def _raised_class(project: Project, function: FunctionRef, node: ir.Node) -> ClassRef | None:
    if not isinstance(node, ir.Raise) or node.exc is None:
        return None
    value = project.evaluate(node.exc, project.scope(function))
    cls = value.cls if isinstance(value, Instance) else value
    return cls if isinstance(cls, ClassRef) else None


def _too_narrow(app: Container) -> Iterator[Blind]:
    """A handler for a subclass of what the framework itself raises."""
    facts = app.framework.facts
    narrow, base = facts.get("http-exception", ""), facts.get("http-exception-of-router", "")
    handled = {handler.selector: handler for handler in app.error_handlers}
    if narrow and narrow in handled and not {base, 404, 405} & handled.keys():
        yield Blind(
            handled[narrow],
            "This handler never sees the 404 and 405 of unknown URLs and methods: they are "
            f"`{base}`, of which this class is a subclass.",
            f"Register it for `{base}`.",
        )


def _by_status_only(app: Container) -> Iterator[Blind]:
    """A handler for the class of HTTP errors, where only handlers of their statuses are looked up."""
    error = app.framework.facts.get("http-errors-by-status", "")
    for handler in app.error_handlers:
        if error and handler.selector == error:
            yield Blind(
                handler,
                f"This handler is never asked: {app.framework.title} looks up HTTP errors by their "
                "status alone.",
                "Register it for the statuses, one by one.",
            )


def _without_crashes(project: Project, app: Container) -> Iterator[Blind]:
    """A handler for the error that answers crashes, where this is never raised for them."""
    facts = app.framework.facts
    error, base = facts.get("crash-answer", ""), facts.get("crash-handler", "")
    handled = {handler.selector: handler for handler in app.error_handlers}
    if not error or error not in handled or base in handled:
        return
    raised = project.memo(f"raises:{error}", lambda: _raises(project, error))
    if not raised:
        yield Blind(
            handled[error],
            f"This handler never sees a crash: {app.framework.title} answers one as `{error}` would, "
            "and raises none; nor does the project.",
            f"Register it for `{base.rpartition('.')[2]}`.",
        )


def _raises(project: Project, error: str) -> bool:
    return any(
        isinstance(node, ir.Call)
        and error in project.resolver.class_names(project.evaluate(node.func, project.scope(f)))
        for f in project.pipeline_functions()
        for node in ir.walk_body(f.node.body)
    )


def _only_outside(
    project: Project, app: Container, registration: ErrorHandler, places: list[Raise]
) -> Iterator[Blind]:
    """A handler whose exception is raised by middleware, around all handlers."""
    own = {id(h.function.node) for m in app.middleware if not m.inside for h in m.handlers}
    outside = all(_is_middleware(project, function) for function, _ in places)
    if outside and any(id(function.node) in own for function, _ in places):
        yield Blind(
            registration,
            f"This handler never sees what middleware raises: {app.framework.title} calls handlers "
            "inside of all middleware.",
            "Return the answer from the middleware.",
            _related(places),
        )


def _is_middleware(project: Project, function: FunctionRef) -> bool:
    roles = {handler.role for handler in project.handlers_of(function)}
    return bool(roles) and roles <= {Role.MIDDLEWARE, Role.ASGI_MIDDLEWARE, Role.WSGI_MIDDLEWARE}


def _only_mounted(
    project: Project, app: Container, registration: ErrorHandler, places: list[Raise]
) -> Iterator[Blind]:
    """A handler whose exception is raised in mounted applications, which answer by themselves."""
    mounted = [m.target for m in app.mounts if m.target is not None]
    if not places or not mounted:
        return
    homes: list[Container] = []
    for function, _ in places:
        routes = [route for h in project.handlers_of(function) for route in h.routes]
        if not routes:
            return
        homes += [home for route in routes for home in project.apps_of(route.container)]
    if app not in homes and any(home in mounted for home in homes):
        yield Blind(
            registration,
            "This handler never sees what the mounted application raises: it handles its errors "
            "by itself.",
            "Register it on the mounted application.",
            _related(places),
        )


def _inner_catchers(project: Project, app: Container) -> Iterator[Blind]:
    """Middleware that catches everything, inside of one that raises."""
    chain = [middleware for middleware in app.middleware if not middleware.placed]
    for index, inner in enumerate(chain):
        if not any(_catches_all(project, handler) for handler in inner.handlers):
            continue
        for outer in chain[:index]:
            found = _raises_first(project, outer)
            if found is not None:
                yield Blind(
                    inner,
                    "This middleware never sees what the one around it raises.",
                    "Let the one that catches errors be the outermost.",
                    (Related(found, "raised here, outside of it"),),
                )
                break


def _catches_all(project: Project, handler: Handler) -> bool:
    scope = project.scope(handler.function)
    return handler.role == Role.MIDDLEWARE and any(
        callable_name(project.evaluate(clause.type, scope)) == "builtins.Exception"
        for node in ir.nodes_of(handler.function.node.body, ir.Try)
        for clause in node.handlers
    )


def _swallows(project: Project, handler: Handler) -> bool:
    """Whether it makes an answer of every exception of the next one, HTTP errors included."""
    scope = project.scope(handler.function)
    for node in ir.nodes_of(handler.function.node.body, ir.Try):
        if not any(is_next(part, handler) for part in ir.nodes_of(node.body, ir.Call)):
            continue
        for clause in node.handlers:
            caught = clause.type.items if isinstance(clause.type, ir.Collection) else (clause.type,)
            if any(Meaning.of(project).is_http_exception(kind, scope) for kind in caught):
                break
            broad = clause.type is None or "builtins.Exception" in [
                callable_name(project.evaluate(kind, scope)) for kind in caught
            ]
            if broad and not any(_looks_at_error(n) for n in ir.walk_body(clause.body)):
                return True
    return False


def _looks_at_error(node: ir.Node) -> bool:
    """Whether an `except` clause raises, or asks what it has caught."""
    asks = ("isinstance", "hasattr", "getattr")
    return isinstance(node, ir.Raise) or (
        isinstance(node, ir.Call) and ir.dotted(node.func) in asks
    )


def _raises_first(project: Project, middleware: Middleware) -> Location | None:
    """Where a middleware raises an exception of the project that it does not catch."""
    for handler in middleware.handlers:
        function = handler.function
        nodes = ir.walk_body(function.node.body)
        if any(isinstance(node, ir.Try) for node in nodes):
            continue
        for node in nodes:
            if isinstance(node, ir.Raise) and _raised_class(project, function, node) is not None:
                return Location(function.module.path, node.span)
    return None


def _related(places: list[Raise]) -> tuple[Related, ...]:
    return tuple(
        Related(Location(function.module.path, node.span), "raised here")
        for function, node in places[:3]
    )
