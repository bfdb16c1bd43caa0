"""RL604 under Falcon: a 404, a refusal or a redirect becomes whatever the clause makes of it."""

from __future__ import annotations

from tests.proofs.falcon.client import Client
from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    return {
        "unknown": client.seen("/orders/9"),
        "put": client.seen("/orders/1", "PUT"),
        "pay": client.seen("/orders/1", "POST"),
        "delete": client.seen("/orders/9", "DELETE"),
        "expired": client.seen("/orders/1", headers={"X-Session": "expired"})[0],
    }


GOOD = {
    "unknown": (404, ""),
    "put": (403, ""),
    "pay": (303, ""),
    "delete": (404, ""),
    "expired": 401,
}

PROOFS = [
    Proof(
        probe=probe,
        bad={
            "unknown": (500, '{"error": "internal"}'),
            "put": (400, "bad order"),
            "pay": (200, "not paid"),
            "delete": (500, '{"error": "internal"}'),
            "expired": 200,
        },
        good=GOOD,
        fixed=GOOD,
    )
]
