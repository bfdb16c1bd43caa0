"""A server is started by importing the module of its application.

## What it does
Reports calls that serve until they are stopped (`app.run()`, `uvicorn.run(app)`, `serve_forever()`, or a
function of the project that does) at the top level of a module that something else imports.

## Why it matters
The import never ends. A production server imports the module to get the application, and waits for it:
under gunicorn the worker serves on the port of `app.run()`, and the port of gunicorn times out. Tests,
workers, shells and reloaders that import the module hang in the same way.

## Example
```python
app = Flask(__name__)

app.run(port=8000)
```

## Use instead
```python
app = Flask(__name__)

if __name__ == "__main__":
    app.run(port=8000)
```

## Frameworks
All whose servers are started by a call. Django and what is built upon it start with `manage.py` or under
a server, which is configured elsewhere. The `flask` command ignores `app.run()`, with a warning.
Applications of Tornado and Microdot and handlers of http.server are programs that serve themselves: they
are reported where another module of the project or a test imports them.

## When it stays silent
Under `if __name__ == "__main__":` and any other condition; in `__main__.py`, in tests and examples, and
in programs that nothing imports and that make no application of their own (`run.py`). Registrations
below the call are late-registration's.

## Fix safety
The guard is safe where no module of the project imports this one: run as a program it does the same, and
every import hangs today. Where another module imports it, that may be how the server is meant to start,
and the fix is unsafe. There is none where something else stands behind a statement with a block.

## References
- https://docs.python.org/3/library/__main__.html#name-main
- https://flask.palletsprojects.com/en/stable/api/#flask.Flask.run
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from routelint.findings import Finding, Fix, Related, RuleMeta
from routelint.fixes import build
from routelint.model import ir
from routelint.model.project import Project
from routelint.policies.sites import first_line
from routelint.policies.starting import Start, starts_at_import

META = RuleMeta(
    code="RL901",
    slug="run-at-import",
    category="structure",
    severity="warning",
    tier="B",
    summary="A server is started by importing the module of its application",
    fix="sometimes",
    references=(
        "https://docs.python.org/3/library/__main__.html#name-main",
        "https://flask.palletsprojects.com/en/stable/api/#flask.Flask.run",
    ),
)


def check(project: Project) -> Iterator[Finding]:
    for start in starts_at_import(project):
        yield _finding(start)


def _finding(start: Start) -> Finding:
    path = start.module.path
    importers = start.importers
    who = "a test imports it" if not start.importers else "another module imports it"
    reason = who if importers else "servers import it to get the application"
    related = [Related(place, "imported here") for place in importers[:2]]
    if start.begins is not None:
        related.insert(0, Related(start.begins, "the server starts here"))
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="high",
        message=(
            f"`{ir.text(start.call)}` serves while this module is being imported, which never ends: "
            f"{reason}."
        ),
        path=path,
        span=first_line(start.call.span),
        hint='Start it only when the module is the program: `if __name__ == "__main__":`.',
        related=tuple(related),
        framework=start.framework.slug,
        fix=_fix(start),
        statement=start.statement.span,
    )


def _fix(start: Start) -> Fix | None:
    """The statement below a guard."""
    statement, path = start.statement, start.module.path
    span = statement.span
    if not isinstance(statement, ir.ExprStmt) and not start.whole:
        return None
    if any(
        isinstance(node, (ir.Constant, ir.FormattedString)) and node.span.line != node.span.end_line
        for node in ir.walk(statement, into_functions=True)
    ):
        return None
    edits = [build.insert(path, (span.line, 1), 'if __name__ == "__main__":\n    ')]
    edits += [
        build.insert(path, (line, 1), "    ") for line in range(span.line + 1, span.end_line + 1)
    ]
    safety: Literal["safe", "unsafe"] = "unsafe" if start.importers else "safe"
    return build.fix(safety, "Start it only when the module is the program", *edits)
