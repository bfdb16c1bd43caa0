"""The route tables that frameworks themselves make of an application, as (method, path) pairs.

`python -m tests.map.runtime FRAMEWORK MODULE [ATTRIBUTE]` imports an application from the current
directory and prints its table as JSON. Methods that frameworks add by themselves (HEAD beside GET,
OPTIONS) and pages that come with them (documentation, static files) are left out; parameters are
written `<name>`, whatever their type.
"""

from __future__ import annotations

import importlib
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

Row = tuple[str, str]

_ADDED = frozenset({"HEAD", "OPTIONS"})


def _rows(path: str, methods: Iterable[str] | None) -> Iterator[Row]:
    names = sorted(set(methods or ()) - _ADDED)
    for method in names or ["ANY"]:
        yield method, path


def flask(app: Any) -> Iterator[Row]:
    for rule in app.url_map.iter_rules():
        if rule.endpoint != "static":
            yield from _rows(_angles(rule.rule), rule.methods)


def fastapi(app: Any) -> Iterator[Row]:
    for path, operations in app.openapi()["paths"].items():
        yield from _rows(_braces(path), [method.upper() for method in operations])


def starlette(app: Any, prefix: str = "") -> Iterator[Row]:
    for route in app.routes:
        path = prefix + _braces(route.path)
        if hasattr(route, "methods"):
            yield from _rows(path, route.methods)
        elif hasattr(route, "app") and hasattr(route.app, "routes"):
            yield from starlette(route.app, path)
        elif "WebSocket" in type(route).__name__:
            yield "WEBSOCKET", path
        else:
            yield "MOUNT", path


def bottle(app: Any) -> Iterator[Row]:
    for route in app.routes:
        yield route.method, _angles(route.rule)


def django(settings: str) -> Iterator[Row]:
    import django as package
    from django.urls import get_resolver

    os.environ["DJANGO_SETTINGS_MODULE"] = settings
    package.setup()
    yield from (("ANY", path) for path in _django(get_resolver(), "/"))


def _django(resolver: Any, prefix: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        own = str(pattern.pattern)
        path = prefix + (_angles(own) if "(?P" not in own else own.removeprefix("^"))
        if hasattr(pattern, "url_patterns"):
            if pattern.app_name == "admin":
                yield path
            else:
                yield from _django(pattern, path)
        else:
            yield path


def _braces(path: str) -> str:
    """`{number:int}` as `<number>`."""
    return re.sub(r"\{(\w+)(?::[^}]*)?\}", r"<\1>", path)


def _angles(rule: str) -> str:
    """`<int:number>` and `<number:int>` as `<number>`."""
    kinds = "int|float|path|string|str|slug|uuid|any|re|default|word"
    rule = re.sub(rf"<(?:{kinds})(?:\([^)]*\))?:(\w+)>", r"<\1>", rule)
    return re.sub(r"<(\w+):[^>]*>", lambda match: f"<{match[1]}>", rule)


TABLES: dict[str, Callable[[Any], Iterator[Row]]] = {
    "bottle": bottle,
    "django": django,
    "fastapi": fastapi,
    "flask": flask,
    "starlette": starlette,
}


def main(framework: str, module: str, attribute: str = "") -> None:
    sys.path.insert(0, "")
    if framework == "django":
        rows = sorted(TABLES[framework](module))
    else:
        rows = sorted(TABLES[framework](getattr(importlib.import_module(module), attribute)))
    print(json.dumps(rows))


if __name__ == "__main__":
    main(*sys.argv[1:])
