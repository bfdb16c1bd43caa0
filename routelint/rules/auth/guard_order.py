"""A guard stands above the decorator that registers the function, so it never runs.

## What it does
Reports decorators with an effect on requests (guards, rate limits, caches, CORS) above the decorator
that registers a route or hook. The framework has then registered the function without them.

## Why it matters
The route is open to everybody, while its source says that it is guarded. For rate limits, caches and
CORS the effect is lost in the same way.

## Example
```python
@login_required
@app.get("/salaries")
def salaries(): ...
```

## Use instead
```python
@app.get("/salaries")
@login_required
def salaries(): ...
```

## Frameworks
Flask, FastAPI, aiohttp, Django: wherever a decorator registers what it is given. Django
REST framework: `permission_classes` and its like above `api_view`, and on methods of view classes,
where nobody looks for them. Pyramid: a guard above `view_config`, under which the scan does not find
the function, so that the route is a 404 for all.
Flask, Flask-RESTful and Flask-RESTX: guards for functions on view
classes, above what registers them (where they are lost) and below it (where no class is left).
Falcon: guards in `@falcon.after`, which run behind the responder, and hooks on plain functions.

## When it stays silent
Decorators that only mark a function (`csrf.exempt`), or that nothing is known about: a decorator of
the project counts as a guard when what it puts in the function's place can refuse a request.

## Fix safety
Safe where every request, or the import, fails today: a decorator for functions on a method or a class
is adapted (`method_decorator`). Unsafe is what turns a guard on, or a protection off: the route
decorator goes above the guard, a mixin before the view beside it, a mark on the class of its only
method, `@wraps` on a wrapper, permissions below `api_view`. There is none for a guard that does not
keep the function's name (`functools.wraps`), since frameworks tell views apart by their names, for
caches above guards, and for permissions on methods.

## References
- https://flask.palletsprojects.com/en/stable/patterns/viewdecorators/
- https://flask-login.readthedocs.io/en/latest/#flask_login.login_required
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, Fix, Location, Related, RuleMeta, Severity
from routelint.fixes import build
from routelint.model import ir
from routelint.model.app import DecoratorUse, Handler
from routelint.model.decorators import decorator_wrapper
from routelint.model.project import Project
from routelint.model.values import FunctionRef, callable_name
from routelint.rules.auth._class_guards import misused
from routelint.rules.auth._hook_decorators import misused_hooks
from routelint.rules.auth._view_policies import lost_policies

META = RuleMeta(
    code="RL302",
    slug="guard-order",
    category="auth",
    severity="error",
    tier="A",
    summary="A guard stands above the decorator that registers the function",
    fix="sometimes",
    cwe=(306, 862),
    references=("https://flask.palletsprojects.com/en/stable/patterns/viewdecorators/",),
)

_EFFECTS = {
    "guard": "the guard never runs",
    "rate-limit": "the rate limit is never applied",
    "cache": "nothing is cached",
    "cors": "no CORS headers are sent",
}


def check(project: Project) -> Iterator[Finding]:
    seen: set[int] = set()
    for handler, uses, decorated in _decorated(project):
        registrations = [i for i, use in enumerate(uses) if use.kind == "registration"]
        if id(decorated) in seen:
            continue
        if isinstance(decorated, ir.Class) and "class-guards" in handler.framework.facts:
            seen.add(id(decorated))
            yield from _of_a_class(project, handler, uses[max(registrations, default=-1) + 1 :])
        if not registrations:
            continue
        seen.add(id(decorated))
        for i, use in enumerate(uses[: registrations[-1]]):
            kind = _kind(project, use)
            if kind:
                below = [uses[n] for n in registrations if n > i]
                if _by_name(handler, below):
                    continue
                above = [uses[n] for n in registrations if n < i]
                yield _finding(project, handler, decorated, use, kind, below, above)
    for found in (*misused(project), *misused_hooks(project), *lost_policies(project)):
        yield Finding(
            code=META.code,
            rule=META.slug,
            severity=found.severity,
            confidence="high",
            message=found.message,
            path=found.path,
            span=found.span,
            hint=found.hint,
            framework=found.framework.slug,
            fix=found.fix,
            scope=found.scope,
            statement=found.statement,
        )


def _decorated(
    project: Project,
) -> Iterator[tuple[Handler, tuple[DecoratorUse, ...], ir.Function | ir.Class]]:
    """The functions and classes that handle requests, with their decorators."""
    for handler in project.handlers:
        yield handler, handler.decorators, handler.function.node
        if handler.view_class is not None:
            yield handler, handler.class_decorators, handler.view_class.node


def _of_a_class(
    project: Project, handler: Handler, uses: tuple[DecoratorUse, ...]
) -> Iterator[Finding]:
    """Guards for functions, put on a class before it is registered."""
    cls = handler.view_class
    for use in uses if cls is not None and handler.routes else ():
        if cls is not None and _kind(project, use) == "guard":
            expr = use.decorator.value
            yield Finding(
                code=META.code,
                rule=META.slug,
                severity="error",
                confidence="high",
                message=(
                    f"`@{ir.text(expr)}` makes a function of the class `{cls.name}`, which is no view "
                    "class any more: the import fails."
                ),
                path=cls.module.path,
                span=expr.span,
                hint=f"Take it off, and {handler.framework.facts['class-guards']}.",
                framework=handler.framework.slug,
                scope=cls.name,
                statement=use.decorator.span,
            )


def _by_name(handler: Handler, below: list[DecoratorUse]) -> bool:
    """Whether the decorators below only note a method, which is called by its name: with whatever
    stands above them."""
    scanned = handler.framework.scanned
    return handler.function.owner is not None and all(use.name in scanned for use in below)


def _kind(project: Project, use: DecoratorUse) -> str:
    if use.kind in _EFFECTS:
        return use.kind
    names = {use.name, use.name.rpartition(".")[2]}
    if use.function is not None:
        names |= {use.function.dotted, use.function.name}
    if names & set(project.options.auth_decorators):
        return "guard"
    if use.kind == "project" and use.function is not None and refuses(project, use.function):
        return "guard"
    return ""


def refuses(project: Project, decorator: FunctionRef) -> bool:
    """Whether what a project decorator puts in a function's place can refuse a request."""
    found = decorator_wrapper(decorator, project.resolver)
    if found is None:
        return False
    wrapper, next_name = found
    scope = project.scope(wrapper)
    for node in ir.walk_body(wrapper.node.body):
        if isinstance(node, ir.Raise) and node.exc is not None:
            return True
        if isinstance(node, ir.Call):
            if project.name_of(node.func, scope) in project.names.aborts:
                return True
        if isinstance(node, ir.Return) and isinstance(node.value, (ir.Call, ir.Collection)):
            calls_next = any(
                isinstance(part, ir.Name) and part.id == next_name for part in ir.walk(node.value)
            )
            if not calls_next:
                return True
    return False


def _finding(
    project: Project,
    handler: Handler,
    decorated: ir.Function | ir.Class,
    use: DecoratorUse,
    kind: str,
    below: list[DecoratorUse],
    above: list[DecoratorUse],
) -> Finding:
    home = handler.view_class if isinstance(decorated, ir.Class) else handler.function
    path = (home or handler.function).module.path
    span = use.decorator.value.span
    severity: Severity = "error" if kind == "guard" else "warning"
    what = "this route" if above else f"`{_name(decorated)}`"
    registering = ir.text(below[0].decorator.value)
    of_class = isinstance(decorated, ir.Class) and handler.framework.facts.get("class-guards", "")
    why = f"{handler.framework.title} has registered {what} without it, so {_EFFECTS[kind]}"
    if below[0].name in handler.framework.scanned:
        why = (
            f"{handler.framework.title}'s scan does not find {what} under what it puts there, "
            "and the route is a 404"
        )
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=severity,
        confidence="high",
        message=(f"`@{ir.text(use.decorator.value)}` stands above `@{registering}`: {why}."),
        path=path,
        span=span,
        hint=f"Take it off, and {of_class}."
        if of_class
        else f"Put `@{registering}` above it, at the top.",
        related=(Related(Location(path, below[0].decorator.value.span), "registered here"),),
        route=project.route_ref(handler),
        framework=handler.framework.slug,
        fix=None
        if of_class
        else _lowered(path, use, below[-1])
        if below[0].name in handler.framework.scanned
        else _fix(project, path, use, below[0]),
        scope=_name(decorated),
        statement=decorated.span,
    )


def _name(decorated: ir.Function | ir.Class) -> str:
    return decorated.qualname if isinstance(decorated, ir.Function) else decorated.name


def _lowered(path: str, use: DecoratorUse, last: DecoratorUse) -> Fix:
    """The guard below all decorators that note the function: whatever its wrapper is called, the scan
    finds it."""
    move = build.move_decorator(path, use.decorator.span, last.decorator.span, "below")
    return build.fix("unsafe", "Move the guard below", move)


def _fix(project: Project, path: str, use: DecoratorUse, target: DecoratorUse) -> Fix | None:
    if use.function is not None and not _keeps_name(project, use.function):
        return None
    move = build.move_decorator(path, target.decorator.span, use.decorator.span, "above")
    return build.fix("unsafe", "Move the registering decorator to the top", move)


def _keeps_name(project: Project, decorator: FunctionRef) -> bool:
    found = decorator_wrapper(decorator, project.resolver)
    if found is None:
        return False
    wrapper = found[0]
    for inner in wrapper.node.decorators:
        expr = inner.value.func if isinstance(inner.value, ir.Call) else inner.value
        name = callable_name(project.evaluate(expr, wrapper.scope)) or ""
        if name.rpartition(".")[2] == "wraps":
            return True
    return False
