"""Error boundaries that errors never reach."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from routelint.findings import Span
from routelint.model import ir
from routelint.model.app import ErrorHandler, Handler, Role
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import Value, callable_name
from routelint.model.vocabulary import Framework

# What is no Exception passes through a middleware that turns exceptions into responses.
_NO_EXCEPTIONS = frozenset(
    {
        "asyncio.CancelledError",
        "builtins.BaseException",
        "builtins.GeneratorExit",
        "builtins.KeyboardInterrupt",
        "builtins.SystemExit",
    }
)


@dataclass(frozen=True)
class Unreached:
    framework: Framework
    path: str
    span: Span
    scope: str
    message: str
    hint: str


def unreached(project: Project) -> Iterator[Unreached]:
    for handler in project.with_role(Role.MIDDLEWARE):
        facts = handler.framework.facts
        if "next-raises-nothing" in facts or "next-raises-no" in facts:
            yield from _around_next(project, handler)
    yield from _left_behind(project)
    for container in project.containers:
        if container.framework.facts.get("error-handlers") != "root" or container.kind == "app":
            continue
        including = [include.container for include in project.includes_of(container)]
        if including and not any(app.kind == "app" for app in including):
            for registration in container.error_handlers:
                yield _not_in_root(container.framework, registration)


def _left_behind(project: Project) -> Iterator[Unreached]:
    """Handlers of an app whose routes another one has taken over, without its handlers."""
    for container in project.containers:
        lost = container.framework.facts.get("taken-over-without-error-handlers", "")
        includes = project.includes_of(container) if lost and not container.phantom else []
        if not includes or container.runs or project.mounts_of(container):
            continue
        for registration in container.error_handlers:
            yield Unreached(
                container.framework,
                registration.location.path,
                registration.location.span,
                "",
                f"This handler of {registration.selector} is never used: {lost}",
                "register it on the application that takes the routes",
            )


def _around_next(project: Project, handler: Handler) -> Iterator[Unreached]:
    """Clauses around the call of the next one, which answers for every exception by itself."""
    function = handler.function
    scope = project.scope(function)
    params = function.node.params
    # A function that is handed the next one takes it last.
    next_name = handler.next_name or (params[-1].name if params else "")
    for node in ir.nodes_of(function.node.body, ir.Try):
        if not _only_next(node.body, next_name):
            continue
        for clause in node.handlers:
            if _never(project, clause, scope, handler.framework.facts.get("next-raises-no", "")):
                caught = "" if clause.type is None else f" {ir.text(clause.type)}"
                yield Unreached(
                    handler.framework,
                    function.module.path,
                    clause.header,
                    function.node.qualname,
                    f"`except{caught}` around `{next_name}()` never fires: "
                    f"{_why(handler.framework)}",
                    handler.framework.facts.get("next-raises-hint", ""),
                )


def _only_next(body: tuple[ir.Stmt, ...], next_name: str) -> bool:
    """Whether the call of the next one is all that can raise."""
    calls = list(ir.nodes_of(body, ir.Call))
    return len(calls) == 1 and ir.dotted(calls[0].func) == next_name


def _why(framework: Framework) -> str:
    facts = framework.facts
    return facts.get("next-raises-nothing") or facts.get("next-raises-no-why", "")


def _never(project: Project, clause: ir.ExceptHandler, scope: Scope, only: str) -> bool:
    """Whether nothing that the next one raises reaches a clause; with `only`, the one exception
    (and its subclasses) that never does."""
    if clause.type is None:
        return False
    types = clause.type.items if isinstance(clause.type, ir.Collection) else (clause.type,)
    values = [project.evaluate(t, scope) for t in types]
    if only:
        return all(_is_a(project, value, only) for value in values)
    return not any(callable_name(value) in _NO_EXCEPTIONS for value in values)


def _is_a(project: Project, value: Value | None, name: str) -> bool:
    own = callable_name(value)
    bases = tuple(project.names.ancestors(own)) if own else ()
    return own == name or name in bases


def _not_in_root(framework: Framework, registration: ErrorHandler) -> Unreached:
    return Unreached(
        framework,
        registration.location.path,
        registration.location.span,
        "",
        f"This handler of {registration.selector} is never used: {framework.title} looks for it in "
        "the root urlconf only, and this one is included",
        "move it into the root urlconf",
    )
