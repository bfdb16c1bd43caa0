"""RL801 under http.server: following a link removes what it points to."""

from __future__ import annotations

import json

from tests.proofs.harness import Proof
from tests.proofs.http_server.client import Client

LINKS = (
    "/cancel/1",
    "/delete/1.txt",
)


def probe(client: Client) -> dict[str, object]:
    """What is left after all links were followed."""
    for link in LINKS:
        client.answers(link)
    client.answers("/orders/2", "HEAD")
    return dict(json.loads(client.answers("/")[1]))


PROOFS = [
    Proof(
        probe=probe,
        bad={"orders": [], "files": []},
        good={"orders": ["1", "2"], "files": ["1.txt"]},
    ),
]
