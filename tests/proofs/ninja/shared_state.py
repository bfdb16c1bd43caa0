"""RL702 under django-ninja: a client sees what another one has sent."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    """What a second client sees of the first one, which has sent something."""
    client.get("/search?q=diary")
    client.get("/tags/red")
    return {"/search": client.get("/search").json(), "/tags/blue": client.get("/tags/blue").json()}


PROOFS = [
    Proof(
        probe=probe,
        bad={"/search": "results for diary", "/tags/blue": "red,blue"},
        good={"/search": "results for ", "/tags/blue": "blue"},
    ),
]
