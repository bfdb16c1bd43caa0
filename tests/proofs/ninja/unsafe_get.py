"""RL801 under django-ninja: following a link removes what it points to."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

LINKS = (
    "/orders/1/cancel",
    "/orders/2/forget",
    "/files/1.txt/delete",
    "/tags/red/delete",
)


def probe(client: Any) -> dict[str, object]:
    """What is left after all links were followed."""
    for link in LINKS:
        client.get(link)
    return dict(client.get("/orders").json())


PROOFS = [
    Proof(
        probe=probe,
        bad={"orders": [3], "files": [], "tags": ["blue"]},
        good={"orders": [1, 2, 3], "files": ["1.txt"], "tags": ["red", "blue"]},
    ),
]
