"""RL702 under aiohttp: a client sees what another one has sent."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    """What a second client sees of the first one, which has sent something."""
    client.get("/search?q=diary")
    client.get("/tags/red")
    client.get("/basket?item=diary")
    client.get("/language?lang=de")
    return {
        "/search": client.get("/search").text,
        "/tags/blue": client.get("/tags/blue").text,
        "/basket": client.get("/basket").text,
        "/language": client.get("/language").text,
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/search": "results for diary",
            "/tags/blue": "red,blue",
            "/basket": "diary,book",
            "/language": "de",
        },
        good={
            "/search": "results for ",
            "/tags/blue": "blue",
            "/basket": "book",
            "/language": "en",
        },
    ),
]
