"""RL202 does not exist under Quart: a catch-all route above the others takes nothing from them."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof


def probe(client: TestClient) -> dict[str, object]:
    paths = ("/", "/anything/else", "/about", "/api/orders", "/api/unknown")
    return {path: client.get(path).text.strip() for path in paths}


PROOFS = [
    Proof(
        probe=probe,
        fixture="",
        corrected="good.py",
        good={
            "/": "page:",
            "/anything/else": "page: anything/else",
            "/about": "about us",
            "/api/orders": '{"orders":[]}',
            "/api/unknown": '{"message":"no resource unknown"}',
        },
    ),
]
