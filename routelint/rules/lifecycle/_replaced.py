"""Changes to responses that no client sees, since every path behind them answers with another one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from routelint.findings import Related
from routelint.flow.calls import functions_on_the_way
from routelint.flow.changes import Change, change_of, changes_in, stored_in
from routelint.flow.meaning import Built, Meaning, ProjectSemantics
from routelint.flow.paths import Event, Path, explore
from routelint.flow.pipeline import is_next
from routelint.model import ir
from routelint.model.app import Handler, Role
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import FunctionRef, Instance, callable_name
from routelint.model.vocabulary import Framework


@dataclass(frozen=True, eq=False)
class Lost:
    """`change` is the call or the target that changes the response `name`, `answer` what is sent;
    `handed` tells that the framework hands that response to the function, `trace` are the places in
    the functions that make the answer."""

    function: FunctionRef
    handler: Handler | None
    framework: Framework
    name: str
    change: ir.Expr
    answer: ir.Expr | ir.Stmt
    handed: bool
    trace: tuple[Related, ...] = ()


@dataclass(frozen=True, eq=False)
class _Object:
    framework: Framework
    handed: bool = False
    only_raised: bool = False


def replaced(project: Project) -> Iterator[Lost]:
    """The first lost change to each response of each function."""
    on_the_way = functions_on_the_way(project)
    for function in project.pipeline_functions():
        handlers = project.handlers_of(function)
        if function.node.is_generator or not (handlers or id(function.node) in on_the_way):
            continue
        changes = list(changes_in(function.node.body))
        if changes:
            handler = handlers[0] if handlers else None
            objects = _objects(project, function, handler, changes)
            if objects:
                yield from _lost(project, function, handler, objects, changes)


def _objects(
    project: Project, function: FunctionRef, handler: Handler | None, changes: list[Change]
) -> dict[str, _Object]:
    """The responses that the function changes, by how they are written."""
    scope, found = project.scope(function), {}
    for change in changes:
        name = ir.text(change.base)
        if name in found or not isinstance(change.base, (ir.Name, ir.Attribute)):
            continue
        framework = None
        if isinstance(change.base, ir.Name):
            framework = _maker(project, change.base.id, scope, handler)
        if framework is not None:
            found[name] = _Object(framework)
        elif handler is not None and _is_handed(project, change.base, scope, handler):
            only_raised = handler.role == Role.DEPENDENCY
            found[name] = _Object(handler.framework, True, only_raised)
        elif handler is not None and _is_passed(project, change.base, scope, handler):
            found[name] = _Object(handler.framework)
    if not found:
        return found
    nested = {
        ir.text(node)
        for inner in ir.walk_body(function.node.body)
        if isinstance(inner, (ir.Function, ir.Lambda))
        for node in ir.walk(inner, into_functions=True)
        if isinstance(node, (ir.Name, ir.Attribute))
    }
    return {name: what for name, what in found.items() if name not in nested}


def _maker(project: Project, name: str, scope: Scope, handler: Handler | None) -> Framework | None:
    """The framework of whose responses a variable always is one."""
    bindings = scope.bindings(name)
    framework = None
    for binding in bindings:
        if binding.kind != "value" or binding.index is not None:
            return None
        made = _made(project, binding.value, scope, handler)
        if made is None:
            return None
        framework = framework or made
    return framework


def _made(
    project: Project, value: ir.Expr | None, scope: Scope, handler: Handler | None
) -> Framework | None:
    if isinstance(value, ir.Await):
        value = value.value
    if not isinstance(value, ir.Call):
        return None
    if handler is not None and is_next(value, handler):
        return handler.framework
    built = Meaning.of(project).built(value, scope)
    return built.framework if built is not None and built.kind == "response" else None


def _is_handed(project: Project, base: ir.Expr, scope: Scope, handler: Handler) -> bool:
    """Whether it is the response that the framework hands out, which no function has made."""
    classes = handler.framework.handed_responses
    if not classes or handler.role not in (Role.VIEW, Role.DEPENDENCY):
        return False
    if isinstance(base, ir.Name) and handler.function.node.parameter(base.id) is None:
        # Imported, or another name for the attribute of the request, which is written once.
        bindings = scope.bindings(base.id)
        if len(bindings) > 1 or any(b.kind != "value" or b.index is not None for b in bindings):
            return False
        if bindings and _written(handler, bindings[0].value) > 1:
            return False
    elif isinstance(base, ir.Name) and len(scope.bindings(base.id)) > 1:
        return False
    value = project.evaluate(base, scope)
    if value is None or (isinstance(value, Instance) and value.call is not None):
        return False
    return not classes.isdisjoint(project.resolver.class_names(value))


def _written(handler: Handler, expr: ir.Expr | None) -> int:
    """How often an expression is written in a function."""
    nodes = ir.walk_body(handler.function.node.body)
    return sum(isinstance(node, type(expr)) and ir.text(node) == ir.text(expr) for node in nodes)


def _is_passed(project: Project, base: ir.Expr, scope: Scope, handler: Handler) -> bool:
    """Whether it is the response that a hook is given, to return that one or another."""
    contract = handler.contract
    if handler.role != Role.AFTER or contract is None or not isinstance(base, ir.Name):
        return False
    if contract.result not in ("transform", "continue"):
        return False
    bindings = scope.bindings(base.id)
    if handler.function.node.parameter(base.id) is None or any(b.kind == "value" for b in bindings):
        return False
    value = project.evaluate(base, scope)
    return (
        isinstance(value, Instance)
        and value.call is None
        and not project.names.responses.keys().isdisjoint(project.resolver.class_names(value))
    )


class _Uses(ProjectSemantics):
    """Where responses are changed ("change"), otherwise used ("use"), made ("made"), and where
    another one is called, which sends it ("sent")."""

    def __init__(
        self,
        meaning: Meaning,
        scope: Scope,
        function: ir.Function,
        names: Iterable[str],
        changes: list[Change],
    ) -> None:
        super().__init__(meaning, scope)
        self.names = frozenset(names)
        self.bases = {id(part) for change in changes for part in ir.walk(change.base)}
        self.makers = {
            id(node.value.value if isinstance(node.value, ir.Await) else node.value): target.id
            for node in ir.nodes_of(function.body, ir.Assign)
            for target in node.targets
            if isinstance(target, ir.Name) and target.id in self.names
        }

    def events(self, expr: ir.Expr) -> Iterable[Event]:
        if isinstance(expr, (ir.Name, ir.Attribute)) and id(expr) not in self.bases:
            written = ir.text(expr)
            if written in self.names:
                yield Event("use", expr, written)
        if isinstance(expr, ir.Call):
            if id(expr) in self.makers:
                yield Event("made", expr, self.makers[id(expr)])
            elif self._sends(expr):
                yield Event("sent", expr)
        change = change_of(expr)
        if change is not None and ir.text(change.base) in self.names:
            yield Event("change", expr, ir.text(change.base))

    def _sends(self, call: ir.Call) -> bool:
        """Whether the call is that of a response, such as `PlainTextResponse("no")(environ, start)`."""
        if len(call.args) < 2 or isinstance(call.func, ir.Attribute):
            return False
        project = self.meaning.project
        value = project.evaluate(call.func, self.scope)
        return isinstance(value, Instance) and not project.names.responses.keys().isdisjoint(
            project.resolver.class_names(value)
        )

    def stores(self, target: ir.Expr, value: ir.Expr | None) -> Iterable[Event]:
        change = stored_in(target)
        if change is not None and ir.text(change.base) in self.names:
            yield Event("change", target, ir.text(change.base))


def _lost(
    project: Project,
    function: FunctionRef,
    handler: Handler | None,
    objects: Mapping[str, _Object],
    changes: list[Change],
) -> Iterator[Lost]:
    scope = project.scope(function)
    semantics = _Uses(Meaning.of(project), scope, function.node, objects, changes)
    paths = explore(function.node, semantics)
    if not paths.complete:
        return
    nodes = {id(change.node): change.node for change in changes}
    reported: set[str] = set()
    for path in paths.paths:
        for event in path.events:
            name = str(event.data)
            if event.kind != "change" or name in reported:
                continue
            what = objects[name]
            through = [p for p in paths.paths if any(e.node is event.node for e in p.events)]
            ends = [_instead(project, p, event, what, scope, handler) for p in through]
            answer = ends[0]
            if answer is not None and None not in ends:
                reported.add(name)
                node = nodes[id(event.node)]
                trace = _trace(project, answer, scope)
                yield Lost(
                    function, handler, what.framework, name, node, answer, what.handed, trace
                )


def _instead(
    project: Project,
    path: Path,
    change: Event,
    what: _Object,
    scope: Scope,
    handler: Handler | None,
) -> ir.Expr | ir.Stmt | None:
    """What the path answers with, when that is not the response that was changed."""
    seen, sent = False, None
    for event in path.events:
        seen = seen or event.node is change.node
        if seen and event.data == change.data and event.kind == "use":
            return None
        if seen and event.data == change.data and event.kind == "made":
            return event.node
        if seen and event.kind == "sent":
            sent = sent or event.node
    return sent or _answer(project, path, what, scope, handler)


def _answer(
    project: Project, path: Path, what: _Object, scope: Scope, handler: Handler | None
) -> ir.Expr | ir.Stmt | None:
    """The statement with which the path ends, when it gives an answer of its own."""
    end, meaning = path.end, Meaning.of(project)
    value = end.value
    if isinstance(value, ir.Name):
        value = path.env.get(value.id) or value
    if value is None:
        return None
    if end.kind == "never" and isinstance(value, ir.Call):
        is_lost = meaning.is_abort(value, scope) and not _keeps(project, value, scope, what)
        return value if is_lost else None
    if end.kind == "raise":
        built = meaning.built(value, scope)
        raised = built is not None or meaning.is_http_exception(value, scope)
        return end.statement if raised and handler is not None else None
    if end.kind != "return" or what.only_raised:
        return None
    first = value
    if isinstance(value, ir.Collection) and value.kind == "tuple" and value.items:
        first = value.items[0]
    built = meaning.built(first, scope)
    if what.handed:
        is_other = _is_other(built) and not _keeps(project, first, scope, what)
        return end.statement if is_other else None
    literal = isinstance(value, (ir.Dictionary, ir.Collection, ir.FormattedString)) or (
        isinstance(value, ir.Constant) and isinstance(value.value, str)
    )
    if built is not None or (literal and handler is not None and _answers(handler)):
        return end.statement
    return None


def _trace(project: Project, answer: ir.Expr | ir.Stmt, scope: Scope) -> tuple[Related, ...]:
    """The places in the function of the project that makes an answer."""
    value: ir.Expr | None = answer if isinstance(answer, ir.Call) else None
    if isinstance(answer, (ir.Return, ir.Raise)):
        value = answer.value if isinstance(answer, ir.Return) else answer.exc
    built = Meaning.of(project).built(value, scope)
    return built.trace if built is not None else ()


def _is_other(built: Built | None) -> bool:
    return built is not None and not built.may_be_none


def _answers(handler: Handler) -> bool:
    return handler.contract is not None and handler.contract.result == "response"


def _keeps(project: Project, value: ir.Expr, scope: Scope, what: _Object) -> bool:
    """Whether the answer takes what was set on the response that the framework hands out."""
    if isinstance(value, ir.Await):
        value = value.value
    if not what.handed or not isinstance(value, ir.Call):
        return False
    func = project.evaluate(value.func, scope)
    names = {callable_name(func) or "", *project.resolver.class_names(func)}
    return not what.framework.keeps_handed.isdisjoint(names)
