"""Flask's own test client."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.proofs.harness import loaded


@contextmanager
def client(path: Path) -> Iterator[Any]:
    with loaded(path) as module:
        yield module.app.test_client()
