"""Handlers that take it for granted that somebody is signed in: they use what the framework's object for
nobody does not have, so that every request of a stranger gets to an error there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from routelint.flow.blocks import Blocks
from routelint.flow.meaning import Meaning, ProjectSemantics
from routelint.flow.paths import Event, explore
from routelint.model import ir
from routelint.model.app import Handler, Role
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.vocabulary import Framework
from routelint.policies.checks import Checks
from routelint.policies.ineffective import has_users, puts_own_users

#: What of an object for users tells by its name alone whether somebody is signed in.
_TELLING = frozenset({"is_authenticated", "is_anonymous"})
_LOOKING = frozenset(f"builtins.{name}" for name in ("getattr", "hasattr", "isinstance", "type"))
_CATCHING = frozenset(
    f"builtins.{name}" for name in ("AttributeError", "Exception", "BaseException")
)
_USED = "used"


def takes_user_for_granted(project: Project, handler: Handler) -> ir.Expr | None:
    """What a handler first uses of the user, on a path that strangers get to and that goes on behind
    it, where nobody has such a thing who isn't signed in; None also where the handler, or a function
    that it calls, may have asked before."""
    key = f"user-for-granted:{id(handler.function.node)}"
    return project.memo(key, lambda: _taken_for_granted(project, handler))


def _taken_for_granted(project: Project, handler: Handler) -> ir.Expr | None:
    framework = handler.framework
    if not framework.users or not framework.nobody:
        return None
    node, scope = handler.function.node, project.scope(handler.function)
    if not any(
        _is_missing(project, attribute, scope, framework)
        for attribute in ir.nodes_of(node.body, ir.Attribute)
    ):
        return None
    if not _is_told_apart(project, framework) or _asks(project, handler, scope):
        return None
    paths = explore(node, _AsNobody(project, scope, framework), limit=128)
    blocks = Blocks(node)
    for path in paths.paths if paths.complete else ():
        if path.end.kind in ("return", "fall"):
            for event in path.events:
                if isinstance(event.node, ir.Attribute) and not _is_caught(
                    project, blocks, event.node, scope
                ):
                    return event.node
    return None


def _is_told_apart(project: Project, framework: Framework) -> bool:
    """Whether the project leaves it to the framework what stands for nobody."""
    key = f"own-nobody:{framework.slug}"
    return project.memo(
        key,
        lambda: (
            has_users(project, framework)
            and not puts_own_users(project)
            and not _sets(project, framework)
        ),
    )


def _sets(project: Project, framework: Framework) -> bool:
    """Whether the project puts another object in the place of the one that stands for nobody. What a
    view or a decorator does is about itself."""
    own = {Role.VIEW, Role.DECORATOR}
    bodies = [tuple(module.top_level()) for module in project.modules if not module.is_test]
    for function in project.pipeline_functions():
        roles = {handler.role for handler in project.handlers_of(function)}
        if not roles or not roles <= own:
            bodies.append(function.node.body)
    return any(
        _replaces(target, framework)
        for body in bodies
        for node in ir.nodes_of(body, ir.Assign)
        for target in node.targets
    )


def _replaces(target: ir.Expr, framework: Framework) -> bool:
    written = tuple(f"request.{name.rpartition('.')[2]}" for name in framework.users)
    return isinstance(target, ir.Attribute) and (
        target.attr in framework.nobody_from or (ir.dotted(target) or "").endswith(written)
    )


def _is_user(project: Project, expr: ir.Expr, scope: Scope, framework: Framework) -> bool:
    return project.name_of(expr, scope) in framework.users


def _is_missing(
    project: Project, attribute: ir.Attribute, scope: Scope, framework: Framework
) -> bool:
    name = attribute.attr
    return (
        name not in framework.nobody
        and not name.startswith("_")
        and _is_user(project, attribute.value, scope, framework)
    )


def _asks(project: Project, handler: Handler, scope: Scope) -> bool:
    """Whether a handler may find out by itself, or by a function, whether somebody is signed in."""
    body, framework = handler.function.node.body, handler.framework
    checks = Checks.of(project)
    for node in ir.walk_body(body, into_functions=True):
        if isinstance(node, ir.Attribute) and node.attr in _TELLING:
            return True
        if isinstance(node, ir.Constant) and node.value in _TELLING:
            return True
        if isinstance(node, ir.Assign) and any(_replaces(t, framework) for t in node.targets):
            return True
        if isinstance(node, ir.Call):
            if project.name_of(node.func, scope) in _LOOKING and any(
                _is_user(project, arg.value, scope, framework) for arg in node.args
            ):
                return True
            if checks.is_asked(node, scope):
                return True
        if isinstance(node, (ir.If, ir.While, ir.Conditional, ir.Assert)) and any(
            isinstance(part, ir.Call) and _is_given_sender(project, part, scope, handler)
            for part in ir.walk(node.test)
        ):
            return True
    return False


def _is_given_sender(project: Project, call: ir.Call, scope: Scope, handler: Handler) -> bool:
    """Whether a call in a condition is given the request or the user, and may so look at it."""
    request = {param.name for param in handler.function.node.params[:2]} & _REQUESTS
    return any(
        (isinstance(arg.value, ir.Name) and arg.value.id in request)
        or _is_user(project, arg.value, scope, handler.framework)
        for arg in call.args
    )


_REQUESTS = frozenset({"request", "req", "self"})


def _is_caught(project: Project, blocks: Blocks, node: ir.Expr, scope: Scope) -> bool:
    """Whether an `except` around an expression may take what comes of a missing attribute."""
    statement = blocks.statement(node)
    above = [] if statement is None else [statement, *blocks.above(statement)]
    for outer in above:
        if isinstance(outer, ir.Try) and blocks.is_within(node, outer.body):
            for caught in outer.handlers:
                kinds = (
                    caught.type.items if isinstance(caught.type, ir.Collection) else (caught.type,)
                )
                if any(k is None or project.name_of(k, scope) in _CATCHING for k in kinds):
                    return True
        if isinstance(outer, ir.With):
            return True
    return False


class _AsNobody(ProjectSemantics):
    """A function as it goes for somebody who isn't signed in."""

    def __init__(self, project: Project, scope: Scope, framework: Framework) -> None:
        super().__init__(Meaning.of(project), scope)
        self.project = project
        self.framework = framework
        self.known: Mapping[str, bool | None] = framework.nobody

    def events(self, expr: ir.Expr) -> Iterable[Event]:
        if isinstance(expr, ir.Attribute) and _is_missing(
            self.project, expr, self.scope, self.framework
        ):
            yield Event(_USED, expr)

    def truth(self, expr: ir.Expr) -> bool | None:
        known = self.decides(expr)
        return super().truth(expr) if known is None else known

    def decides(self, expr: ir.Expr) -> bool | None:
        if isinstance(expr, ir.Call):
            expr = expr.func
        if isinstance(expr, ir.Attribute) and expr.attr in self.known:
            if _is_user(self.project, expr.value, self.scope, self.framework):
                return self.known[expr.attr]
        return None
