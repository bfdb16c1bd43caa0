"""Which methods a handler answers, and whether it changes anything."""

from __future__ import annotations

from routelint.model import ir
from routelint.model.app import EffectiveRoute, Handler
from routelint.model.project import Project
from routelint.model.values import FunctionRef, as_function

#: The methods that ask for a change.
CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_METHODS = frozenset({*CHANGING, "GET", "HEAD", "OPTIONS", "TRACE", "QUERY"})
#: What objects are told in order to keep, change or remove them.
_WRITES = frozenset(
    {"save", "delete", "commit", "create", "bulk_create", "update_or_create", "get_or_create"}
    | {"delete_one", "delete_many", "insert_one", "insert_many", "update_one", "update_many"}
    | {"unlink", "rmtree", "write_text", "write_bytes"}
)
_PLAIN_WRITES = _WRITES - {"save", "create", "get_or_create", "write_text", "write_bytes"}
_DEPTH = 2


def methods(
    project: Project, effective: EffectiveRoute | None, handler: Handler
) -> frozenset[str] | None:
    """The methods that a handler answers; None when it is not known, or any."""
    if handler.serves:
        return frozenset({handler.serves})
    if handler.view_class is not None:
        name = handler.function.name.upper()
        name = name.removeprefix("DO_")
        if name in _METHODS:
            return frozenset({name})
        named = handler.framework.method_names.get(handler.function.name)
        if named:
            return frozenset({named})
    given = _of_views(project, effective, handler)
    if given:
        return given
    limited = _limited(project, handler)
    if limited is not None:
        return limited
    return (effective.methods or None) if effective is not None else None


def _of_views(
    project: Project, effective: EffectiveRoute | None, handler: Handler
) -> frozenset[str]:
    """The methods for which a route is given this handler by its name."""
    if effective is None or not effective.route.name:
        return frozenset()
    found: set[str] = set()
    for view in project.views:
        if view.route_name == effective.route.name and handler in view.handlers:
            found |= view.methods
    return frozenset(found)


def _limiting(project: Project) -> dict[str, tuple[str, ...]]:
    """The decorators that let only some methods pass: those of one framework make views of another."""
    return {
        name: allowed
        for framework in project.used
        for name, allowed in framework.method_decorators.items()
    }


def _limited(project: Project, handler: Handler) -> frozenset[str] | None:
    """The methods that a decorator lets pass."""
    found: frozenset[str] | None = None
    limiting = project.memo("method-decorators", lambda: _limiting(project))
    for use in handler.decorators if limiting else ():
        allowed = limiting.get(use.name)
        if allowed is None:
            continue
        call = use.decorator.value
        if not allowed and isinstance(call, ir.Call):
            given = call.positional(0)
            items = project.resolver.items(given, handler.function.scope) if given else None
            texts = [project.resolver.constant(e, s) for e, s in items or ()]
            allowed = tuple(text.upper() for text in texts if isinstance(text, str))
            allowed = allowed or (("GET",) if given is None else ())
        if allowed:
            found = frozenset(allowed) if found is None else found & frozenset(allowed)
    return found


def writes(
    project: Project, function: FunctionRef, depth: int = 0, *, plainly: bool = False
) -> bool:
    """Whether a function stores, changes or removes something; `plainly`: by what itself does, and
    what cannot be anything else."""
    key = f"writes:{id(function.node)}:{plainly}"
    return project.guarded_memo(key, False, lambda: _writes(project, function, depth, plainly))


def _writes(project: Project, function: FunctionRef, depth: int, plainly: bool) -> bool:
    scope = project.scope(function)
    names = _PLAIN_WRITES if plainly else _WRITES
    for node in ir.walk_body(function.node.body):
        if isinstance(node, ir.Call) and isinstance(node.func, ir.Attribute):
            if node.func.attr in names and not _is_session(node.func.value):
                return True
        if isinstance(node, ir.Call) and depth < _DEPTH and not plainly:
            called = as_function(project.evaluate(node.func, scope))
            if called is not None and writes(project, called, depth + 1):
                return True
    return False


def _is_session(expr: ir.Expr) -> bool:
    """Whether an expression is the session of a request, which is saved like an object."""
    return ir.dotted(expr) in ("session", "request.session", "self.session", "self.request.session")
