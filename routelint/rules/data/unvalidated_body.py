"""A body of a request is used as it came, whatever the client has put into it.

## What it does
Reports records that are made or changed with all keys of a body (`User(**request.json)`, `setattr` in a
loop over it), where they have a field that clients must not set, and queries whose conditions the client
writes. Reports forms and serializers that take over all columns of such a record (`fields = "__all__"`).
Reports bodies that are None where no JSON was sent, and that are looked into all the same.

## Why it matters
Whoever sends `{"is_admin": true}` is an administrator: no form has to offer that field. With
`filter(**request.GET.dict())` a client finds out the hash of a password, letter by letter
(`password__startswith`). A body that is None is a TypeError for its first item: a 500 for what is the
client's mistake, instead of a 400.

## Example
```python
@app.post("/users")
def sign_up():
    user = User(**request.get_json())
    return {"name": user.name}, 201
```

## Use instead
```python
@app.post("/users")
def sign_up():
    data = request.get_json()
    user = User(name=data["name"], email=data["email"])
    return {"name": user.name}, 201
```

## Frameworks
All hand over bodies as they are, until a schema says what may be in them. Which of them give None: Flask
with `get_json(silent=True)`; Quart's `get_json()` and Bottle's and Microdot's `request.json` for another
content type, Sanic's `request.json` and Litestar's `request.json()` for an empty body, Falcon's
`get_media(default_when_empty=None)`. In FastAPI, Litestar and django-ninja an argument `data: dict` is
such a body, and so is a model that has the field itself, or keeps what it does not declare
(`extra="allow"`).

## When it stays silent
Where the class of the record is not known, or has no field that grants rights, is a proof of something
or holds a secret; where the function asks for the keys, takes some away, sets those fields itself or has
the body checked by something else; for what only administrators reach. Where frameworks answer a body
that is no JSON with an error of their own, whatever its status. Bodies in a `try` that catches the
error, and those that any condition asks for.

## Fix safety
Leaving `silent=True` away is safe where the item stands right behind the call: every body for which that
makes a difference is an error today. For mass assignment there is no fix, since the code doesn't say
which fields are meant.

## References
- https://cheatsheetseries.owasp.org/cheatsheets/Mass_Assignment_Cheat_Sheet.html
- https://flask.palletsprojects.com/en/stable/api/#flask.Request.get_json
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, Fix, Location, Related, RuleMeta
from routelint.fixes import build
from routelint.model import ir
from routelint.model.project import Project
from routelint.policies.assigning import Assignment, assignments
from routelint.policies.columns import OpenColumns, open_columns
from routelint.policies.missing_bodies import Unchecked, unchecked
from routelint.policies.sites import first_line

META = RuleMeta(
    code="RL704",
    slug="unvalidated-body",
    category="data",
    severity="warning",
    tier="B",
    summary="A body of a request is used with whatever the client has put into it",
    fix="sometimes",
    cwe=(915, 476),
    references=(
        "https://cheatsheetseries.owasp.org/cheatsheets/Mass_Assignment_Cheat_Sheet.html",
        "https://flask.palletsprojects.com/en/stable/api/#flask.Request.get_json",
    ),
)


def check(project: Project) -> Iterator[Finding]:
    for assignment in assignments(project):
        yield _assigned(project, assignment)
    for columns in open_columns(project):
        yield _taken_over(columns)
    for found in unchecked(project):
        yield _looked_into(project, found)


def _assigned(project: Project, assignment: Assignment) -> Finding:
    function, record = assignment.function, assignment.record
    path = function.module.path
    fields = ", ".join(f"`{name}`" for name in assignment.fields[:3])
    if assignment.how == "select":
        message = (
            f"The client writes the conditions of this query: one on {fields} of `{record.name}` "
            "tells what is in it."
        )
        hint = "Name the fields by which clients may search, and take nothing else from the query."
    else:
        message = f"Clients can set every field of `{record.name}` with what they send, {fields} included."
        hint = f'Name the fields that clients may set: `{record.name}(name=data["name"], ...)`.'
    handlers = project.handlers_of(function)
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="high",
        message=message,
        path=path,
        span=first_line(assignment.span),
        hint=hint,
        related=tuple(_places(assignment)),
        route=project.route_ref(handlers[0] if handlers else None),
        framework=assignment.body.framework.slug,
        scope=function.node.qualname,
        statement=assignment.span,
    )


def _places(assignment: Assignment) -> Iterator[Related]:
    """Where the body is read and handed on, and where the field is declared."""
    path, line = assignment.function.module.path, assignment.span.line
    read = assignment.body.place
    if (read.path, read.span.line) != (path, line):
        yield Related(read, "the body is read here")
    yield from assignment.way
    declared = assignment.record.fields.get(assignment.fields[0])
    if declared is not None:
        yield Related(declared, f"`{assignment.fields[0]}` is declared here")


def _taken_over(columns: OpenColumns) -> Finding:
    path, said = columns.cls.module.path, columns.said
    fields = ", ".join(f"`{name}`" for name in columns.fields[:3])
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="high",
        message=(
            f"`{columns.cls.name}` lets clients set every column of `{columns.record.name}`, {fields} "
            "included."
        ),
        path=path,
        span=first_line(said.span),
        hint="List the columns that clients may set: `fields = [...]`.",
        related=(Related(columns.use, "what clients send gets there"),),
        framework=columns.framework.slug,
        scope=columns.cls.node.qualname,
        statement=said.span,
    )


def _looked_into(project: Project, found: Unchecked) -> Finding:
    function, body = found.function, found.body
    path = function.module.path
    handlers = project.handlers_of(function)
    shown = ir.text(found.given)
    here = (body.place.path, body.place.span.line) == (path, found.use.span.line)
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="high",
        message=(
            f"`{shown}` is None {found.missing.when}: looking into it raises, and clients get a 500."
        ),
        path=path,
        span=first_line(found.use.span),
        hint=f"Ask first: `if not isinstance({shown}, dict): ...`, and answer a 400.",
        related=() if here else (Related(body.place, "the body is read here"),),
        route=project.route_ref(handlers[0] if handlers else None),
        framework=body.framework.slug,
        fix=_fix(path, found),
        scope=function.node.qualname,
        statement=found.use.span,
    )


def _fix(path: str, found: Unchecked) -> Fix | None:
    """Without the argument that suppresses it, the framework answers with an error of its own."""
    call = found.given.value if isinstance(found.given, ir.Await) else found.given
    if not found.missing.keyword or not isinstance(call, ir.Call) or call is not found.body.read:
        return None
    given = next((a for a in call.args if a.keyword == found.missing.keyword), None)
    if given is None or Location(path, call.span) != found.body.place:
        return None
    edit = build.remove_argument(path, call.args_span, given.span)
    return build.fix("safe", f"Leave `{found.missing.keyword}=` away", edit)
