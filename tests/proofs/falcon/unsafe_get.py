"""RL801 under Falcon: following a link removes what it points to."""

from __future__ import annotations

from tests.proofs.falcon.client import Client
from tests.proofs.harness import Proof

LINKS = (
    "/orders/1/cancel",
    "/orders/2/forget",
    "/files/1.txt/delete",
    "/tags/red/delete",
)


def probe(client: Client) -> dict[str, object]:
    """What is left after all links were followed."""
    for link in LINKS:
        client.ask(link)
    return dict(client.ask("/orders").json)


PROOFS = [
    Proof(
        probe=probe,
        bad={"orders": [3], "files": [], "tags": ["blue"]},
        good={"orders": [1, 2, 3], "files": ["1.txt"], "tags": ["red", "blue"]},
    ),
]
