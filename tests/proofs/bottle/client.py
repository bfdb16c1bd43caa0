"""Werkzeug's test client, around a Bottle application; every fixture has a default one of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import bottle
from werkzeug.test import Client

from tests.proofs.harness import loaded


@contextmanager
def client(path: Path) -> Iterator[Client]:
    default = bottle.app.push()
    limit = bottle.BaseRequest.MEMFILE_MAX
    try:
        with loaded(path) as module:
            yield Client(module.app)
    finally:
        bottle.app.remove(default)
        bottle.BaseRequest.MEMFILE_MAX = limit
