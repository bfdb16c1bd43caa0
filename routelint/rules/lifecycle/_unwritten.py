"""Handlers that answer by what they write into a response, and a path on which they write nothing."""

from __future__ import annotations

from routelint.flow.blocks import Blocks
from routelint.flow.meaning import is_abstract
from routelint.flow.paths import Event, Path
from routelint.flow.writing import Writing, refusal
from routelint.model import ir
from routelint.model.app import DecoratorUse, Handler, Role
from routelint.model.decorators import decorator_wrapper
from routelint.model.project import Project
from routelint.policies.returning import misread_value

_AROUND = (Role.BEFORE, Role.PREPROCESSOR, Role.AFTER)


def unwritten_path(project: Project, handler: Handler) -> Path | None:
    """A path of a handler for GET on which nothing at all is written, where others write a body."""
    node = handler.function.node
    if handler.serves not in ("", "GET") or node.is_generator or is_abstract(node):
        return None
    around = project.memo("bodies-written-around", lambda: _written_around(project))
    if any(other.container in (None, handler.container) for other in around):
        return None
    if around and handler.container is None:
        return None
    if not all(_writes_nothing(project, use) for use in handler.decorators):
        return None
    paths = Writing.of(project).paths(handler)
    if not paths.complete:
        return None
    ended = [path for path in paths.paths if path.end.kind in ("return", "fall")]
    blocks = Blocks(node)
    if not any(_writes_for_sure(blocks, path) for path in ended):
        return None
    return next(
        (
            path
            for path in ended
            if not path.events and misread_value(project, handler, path.end.value) is None
        ),
        None,
    )


def _written_around(project: Project) -> list[Handler]:
    """The hooks and middleware that write bodies, too, which are no refusals."""
    return [
        handler
        for handler in project.with_role(*_AROUND)
        if handler.contract is not None
        and handler.contract.result == "written"
        and any(
            event.kind == "body"
            for path in Writing.of(project).paths(handler).paths
            if refusal(path) is None
            for event in path.events
        )
    ]


def _writes_nothing(project: Project, use: DecoratorUse) -> bool:
    if use.kind != "project" or use.function is None:
        return bool(use.kind)
    found = decorator_wrapper(use.function, project.resolver)
    if found is None:
        return False
    handlers = project.handlers_of(found[0])
    return bool(handlers) and not any(
        event.kind in ("body", "unknown") and refusal(path) is None
        for path in Writing.of(project).paths(handlers[0]).paths
        for event in path.events
    )


def _writes_for_sure(blocks: Blocks, path: Path) -> bool:
    """Whether a body is written outside of loops, or in one that is left for it."""
    return any(
        event.kind == "body" and (not _in_loop(blocks, event) or path.end.kind == "return")
        for event in path.events
    )


def _in_loop(blocks: Blocks, event: Event) -> bool:
    statement = blocks.statement(event.node)
    above = blocks.above(statement) if statement is not None else ()
    return any(isinstance(parent, (ir.For, ir.While)) for parent in above)
