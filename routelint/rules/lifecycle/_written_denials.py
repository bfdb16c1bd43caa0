"""Refusals in functions that write into a response: those that are returned, and those that others
overwrite, because nothing keeps them from running."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from routelint.findings import Fix, Span
from routelint.fixes import build
from routelint.flow.blocks import Blocks
from routelint.flow.meaning import Meaning
from routelint.flow.paths import Event, Path
from routelint.flow.writing import Status, Writing, refusal
from routelint.model import ir
from routelint.model.app import Handler, Role
from routelint.model.project import Project
from routelint.model.values import as_function
from routelint.policies.guards import Guard

_ANSWERING = ("body", "place")
_AUTH_STATUSES = (401, 403)
_HOOKS = (Role.BEFORE, Role.PREPROCESSOR)


@dataclass(frozen=True, eq=False)
class Denial:
    """A refusal that refuses nobody: where it is, why, and what to do."""

    node: ir.Expr | ir.Stmt
    message: str
    hint: str
    fix: Fix | None = None


def denials(project: Project, handler: Handler) -> Iterator[Denial]:
    yield from _returned(project, handler)
    if handler.role in _HOOKS:
        yield from _answered_no(project, handler)
        yield from _going_on(project, handler)
    else:
        yield from _overwritten(project, handler)


# --- what is returned -----------------------------------------------------------------------------
def _returned(project: Project, handler: Handler) -> Iterator[Denial]:
    """HTTP errors and redirects that are returned where they had to be raised."""
    scope = project.scope(handler.function)
    title = handler.framework.title
    for node in ir.nodes_of(handler.function.node.body, ir.Return):
        if node.value is None:
            continue
        built = Meaning.of(project).built(node.value, scope)
        if built is None or not (built.kind == "exception" or built.raises):
            continue
        goes_on = handler.role in _HOOKS
        line, column = node.span.start
        keyword = Span(line, column, line, column + len("return"))
        yield Denial(
            node,
            f"`{handler.name}` returns an HTTP error, which {title} drops: "
            + ("the request goes on." if goes_on else "the answer is what was written before."),
            f"write `raise {ir.text(node.value)}`",
            build.fix(
                "unsafe",
                "Raise the HTTP error",
                build.replace(handler.function.module.path, keyword, "raise"),
            )
            if isinstance(node.value, ir.Call)
            else None,
        )


def _answered_no(project: Project, handler: Handler) -> Iterator[Denial]:
    """A guard that answers `False`, to nobody."""
    guard = Guard(project, handler)
    if not guard.is_about_auth() or _is_asked(project, handler):
        return
    for node in ir.nodes_of(handler.function.node.body, ir.Return):
        if isinstance(node.value, ir.Constant):
            if node.value.value is False and not _is_refused_before(project, handler, node):
                yield Denial(
                    node,
                    f"`{handler.name}` returns False, which {handler.framework.title} drops: the "
                    "request goes on.",
                    "raise an HTTP error",
                )


def _is_refused_before(project: Project, handler: Handler, node: ir.Return) -> bool:
    """Whether what is written on the way to a `return` says something for itself."""
    return any(
        path.end.statement is node
        and (refusal(path) is not None or any(e.kind == "complete" for e in path.events))
        for path in Writing.of(project).paths(handler).paths
    )


def _is_asked(project: Project, handler: Handler) -> bool:
    """Whether any function of the project uses what the handler returns."""
    asked = project.memo("asked-functions", lambda: _asked(project))
    return id(handler.function.node) in asked


def _asked(project: Project) -> set[int]:
    found: set[int] = set()
    for function in project.pipeline_functions():
        nodes = ir.walk_body(function.node.body)
        bare = {id(n.value) for n in nodes if isinstance(n, ir.ExprStmt)}
        scope = project.scope(function)
        for node in nodes:
            if isinstance(node, ir.Call) and id(node) not in bare:
                called = as_function(project.evaluate(node.func, scope))
                if called is not None:
                    found.add(id(called.node))
    return found


# --- what is written ------------------------------------------------------------------------------
def _going_on(project: Project, handler: Handler) -> Iterator[Denial]:
    """A hook that writes a refusal, behind which the responder runs all the same."""
    writing = Writing.of(project)
    paths = writing.paths(handler)
    stops = handler.contract is not None and handler.contract.completes
    seen: set[int] = set()
    for path in paths.paths if paths.complete else ():
        status = refusal(path)
        if status is None or path.end.kind not in ("return", "fall") or id(status.node) in seen:
            continue
        if _is_unsure(path, status) or (stops and any(e.kind == "complete" for e in path.events)):
            continue
        seen.add(id(status.node))
        yield Denial(
            status.node,
            f"`{handler.name}` writes a refusal and lets the request go on: the responder runs, and "
            "its answer is sent with that status.",
            "raise an HTTP error" + (", or set `complete` on the response" if stops else ""),
            _complete(project, handler, path, status) if stops else None,
        )


def _overwritten(project: Project, handler: Handler) -> Iterator[Denial]:
    """A refusal in a branch, and code behind the branch that overwrites its body."""
    writing = Writing.of(project)
    paths = writing.paths(handler)
    if not paths.complete or _asks_response(project, handler):
        return
    blocks = Blocks(handler.function.node)
    seen: set[int] = set()
    for path in paths.paths:
        status = refusal(path)
        if status is None or path.end.kind not in ("return", "fall") or id(status.node) in seen:
            continue
        statement = blocks.statement(status.node)
        if statement is None or not list(blocks.above(statement)) or _is_unsure(path, status):
            continue
        block = blocks.block(statement)
        own = [event for event in path.events if blocks.is_within(event.node, block)]
        after = path.events[path.events.index(status) :]
        later = next(
            (e for e in after if e.kind == "body" and not blocks.is_within(e.node, block)), None
        )
        if later is None:
            continue
        if any(e.kind in _ANSWERING for e in own) or _only_refuses(blocks, statement, status):
            seen.add(id(status.node))
            last = blocks.statement(own[-1].node)
            yield Denial(
                status.node,
                f"`{handler.name}` writes a refusal and goes on: the answer is sent with that status "
                "and the body that is written behind it.",
                "write `return` behind the refusal, or raise an HTTP error",
                _return(handler, last),
            )


def _only_refuses(blocks: Blocks, statement: ir.Stmt, status: Event) -> bool:
    """Whether a branch does nothing but to set the status of somebody who is not allowed."""
    parent = next(blocks.above(statement), None)
    code = status.data.code if isinstance(status.data, Status) else None
    return (
        code in _AUTH_STATUSES
        and isinstance(parent, ir.If)
        and not parent.orelse
        and parent.body == (statement,)
    )


def _asks_response(project: Project, handler: Handler) -> bool:
    """Whether a condition of the function looks at what was written."""
    writing = Writing.of(project)
    scope = project.scope(handler.function)
    return any(
        writing.is_response(part, scope)
        for node in ir.walk_body(handler.function.node.body)
        if isinstance(node, (ir.If, ir.While, ir.Conditional))
        for part in ir.walk(node.test)
        if isinstance(part, ir.Name)
    )


def _is_unsure(path: Path, status: Event) -> bool:
    """Whether the response was given away behind a status."""
    after = path.events[path.events.index(status) :]
    return any(event.kind == "unknown" for event in after)


# --- fixes ----------------------------------------------------------------------------------------
def _complete(project: Project, handler: Handler, path: Path, status: Event) -> Fix | None:
    """Completes the response where the refusal has been written, and leaves the hook."""
    blocks = Blocks(handler.function.node)
    first = blocks.statement(status.node)
    names = [
        node.id
        for node in ir.walk(status.node)
        if isinstance(node, ir.Name)
        and Writing.of(project).is_response(node, project.scope(handler.function))
    ]
    if first is None or not names:
        return None
    own = [e for e in path.events if blocks.is_within(e.node, blocks.block(first))]
    last = blocks.statement(own[-1].node)
    if last is None or not isinstance(last, (ir.Assign, ir.ExprStmt)):
        return None
    text = f"{names[0]}.complete = True"
    block = blocks.block(last)
    if block is not blocks.body and not isinstance(block[-1], ir.Return):
        text += "\nreturn"
    change = build.add_statement_after(handler.function.module.path, last.span, text)
    return build.fix("unsafe", "Complete the response", change)


def _return(handler: Handler, last: ir.Stmt | None) -> Fix | None:
    if last is None or not isinstance(last, (ir.Assign, ir.ExprStmt)):
        return None
    change = build.add_statement_after(handler.function.module.path, last.span, "return")
    return build.fix("unsafe", "Return behind the refusal", change)
