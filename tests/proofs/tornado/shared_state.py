"""RL702 under Tornado: a client sees what another one has sent."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.tornado.client import Client


def probe(client: Client) -> dict[str, object]:
    """What a second client sees of the first one, which has sent something."""
    client.seen("/search?q=diary")
    client.seen("/tags/red")
    client.seen("/basket?item=diary")
    client.seen("/page", X_User="ann")
    return {path: client.seen(path)[1] for path in ("/search", "/tags/blue", "/basket", "/page")}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/search": "results for diary",
            "/tags/blue": "red,blue",
            "/basket": "diary,book",
            "/page": "ann",
        },
        good={
            "/search": "results for ",
            "/tags/blue": "blue",
            "/basket": "book",
            "/page": "nobody",
        },
    ),
]
