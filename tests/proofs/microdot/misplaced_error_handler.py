"""RL201 under Microdot: HTTP errors never come to a handler for their class."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.microdot.client import Client


def probe(client: Client) -> dict[str, object]:
    answer = client.get("/seeds/7")
    return {"seed": (answer.status, answer.text)}


PROOFS = [
    Proof(
        probe=probe,
        bad={"seed": (404, "no such seed")},
        good={"seed": (404, '{"error": "no such seed"}')},
    )
]
