"""RL310 under Flask: what those hear who sent nothing (`admin`: who is known, and not let in)."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.proofs.challenges import told
from tests.proofs.harness import Proof

PAGES = ("orders", "cart", "profile", "address", "admin")


def probe(client: FlaskClient) -> dict[str, object]:
    found: dict[str, object] = {}
    for page in PAGES:
        headers = {"Authorization": "Bearer bob"} if page == "admin" else {}
        response = client.get(f"/{page}", headers=headers)
        found[page] = told(response.status_code, dict(response.headers))
    return found


def probe_two(client: FlaskClient) -> dict[str, object]:
    nothing = client.get("/orders")
    wrong = client.get("/profile", headers={"Authorization": "Bearer eve"})
    return {
        "nothing": told(nothing.status_code, dict(nothing.headers)),
        "wrong": told(wrong.status_code, dict(wrong.headers)),
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "orders": "403",
            "cart": "403",
            "profile": "401",
            "address": "401",
            "admin": "403",
        },
        good={
            "orders": "401 Bearer",
            "cart": "401 Bearer",
            "profile": "401 Bearer",
            "address": "401 Bearer",
            "admin": "403",
        },
    ),
    Proof(
        probe=probe_two,
        fixture="bad_guards",
        bad={"nothing": "403", "wrong": "401"},
        good={"nothing": "401 Bearer", "wrong": "401 Bearer"},
    ),
    Proof(
        probe=probe_two,
        fixture="",
        corrected="good_handler.py",
        good={"nothing": "401 Bearer", "wrong": "403"},
    ),
]
