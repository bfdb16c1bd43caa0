"""Werkzeug's test client, around a Bottle application; every fixture has a default one of its own.

A fixture that starts its server is not read any further, as it would not be under a real one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import bottle
from werkzeug.test import Client

from tests.proofs.harness import loaded


class _Started(Exception):
    def __init__(self, app: Any) -> None:
        self.app = app


def _serve(server: bottle.ServerAdapter, app: Any) -> None:
    raise _Started(app)


def _as_served(app: Any) -> Any:
    """The application as servers call it: a test client would raise what Bottle has answered."""

    def wrapper(environ: dict[str, Any], start_response: Any) -> Any:
        def start(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> Any:
            return start_response(status, headers)

        return app(environ, start)

    return wrapper


@contextmanager
def client(path: Path) -> Iterator[Client]:
    default = bottle.app.push()
    with ExitStack() as stack:
        stack.callback(bottle.app.remove, default)
        stack.enter_context(mock.patch.object(bottle.WSGIRefServer, "run", _serve))
        limit = bottle.BaseRequest.MEMFILE_MAX
        stack.enter_context(mock.patch.object(bottle.BaseRequest, "MEMFILE_MAX", limit))
        try:
            app = stack.enter_context(loaded(path)).app
        except _Started as started:
            app = started.app
        yield Client(_as_served(app))
