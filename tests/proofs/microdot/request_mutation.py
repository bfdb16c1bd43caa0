"""RL701 under Microdot: what is read of a body can't be assigned."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.microdot.client import Client


def probe(client: Client) -> dict[str, object]:
    return {
        "form": client.request("POST", "/orders").status,
        "json": client.request("PUT", "/orders").status,
        "body": client.request("PUT", "/orders", headers={"X-Trim": "1"}).status,
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={"form": 500, "json": 500, "body": 500},
        good={"form": 200, "json": 200, "body": 200},
    ),
]
