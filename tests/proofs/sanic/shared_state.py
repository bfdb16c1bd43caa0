"""RL702 under Sanic: a client sees what another one has sent."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.sanic.client import Client


def probe(client: Client) -> dict[str, object]:
    """What a second client sees of the first one, which has sent something."""
    client.seen("/search?q=diary")
    client.seen("/tags/red")
    client.seen("/me?user=ann")
    return {
        "/search": client.seen("/search"),
        "/tags/blue": client.seen("/tags/blue"),
        "/me": client.seen("/me"),
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/search": (200, "results for diary"),
            "/tags/blue": (200, "red,blue"),
            "/me": (200, "ann"),
        },
        good={"/search": (200, "results for"), "/tags/blue": (200, "blue"), "/me": (200, "nobody")},
    ),
]
