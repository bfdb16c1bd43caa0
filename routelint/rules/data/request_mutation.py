"""A write to the request that fails, or that nobody else sees.

## What it does
Finds writes to request data that refuses them (`request.args["page"] = 1`, also through a name that
stands for it), assignments of attributes that can't be assigned (`request.method = "GET"`), new
attributes on requests that take none, and those that middleware puts on a request object that is not
the one that views get.

## Why it matters
The first three end with an exception, so that clients get a 500 on that path. The last one is lost
without a word: the view finds no such attribute.

## Example
```python
@app.middleware("http")
async def load_user(request, call_next):
    request.tenant = find_tenant(request.headers["Host"])
    return await call_next(request)
```

## Use instead
```python
@app.middleware("http")
async def load_user(request, call_next):
    request.state.tenant = find_tenant(request.headers["Host"])
    return await call_next(request)
```

## Frameworks
Query, form, headers and cookies are immutable in Flask and Quart, `GET` and `POST` in Django, `data` of
forms in Django REST framework, query and headers in Starlette, FastAPI and aiohttp. Sanic and Litestar
take no new attributes at all; Starlette makes a new request object behind each middleware; Bottle takes an
attribute once. Attributes without a setter exist in nearly all.

## When it stays silent
For copies (`request.args.to_dict()`, `request.GET.copy()`), for data that the project has replaced by a
copy on the request itself or made mutable, for attributes that reach the view (on Django's request, in
dependencies, once on Bottle's), and for attributes of middleware that it reads itself.

## Fix safety
No fix: a hint names the place for such data.

## References
https://www.starlette.io/requests/#other-state ,
https://docs.djangoproject.com/en/stable/ref/request-response/#querydict-objects
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, Location, Related, RuleMeta
from routelint.flow.calls import way_to
from routelint.model.project import Project
from routelint.policies.request_writes import RequestWrite, request_writes

META = RuleMeta(
    code="RL701",
    slug="request-mutation",
    category="data",
    severity="warning",
    tier="B",
    summary="A write to the request that fails, or that nobody else sees",
    references=("https://www.starlette.io/requests/#other-state",),
)


def check(project: Project) -> Iterator[Finding]:
    for write in request_writes(project):
        handlers = project.handlers_of(write.function)
        related = list(way_to(project, write.function))
        if write.first is not None:
            place = Location(write.function.module.path, write.first.span)
            related.insert(0, Related(place, "assigned here before"))
        yield Finding(
            code=META.code,
            rule=META.slug,
            severity="warning" if write.how == "dropped" else "error",
            confidence="high",
            message=_message(write),
            path=write.function.module.path,
            span=write.node.span,
            hint=_hint(write),
            related=tuple(related),
            route=project.route_ref(handlers[0] if handlers else None),
            framework=(handlers[0].framework if handlers else write.framework).slug,
            scope=write.function.node.qualname,
            statement=write.statement,
        )


def _message(write: RequestWrite) -> str:
    where = f"`{write.function.node.qualname}`"
    if write.how == "frozen" and write.name in write.table.frozen_forms:
        return (
            f"{where} writes to `{write.target}`, which is immutable where a form was sent: a 500"
        )
    if write.how == "frozen":
        return f"{where} writes to `{write.target}`, which is immutable: an exception, and so a 500"
    if write.how == "fixed":
        return f"{where} assigns `{write.target}`, which can't be: an AttributeError, and so a 500"
    if write.how == "closed":
        return f"{where} sets `{write.target}`, which requests have not got: {write.table.closed}"
    if write.how == "again":
        return f"{where} sets `{write.target}` a second time: {write.table.once}"
    return (
        f"{where} writes `{write.target}` on a request object of its own: "
        "what comes behind it gets another one"
    )


def _hint(write: RequestWrite) -> str:
    if write.how == "frozen":
        copy = write.table.frozen[write.name].format(write.target)
        return f"change a copy: `{copy}`"
    if not write.table.place:
        return "keep the changed value in a name of your own"
    return f"put it where requests keep such data: `{write.table.place.format(write.name)} = ...`"
