"""What one middleware stores on the request under a key, and another one takes from there."""

from __future__ import annotations

from collections.abc import Iterator

from routelint.flow.pipeline import is_next
from routelint.model import ir
from routelint.model.app import Handler, Middleware, Role
from routelint.model.project import Project


def taken_too_early(
    project: Project, chain: list[Middleware]
) -> Iterator[tuple[Middleware, Middleware, str]]:
    """Middleware that takes an item from the request which only a later one stores, that one, and
    the key; `chain` is the outermost first."""
    for i, early in enumerate(chain):
        for key in _taken(project, early):
            storing = [n for n, m in enumerate(chain) if key in _stored(project, m)]
            if storing and storing[0] > i:
                yield early, chain[storing[0]], key


def _handlers(middleware: Middleware) -> Iterator[Handler]:
    return (handler for handler in middleware.handlers if handler.role == Role.MIDDLEWARE)


def _taken(project: Project, middleware: Middleware) -> list[str]:
    """The keys that it reads before it calls the next one, and that have to be there."""
    found: list[str] = []
    for handler in _handlers(middleware):
        body, end = handler.function.node.body, _last_next(handler)
        written = {id(target) for node in ir.nodes_of(body, ir.Assign) for target in node.targets}
        asked = any(
            any(_is_request(project, handler, c) for c in node.comparators)
            for node in ir.nodes_of(body, ir.Compare)
        )
        caught = any(isinstance(node, ir.Try) for node in ir.walk_body(body))
        if asked or caught:
            continue
        found += [
            _key(project, handler, node.index)
            for node in ir.nodes_of(body, ir.Subscript)
            if id(node) not in written
            and node.span.start < end
            and _is_request(project, handler, node.value)
        ]
    return found


def _stored(project: Project, middleware: Middleware) -> list[str]:
    """The keys that it sets, at any time: what stands inside of it may count on those set before."""
    return [
        _key(project, handler, target.index)
        for handler in _handlers(middleware)
        for node in ir.nodes_of(handler.function.node.body, ir.Assign)
        if node.span.start < _last_next(handler)
        for target in node.targets
        if isinstance(target, ir.Subscript) and _is_request(project, handler, target.value)
    ]


def _last_next(handler: Handler) -> tuple[int, int]:
    """Where the next one is called last; behind the end when it is not called."""
    places = [
        call.span.start
        for call in ir.nodes_of(handler.function.node.body, ir.Call)
        if is_next(call, handler)
    ]
    return max(places, default=(1 << 30, 0))


def _key(project: Project, handler: Handler, index: ir.Expr) -> str:
    value = project.resolver.constant(index, project.scope(handler.function))
    return value if isinstance(value, str) else ir.text(index)


def _is_request(project: Project, handler: Handler, expr: ir.Expr) -> bool:
    passed = () if handler.contract is None else handler.contract.parameters
    if not passed or not isinstance(expr, ir.Name):
        return False
    value = project.evaluate(expr, project.scope(handler.function))
    return passed[0] in project.resolver.class_names(value)
