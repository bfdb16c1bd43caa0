"""RL310 under Flask-RESTful: what those hear who sent nothing (`admin`: who is known, and not let in)."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.proofs.challenges import told
from tests.proofs.harness import Proof

PAGES = ("orders", "profile", "admin")


def probe(client: FlaskClient) -> dict[str, object]:
    found: dict[str, object] = {}
    for page in PAGES:
        headers = {"Authorization": "Bearer bob"} if page == "admin" else {}
        response = client.get(f"/{page}", headers=headers)
        found[page] = told(response.status_code, dict(response.headers))
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "orders": "403",
            "profile": "401",
            "admin": "403",
        },
        good={
            "orders": "401 Bearer",
            "profile": "401 Bearer",
            "admin": "403",
        },
    )
]
