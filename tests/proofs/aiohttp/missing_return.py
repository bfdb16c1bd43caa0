"""RL101 under aiohttp: what was to be refused is answered."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    """Without a sign-in."""
    paths = ("json", "found", "forbidden", "helper", "shelf", "club/books")
    return {path: client.get(f"/{path}").status_code for path in paths}


CORRECTED: dict[str, object] = {
    "json": 401,
    "found": 302,
    "forbidden": 403,
    "helper": 401,
    "shelf": 401,
    "club/books": 403,
}

PROOFS = [
    Proof(probe=probe, bad=dict.fromkeys(CORRECTED, 200), good=CORRECTED, fixed=CORRECTED),
]
