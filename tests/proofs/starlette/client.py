"""Starlette's test client, for any ASGI application."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.proofs.harness import loaded


@contextmanager
def client(path: Path) -> Iterator[Any]:
    """Lifespan events are not sent; a probe that needs them enters the client."""
    from starlette.testclient import TestClient

    with loaded(path) as module:
        yield TestClient(module.app, raise_server_exceptions=False, follow_redirects=False)
