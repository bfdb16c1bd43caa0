"""RL702 under Microdot: a client sees what another one has sent."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.microdot.client import Client


def probe(client: Client) -> dict[str, object]:
    """What a second client sees of the first one, which has sent something."""
    client.get("/search?q=diary")
    client.get("/tags/red")
    client.get("/me?user=ann")
    return {
        "/search": client.get("/search").text,
        "/tags/blue": client.get("/tags/blue").text,
        "/me": client.get("/me").text,
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={"/search": "results for diary", "/tags/blue": "red,blue", "/me": "ann"},
        good={"/search": "results for ", "/tags/blue": "blue", "/me": "nobody"},
    ),
]
