"""RL801 under Tornado: following a link removes what it points to."""

from __future__ import annotations

import json

from tests.proofs.harness import Proof
from tests.proofs.tornado.client import Client

LINKS = (
    "/orders/1/cancel",
    "/orders/2/forget",
    "/files/1.txt/delete",
)


def probe(client: Client) -> dict[str, object]:
    """What is left after all links were followed."""
    for link in LINKS:
        client.ask(link)
    return dict(json.loads(client.ask("/orders").text))


PROOFS = [
    Proof(
        probe=probe,
        bad={"orders": [3], "files": []},
        good={"orders": [1, 2, 3], "files": ["1.txt"]},
    ),
]
