"""RL103 under Microdot: the decorator refuses, and the handler has run."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.microdot.client import Client


def probe(client: Client) -> dict[str, object]:
    return {
        "bed": client.post("/beds/7/water").status,
        "lawn": client.post("/lawn/water", {"X-Day": "sunday"}).status,
        "watered": client.get("/watered").text,
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={"bed": 403, "lawn": 403, "watered": "2"},
        good={"bed": 403, "lawn": 403, "watered": "0"},
    )
]
