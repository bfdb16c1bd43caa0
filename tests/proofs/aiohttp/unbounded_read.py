"""RL402 under aiohttp: three megabytes pass a limit of one."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

BODY = b"x" * 3 * 1024 * 1024
NAMES = ("content", "annotated", "chunks", "listed")


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {
        name: client.post(f"/{name}", content=BODY).status_code for name in NAMES
    }
    return {**found, "part": client.post("/part", files={"field": ("f", BODY)}).status_code}


PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys((*NAMES, "part"), 200),
        good=dict.fromkeys((*NAMES, "part"), 413),
    )
]
