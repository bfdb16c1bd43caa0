"""RL301 under REST framework: a view whose address begins like an open one is open."""

from __future__ import annotations

from django.test import Client

from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    return {
        path: client.get(path).status_code for path in ("/public/hours", "/publications", "/files")
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={"/public/hours": 200, "/publications": 200, "/files": 403},
        good={"/public/hours": 200, "/publications": 403, "/files": 403},
    )
]
