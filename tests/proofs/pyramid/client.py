"""Werkzeug's test client around a Pyramid application, below what a server does with exceptions: a
500 with the name of the exception for a body."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from werkzeug.test import Client

from tests.proofs.harness import loaded


class Asking(Client):
    """`module` is the fixture itself."""

    module: ModuleType


@contextmanager
def client(path: Path) -> Iterator[Client]:
    with loaded(path) as module:
        found = Asking(_served(module.app))
        found.module = module
        yield found


def _served(app: Any) -> Callable[[dict[str, Any], Any], Iterable[bytes]]:
    def server(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        try:
            answer: Iterable[bytes] = app(environ, start_response)
        except Exception as error:
            start_response("500 Internal Server Error", [("Content-Type", "text/plain")])
            return [type(error).__name__.encode()]
        return answer

    return server


def seen(client: Client, path: str, method: str = "GET", **headers: str) -> tuple[int, str]:
    """Status and body; of Pyramid's own error pages the body is left out."""
    named = {key.replace("_", "-"): value for key, value in headers.items()}
    response = client.open(path, method=method, headers={"Accept": "text/plain", **named})
    body = response.get_data(as_text=True).strip()
    own = body.startswith((f"{response.status_code} ", "<html>"))
    return response.status_code, "" if own else body
