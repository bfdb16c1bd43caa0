"""Headers that are set and then undone by the error with which every path behind them ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from routelint.flow.meaning import Meaning, ProjectSemantics
from routelint.flow.paths import Event, Path, explore
from routelint.flow.sending import Sending
from routelint.model import ir
from routelint.model.app import Handler
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import Instance, as_function


def cleared_headers(
    project: Project, handler: Handler
) -> Iterator[tuple[ir.Call, ir.Expr | ir.Stmt]]:
    """The first header of a handler that is lost, with the error that undoes it."""
    framework, scope = handler.framework, project.scope(handler.function)
    if not framework.cleared_heads or handler.function.node.is_generator:
        return
    calls = [
        node
        for node in ir.nodes_of(handler.function.node.body, ir.Call)
        if isinstance(node.func, ir.Attribute)
        and project.name_of(node.func, scope) in framework.cleared_heads
    ]
    if not calls or _has_own_way(project, handler):
        return
    paths = explore(handler.function.node, _Heads(Meaning.of(project), scope, handler))
    if not paths.complete:
        return
    for call in calls:
        through = [p for p in paths.paths if any(e.node is call for e in p.events)]
        ends = [_undone(project, path, call, handler, scope) for path in through]
        if ends and ends[0] is not None and None not in ends:
            yield call, ends[0]
            return


def _has_own_way(project: Project, handler: Handler) -> bool:
    """Whether the class answers errors in its own way: by other methods, or with these headers."""
    cls = handler.view_class or handler.function.owner
    if cls is None:
        return True
    framework = handler.framework
    if any(project.resolver.method(cls, n.rpartition(".")[2]) for n in framework.clears):
        return True
    writer = project.resolver.method(cls, "write_error")
    return writer is not None and any(
        project.name_of(node.func, project.scope(writer)) in framework.cleared_heads
        for node in ir.nodes_of(writer.node.body, ir.Call)
    )


def _undone(
    project: Project, path: Path, call: ir.Call, handler: Handler, scope: Scope
) -> ir.Expr | ir.Stmt | None:
    """What undoes the header on a path; None when something sends it, or may do so."""
    seen = False
    for event in path.events:
        seen = seen or event.node is call
        if seen and event.kind == "undone":
            return event.node
        if seen and event.kind == "sent":
            return None
    end = path.end
    if end.kind == "raise" and end.value is not None and end.statement is not None:
        raised = end.value.func if isinstance(end.value, ir.Call) else end.value
        value = project.evaluate(raised, scope)
        value = value.cls if isinstance(value, Instance) else value
        if not handler.framework.clears.isdisjoint(project.resolver.class_names(value)):
            return end.statement
    return None


class _Heads(ProjectSemantics):
    """Where a header is set ("head"), undone ("undone"), or may be on its way ("sent")."""

    def __init__(self, meaning: Meaning, scope: Scope, handler: Handler) -> None:
        super().__init__(meaning, scope)
        self.framework = handler.framework

    def events(self, expr: ir.Expr) -> Iterable[Event]:
        if not isinstance(expr, ir.Call):
            return
        project = self.meaning.project
        name = project.name_of(expr.func, self.scope)
        if name in self.framework.cleared_heads:
            yield Event("head", expr)
        elif name in self.framework.clears:
            if name not in self.framework.exceptions:
                yield Event("undone", expr)
        elif name in self.framework.sends or name in self.framework.seals:
            if Sending.of(project).kind(expr, self.scope) != "more" or name in self.framework.seals:
                yield Event("sent", expr)
        elif not name and as_function(project.evaluate(expr.func, self.scope)) is not None:
            # A function of the project that may send something.
            if Sending.of(project).ways(expr, self.scope, self.framework.request_kinds[0]):
                yield Event("sent", expr)
