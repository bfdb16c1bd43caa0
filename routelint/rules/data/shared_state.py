"""Data of one request that is kept where all requests find it.

## What it does
Finds writes of request data to what outlives the request and is shared by all: attributes of objects
that the framework makes once (Falcon's resources, middleware, Litestar's controllers), of classes, of
modules (`global user`), of the application, collections that a class makes once, and default arguments
that are filled.

## Why it matters
Requests run side by side. Between the write and the read another request writes, and one client gets the
data of another; what is collected grows from request to request.

## Example
```python
class Profile:
    def on_get(self, req, resp):
        self.user = find_user(req.get_header("Authorization"))
        resp.media = self.details()

    def details(self):
        return {"name": self.user.name, "mail": self.user.mail}
```

## Use instead
```python
class Profile:
    def on_get(self, req, resp):
        req.context.user = find_user(req.get_header("Authorization"))
        resp.media = details(req.context.user)
```

## Frameworks
All. Which objects are made anew for each request differs: Tornado's handlers and class-based views of
Django, aiohttp, Starlette, Sanic, Pyramid and Flask are (the last one unless `init_every_request` is
false); resources of Falcon, controllers of Litestar and all middleware are not. FastAPI copies default
arguments.

## When it stays silent
For what is made when it is needed first (`if self.client is None`), caches and registries (whose keys come
from the request), counters, and a state that one view changes and others show: nobody knows whether it is
meant. So it is for what is not read in the same request, unless a hook or middleware has written it.

## Fix safety
No fix: a hint names the place for data of one request.

## References
CWE-488. https://falcon.readthedocs.io/en/stable/user/faq.html#is-falcon-thread-safe ,
https://docs.djangoproject.com/en/stable/topics/http/middleware/#writing-your-own-middleware
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, RuleMeta
from routelint.model.project import Project
from routelint.policies.shared_state import SharedWrite, shared_writes

META = RuleMeta(
    code="RL702",
    slug="shared-state",
    category="data",
    severity="error",
    tier="B",
    summary="Data of one request is kept where all requests find it",
    cwe=(488, 362),
    references=("https://falcon.readthedocs.io/en/stable/user/faq.html#is-falcon-thread-safe",),
)

_WHERE = {
    "instance": "one object serves all requests",
    "class": "the class is the same for all requests",
    "module": "the module is the same for all requests",
    "app": "the application is the same for all requests",
    "default": "the default is made once, for all requests",
}


def check(project: Project) -> Iterator[Finding]:
    for write in shared_writes(project):
        function = write.function
        yield Finding(
            code=META.code,
            rule=META.slug,
            severity=META.severity,
            confidence="high",
            message=(
                f"`{function.node.qualname}` keeps data of one request in `{write.target}`: "
                f"{_WHERE[write.where]}, and another one's data may be there when it is read"
            ),
            path=function.module.path,
            span=write.node.span,
            hint=_hint(write),
            related=write.related,
            route=project.route_ref(write.handler),
            framework=write.handler.framework.slug,
            scope=function.node.qualname,
            statement=write.statement,
        )


def _hint(write: SharedWrite) -> str:
    if write.where == "default":
        return f"`{write.name}=None`, and make a new one in the function where it is None"
    places = {t.place for t in write.handler.framework.request_objects.values() if t.place}
    if not places:
        return "keep it in a local variable, and hand it to those that need it"
    return f"keep it in a local variable, or with the request: `{min(places).format(write.name)} = ...`"
