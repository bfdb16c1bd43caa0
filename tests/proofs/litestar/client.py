"""Litestar's test client, inside of which the application has started."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.proofs.harness import loaded


@contextmanager
def client(path: Path) -> Iterator[Any]:
    """Errors of the application are answered, as a server answers them."""
    from litestar.testing import TestClient

    with loaded(path) as module, TestClient(module.app, raise_server_exceptions=False) as opened:
        opened.follow_redirects = False
        yield opened
