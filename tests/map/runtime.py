"""The route tables that frameworks themselves make of an application, as (method, path) pairs.

`python -m tests.map.runtime APPLICATION` imports an application of fixtures/apps from the current
directory, as `tests/map/applications/<application>.py` says, and prints its table as JSON. `python
runtime.py FRAMEWORK MODULE [ATTRIBUTE]` does it for any application, with its own interpreter: nothing
but the standard library is imported. With `--code CODE` instead of a module it runs the code, which
gives the app the name `app` (for Django: the name of the settings). Methods that frameworks add by
themselves (HEAD beside GET, OPTIONS) are left out; parameters are written `<name>`, whatever their
type.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass
from typing import Any

Row = tuple[str, str]


@dataclass(frozen=True)
class Start:
    """How an application is started: `table` is given the attribute of the module (called first, when
    it is a class), or the module's name when there is no attribute. What the map says and the
    framework does not, or the other way round, stands here with its reason."""

    table: Callable[[Any], Iterator[Row]]
    module: str
    attribute: str = ""
    only_in_the_map: Set[Row] = frozenset()
    only_at_run_time: Set[Row] = frozenset()


def start(application: str) -> Start:
    found: Start = importlib.import_module(f"tests.map.applications.{application}").START
    return found


_ADDED = frozenset({"HEAD", "OPTIONS"})
_VERBS = ("get", "post", "put", "patch", "delete")


def _rows(path: str, methods: Iterable[str] | None) -> Iterator[Row]:
    names = sorted(set(methods or ()) - _ADDED)
    for method in names or ["ANY"]:
        yield method, path


def flask(app: Any) -> Iterator[Row]:
    for rule in app.url_map.iter_rules():
        yield from _rows(_angles(rule.rule), rule.methods)


def starlette(app: Any, prefix: str = "") -> Iterator[Row]:
    for route in _flat(app.routes):
        path = prefix + _braces(route.path)
        if isinstance(getattr(route, "endpoint", None), type) and hasattr(route, "methods"):
            yield from _rows(path, {n.upper() for n in _VERBS if hasattr(route.endpoint, n)})
        elif "WebSocket" in type(route).__name__:
            yield "WEBSOCKET", path
        elif getattr(route, "methods", None) is not None or hasattr(route, "endpoint"):
            yield from _rows(path, route.methods)
        elif getattr(route, "routes", None):
            yield from starlette(route, path)
        else:
            yield "MOUNT", path or "/"


def _flat(routes: Iterable[Any]) -> Iterator[Any]:
    """The routes, with those of the routers that FastAPI includes without copying them (0.14x)."""
    for route in routes:
        if hasattr(route, "effective_candidates"):
            contexts = [*route.effective_candidates(), *route.effective_low_priority_routes()]
            yield from _flat(getattr(c, "starlette_route", None) or c for c in contexts)
        else:
            yield route


def bottle(app: Any) -> Iterator[Row]:
    for route in app.routes:
        yield route.method, _angles(route.rule)


def quart(app: Any) -> Iterator[Row]:
    for rule in app.url_map.iter_rules():
        socket = getattr(rule, "websocket", False)
        yield from _rows(_angles(rule.rule), ["WEBSOCKET"] if socket else rule.methods)


def aiohttp(make: Any) -> Iterator[Row]:
    app = make
    if callable(make) and not hasattr(make, "router"):
        app = make()
        if asyncio.iscoroutine(app):
            app = asyncio.run(app)
    for route in app.router.routes():
        if hasattr(route.resource, "_directory"):
            yield "MOUNT", route.resource.canonical
        elif route.resource is not None and route.method not in _ADDED:
            methods = [route.method]
            if route.method == "*" and isinstance(route.handler, type):
                methods = [name.upper() for name in _VERBS if hasattr(route.handler, name)]
            yield from _rows(_braces(route.resource.canonical), set(methods) - {"*"})


def falcon(app: Any) -> Iterator[Row]:
    import falcon.inspect

    for route in falcon.inspect.inspect_app(app).routes:
        methods = [m.method for m in route.methods if not m.internal]
        yield from _rows(_braces(route.path), methods)
    for sink in falcon.inspect.inspect_app(app).sinks:
        yield "ANY", sink.prefix


def litestar(app: Any) -> Iterator[Row]:
    for route in app.routes:
        # Litestar writes parameters of routes by their names alone.
        path = re.sub(r"\{(\w+)(?::\w+)?\}", r"<\1>", route.path_format)
        if type(route).__name__ == "HTTPRoute":
            yield from _rows(path, route.methods)
        elif type(route).__name__ == "ASGIRoute":
            yield "MOUNT", path
        else:
            yield "WEBSOCKET", path


def sanic(app: Any) -> Iterator[Row]:
    app.router.finalize()
    for route in app.router.routes:
        socket = getattr(route.ctx, "websocket", False) or getattr(route.extra, "websocket", False)
        yield from _rows(_angles("/" + route.path), ["WEBSOCKET"] if socket else route.methods)


def pyramid(app: Any) -> Iterator[Row]:
    """The views of each route; a route without one is ANY."""
    introspector = app.registry.introspector
    methods: dict[str, list[Any]] = {}
    for item in introspector.get_category("views"):
        view = item["introspectable"]
        methods.setdefault(view["route_name"], []).append(view["request_methods"])
    for item in introspector.get_category("routes"):
        route = item["introspectable"]
        if route["name"].startswith("__"):
            # What `add_static_view` adds.
            yield "MOUNT", "/" + route["pattern"].strip("/").removesuffix("/*subpath")
        else:
            for allowed in methods.get(route["name"], [None]):
                names = [allowed] if isinstance(allowed, str) else allowed
                path = re.sub(r"\*(\w+)$", r"<\1>", _braces(route["pattern"]))
                yield from _rows("/" + path.lstrip("/"), names or route["request_methods"])


def tornado(app: Any) -> Iterator[Row]:
    routers = [app.wildcard_router, *(rule.target for rule in app.default_router.rules)]
    seen = set()
    for router in routers:
        for rule in router.rules:
            # Tornado closes each expression with a `$`.
            expression = getattr(getattr(rule.matcher, "regex", None), "pattern", None)
            if expression is None or not isinstance(rule.target, type) or id(rule) in seen:
                continue
            seen.add(id(rule))
            methods = [
                name.upper()
                for name in _VERBS
                if getattr(rule.target, name, None) is not _unimplemented(name)
                # What a handler of Tornado's own answers to is not asked of the map.
                and not rule.target.__module__.startswith("tornado.")
            ]
            yield from _rows(expression.removesuffix("$"), methods)


def _unimplemented(name: str) -> object:
    from tornado.web import RequestHandler

    return getattr(RequestHandler, name)


def django(settings: str) -> Iterator[Row]:
    import django as package
    from django.urls import get_resolver

    os.environ["DJANGO_SETTINGS_MODULE"] = settings
    package.setup()
    yield from _django(get_resolver(), "/")


def _django(resolver: Any, prefix: str) -> Iterator[Row]:
    for pattern in resolver.url_patterns:
        own = str(pattern.pattern)
        if getattr(getattr(pattern, "callback", None), "actions", None):
            # The expressions of REST framework's routers.
            own = re.sub(r"\(\?P<(\w+)>\[\^/\.\]\+\)", r"<\1>", own).strip("^$")
        named = re.sub(r"<(?:\w+:)?(\w+)>", r"<\1>", own)
        path = prefix + (named if "(?P" not in own else own.removeprefix("^"))
        if hasattr(pattern, "url_patterns"):
            if pattern.app_name == "admin":
                yield "ANY", path
            else:
                yield from _django(pattern, path)
        else:
            # django-ninja has one view for each path, which asks its operations by method.
            owners = [
                getattr(pattern.callback, "__self__", None),
                *(c.cell_contents for c in getattr(pattern.callback, "__closure__", None) or ()),
            ]
            operations = [o for owner in owners for o in getattr(owner, "operations", ())]
            # REST framework's view sets know which method calls what.
            actions = getattr(pattern.callback, "actions", None)
            for operation in operations or [None]:
                methods = actions if operation is None else operation.methods
                yield from _rows(path, map(str.upper, methods or ()))


def _braces(path: str) -> str:
    """`{number:int}` as `<number>`."""
    return re.sub(r"\{(\w+)(?::[^}]*)?\}", r"<\1>", path)


def _angles(rule: str) -> str:
    """`<int:number>` and `<number:int>` as `<number>`."""
    kinds = "int|float|path|string|str|slug|uuid|any|re|default|word"
    rule = re.sub(rf"<(?:{kinds})(?:\([^)]*\))?:(\w+)>", r"<\1>", rule)
    return re.sub(r"<(\w+):[^>]*>", lambda match: f"<{match[1]}>", rule)


TABLES: dict[str, Callable[[Any], Iterator[Row]]] = {
    "aiohttp": aiohttp,
    "bottle": bottle,
    "django": django,
    "drf": django,
    "falcon": falcon,
    "fastapi": starlette,
    "flask": flask,
    "flask_restful": flask,
    "flask_restx": flask,
    "litestar": litestar,
    "ninja": django,
    "pyramid": pyramid,
    "quart": quart,
    "sanic": sanic,
    "starlette": starlette,
    "tornado": tornado,
}


def main(name: str, *source: str) -> None:
    sys.path.insert(0, "")
    if not source:
        how = start(name)
        table, source = how.table, (how.module, how.attribute)
    else:
        table = TABLES[name]
    if source[0] == "--code":
        names: dict[str, Any] = {}
        exec(source[1], names)  # What the caller wants to be run is the application.
        app = names["app"]
    elif not "".join(source[1:]):
        app = source[0]
    else:
        app = getattr(importlib.import_module(source[0]), source[1])
    print(json.dumps(sorted(table(app() if isinstance(app, type) else app))))


if __name__ == "__main__":
    main(*sys.argv[1:])
