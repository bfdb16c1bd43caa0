"""RL801 under Microdot: following a link removes what it points to."""

from __future__ import annotations

import json

from tests.proofs.harness import Proof
from tests.proofs.microdot.client import Client

LINKS = (
    "/orders/1/cancel",
    "/orders/2/forget",
    "/files/1.txt/delete",
)


def probe(client: Client) -> dict[str, object]:
    """What is left after all links were followed."""
    for link in LINKS:
        client.get(link)
    return dict(json.loads(client.get("/orders").text))


PROOFS = [
    Proof(
        probe=probe,
        bad={"orders": [3], "files": []},
        good={"orders": [1, 2, 3], "files": ["1.txt"]},
    ),
]
