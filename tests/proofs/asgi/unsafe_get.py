"""RL801 under ASGI: an application that does not look at the method answers any."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

LINKS = (
    "/cancel/1",
    "/delete/1.txt",
)


def probe(client: Any) -> dict[str, object]:
    """What is left after all links were followed."""
    for link in LINKS:
        client.get(link)
    return dict(client.get("/orders").json())


PROOFS = [
    Proof(
        probe=probe,
        bad={"orders": ["2"], "files": []},
        good={"orders": ["1", "2"], "files": ["1.txt"]},
    ),
]
