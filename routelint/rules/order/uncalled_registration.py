"""A decorator or view class that has to be called first, and is not.

## What it does
Reports decorators that register a route or an error handler and need arguments, written without their
parentheses (`@app.errorhandler`, `@app.get`), and classes of views that are handed over without
`as_view()`, or with `as_view` that is not called.

## Why it matters
Most frameworks take the function for the first argument and give back a decorator that nobody uses.
There is no error: the route answers 404, the error handler never runs. A view class without
`as_view()` fails for every request.

## Example
```python
@app.get
def users(): ...


@app.errorhandler
def not_found(error): ...


app.add_url_rule("/cards", view_func=Cards)
```

## Use instead
```python
@app.get("/users")
def users(): ...


@app.errorhandler(404)
def not_found(error): ...


app.add_url_rule("/cards", view_func=Cards.as_view("cards"))
```

## Frameworks
aiohttp, FastAPI, Flask, Flask-RESTX, Microdot and Quart say nothing, and so do django-ninja's
operations and Bottle's `error`. Bottle's routes take their path from the name of the function, and
Sanic and Litestar refuse the function when the module is imported. Django's `path` takes a class for a
view, and REST framework's `api_view` a function for the list of methods: both fail at each request.

## When it stays silent
For decorators that take the function itself, such as hooks, and for names that are not known to be the
framework's.

## Fix safety
There is no fix: the path or the error that was meant is not in the code.

## References
- https://flask.palletsprojects.com/en/stable/errorhandling/#registering
- https://fastapi.tiangolo.com/tutorial/first-steps/
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, Location, RuleMeta, Span
from routelint.model import ir
from routelint.model.app import Route
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import BoundMethod, ClassRef, Member
from routelint.model.vocabulary import ErrorHandlerCall, Framework, RouteCall

META = RuleMeta(
    code="RL209",
    slug="uncalled-registration",
    category="order",
    severity="error",
    tier="B",
    summary="A decorator or view class that has to be called first, and is not",
    references=("https://flask.palletsprojects.com/en/stable/errorhandling/#registering",),
)


def check(project: Project) -> Iterator[Finding]:
    for function in project.functions:
        yield from _bare(project, function.node, function.scope)
    for module in project.modules:
        if not module.is_test:
            for statement in module.top_level():
                if isinstance(statement, ir.Class):
                    yield from _bare(project, statement, module.scope)
    for route in project.routes:
        if not route.scope.module.is_test:
            yield from _class(project, route)


def _bare(project: Project, node: ir.Function | ir.Class, scope: Scope) -> Iterator[Finding]:
    """Decorators without parentheses that register what they are called for."""
    for decorator in node.decorators:
        expr = decorator.value
        name = "" if isinstance(expr, ir.Call) else project.name_of(expr, scope)
        framework, spec = project.names.registrations.get(name, (None, None))
        maker = next((f for f in project.used if name and name == f.view_maker), None)
        if maker is None and not isinstance(spec, (RouteCall, ErrorHandlerCall)):
            continue
        if isinstance(spec, ErrorHandlerCall) and spec.selector is None:
            # It is for all errors, and takes the function itself.
            continue
        framework = framework or maker
        if framework is None:
            continue
        lost = framework.facts.get("uncalled-decorator", "")
        allowed = framework.facts.get("may-be-uncalled", "").split()
        if not lost or name.rpartition(".")[2] in allowed:
            continue
        what = "error handler" if isinstance(spec, ErrorHandlerCall) else "route"
        example = "(404)" if what == "error handler" else '("/...")'
        if maker is not None:
            what, example = "view", '(["GET"])'
        yield _finding(
            framework,
            Location(scope.module.path, expr.span),
            f"`@{ir.text(expr)}` without parentheses registers nothing: {lost}.",
            f"Write `@{ir.text(expr)}{example}`, with what the {what} is for.",
            scope.qualname,
            expr.span,
        )


def _class(project: Project, route: Route) -> Iterator[Finding]:
    """A class of views as a handler, where it is `as_view()` that makes one of it."""
    framework, call = route.container.framework, route.call
    broken = framework.facts.get("uncalled-class", "")
    if not broken or call is None:
        return
    for arg in call.args:
        value = project.evaluate(arg.value, route.scope)
        cls = _uncalled(framework, value, arg.value)
        if cls is not None and set(project.resolver.class_names(cls)) & _view_bases(framework):
            shown = ir.text(arg.value).removesuffix(".as_view")
            name = f'("{cls.name.lower()}")' if "as-view-takes-name" in framework.facts else "()"
            yield _finding(
                framework,
                Location(route.scope.module.path, arg.value.span),
                f"`{ir.text(arg.value)}` is no view: {broken}.",
                f"Write `{shown}.as_view{name}`.",
                route.scope.qualname,
                call.span,
            )


def _view_bases(framework: Framework) -> set[str]:
    return {name.rpartition(".")[0] for name in framework.as_view}


def _uncalled(framework: Framework, value: object, expr: ir.Expr) -> ClassRef | None:
    if isinstance(value, ClassRef):
        return value
    if isinstance(expr, ir.Attribute) and expr.attr == "as_view":
        if isinstance(value, (Member, BoundMethod)) and isinstance(value.receiver, ClassRef):
            return value.receiver
    return None


def _finding(
    framework: Framework, place: Location, message: str, hint: str, scope: str, statement: Span
) -> Finding:
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="high",
        message=message,
        path=place.path,
        span=place.span,
        hint=hint,
        framework=framework.slug,
        scope=scope,
        statement=statement,
    )
