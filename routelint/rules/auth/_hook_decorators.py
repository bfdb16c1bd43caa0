"""Guards in decorators that run them at the wrong time, or on what is no method."""

from __future__ import annotations

from collections.abc import Iterator

from routelint.flow.meaning import Meaning
from routelint.model import ir
from routelint.model.app import DecoratorUse, Handler, Role
from routelint.model.project import Project
from routelint.model.values import FunctionRef, Instance, as_function
from routelint.policies.guards import Guard
from routelint.rules.auth._class_guards import Misused


def misused_hooks(project: Project) -> Iterator[Misused]:
    seen: set[int] = set()
    for handler in project.handlers:
        around = handler.class_decorators if handler.view_class is not None else ()
        for use in (*handler.decorators, *around):
            when = handler.framework.hook_decorators.get(use.name, "")
            call = use.decorator.value
            if not when or not isinstance(call, ir.Call) or id(call) in seen:
                continue
            found = _late(project, handler, use, call) if when == "after" else ""
            hint = "run it before the handler"
            if not found and _is_no_method(handler):
                found = (
                    "makes a method of a function: every request ends in a TypeError, which is "
                    "answered with 500"
                )
                hint = "call the guard in the function, or make it a method of a class"
            if found:
                seen.add(id(call))
                yield Misused(
                    handler.framework,
                    (handler.view_class or handler.function).module.path,
                    call.span,
                    handler.function.node.qualname,
                    f"`@{ir.text(call)}` {found}.",
                    hint,
                    statement=call.span,
                )


def _late(project: Project, handler: Handler, use: DecoratorUse, call: ir.Call) -> str:
    """Whether what runs behind the handler refuses requests for what they say of who sent them."""
    scope = handler.function.scope
    if handler.view_class is not None and use in handler.class_decorators:
        scope = handler.view_class.scope
    value = project.evaluate(call.positional(0), scope)
    if isinstance(value, Instance):
        return ""
    function = as_function(value)
    if function is None or not _refuses(project, function):
        return ""
    return "guards when all is done: the handler has run, whoever asked"


def _refuses(project: Project, function: FunctionRef) -> bool:
    handler = next((h for h in project.handlers_of(function) if h.role == Role.AFTER), None)
    if handler is None or not Guard(project, handler).is_about_auth():
        return False
    scope = project.scope(function)
    return any(
        Meaning.of(project).is_http_exception(node.exc, scope)
        for node in ir.nodes_of(function.node.body, ir.Raise)
    )


def _is_no_method(handler: Handler) -> bool:
    return handler.role == Role.VIEW and handler.function.owner is None and bool(handler.routes)
