"""RL701 under django-ninja: the request is Django's, whose query and forms are immutable."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    return {
        "query": client.get("/api/books").status_code,
        "alias": client.get("/api/sorted").status_code,
        "form": client.post("/api/orders", {"book": "Emma"}).status_code,
        "headers": client.get("/api/traced").status_code,
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={"query": 500, "alias": 500, "form": 500, "headers": 500},
        good={"query": 200, "alias": 200, "form": 200, "headers": 200},
    ),
]
