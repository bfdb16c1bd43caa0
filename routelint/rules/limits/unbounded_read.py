"""A read passes by the limit for request bodies.

## What it does
Reports reads of the stream below the framework's request, which its limit does not cover, when they
have no bound of their own. Also archives that clients upload and that are unpacked without a look at
what they hold: the limit counts what is sent, and a few kilobytes of a zip file unpack to gigabytes. The
members of a tar file are written to where their names lead, unless there is a filter.

## Why it matters
The limit is set, and still one route reads whatever it is sent into memory.

## Example
```python
body = request.environ["wsgi.input"].read()
```

## Use instead
```python
body = request.get_data()  # raises 413 above MAX_CONTENT_LENGTH
```

## Frameworks
Flask (`request.environ["wsgi.input"]`, `request.input_stream`), raw WSGI, Pyramid's `body_file`.
Quart, Starlette and FastAPI where the pieces of a body are put together and not counted; Quart's limit
then holds for announced lengths only. Falcon: `req.stream`, and the streams of the parts of forms,
where no hook or component looks at `req.content_length`.
Uploads: parameters, `request.files` and the values of forms, also in loops over `items()` and
`multi_items()`, where the application has no limit (Django: always).
Sanic: what handlers with `stream=True` collect of `request.stream`; `REQUEST_MAX_SIZE` is lifted there.

## When it stays silent
Reads with a constant size, or with one that is compared with a bound before; reads under the limit;
forms that a parser of the project makes; archives whose members are looked at (`infolist()`,
`getmembers()`), also by a function that is called for it, or that are unpacked with a `filter`.

## Fix safety
No fix: the framework's stream may already be used up where the raw one is read.

## References
- https://werkzeug.palletsprojects.com/en/stable/request_data/#limiting-request-data
- https://docs.python.org/3/library/zipfile.html#decompression-pitfalls
- https://docs.python.org/3/library/tarfile.html#extraction-filters
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, Location, Related, RuleMeta
from routelint.flow.calls import way_to
from routelint.model import ir
from routelint.model.app import Handler
from routelint.model.project import Project
from routelint.model.vocabulary import BodyLimit, Framework
from routelint.policies.archives import Unpacking, unpackings
from routelint.policies.bodies import raw_reads
from routelint.policies.limits import all_unlimited, limited_early
from routelint.policies.streams import collected_messages, collected_pieces, stream_reads

META = RuleMeta(
    code="RL402",
    slug="unbounded-read",
    category="limits",
    severity="warning",
    tier="A",
    summary="A read passes by the limit for request bodies",
    cwe=(770, 400),
    references=(
        "https://werkzeug.palletsprojects.com/en/stable/request_data/#limiting-request-data",
    ),
)


def check(project: Project) -> Iterator[Finding]:
    for found in unpackings(project):
        if META.code in found.framework.pitfalls:
            yield _unpacked(project, found)
    for framework in project.used:
        table = framework.body_limit
        if table is None:
            continue
        reason = f"the body limit of {framework.title} does not cover it"
        own = table.settings or table.options or table.middleware or table.attributes
        if table.messages is not None or not own:
            reason = "nothing limits its size"
        streams = table.raw_objects
        if table.limited_objects and all_unlimited(project, framework, table):
            streams |= table.limited_objects
            reason = "nothing limits its size"
        for function in project.pipeline_functions():
            handlers = project.handlers_of(function)
            if not own and _limited_before(project, framework, table, handlers):
                continue
            for call in raw_reads(project, function, table):
                yield Finding(
                    code=META.code,
                    rule=META.slug,
                    severity=META.severity,
                    confidence="high",
                    message=(f"`{function.name}` reads the raw stream without a bound; {reason}."),
                    path=function.module.path,
                    span=call.span,
                    hint="Read through the request object, or read at most a fixed number of bytes.",
                    related=way_to(project, function),
                    route=project.route_ref(handlers[0] if handlers else None),
                    framework=framework.slug,
                    scope=function.node.qualname,
                    statement=call.span,
                )
            reads = [
                *stream_reads(project, function, streams, table.raw_values),
                *collected_messages(function, table),
                *collected_pieces(project, function, table),
            ]
            for read in reads:
                yield Finding(
                    code=META.code,
                    rule=META.slug,
                    severity=META.severity,
                    confidence="high",
                    message=(
                        f"`{function.name}` takes all of `{ir.text(read)}` at once; {reason}."
                    ),
                    path=function.module.path,
                    span=read.span,
                    hint="Look at the size first, or go through it in pieces.",
                    related=way_to(project, function),
                    route=project.route_ref(handlers[0] if handlers else None),
                    framework=framework.slug,
                    scope=function.node.qualname,
                    statement=read.span,
                )


def _unpacked(project: Project, found: Unpacking) -> Finding:
    function = found.function
    handlers = project.handlers_of(function)
    sent = Location(found.sender.module.path, found.upload.span)
    related = () if found.sender.node is function.node else (Related(sent, "what is uploaded"),)
    leaves = ", and before Python 3.14 `../` in their names leaves the directory" * found.named
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="high",
        message=(
            f"`{function.node.qualname}` unpacks what a client sends, without a look at what it holds: "
            f"no limit counts the files in it{leaves}."
        ),
        path=function.module.path,
        span=found.call.span,
        hint=(
            'Add up the sizes that `getmembers()` tells first, and unpack with `filter="data"`.'
            if found.named
            else "Add up the sizes that `infolist()` tells first, and refuse what is too large."
        ),
        related=(*related, *way_to(project, function)),
        route=project.route_ref(handlers[0] if handlers else None),
        framework=found.framework.slug,
        scope=function.node.qualname,
        statement=found.call.span,
    )


def _limited_before(
    project: Project, framework: Framework, table: BodyLimit, handlers: list[Handler]
) -> bool:
    """Whether something limits the bodies that a function reads, in all apps that it serves."""
    containers = [handler.container for handler in handlers if handler.container is not None]
    apps = [app for container in containers for app in project.apps_of(container)]
    if not apps:
        return limited_early(project, framework, table)
    return all(limited_early(project, framework, table, app) for app in apps)
