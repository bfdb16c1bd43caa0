"""RL701 under Sanic: a request takes no attributes of its own, and a write is a 500."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.sanic.client import Client


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {
        path: client.get(f"/{path}").status_code for path in ("user", "set", "path", "books")
    }
    found["hook"] = client.get("/books", headers={"x-tenant": "main"}).status_code
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={"user": 500, "set": 500, "path": 500, "books": 200, "hook": 500},
        good={"user": 200, "set": 200, "path": 200, "books": 200, "hook": 200},
    ),
]
