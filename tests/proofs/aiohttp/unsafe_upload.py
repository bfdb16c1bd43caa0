"""RL404 under aiohttp: a file lands outside of the directory for scans."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.proofs.harness import Proof

NAMES = ("joined", "divided", "next", "each")


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
    found: dict[str, object] = {}
    for name in NAMES:
        with scans(client.module) as outside:
            response = client.post(f"/{name}", files={"scan": ("../outside.txt", b"scan")})
            assert response.status_code == 200
            found[name] = "outside" if outside.exists() else "inside"
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(NAMES, "outside"),
        good=dict.fromkeys(NAMES, "inside"),
    )
]
