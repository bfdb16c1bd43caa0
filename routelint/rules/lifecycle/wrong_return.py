"""A function returns or raises a value that the framework can't use, or takes for something else.

## What it does
Finds, in handlers, hooks, middleware and error handlers,

- tuples that are no answer, or another one than meant: a body and a status where only a response counts,
  a status before the body, two dictionaries;
- exceptions that are returned, be they of the framework, of Python or of the project, and responses that
  are raised;
- classes where an object is meant: `return NotFound`, `return HttpResponse`;
- plain data where the framework wants a response, or drops what it gets;
- HTTP exceptions that are raised in middleware that stands outside of what answers them;
- errors that a function of any kind returns beside its results, where it raises others of that class or
  family, or where a caller is there to catch them: `return ValidationError(...)`, which nobody raises;
- arguments in the wrong place: `JsonResponse({...}, 404)`, `jsonify({...}, 404)`.

What a helper of the project returns is followed, into other modules as well.

## Why it matters
An error page becomes a 500, or worse a 200: a FastAPI endpoint that ends with `return {...}, 404` sends
a JSON array with status 200, and clients, caches and monitors take it for a success.

## Example
```python
@app.get("/items/{item_id}")
def item(item_id: int):
    if item_id not in ITEMS:
        return {"detail": "no such item"}, 404
    return ITEMS[item_id]
```

## Use instead
```python
@app.get("/items/{item_id}")
def item(item_id: int):
    if item_id not in ITEMS:
        raise HTTPException(404, "no such item")
    return ITEMS[item_id]
```

## Frameworks
What counts as an answer differs: Flask takes `(body, status)`, Django only responses, FastAPI and
Litestar take everything for data, Tornado, Falcon and `http.server` drop what methods return, and an
ASGI callable has to return nothing at all.

## When it stays silent
When a decorator, middleware that sees what handlers return, or the project's own class of applications
may make something else of the value;
where an annotation or `response_model` says that a tuple or list is meant; for names and calls whose
value is not known. Functions may return errors when these are all that they return, when their annotation
says so, or when a caller looks at the class of what it gets or raises it; so may resolvers of GraphQL,
which raises what they return, and exceptions that are answers as well.

## Fix safety
Safe where every request ends with an error today: `return` becomes `raise` before an exception, `raise`
becomes `return` before a response, an argument gets its keyword. Unsafe where clients get a success now.

## References
- https://flask.palletsprojects.com/en/stable/quickstart/#about-responses
- https://fastapi.tiangolo.com/tutorial/handling-errors/
- https://docs.djangoproject.com/en/stable/topics/http/views/
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from routelint.findings import Finding, Fix, Location, RuleMeta, Safety, Span
from routelint.fixes import build
from routelint.flow.calls import way_to
from routelint.flow.kinds import Kind, argument_kinds, kinds_of
from routelint.flow.raising import raised_in, way_to_error
from routelint.model import ir
from routelint.model.app import Handler
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import FunctionRef, callable_name
from routelint.model.vocabulary import Framework, Misgiven, Misread
from routelint.policies.returned_errors import returned_errors
from routelint.policies.returning import misread_value, unanswered

META = RuleMeta(
    code="RL108",
    slug="wrong-return",
    category="lifecycle",
    severity="error",
    tier="B",
    summary="A value is returned or raised that the framework can't use, or misreads.",
    fix="sometimes",
    cwe=(393,),
)

_NAMES = {
    "text": "a text",
    "bytes": "bytes",
    "number": "a number",
    "bool": "True or False",
    "dictionary": "a dictionary",
    "list": "a list",
    "set": "a set",
    "response": "a response",
    "exception": "an exception that it does not raise",
    "error": "an exception that it does not raise",
    "response class": "the class `{value}`, and no response",
    "exception class": "the class `{value}`, and no object of it",
    "body and status": "a tuple of a body and a status",
    "response and status": "a tuple of a response and a status",
    "nothing and status": "a tuple of None and a status",
    "status and body": "a tuple with the status before the body",
    "body and text": "a tuple with a text for a status",
    "body and dictionary": "a tuple of two dictionaries",
    "status and text": "a tuple whose third part is a text",
    "single": "a tuple of one part",
    "long": "a tuple of too many parts",
    "tuple": "a tuple",
}
_RAISED = Misread(
    frozenset({"response", "response class"}),
    "which is no exception: a TypeError, and so a 500",
    "return {value}",
    fix="return",
    safe=True,
)


def check(project: Project) -> Iterator[Finding]:
    told: set[Location] = set()
    for function in project.pipeline_functions():
        for handler in project.handlers_of(function)[:1]:
            for finding in _returned(project, handler):
                told.add(Location(finding.path, finding.span))
                told |= {place.location for place in finding.related}
                yield finding
            yield from _raised_outside(project, handler)
        yield from _raised(project, function)
        yield from _given(project, function)
    yield from _handed_back(project, told)


def _returned(project: Project, handler: Handler) -> Iterator[Finding]:
    function = handler.function
    if not handler.framework.misreads:
        return
    for statement in ir.nodes_of(function.node.body, ir.Return):
        if statement.value is not None:
            found = misread_value(project, handler, statement.value)
            if found is not None:
                kind, wrong = found
                span = statement.value.span
                finding = _finding(project, function, handler, kind, wrong, span, "returns")
                yield _with(finding, _fix_return(function, statement, kind, wrong))


def _raised(project: Project, function: FunctionRef) -> Iterator[Finding]:
    """Responses that are raised: that ends with a TypeError under every framework."""
    scope = project.scope(function)
    for statement in ir.nodes_of(function.node.body, ir.Raise):
        if statement.exc is None:
            continue
        for kind in kinds_of(project, statement.exc, scope):
            if kind.name in _RAISED.kinds and not _is_exception(project, kind):
                handler = next(iter(project.handlers_of(function)), None)
                span = statement.exc.span
                found = _finding(project, function, handler, kind, _RAISED, span, "raises")
                fix = None
                if statement.cause is None and kind.name == "response" and not kind.trace:
                    fix = _keyword(function, statement.span, "raise", "return", "safe")
                yield _with(found, fix)
                break


def _raised_outside(project: Project, handler: Handler) -> Iterator[Finding]:
    """HTTP exceptions in middleware that stands around what makes answers of them."""
    if not unanswered(project, handler):
        return
    scope = project.scope(handler.function)
    raised = raised_in(project, handler.function.node.body, scope)
    if raised is None:
        return
    framework = handler.framework
    wrong = Misread(
        frozenset(),
        "nothing outside of it makes an answer of that, so that clients get a 500",
        framework.facts.get("middleware-denial", "return a response"),
    )
    trace = tuple(way_to_error(project, raised, scope))[1:]
    kind = Kind("raised", raised if isinstance(raised, ir.Call) else _raised_value(raised), scope)
    found = _finding(project, handler.function, handler, kind, wrong, raised.span, "raises")
    yield replace(found, related=(*found.related, *trace))


def _raised_value(statement: ir.Raise) -> ir.Expr:
    return statement.exc if statement.exc is not None else ir.Constant(None, statement.span)


def _given(project: Project, function: FunctionRef) -> Iterator[Finding]:
    """Arguments that a call of the framework misreads."""
    scope = project.scope(function)
    tables = project.memo("misgiven", lambda: _misgiven(project))
    if not tables:
        return
    for call in ir.nodes_of(function.node.body, ir.Call):
        if not call.args:
            continue
        name = _callee(project, call, scope)
        for framework, misgiven in tables.get(name, ()):
            index, keyword = misgiven.argument.index, misgiven.argument.name
            value = call.argument(index, keyword)
            if value is None or not _stands_beside(project, call, misgiven, scope):
                continue
            for kind in argument_kinds(project, value, scope):
                if kind.name not in misgiven.misread.kinds:
                    continue
                handler = next(iter(project.handlers_of(function)), None)
                text = ir.text(call.func)
                shown = Kind(kind.name, value, scope, kind.trace)
                found = _argument_finding(
                    project, function, handler, framework, shown, text, misgiven
                )
                fix = None
                if misgiven.misread.fix == "keyword" and call.keyword(misgiven.keyword) is None:
                    change = build.insert(
                        function.module.path, value.span.start, f"{misgiven.keyword}="
                    )
                    safety: Safety = "safe" if misgiven.misread.safe else "unsafe"
                    fix = build.fix(safety, f"Name the argument `{misgiven.keyword}`", change)
                yield _with(found, fix)
                break


def _handed_back(project: Project, told: set[Location]) -> Iterator[Finding]:
    """Exceptions that any function returns and means to raise, but for those told of."""
    for returned in returned_errors(project):
        function, call = returned.function, returned.call
        place = function.module.path
        if told & {Location(place, returned.statement.span), Location(place, call.span)}:
            continue
        handler = next(iter(project.handlers_of(function)), None)
        framework = project.used[0] if handler is None else handler.framework
        label = f"`{ir.text(call.func)}(...)`"
        why = "as it does elsewhere" if not returned.by_caller else "for its caller to catch"
        finding = Finding(
            code=META.code,
            rule=META.slug,
            severity=META.severity,
            confidence="medium",
            message=f"`{function.node.qualname}` returns {label} and does not raise it, {why}: the "
            "error is taken for the result",
            path=place,
            span=call.span,
            hint=f"write `raise {ir.text(call)}`",
            related=(*way_to(project, function), returned.sign),
            route=project.route_ref(handler),
            framework=framework.slug,
            scope=function.node.qualname,
            statement=returned.statement.span,
        )
        yield _with(
            finding, _keyword(function, returned.statement.span, "return", "raise", "unsafe")
        )


def _misgiven(project: Project) -> dict[str, list[tuple[Framework, Misgiven]]]:
    found: dict[str, list[tuple[Framework, Misgiven]]] = {}
    for framework in project.used:
        for name, entries in framework.misgiven.items():
            found.setdefault(name, []).extend((framework, entry) for entry in entries)
    return found


def _stands_beside(project: Project, call: ir.Call, misgiven: Misgiven, scope: Scope) -> bool:
    if not misgiven.beside:
        return True
    first = call.positional(0)
    return any(kind.name in misgiven.beside for kind in kinds_of(project, first, scope))


def _callee(project: Project, call: ir.Call, scope: Scope) -> str:
    value = project.evaluate(call.func, scope)
    return callable_name(value) or ""


def _is_exception(project: Project, kind: Kind) -> bool:
    """Whether a response is an exception as well, or what gives it may give one."""
    values = [project.evaluate(kind.expr, kind.scope)]
    if isinstance(kind.expr, ir.Call):
        values.append(project.evaluate(kind.expr.func, kind.scope))
    known = project.names
    names = (name for value in values for name in project.resolver.class_names(value))
    return any(name in known.exceptions or name in known.raisable for name in names)


def _finding(
    project: Project,
    function: FunctionRef,
    handler: Handler | None,
    kind: Kind,
    wrong: Misread,
    span: Span,
    verb: str,
) -> Finding:
    framework = project.used[0] if handler is None else handler.framework
    what = _NAMES.get(kind.name, "an HTTP exception").format(value=ir.text(kind.expr))
    if verb == "raises" and kind.name == "response class":
        what = f"the class `{ir.text(kind.expr)}`"
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="medium" if kind.trace else "high",
        message=f"`{function.node.qualname}` {verb} {what}: "
        + wrong.consequence.format(title=framework.title),
        path=function.module.path,
        span=span,
        hint=_instead(wrong, kind),
        related=kind.trace,
        route=project.route_ref(handler),
        framework=framework.slug,
        scope=function.node.qualname,
        statement=span,
    )


def _argument_finding(
    project: Project,
    function: FunctionRef,
    handler: Handler | None,
    framework: Framework,
    kind: Kind,
    callee: str,
    misgiven: Misgiven,
) -> Finding:
    wrong = misgiven.misread
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="high",
        message=f"`{callee}(...)` is given `{ir.text(kind.expr)}`, {wrong.consequence}",
        path=function.module.path,
        span=kind.expr.span,
        hint=_instead(wrong, kind),
        related=kind.trace,
        route=project.route_ref(handler),
        framework=framework.slug,
        scope=function.node.qualname,
    )


def _instead(wrong: Misread, kind: Kind) -> str:
    parts = kind.expr.items if isinstance(kind.expr, ir.Collection) else ()
    body = ir.text(parts[0]) if parts else ""
    status = ir.text(parts[1]) if len(parts) > 1 else ""
    text = wrong.instead
    for name, value in (("value", ir.text(kind.expr)), ("body", body), ("status", status)):
        text = text.replace("{" + name + "}", value)
    return (
        text if " " not in text or text.startswith(("write", "give", "use")) else f"write `{text}`"
    )


def _fix_return(
    function: FunctionRef, statement: ir.Return, kind: Kind, wrong: Misread
) -> Fix | None:
    """Only what stands in the statement itself is mended: nothing that a name or a helper gives."""
    if statement.value is not kind.expr or not wrong.fix:
        return None
    safety: Safety = "safe" if wrong.safe else "unsafe"
    place = function.module.path
    if wrong.fix == "raise":
        return _keyword(function, statement.span, "return", "raise", safety)
    if wrong.fix == "call":
        change = build.insert(place, kind.expr.span.end, "()")
        return build.fix(safety, "Make an object of the class", change)
    if wrong.fix == "raise call":
        start = statement.span.start
        word = Span(*start, start[0], start[1] + len("return"))
        changes = (
            build.replace(place, word, "raise"),
            build.insert(place, kind.expr.span.end, "()"),
        )
        return build.fix(safety, "Raise an object of the class", *changes)
    if wrong.fix == "swap" and isinstance(kind.expr, ir.Collection) and len(kind.expr.items) == 2:
        first, second = (item for item in kind.expr.items)
        status = ir.text(first)
        if not isinstance(first, ir.Constant) or status == "...":
            return None
        gap = Span(*first.span.start, *second.span.start)
        changes = (
            build.delete(place, gap),
            build.insert(place, second.span.end, f", {status}"),
        )
        return build.fix(safety, "Give the body first, and then the status", *changes)
    return None


def _keyword(function: FunctionRef, span: Span, old: str, new: str, safety: Safety) -> Fix:
    word = Span(*span.start, span.line, span.column + len(old))
    change = build.replace(function.module.path, word, new)
    return build.fix(safety, f"Write `{new}` for `{old}`", change)


def _with(finding: Finding, fix: Fix | None) -> Finding:
    return finding if fix is None else replace(finding, fix=fix)
