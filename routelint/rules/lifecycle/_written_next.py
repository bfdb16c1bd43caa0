"""Functions that write into a response, and hand the request on too late, or decide too late."""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Fix, Location, Related
from routelint.fixes import build
from routelint.flow.blocks import Blocks
from routelint.flow.meaning import Meaning
from routelint.flow.paths import Event, Path
from routelint.flow.writing import Status, Writing, refused
from routelint.model import ir
from routelint.model.app import Handler, Role
from routelint.model.project import Project
from routelint.model.values import Instance

Problem = tuple[ir.Expr, tuple[Related, ...], str, str, Fix | None]


def late_calls(project: Project, handler: Handler) -> Iterator[Problem]:
    """Of a decorator: that it calls the endpoint although it has refused, or twice."""
    name, place = handler.function.node.qualname, handler.function.module.path
    paths = Writing.of(project).paths(handler)
    seen: set[int] = set()
    for path in paths.paths if paths.complete else ():
        calls = [event for event in path.events if event.kind == "next"]
        before = path.events[: path.events.index(calls[0])] if calls else ()
        refusal = refused(before)
        if refusal is not None and not any(e.kind == "unknown" for e in before):
            if id(calls[0].node) not in seen:
                seen.add(id(calls[0].node))
                yield (
                    _expr(calls[0]),
                    (Related(Location(place, refusal.node.span), "refused here"),),
                    f"`{name}` has written a refusal and still hands the request on: the endpoint "
                    "runs, and overwrites it",
                    "write `return` behind the refusal, or raise an HTTP error",
                    _return_behind(handler, before, refusal),
                )
        elif len(calls) > 1 and calls[0].node is not calls[1].node:
            if id(calls[1].node) not in seen:
                seen.add(id(calls[1].node))
                yield (
                    _expr(calls[1]),
                    (Related(Location(place, calls[0].node.span), "called here first"),),
                    f"`{name}` hands the request on twice on one path: the endpoint runs twice",
                    "hand it on once",
                    None,
                )


def late_denials(project: Project, handler: Handler) -> Iterator[Problem]:
    """Of what runs behind the endpoint: that it decides there who may use it."""
    name, place = handler.function.node.qualname, handler.function.module.path
    paths = Writing.of(project).paths(handler)
    if not paths.complete:
        return
    blocks = Blocks(handler.function.node)
    seen: set[int] = set()
    for path in paths.paths:
        call = next((event for event in reversed(path.events) if event.kind == "next"), None)
        if call is None and handler.role == Role.DECORATOR:
            continue
        denial = _denial(project, handler, path, call)
        test = None if denial is None else _test(project, handler, blocks, denial, call)
        if test is None or id(test) in seen:
            continue
        seen.add(id(test))
        yield (
            test,
            (Related(Location(place, call.node.span), "the endpoint has run here"),)
            if call is not None
            else (),
            f"`{name}` decides to deny only after the endpoint has run: its side effects happened",
            "test the request before the endpoint runs",
            None,
        )


def _denial(
    project: Project, handler: Handler, path: Path, call: Event | None
) -> ir.Expr | ir.Stmt | None:
    """The HTTP error or the status with which a path refuses behind the endpoint."""
    scope = project.scope(handler.function)
    if path.end.kind == "raise" and path.end.statement is not None:
        is_error = Meaning.of(project).is_http_exception(path.end.value, scope)
        return path.end.statement if is_error else None
    after = path.events[path.events.index(call) + 1 :] if call is not None else path.events
    refusal = refused(after) if path.end.kind in ("return", "fall") else None
    code = refusal.data.code if refusal is not None and isinstance(refusal.data, Status) else None
    return refusal.node if refusal is not None and (code or 0) >= 400 else None


def _test(
    project: Project,
    handler: Handler,
    blocks: Blocks,
    denial: ir.Expr | ir.Stmt,
    call: Event | None,
) -> ir.Expr | None:
    """The condition of a refusal, where it asks about the request alone."""
    statement = blocks.statement(denial)
    above = blocks.above(statement) if statement is not None else ()
    deciding = next((node for node in above if isinstance(node, ir.If)), None)
    if deciding is None or (call is not None and deciding.span.start < call.node.span.start):
        return None
    names = {node.id for node in ir.walk(deciding.test) if isinstance(node, ir.Name)}
    return deciding.test if names and all(_is_early(project, handler, n) for n in names) else None


def _is_early(project: Project, handler: Handler, name: str) -> bool:
    """Whether a name says the same before the endpoint runs as behind it: the request, and what is
    no variable of the function."""
    scope = project.scope(handler.function)
    if handler.function.node.parameter(name) is not None:
        value = project.resolver.lookup(name, scope)
        responses = Writing.of(project).responses
        if not isinstance(value, Instance):
            return name == "self"
        return responses.isdisjoint(project.resolver.class_names(value))
    return not scope.bindings(name)


def _expr(event: Event) -> ir.Expr:
    assert isinstance(event.node, ir.Call)
    return event.node


def _return_behind(handler: Handler, before: tuple[Event, ...], refusal: Event) -> Fix | None:
    """`return` behind the last of what is written for a refusal."""
    blocks = Blocks(handler.function.node)
    first = blocks.statement(refusal.node)
    if first is None or not list(blocks.above(first)):
        return None
    own = [e for e in before if blocks.is_within(e.node, blocks.block(first))]
    last = blocks.statement(own[-1].node)
    if not isinstance(last, (ir.Assign, ir.ExprStmt)):
        return None
    change = build.add_statement_after(handler.function.module.path, last.span, "return")
    return build.fix("unsafe", "Return behind the refusal", change)
