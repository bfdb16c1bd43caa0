"""RL701 under Flask-RESTful: Flask's request data is immutable."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.proofs.harness import Proof


def probe(client: FlaskClient) -> dict[str, object]:
    return {
        "arguments": client.get("/books").status_code,
        "form": client.post("/books", data={"book": "Emma"}).status_code,
        "endpoint": client.delete("/books").status_code,
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={"arguments": 500, "form": 500, "endpoint": 500},
        good={"arguments": 200, "form": 200, "endpoint": 200},
    ),
]
