"""Guards that nobody awaits, told apart from all other coroutines that nobody awaits."""

from __future__ import annotations

from routelint.flow.coroutines import Coroutines, Unawaited
from routelint.flow.meaning import Meaning
from routelint.model.app import Handler, Role
from routelint.model.project import Project
from routelint.model.values import FunctionRef
from routelint.policies.guards import Guard


def unawaited_guards(project: Project) -> list[Unawaited]:
    """The coroutines that decide about requests: predicates whose truth is asked for, and guards
    that are called as a statement. What else is not awaited is no guard."""
    return project.memo(
        "unawaited-guards",
        lambda: [u for u in Coroutines.of(project).unawaited() if is_guard(project, u)],
    )


def is_guard(project: Project, unawaited: Unawaited) -> bool:
    """Whether the coroutine is one that guards, or a function of the project that is asked whether
    something is so."""
    coroutine = unawaited.coroutine
    if coroutine.function is None:
        return coroutine.framework is not None and coroutine.label in coroutine.framework.guards
    if unawaited.how == "condition":
        return True
    # A response that is dropped, which is more than a coroutine that is.
    if Meaning.of(project).built(unawaited.expr, project.scope(unawaited.function)) is not None:
        return False
    return _refuses(project, coroutine.function)


def _refuses(project: Project, function: FunctionRef) -> bool:
    handlers = project.handlers_of(function)
    if not handlers and project.used:
        framework = project.used[0]
        handlers = [Handler(function, Role.HELPER, framework, None, function.location)]
    guards = [Guard(project, handler) for handler in handlers]
    return any(guard.is_guard and not guard.is_about_something_else for guard in guards)
