"""RL702 under Litestar: a client sees what another one has sent."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    """What a second client sees of the first one, which has sent something."""
    client.get("/search?q=diary")
    client.get("/tags/red")
    client.get("/page?user=ann")
    return {
        "/search": client.get("/search").text,
        "/tags/blue": client.get("/tags/blue").text,
        "/page": client.get("/page").text,
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={"/search": "results for diary", "/tags/blue": "red,blue", "/page": "hello ann"},
        good={"/search": "results for ", "/tags/blue": "blue", "/page": "hello nobody"},
    ),
]
