"""What frameworks make of the values that functions return, and of the exceptions that they raise."""

from __future__ import annotations

from collections.abc import Iterator

from routelint.flow.kinds import Kind, kinds_of
from routelint.flow.pipeline import is_next
from routelint.model import ir
from routelint.model.app import Handler, Middleware, Role
from routelint.model.kinds import TUPLES
from routelint.model.project import Project
from routelint.model.values import ClassRef, FunctionRef, Known
from routelint.model.vocabulary import Misread

_SEQUENCES = frozenset({"tuple", "list", "Tuple", "List", "Sequence", "Iterable"})
_AROUND = frozenset({"Optional", "Union", "Annotated"})


def misread_value(
    project: Project, handler: Handler, value: ir.Expr | None
) -> tuple[Kind, Misread] | None:
    """What is misread of a value that the handler returns; None when it is fine or not known."""
    if not handler.framework.misreads or handler.function.node.is_generator:
        return None
    for kind in kinds_of(project, value, project.scope(handler.function)):
        wrong = misread(project, handler, kind.name)
        if wrong is None or not reaches_framework(project, handler):
            continue
        if not means_tuples(project, handler, kind.name):
            return kind, wrong
    return None


def misread(project: Project, handler: Handler, kind: str) -> Misread | None:
    """What comes of a value of that kind when the handler returns it; None when it is fine, or when
    nothing is known."""
    framework = handler.framework
    if not framework.misreads:
        return None
    role = handler.role
    if handler.wraps:
        roles = {wrapped.role for wrapped in handler.wraps}
        role = roles.pop() if len(roles) == 1 else ""
        if any(wrapped.contract is framework.rendered for wrapped in handler.wraps):
            role = "rendered"
    if framework.rendered is not None and handler.contract is framework.rendered:
        role = "rendered"
    for entry in framework.misreads.get(role, ()):
        if entry.with_error_handlers and not _has_error_handlers(project, handler):
            continue
        if kind in entry.kinds and entry.is_async in (None, handler.function.node.is_async):
            return entry
    return None


def _has_error_handlers(project: Project, handler: Handler) -> bool:
    return any(c.framework is handler.framework and c.error_handlers for c in project.containers)


def reaches_framework(project: Project, handler: Handler) -> bool:
    """Whether the framework gets what the handler returns, as it is: no decorator, and no middleware
    that sees such values, may make something else of it."""
    for use in (*handler.decorators, *handler.class_decorators):
        if use.name in ("builtins.staticmethod", "builtins.classmethod"):
            continue
        if use.kind == "project":
            if use.function is None or not _wrapper_passes(project, handler):
                return False
        elif not use.kind:
            return False
    if _makes_answers(project, handler):
        return False
    if handler.framework.facts.get("values-pass-middleware") and handler.role != Role.MIDDLEWARE:
        return all(_passes_on(h) for h in _around(project, handler))
    return True


def _makes_answers(project: Project, handler: Handler) -> bool:
    """Whether an app that serves the handler is of a class of the project's that makes answers of values
    in its own way."""
    method = handler.framework.facts.get("makes-answers", "")
    if not method or handler.container is None:
        return False
    return any(
        isinstance(cls, ClassRef) and any(own.name == method for own in _methods(project, cls))
        for app in project.apps_of(handler.container)
        if app.call is not None
        for cls in [project.evaluate(app.call.func, app.scope)]
    )


def _methods(project: Project, cls: ClassRef) -> Iterator[FunctionRef]:
    for base in project.resolver.mro(cls):
        if isinstance(base, ClassRef):
            yield from project.resolver.methods(base)


def _around(project: Project, handler: Handler) -> list[Handler]:
    """The middleware of the apps that serve the handler, and of those in which they are mounted."""
    if handler.container is None:
        return project.with_role(Role.MIDDLEWARE)
    pending, seen = [handler.container, *project.apps_of(handler.container)], set[int]()
    found: list[Handler] = []
    while pending:
        container = pending.pop()
        if id(container) in seen:
            continue
        seen.add(id(container))
        for middleware in container.middleware:
            if not middleware.handlers and middleware.target is not None:
                found += project.with_role(Role.MIDDLEWARE)
            found += middleware.handlers
        pending += [mount.container for mount in project.mounts_of(container)]
    return found


def means_tuples(project: Project, handler: Handler, kind: str) -> bool:
    """Whether it is declared that the handler answers with a tuple or a list."""
    if kind not in TUPLES:
        return False
    declared = [] if handler.function.node.returns is None else [handler.function.node.returns]
    scope = handler.function.scope
    for expr in declared:
        if _is_sequence(expr):
            return True
        value = project.evaluate(expr, scope)
        if isinstance(value, Known) and _is_sequence(value.expr):
            return True
    for route in handler.routes:
        model = None if route.call is None else route.call.keyword("response_model")
        if model is not None and _is_sequence(model):
            return True
    return False


def _is_sequence(expr: ir.Expr) -> bool:
    if isinstance(expr, ir.BinaryOp):
        return _is_sequence(expr.left) or _is_sequence(expr.right)
    name = (ir.dotted(expr) or "").rpartition(".")[2]
    if isinstance(expr, ir.Subscript):
        name = (ir.dotted(expr.value) or "").rpartition(".")[2]
        if name in _AROUND:
            inner = expr.index.items if isinstance(expr.index, ir.Collection) else (expr.index,)
            return any(_is_sequence(part) for part in inner)
    return name in _SEQUENCES


def unanswered(project: Project, handler: Handler) -> bool:
    """Whether the handler is middleware around what makes answers of HTTP exceptions."""
    contract = handler.contract
    if handler.role != Role.MIDDLEWARE or contract is None or contract.raises:
        return False
    placed = project.memo("middleware-by-handler", lambda: _placed(project)).get(id(handler), [])
    return bool(placed) and all(m.container.kind == "app" and not m.inside for m in placed)


def _placed(project: Project) -> dict[int, list[Middleware]]:
    found: dict[int, list[Middleware]] = {}
    for container in project.containers:
        for middleware in container.middleware:
            for handler in middleware.handlers:
                found.setdefault(id(handler), []).append(middleware)
    return found


def _wrapper_passes(project: Project, handler: Handler) -> bool:
    wrappers = [h for h in project.with_role(Role.DECORATOR) if handler in h.wraps]
    return bool(wrappers) and all(_passes_on(wrapper) for wrapper in wrappers)


def _passes_on(handler: Handler) -> bool:
    """Whether a wrapper or middleware returns what the next one returned, without a look at it."""
    body = handler.function.node.body
    returned = set()
    for node in ir.nodes_of(body, ir.Return):
        if node.value is not None:
            value = node.value.value if isinstance(node.value, ir.Await) else node.value
            returned.add(id(value))
    return all(
        id(node) in returned
        for node in ir.walk_body(body, into_functions=True)
        if isinstance(node, ir.Call) and is_next(node, handler)
    )
