"""RL801 under WSGI: an application that does not look at the method answers any."""

from __future__ import annotations

import json

from tests.proofs.harness import Proof
from tests.proofs.wsgi.client import Client

LINKS = (
    "/cancel/1",
    "/delete/1.txt",
)


def probe(client: Client) -> dict[str, object]:
    """What is left after all links were followed."""
    for link in LINKS:
        client.ask(link)
    return dict(json.loads(client.ask("/orders")[2]))


PROOFS = [
    Proof(
        probe=probe,
        bad={"orders": ["2"], "files": []},
        good={"orders": ["1", "2"], "files": ["1.txt"]},
    ),
]
