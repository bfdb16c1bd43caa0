"""Bodies that are None where a client sends no JSON, and that are looked into all the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from routelint.flow.calls import functions_on_the_way
from routelint.model import ir
from routelint.model.app import Handler, Role
from routelint.model.bodies import Missing
from routelint.model.project import Project
from routelint.model.values import FunctionRef
from routelint.policies.decoded import Body, Decoded

_ABOUT_BODIES = frozenset(
    {"is_json", "mimetype", "content_type", "content_length", "get_json", "json", "body", "data"}
    | {"get_data", "body_exists", "has_body", "can_read_body", "get_media", "media"}
)
_ABOUT_LENGTHS = frozenset({"content_length"})
_KNOWN_DECORATORS = (
    "registration",
    "guard",
    "rate-limit",
    "cache",
    "cors",
    "marker",
    "transparent",
)
#: Errors that are no TypeError or AttributeError.
_OTHER_ERRORS = frozenset(
    {"KeyError", "ValueError", "IndexError", "JSONDecodeError", "UnicodeDecodeError", "LookupError"}
    | {"IntegrityError", "ValidationError", "NotFound", "OSError", "IOError", "DoesNotExist"}
    | {"TimeoutError", "ObjectDoesNotExist", "NoResultFound", "BadRequest"}
)


@dataclass(frozen=True, eq=False)
class Unchecked:
    """`use` is what is done with a body that may be None: an item, an attribute, `in`, `**`. `given`
    is the expression that it is done with."""

    function: FunctionRef
    use: ir.Expr | ir.Argument
    given: ir.Expr
    body: Body
    missing: Missing


def unchecked(project: Project) -> Iterator[Unchecked]:
    """The first use of each body that nobody has looked at, in what requests reach."""
    names = {
        name.rpartition(".")[2]: framework
        for framework in project.used
        for name in framework.bodies.missing
    }
    if not names:
        return
    on_the_way = functions_on_the_way(project)
    for function in project.pipeline_functions():
        if id(function.node) not in on_the_way or function.module.is_test:
            continue
        yield from _of_function(project, function)


def _of_function(project: Project, function: FunctionRef) -> Iterator[Unchecked]:
    decoded = Decoded(project, function)
    nodes = ir.walk_body(function.node.body)
    safe: set[int] | None = None
    seen: set[str] = set()
    for node in nodes:
        for given in _looked_into(node):
            body = decoded.of(given)
            if body is None or body.missing is None or body.read is None:
                continue
            shown = {ir.text(given, 200), ir.text(body.read, 200)}
            if not seen.isdisjoint(shown):
                continue
            if safe is None:
                safe = _caught(nodes)
                if _is_checked_before(project, function, body):
                    return
            if id(node) in safe or _is_asked(nodes, shown):
                continue
            seen |= shown
            yield Unchecked(function, _use(node), given, body, body.missing)


def _use(node: ir.Node) -> ir.Expr | ir.Argument:
    assert isinstance(node, (ir.Subscript, ir.Attribute, ir.Compare, ir.Argument))
    return node


def _looked_into(node: ir.Node) -> Iterator[ir.Expr]:
    """What an expression fails for when it is None."""
    if isinstance(node, (ir.Subscript, ir.Attribute)):
        if isinstance(node.value, (ir.Name, ir.Call, ir.Attribute, ir.Await)):
            yield node.value
    elif isinstance(node, ir.Compare):
        for op, right in zip(node.ops, node.comparators, strict=True):
            if op in ("in", "not in"):
                yield right
    elif isinstance(node, ir.Argument) and node.star == "**":
        yield node.value


def _is_asked(nodes: tuple[ir.Node, ...], shown: set[str]) -> bool:
    """Whether a function asks whether a body is there, or hands it to somebody who may."""
    for node in nodes:
        if isinstance(node, (ir.If, ir.While, ir.Conditional, ir.Assert)):
            if any(_is_bare(part, shown) for part in _operands(node.test)):
                return True
        elif isinstance(node, ir.BoolOp):
            if any(_is_bare(part, shown) for part in _operands(node)):
                return True
        elif isinstance(node, ir.Match):
            if ir.text(node.subject, 200) in shown:
                return True
        elif isinstance(node, ir.Call):
            if any(not a.star and ir.text(a.value, 200) in shown for a in node.args):
                return True
    return False


def _operands(test: ir.Expr) -> Iterator[ir.Expr]:
    if isinstance(test, ir.Not):
        yield from _operands(test.operand)
    elif isinstance(test, ir.BoolOp):
        for value in test.values:
            yield from _operands(value)
    else:
        yield test


def _is_bare(part: ir.Expr, shown: set[str]) -> bool:
    """Whether an operand asks for the body itself, or for what kind of body was sent."""
    if isinstance(part, (ir.Await, ir.NamedExpr)):
        return _is_bare(part.value, shown) or (
            isinstance(part, ir.NamedExpr) and part.target.id in shown
        )
    if ir.text(part, 200) in shown:
        return True
    if isinstance(part, ir.Compare):
        sides = [part.left]
        sides += [
            right
            for op, right in zip(part.ops, part.comparators, strict=True)
            if op not in ("in", "not in")
        ]
        if any(_is_bare(side, shown) for side in sides):
            return True
    return any(
        isinstance(node, ir.Attribute)
        and node.attr in _ABOUT_BODIES - {"json", "data", "get_json"}
        and ir.text(node, 200) not in shown
        for node in ir.walk(part)
    )


def _caught(nodes: tuple[ir.Node, ...]) -> set[int]:
    """What stands in a `try` that catches the error for None."""
    found: set[int] = set()
    for node in nodes:
        catches = False
        if isinstance(node, ir.Try):
            catches = any(_catches(handler) for handler in node.handlers)
        elif isinstance(node, ir.With):
            catches = any(_suppresses(item.context) for item in node.items)
        if catches and isinstance(node, (ir.Try, ir.With)):
            found |= {id(inner) for inner in ir.walk_body(node.body)}
    return found


def _catches(handler: ir.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    types = handler.type.items if isinstance(handler.type, ir.Collection) else (handler.type,)
    return any((ir.dotted(t) or "").rpartition(".")[2] not in _OTHER_ERRORS for t in types)


def _suppresses(context: ir.Expr) -> bool:
    return isinstance(context, ir.Call) and (ir.dotted(context.func) or "").endswith("suppress")


def _is_checked_before(project: Project, function: FunctionRef, body: Body) -> bool:
    """Whether something that runs before the function may refuse requests without a body."""
    handlers = project.handlers_of(function)
    if any(_may_validate(handler) for handler in handlers):
        return True
    return project.memo(
        f"bodies-checked-before:{body.framework.slug}", lambda: _hooks_look_at_bodies(project)
    )


def _may_validate(handler: Handler) -> bool:
    uses = (*handler.decorators, *handler.class_decorators)
    for use in uses:
        if use.kind in _KNOWN_DECORATORS:
            continue
        if use.kind == "project" and use.function is not None:
            if not _mentions_bodies(use.function):
                continue
        return True
    return False


def _hooks_look_at_bodies(project: Project) -> bool:
    roles = (Role.BEFORE, Role.MIDDLEWARE, Role.ASGI_MIDDLEWARE, Role.WSGI_MIDDLEWARE)
    return any(_mentions_bodies(handler.function) for handler in project.with_role(*roles)) or any(
        error.selector in ("builtins.TypeError", "builtins.AttributeError", "builtins.KeyError")
        for container in project.containers
        for error in container.error_handlers
    )


def _mentions_bodies(function: FunctionRef) -> bool:
    return any(
        isinstance(node, ir.Attribute) and node.attr in _ABOUT_BODIES - _ABOUT_LENGTHS
        for node in ir.walk_body(function.node.body, into_functions=True)
    )
