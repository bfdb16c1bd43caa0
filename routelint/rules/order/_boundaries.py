"""Error boundaries that errors never reach."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from routelint.findings import Span
from routelint.model import ir
from routelint.model.app import ErrorHandler, Handler, Role
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import callable_name
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
        if "next-raises-nothing" in handler.framework.facts:
            yield from _around_next(project, handler)
    for container in project.containers:
        if container.framework.facts.get("error-handlers") != "root" or container.kind == "app":
            continue
        including = [include.container for include in project.includes_of(container)]
        if including and not any(app.kind == "app" for app in including):
            for registration in container.error_handlers:
                yield _not_in_root(container.framework, registration)


def _around_next(project: Project, handler: Handler) -> Iterator[Unreached]:
    """Clauses around the call of the next one, which answers for every exception by itself."""
    function = handler.function
    scope = project.scope(function)
    for node in ir.walk_body(function.node.body):
        if not isinstance(node, ir.Try) or not _only_next(node.body, handler.next_name):
            continue
        for clause in node.handlers:
            if _never(project, clause, scope):
                caught = "" if clause.type is None else f" {ir.text(clause.type)}"
                yield Unreached(
                    handler.framework,
                    function.module.path,
                    clause.header,
                    function.node.qualname,
                    f"`except{caught}` around `{handler.next_name}()` never fires: "
                    f"{handler.framework.facts['next-raises-nothing']}",
                    handler.framework.facts.get("next-raises-hint", ""),
                )


def _only_next(body: tuple[ir.Stmt, ...], next_name: str) -> bool:
    """Whether the call of the next one is all that can raise."""
    calls = [node for node in ir.walk_body(body) if isinstance(node, ir.Call)]
    return len(calls) == 1 and ir.dotted(calls[0].func) == next_name


def _never(project: Project, clause: ir.ExceptHandler, scope: Scope) -> bool:
    if clause.type is None:
        return False
    types = clause.type.items if isinstance(clause.type, ir.Collection) else (clause.type,)
    names = [callable_name(project.evaluate(t, scope)) for t in types]
    return not any(name in _NO_EXCEPTIONS for name in names)


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
