"""RL502 under Microdot: the origin that asks is allowed."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.microdot.client import Client


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {}
    for origin in ("https://evil.example", "https://garden.example"):
        headers = client.get("/me", {"Origin": origin}).headers
        found[origin] = headers.get("Access-Control-Allow-Origin", "")
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "https://evil.example": "https://evil.example",
            "https://garden.example": "https://garden.example",
        },
        good={"https://evil.example": "", "https://garden.example": "https://garden.example"},
    )
]
