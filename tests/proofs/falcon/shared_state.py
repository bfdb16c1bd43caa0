"""RL702 under Falcon: a client sees what another one has sent."""

from __future__ import annotations

from tests.proofs.falcon.client import Client
from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    """What a second client sees of the first one, which has sent something."""
    client.seen("/search?q=diary")
    client.seen("/tags/red")
    client.seen("/page?user=ann&tenant=other")
    found: dict[str, object] = {
        path: client.ask(path).text for path in ("/search", "/tags/blue", "/page")
    }
    found["tenant"] = client.ask("/page").headers["X-Tenant"]
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/search": "results for diary",
            "/tags/blue": "red,blue",
            "/page": "hello ann",
            "tenant": "other",
        },
        good={
            "/search": "results for ",
            "/tags/blue": "blue",
            "/page": "hello nobody",
            "tenant": "main",
        },
    ),
]
