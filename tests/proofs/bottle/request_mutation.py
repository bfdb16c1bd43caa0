"""RL701 under Bottle: an attribute can be set once, and its own ones never."""

from __future__ import annotations

from werkzeug.test import Client

from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {
        path: client.get(f"/{path}").status_code for path in ("user", "headers", "method", "query")
    }
    found["user of a session"] = client.get("/user", headers={"X-User": "ann"}).status_code
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={"user": 200, "headers": 500, "method": 500, "query": 500, "user of a session": 500},
        good={"user": 200, "headers": 200, "method": 200, "query": 200, "user of a session": 200},
    ),
]
