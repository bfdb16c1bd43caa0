"""RL701 under Django REST framework: the data of forms and the query are immutable."""

from __future__ import annotations

from django.test import Client

from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    form = "application/x-www-form-urlencoded"
    return {
        "query": client.get("/orders").status_code,
        "form": client.post("/orders", {"book": "Emma"}).status_code,
        "json": client.post("/orders", {"book": "Emma"}, "application/json").status_code,
        "alias": client.put("/orders", "book=Emma", form).status_code,
        "assigned": client.delete("/orders").status_code,
        "sorted": client.get("/sorted").status_code,
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={"query": 500, "form": 500, "json": 200, "alias": 500, "assigned": 500, "sorted": 500},
        good={"query": 200, "form": 200, "json": 200, "alias": 200, "assigned": 200, "sorted": 200},
    ),
]
