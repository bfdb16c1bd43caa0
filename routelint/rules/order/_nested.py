"""Middleware that answers errors, and stands inside of other middleware which raises them."""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Location, Related
from routelint.flow.meaning import Meaning
from routelint.flow.pipeline import is_next
from routelint.model import ir
from routelint.model.app import Handler, Middleware, Role
from routelint.model.project import Project
from routelint.model.values import ClassRef, Instance, callable_name
from routelint.rules.order._errors import Blind

_EVERYTHING = frozenset({"builtins.Exception", "builtins.BaseException"})


def nested(project: Project) -> Iterator[Blind]:
    """Boundaries of apps whose middleware sees what is raised inside of it, and nothing else."""
    for app in project.apps:
        if "next-raises" not in app.framework.facts:
            continue
        for i, inner in enumerate(app.middleware):
            for outer in app.middleware[:i]:
                found = _passing_by(project, outer, inner)
                if found is not None:
                    yield found
                    break


def _passing_by(project: Project, outer: Middleware, inner: Middleware) -> Blind | None:
    """An error of the outer one that the inner one would answer."""
    for boundary in _functions(inner):
        for clause in _answering(project, boundary):
            for thrower in _functions(outer):
                for raised in _raised(project, thrower):
                    if _catches(project, boundary, clause, thrower, raised):
                        written = ir.text(raised.exc)
                        place = Location(thrower.function.module.path, raised.span)
                        return Blind(
                            inner,
                            f"`{boundary.name}` stands inside of `{thrower.name}`, and never sees its "
                            f"`raise {written}`: the client gets another answer.",
                            f"Put `{boundary.name}` before `{thrower.name}`: the first is the "
                            "outermost.",
                            (Related(place, "raised outside of it"),),
                        )
    return None


def _functions(middleware: Middleware) -> Iterator[Handler]:
    return (handler for handler in middleware.handlers if handler.role == Role.MIDDLEWARE)


def _answering(project: Project, handler: Handler) -> Iterator[ir.ExceptHandler]:
    """The clauses around the next one that make an answer of whatever they catch."""
    scope = project.scope(handler.function)
    for node in ir.nodes_of(handler.function.node.body, ir.Try):
        if not any(is_next(part, handler) for part in ir.nodes_of(node.body, ir.Call)):
            continue
        for clause in node.handlers:
            parts = ir.walk_body(clause.body)
            answers = any(
                isinstance(part, ir.Return)
                and part.value is not None
                and Meaning.of(project).answer(part.value, scope) is not None
                for part in parts
            )
            if answers and not any(isinstance(part, ir.Raise) for part in parts):
                yield clause


def _raised(project: Project, handler: Handler) -> Iterator[ir.Raise]:
    """Errors that a function raises, and does not catch itself."""
    body = handler.function.node.body
    tried = {
        id(part)
        for node in ir.nodes_of(body, ir.Try)
        if node.handlers
        for part in ir.walk_body(node.body)
    }
    for node in ir.nodes_of(body, ir.Raise):
        if node.exc is not None and id(node) not in tried:
            names = _names(project, handler, node.exc)
            if names and not names & handler.framework.redirects:
                yield node


def _names(project: Project, handler: Handler, exc: ir.Expr) -> frozenset[str]:
    """The names of the class of an exception of the framework or the project, and of its bases."""
    value = project.evaluate(exc, project.scope(handler.function))
    if isinstance(value, Instance):
        value = value.cls
    own = {value.dotted} if isinstance(value, ClassRef) else set()
    names = frozenset({*own, *project.resolver.class_names(value)})
    known = own or names & project.names.exceptions.keys()
    return names if known else frozenset()


def _catches(
    project: Project,
    boundary: Handler,
    clause: ir.ExceptHandler,
    thrower: Handler,
    raised: ir.Raise,
) -> bool:
    if clause.type is None:
        return True
    names = _names(project, thrower, raised.exc) if raised.exc is not None else frozenset()
    types = clause.type.items if isinstance(clause.type, ir.Collection) else (clause.type,)
    scope = project.scope(boundary.function)
    for kind in types:
        caught = project.evaluate(kind, scope)
        name = caught.dotted if isinstance(caught, ClassRef) else callable_name(caught)
        if name in names or name in _EVERYTHING:
            return True
    return False
