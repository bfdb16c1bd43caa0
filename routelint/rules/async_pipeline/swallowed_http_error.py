"""A broad `except` that swallows the framework's HTTP errors.

## What it does
Finds `except Exception:`, `except BaseException:` and bare `except:` around code that raises one of
the framework's HTTP exceptions (`abort(404)`, `raise HTTPException(...)`, `raise Http404`), directly
or in a project function that always does, when the handler neither raises again nor looks at the
exception's type.

## Why it matters
The framework steers by these exceptions. Swallowed, a 404 becomes a 500, or a denial becomes a 200
and the code goes on.

## Example
```python
try:
    item = find(number)
    if item is None:
        abort(404)
except Exception:
    return jsonify(error="database"), 500
```

## Use instead
```python
try:
    item = find(number)
    if item is None:
        abort(404)
except HTTPException:
    raise
except Exception:
    return jsonify(error="database"), 500
```

## Frameworks
All whose HTTP errors are exceptions.

## When it stays silent
When an earlier `except` catches the HTTP exception, when the handler raises again or tests with
`isinstance`, and for calls whose target can't be resolved. When the clause answers with the same status,
unless both say in words that are written there what the client has done wrong, and these differ:
`abort(409, "exists")`, answered by `abort(409, "bad name")`.

## Fix safety
Unsafe: a clause for the framework's HTTP exceptions that raises them again, before the broad one. Django's
have no class in common, so that there are two in it. There is no fix for `except*`.

## References
CWE-396.
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, Fix, RuleMeta
from routelint.fixes import build
from routelint.flow.calls import functions_on_the_way
from routelint.flow.meaning import Meaning, catches
from routelint.flow.pipeline import is_next
from routelint.flow.raising import raised_in, way_to_error
from routelint.flow.sending import Sending
from routelint.model import ir
from routelint.model.app import Handler, Role
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import ClassRef, FunctionRef, as_function, callable_name

META = RuleMeta(
    code="RL604",
    slug="swallowed-http-error",
    category="async_pipeline",
    severity="error",
    tier="A",
    fix="sometimes",
    summary="A broad `except` around framework control flow turns a 404 or a denial into 500 or 200.",
    cwe=(396,),
)

_BROAD = ("builtins.Exception", "builtins.BaseException")


def check(project: Project) -> Iterator[Finding]:
    for function in project.pipeline_functions():
        for node in ir.nodes_of(function.node.body, ir.Try):
            finding = _swallowing(project, function, node)
            if finding is not None:
                yield finding


def _swallowing(project: Project, function: FunctionRef, node: ir.Try) -> Finding | None:
    scope = project.scope(function)
    handlers = project.handlers_of(function)
    raised = raised_in(project, node.body, scope) or _wrapped_view(handlers, node)
    if raised is None:
        return None
    for handler in node.handlers:
        if not _is_broad(project, handler, scope):
            if handler.type is None or catches(project, handler.type, _target(raised), scope) in (
                True,
                None,
            ):
                return None
            if _names_http(project, handler, scope):
                return None
            continue
        if _lets_through(project, handler, scope) or _answers_alike(
            project, handler, raised, scope
        ):
            return None
        if _gives_value(handlers, handler):
            return None
        if not handlers and not _concerns_requests(project, function, handler, scope):
            return None
        what = ir.text(raised.exc if isinstance(raised, ir.Raise) else raised)
        return Finding(
            code=META.code,
            rule=META.slug,
            severity=META.severity,
            confidence="high",
            message=(
                f"`except` in `{function.node.qualname}` swallows the HTTP error of `{what}`: "
                "the client gets another answer"
            ),
            path=function.module.path,
            span=handler.header,
            hint="insert a clause for the framework's HTTP exception that raises again, before it",
            related=tuple(way_to_error(project, raised, scope)),
            route=project.route_ref(handlers[0] if handlers else None),
            framework=_framework(project, raised, scope, handlers),
            fix=_fix(project, function, handler, raised, scope),
            scope=function.node.qualname,
            statement=handler.header,
        )
    return None


def _concerns_requests(
    project: Project, function: FunctionRef, handler: ir.ExceptHandler, scope: Scope
) -> bool:
    """Whether a plain function is called on the way of a request, or answers one in the clause: in a
    worker or a script there is no client."""
    meaning = Meaning.of(project)
    for node in ir.nodes_of(handler.body, ir.Return):
        if node.value is not None:
            if meaning.answer(node.value, scope) is not None:
                return True
    return id(function.node) in functions_on_the_way(project)


def _fix(
    project: Project,
    function: FunctionRef,
    handler: ir.ExceptHandler,
    raised: ir.Raise | ir.Call,
    scope: Scope,
) -> Fix | None:
    """A clause for the framework's exceptions before the broad one."""
    if handler.is_star:
        return None
    place = function.module.path
    slug = _framework(project, raised, scope, project.handlers_of(function))
    framework = next((f for f in project.used if f.slug == slug), None)
    if framework is None:
        return None
    known = framework.http_errors or tuple(n for n in (framework.http_error,) if n)
    written = raised.exc if isinstance(raised, ir.Raise) else None
    written = written.func if isinstance(written, ir.Call) else written
    kind = project.evaluate(written, scope)
    names = project.resolver.class_names(kind)
    # A class of the project's own may have siblings that are raised there, too.
    its_own = isinstance(kind, ClassRef)
    caught: list[str] = []
    imports: list[build.Intent] = []
    is_known = not known or (names[:1] == [*known] and not its_own)
    if isinstance(written, (ir.Name, ir.Attribute)) and is_known:
        caught.append(ir.text(written))
    else:
        for error in known:
            module, _, name = error.rpartition(".")
            caught.append(name)
            imports.append(build.add_import(place, module, name))
        if written is not None and not set(known) & set(names):
            caught.append(ir.text(written))
    if not caught:
        return None
    classes = caught[0] if len(caught) == 1 else f"({', '.join(caught)})"
    clause = build.add_statement_before(place, handler.header, f"except {classes}:\n    raise")
    return build.fix("unsafe", "Raise the HTTP error again", clause, *imports)


def _wrapped_view(handlers: list[Handler], node: ir.Try) -> ir.Call | None:
    """The call of the view in a decorator's wrapper, or in middleware that sees what views raise."""
    for handler in handlers:
        sees = "next-raises" in handler.framework.facts and handler.role == Role.MIDDLEWARE
        if handler.role == Role.DECORATOR or sees:
            for part in ir.nodes_of(node.body, ir.Call):
                if is_next(part, handler):
                    return part
    return None


def _target(raised: ir.Raise | ir.Call) -> ir.Expr | None:
    return raised.exc if isinstance(raised, ir.Raise) else None


def _framework(
    project: Project, raised: ir.Raise | ir.Call, scope: Scope, handlers: list[Handler]
) -> str:
    target = raised.exc if isinstance(raised, ir.Raise) else raised.func
    if isinstance(target, ir.Call):
        target = target.func
    names = project.names
    for name in project.resolver.class_names(project.evaluate(target, scope)):
        if name in names.exceptions:
            return names.exceptions[name].slug
        if name in names.aborts:
            return names.aborts[name].slug
    if handlers:
        return handlers[0].framework.slug
    return project.used[0].slug if project.used else ""


def _is_broad(project: Project, handler: ir.ExceptHandler, scope: Scope) -> bool:
    if handler.type is None:
        return True
    types = handler.type.items if isinstance(handler.type, ir.Collection) else (handler.type,)
    return any(callable_name(project.evaluate(t, scope)) in _BROAD for t in types)


def _names_http(project: Project, handler: ir.ExceptHandler, scope: Scope) -> bool:
    if handler.type is None:
        return False
    types = handler.type.items if isinstance(handler.type, ir.Collection) else (handler.type,)
    return any(Meaning.of(project).is_http_exception(t, scope) for t in types)


def _gives_value(handlers: list[Handler], handler: ir.ExceptHandler) -> bool:
    """Whether a function that answers nobody itself turns the error into None or the like, for its
    caller to look at."""
    results = {
        contract.result
        for h in handlers
        if (contract := h.framework.contracts.get(h.role)) is not None
    }
    last = handler.body[-1] if handler.body else None
    return (
        results <= {"value"}
        and isinstance(last, ir.Return)
        and (last.value is None or isinstance(last.value, ir.Constant))
    )


def _answers_alike(
    project: Project, handler: ir.ExceptHandler, raised: ir.Raise | ir.Call, scope: Scope
) -> bool:
    """Whether the handler raises or aborts with the very status that it caught, and does not tell the
    client another mistake of theirs than the one that was made."""
    meaning = Meaning.of(project)
    status = _origin(project, raised, scope)
    if status is None:
        return False
    if isinstance(raised, ir.Raise) and _sends_status(project, handler, raised, scope):
        return True
    for node in ir.walk_body(handler.body):
        if isinstance(node, ir.Raise) and meaning.is_http_exception(node.exc, scope):
            if _status(project, node.exc, scope) == status:
                return not _tells_otherwise(project, raised, node.exc, scope)
        elif isinstance(node, ir.Call) and meaning.is_abort(node, scope):
            if _status(project, node, scope) == status:
                return not _tells_otherwise(project, raised, node, scope)
    return False


def _tells_otherwise(
    project: Project, raised: ir.Raise | ir.Call, answer: ir.Expr | None, scope: Scope
) -> bool:
    """Whether an error of the client that is raised in plain words is answered with other ones, which
    are about something else."""
    first = raised.exc if isinstance(raised, ir.Raise) else raised
    told = _told(project, first, scope)
    other = _told(project, answer, scope)
    return bool(told and other and told != other)


def _told(project: Project, expr: ir.Expr | None, scope: Scope) -> tuple[str, ...]:
    """The words that clients get to read of an error of theirs, where all of them are in the code."""
    if not isinstance(expr, ir.Call):
        return ()
    names = project.resolver.class_names(project.evaluate(expr.func, scope))
    frameworks = [
        found
        for name in names
        for found in (project.names.aborts.get(name), project.names.exceptions.get(name))
        if found is not None
    ]
    given = [
        (arg.keyword if arg.keyword is not None else i, arg.value)
        for i, arg in enumerate(expr.args)
    ]
    codes = [
        project.resolver.constant(value, scope)
        for shown, value in given
        if shown in (0, "status_code", "code")
    ]
    if not frameworks or not any(type(c) is int and 400 <= c < 500 for c in codes):
        return ()
    words = [value for shown, value in given if shown in frameworks[0].error_texts and shown != 0]
    found_ = [project.resolver.constant(value, scope) for value in words]
    return tuple(text for text in found_ if isinstance(text, str)) if len(words) == 1 else ()


def _sends_status(
    project: Project, handler: ir.ExceptHandler, raised: ir.Raise, scope: Scope
) -> bool:
    """Whether the clause sends an answer with the status that was raised, where one sends."""
    written = raised.exc.positional(0) if isinstance(raised.exc, ir.Call) else None
    code = project.resolver.constant(written, scope)
    return isinstance(code, int) and any(
        bool(node.args)
        and project.resolver.constant(node.args[0].value, scope) == code
        and bool(Sending.of(project).kind(node, scope))
        for node in ir.nodes_of(handler.body, ir.Call)
    )


def _origin(
    project: Project, raised: ir.Raise | ir.Call, scope: Scope, depth: int = 0
) -> str | None:
    """What is said by the error that is raised here, or by the first one in the helper that is called;
    None when it can't be told."""
    if isinstance(raised, ir.Raise):
        return _status(project, raised.exc, scope)
    function = as_function(project.evaluate(raised.func, scope))
    if function is None or depth > 3:
        return _status(project, raised, scope)
    inner = project.scope(function)
    first = raised_in(project, function.node.body, inner)
    return None if first is None else _origin(project, first, inner, depth + 1)


def _status(project: Project, expr: ir.Expr | None, scope: Scope) -> str | None:
    """The class of an HTTP error, or the function that aborts, with the status code where it is the
    code that tells errors apart."""
    called = expr.func if isinstance(expr, ir.Call) else expr
    if called is None:
        return None
    names = project.resolver.class_names(project.evaluate(called, scope))
    code = None
    if isinstance(expr, ir.Call):
        code = expr.keyword("status_code") or expr.positional(0)
    errors = {e for f in project.used for e in (f.http_error, *f.http_errors) if e}
    by_class = bool(names) and names[0] not in errors and not errors.isdisjoint(names)
    what = names[0] if names else ir.text(called)
    return what if by_class or code is None else f"{what} {ir.text(code)}"


def _lets_through(project: Project, handler: ir.ExceptHandler, scope: Scope) -> bool:
    """Whether the handler raises again, tests the type, or answers with an HTTP error itself."""
    for node in ir.walk_body(handler.body):
        if isinstance(node, ir.Raise):
            target = node.exc
            if target is None or (isinstance(target, ir.Name) and target.id == handler.name):
                return True
        if isinstance(node, ir.Call):
            name = ir.dotted(node.func)
            if name in ("isinstance", "issubclass", "hasattr", "getattr"):
                return True
        if isinstance(node, ir.Attribute) and isinstance(node.value, ir.Name):
            if node.value.id == handler.name and node.attr in (
                "code",
                "status",
                "status_code",
                "get_response",
            ):
                return True
        if isinstance(node, ir.Return) and isinstance(node.value, ir.Name):
            if node.value.id == handler.name:
                return True
    return False
