"""RL701 under Django: `GET`, `POST` and headers are immutable, and a write a 500."""

from __future__ import annotations

from django.test import Client

from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    return {
        "query": client.get("/books").status_code,
        "alias": client.get("/sorted").status_code,
        "form": client.post("/orders", {"book": "Emma"}).status_code,
        "headers": client.get("/traced").status_code,
        "pop": client.get("/drafts?draft=1").status_code,
        "body": client.delete("/drafts").status_code,
    }


def probe_replaced(client: Client) -> dict[str, object]:
    return {"query": client.get("/books").status_code}


PROOFS = [
    Proof(
        probe=probe,
        bad={"query": 500, "alias": 500, "form": 500, "headers": 500, "pop": 500, "body": 500},
        good={"query": 200, "alias": 200, "form": 200, "headers": 200, "pop": 200, "body": 200},
    ),
    Proof(probe=probe_replaced, fixture="", corrected="good_replaced.py", good={"query": 200}),
]
