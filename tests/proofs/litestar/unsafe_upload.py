"""RL404 under Litestar: a file lands outside of the directory for scans."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.proofs.harness import Proof


@contextmanager
def scans(module: Any) -> Iterator[Path]:
    """An empty directory for the fixture's scans, and where a file would land beside it."""
    with TemporaryDirectory() as directory:
        before = module.SCANS
        module.SCANS = Path(directory) / "scans"
        module.SCANS.mkdir()
        try:
            yield Path(directory) / "outside.txt"
        finally:
            module.SCANS = before


def probe(client: Any) -> dict[str, object]:
    handler = client.app.get_handler_index_by_name("joined")["handler"]
    module = sys.modules[inspect.unwrap(handler.fn).__module__]
    found: dict[str, object] = {}
    for name in ("joined", "opened", "several", "named"):
        with scans(module) as outside:
            client.post(f"/{name}", files={"scan": ("../outside.txt", b"scan")})
            found[name] = "outside" if outside.exists() else "inside"
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={"joined": "outside", "opened": "outside", "several": "outside", "named": "outside"},
        good={"joined": "inside", "opened": "inside", "several": "inside", "named": "inside"},
    ),
]
