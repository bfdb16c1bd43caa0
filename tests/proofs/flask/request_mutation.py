"""RL701 under Flask: what clients have sent is immutable, and a write a 500."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.proofs.harness import Proof


def probe(client: FlaskClient) -> dict[str, object]:
    paths = "books sorted searched visits forwarded traced"
    found: dict[str, object] = {path: client.get(f"/{path}").status_code for path in paths.split()}
    found["orders"] = client.post("/orders", data={"book": "Emma"}).status_code
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "books": 500,
            "sorted": 500,
            "searched": 500,
            "visits": 500,
            "forwarded": 500,
            "traced": 500,
            "orders": 500,
        },
        good={
            "books": 200,
            "sorted": 200,
            "searched": 200,
            "visits": 200,
            "forwarded": 200,
            "traced": 200,
            "orders": 200,
        },
    ),
]
