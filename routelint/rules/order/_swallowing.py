"""Error handlers that take the framework's own answers, and handlers of routers for errors that the
framework finds before it knows the router."""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Fix
from routelint.fixes import build
from routelint.model import ir
from routelint.model.app import ErrorHandler, Handler
from routelint.model.project import Project
from routelint.model.vocabulary import Framework

_ASKING = (
    "builtins.isinstance",
    "builtins.getattr",
    "builtins.hasattr",
    "builtins.type",
)
_GENERIC = ("builtins.Exception", "builtins.BaseException")


def swallowing(project: Project) -> Iterator[tuple[Framework, ErrorHandler, Fix | None]]:
    """Handlers of every exception that turn the answers of the framework (404, 403, 405) into one."""
    handlers = [h for c in project.containers for h in c.error_handlers]
    for registration in handlers:
        if registration.selector not in _GENERIC or registration.handler is None:
            continue
        framework = registration.handler.framework
        if "generic-handlers-take-http-errors" not in framework.facts:
            continue
        in_turn = "error-handlers-in-order" in framework.facts
        if any(
            other.selector in framework.controls
            and (
                other.reach == registration.reach == "app"
                or other.container is registration.container
                or _is_around(project, framework, other, registration)
            )
            and (not in_turn or other.order < registration.order)
            for other in handlers
        ):
            continue
        if not _lets_through(project, registration.handler):
            yield framework, registration, _passing_on(registration.handler, framework)


def _is_around(
    project: Project, framework: Framework, other: ErrorHandler, registration: ErrorHandler
) -> bool:
    """Whether the handlers of an outer layer, too, come before a less specific one further in."""
    if "outer-handlers-count" not in framework.facts:
        return False
    pending, seen = [registration.container], set[int]()
    while pending:
        current = pending.pop()
        if current is other.container:
            return True
        if id(current) not in seen:
            seen.add(id(current))
            pending += [include.container for include in project.includes_of(current)]
    return False


def _lets_through(project: Project, handler: Handler) -> bool:
    """Whether the handler looks at what kind of exception it got, or at its status."""
    function = handler.function
    names = [p.name for p in function.node.params if p.name not in ("self", "cls")]
    error = names[-1] if names else ""
    scope = project.scope(function)
    asking = {*_ASKING, handler.framework.facts.get("default-error-handler", "")} - {""}
    for node in ir.walk_body(function.node.body):
        if isinstance(node, ir.Call) and project.name_of(node.func, scope) in asking:
            return True
        if isinstance(node, ir.Attribute) and isinstance(node.value, ir.Name):
            if node.value.id == error and node.attr in ("code", "status_code", "get_response"):
                return True
        if isinstance(node, ir.Return) and node.value is not None:
            if any(isinstance(part, ir.Name) and part.id == error for part in _own(node.value)):
                return True
        if isinstance(node, ir.Raise):
            return True
    return False


def _own(value: ir.Expr) -> list[ir.Expr]:
    """The returned value itself, or its first element: what becomes the body."""
    if isinstance(value, ir.Collection):
        return list(value.items[:1])
    if isinstance(value, ir.Call):
        return [a.value for a in value.args]
    return [value]


def _passing_on(handler: Handler, framework: Framework) -> Fix | None:
    function = handler.function
    params = [p.name for p in function.node.params if p.name not in ("self", "cls")]
    body = [s for s in function.node.body if not _is_docstring(s)]
    dotted = sorted(framework.controls)
    if not params or not body or not dotted or "default-error-handler" in framework.facts:
        return None
    module, _, name = dotted[0].rpartition(".")
    path = function.module.path
    error = params[-1]
    # Where an error is no answer, the function that makes one of the request and the error.
    maker, _, makes = framework.facts.get("answer-of-error", "").rpartition(".")
    answer = f"{makes}({params[0]}, {error})" if makes else error
    answer = framework.facts.get("http-error-as-answer", answer).format(error=error)
    way = framework.facts.get("pass-on-http-error", "return")
    check = f"if isinstance({error}, {name}):\n    {way} {answer}"
    return build.fix(
        "safe",
        "Let the framework's own answers through",
        build.add_statement_before(path, body[0].span, check),
        build.add_import(path, module, name),
        *([build.add_import(path, maker, makes)] if makes else []),
    )


def _is_docstring(statement: ir.Stmt) -> bool:
    return (
        isinstance(statement, ir.ExprStmt)
        and isinstance(statement.value, ir.Constant)
        and isinstance(statement.value.value, str)
    )


# --- handlers of routers --------------------------------------------------------------------------
_ROUTING = {
    404: ("NotFound", "Http404", "NotFoundException"),
    405: ("MethodNotAllowed", "MethodNotAllowedException"),
}


def unseen_by_router(project: Project) -> Iterator[tuple[Framework, ErrorHandler, int]]:
    """Handlers of a router for 404 and 405, in projects that raise these nowhere themselves."""
    for container in project.containers:
        if container.kind != "router" or container.phantom or not container.routes:
            continue
        if "router-sees-no-routing-errors" not in container.framework.facts:
            continue
        for registration in container.error_handlers:
            status = _status(registration.selector)
            if registration.reach == "router" and status and not _raised(project, status):
                yield container.framework, registration, status


def _status(selector: int | str | None) -> int:
    for status, names in _ROUTING.items():
        if selector == status or (
            isinstance(selector, str) and selector.rpartition(".")[2] in names
        ):
            return status
    return 0


def _raised(project: Project, status: int) -> bool:
    """Whether any function may raise that status: by `abort`, by its exception, by a helper whose
    name says so, or by serving files."""
    return project.memo(f"raises:{status}", lambda: _find_raised(project, status))


def _find_raised(project: Project, status: int) -> bool:
    for function in project.pipeline_functions():
        scope = project.scope(function)
        for node in ir.walk_body(function.node.body):
            if isinstance(node, ir.Name) and (
                str(status) in node.id or node.id in _ROUTING[status]
            ):
                return True
            if isinstance(node, ir.Attribute) and (
                str(status) in node.attr or node.attr in (*_ROUTING[status], "send_from_directory")
            ):
                return True
            if isinstance(node, ir.Call):
                name = project.name_of(node.func, scope)
                if name in project.names.aborts:
                    code = project.resolver.constant(node.positional(0), scope)
                    if code == status or not isinstance(code, int):
                        return True
                if name.endswith("send_from_directory"):
                    return True
    return False
