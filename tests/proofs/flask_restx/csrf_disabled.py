"""RL309 under Flask-RESTX: whether requests without a token get through with a visitor's cookies."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.proofs.harness import Proof


def probe(client: FlaskClient) -> dict[str, object]:
    stranger = client.post("/transfer").status_code
    with client.session_transaction() as session:
        session["user_id"] = 1
    return {
        "stranger": stranger in (400, 401),
        "visitor": client.post("/transfer").status_code,
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={"stranger": True, "visitor": 200},
        good={"stranger": True, "visitor": 400},
    )
]
