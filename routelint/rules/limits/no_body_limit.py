"""An application reads request bodies of any size.

## What it does
Reports applications that read request bodies (JSON, forms, files, raw data) while nothing in the
project limits their size: no setting, no option of the application, no middleware, no check.

## Why it matters
A body is held in memory when it is read. One client that sends a few gigabytes stops the process,
and it needs neither an account nor a special route for that.

## Example
```python
app = Flask(__name__)


@app.post("/notes")
def add_note():
    return save(request.get_json())
```

## Use instead
```python
app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 1024 * 1024
```

## Frameworks
Those that are unlimited by default: Flask, FastAPI, Starlette, Falcon and Pyramid (where
only a look at the announced length limits them). Not Django, whose default is 2.5 MB.

## When it stays silent
When the application reads no body; when its settings come from where they can't be read; when each
function that reads checks the length; when the server that the project starts itself is given a limit,
or options that can't be read; when `body-limit = "proxy"` is configured; when a limit is set
but has no effect (that is ineffective-limit).

## Fix safety
No fix: only you know how large a body may be.

## References
- https://flask.palletsprojects.com/en/stable/web-security/#resource-use
- https://cwe.mitre.org/data/definitions/770.html
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, Location, Related, RuleMeta
from routelint.model import ir
from routelint.model.app import Container
from routelint.model.project import Project
from routelint.model.values import FunctionRef
from routelint.model.vocabulary import BodyLimit
from routelint.policies.bodies import limited_reads, place, sets_limit
from routelint.policies.limits import is_limited, limit_of, limited_early

META = RuleMeta(
    code="RL401",
    slug="no-body-limit",
    category="limits",
    severity="warning",
    tier="A",
    summary="An application reads request bodies of any size",
    cwe=(770, 400),
    references=("https://flask.palletsprojects.com/en/stable/web-security/#resource-use",),
    in_front="body-limit",
)


def check(project: Project) -> Iterator[Finding]:
    # What the functions do is the same for every app of a framework.
    readers: dict[str, list[tuple[FunctionRef, list[Location]]]] = {}
    for app in project.apps:
        table = limit_of(project, app.framework)
        if table is None or not table.unlimited_by_default:
            continue
        if app.module.is_test or is_limited(project, app, table):
            continue
        slug = app.framework.slug
        if limited_early(project, app.framework, table, app):
            continue
        if slug not in readers:
            readers[slug] = _readers(project, table)
        reads = _reads(project, app, readers[slug])
        if reads and not _served_by_other(project, table):
            yield _finding(app, table, reads)


def _served_by_other(project: Project, table: BodyLimit) -> bool:
    """Whether an app's callable is handed to something else than a wrapper that takes its place:
    a server in the same program, which may have a limit of its own (Tornado's has)."""

    def compute() -> bool:
        parts = {name.rpartition(".")[2] for name in table.callables}
        for function in project.pipeline_functions() if parts else ():
            for statement in ir.walk_body(function.node.body):
                if not isinstance(statement, (ir.ExprStmt, ir.Assign, ir.Return)):
                    continue
                if _is_served(project, statement, function, table, parts):
                    return True
        return False

    return project.memo(f"served-by-other:{sorted(table.callables)}", compute)


def _is_served(
    project: Project,
    statement: ir.ExprStmt | ir.Assign | ir.Return,
    function: FunctionRef,
    table: BodyLimit,
    parts: set[str],
) -> bool:
    if isinstance(statement, ir.Assign) and any(
        isinstance(target, ir.Attribute) and target.attr in parts for target in statement.targets
    ):
        return False
    return statement.value is not None and any(
        isinstance(arg.value, ir.Attribute)
        and arg.value.attr in parts
        and project.name_of(arg.value, project.scope(function)) in table.callables
        for call in ir.walk(statement.value)
        if isinstance(call, ir.Call)
        for arg in call.args
    )


def _reads(
    project: Project, app: Container, readers: list[tuple[FunctionRef, list[Location]]]
) -> list[Location]:
    """Where the functions of an app read bodies."""
    others = any(a is not app and a.framework is app.framework for a in project.apps)
    return [
        read
        for function, reads in readers
        if _belongs(project, function, app, others)
        for read in reads
    ]


def _readers(project: Project, table: BodyLimit) -> list[tuple[FunctionRef, list[Location]]]:
    """The functions that read bodies without a limit of their own, and where."""
    found: list[tuple[FunctionRef, list[Location]]] = []
    for function in project.pipeline_functions():
        reads = [place(function, node) for node, _ in limited_reads(project, function, table)]
        if table.handler_reads is not None:
            reads += [
                handler.function.location
                for handler in project.handlers_of(function)
                if table.handler_reads(project, handler)
            ]
        if (
            reads
            and not sets_limit(project, function, table)
            and not _routed(project, function, table)
        ):
            found.append((function, reads))
    return found


def _routed(project: Project, function: FunctionRef, table: BodyLimit) -> bool:
    """Whether every route of a function has a limit of its own, or its router has one."""
    routes = [route for handler in project.handlers_of(function) for route in handler.routes]
    return bool(routes) and all(
        any(name in route.container.options for name in table.options)
        or (route.call is not None and any(arg.keyword in table.options for arg in route.call.args))
        for route in routes
    )


def _belongs(project: Project, function: FunctionRef, app: Container, others: bool) -> bool:
    handlers = project.handlers_of(function)
    containers = [h.container for h in handlers if h.container is not None]
    if not containers:
        return not others
    return any(app in project.apps_of(container) for container in containers) or (
        not others and all(not project.apps_of(container) for container in containers)
    )


def _finding(app: Container, table: BodyLimit, reads: list[Location]) -> Finding:
    name = f"`{app.name}`" if app.name else "the application"
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="high",
        message=(
            f"{app.framework.title} reads request bodies of any size into memory, and nothing "
            f"limits those of {name}."
        ),
        path=app.location.path,
        span=app.location.span,
        hint=f"Set a limit: `{table.example}`." if table.example else "Set a limit.",
        related=tuple(Related(location, "a body is read here") for location in reads[:3]),
        framework=app.framework.slug,
        scope=app.scope.qualname,
    )
