"""RL310 under REST framework: what is said to those who have sent nothing."""

from __future__ import annotations

from django.test import Client

from tests.proofs.challenges import told
from tests.proofs.harness import Proof

PAGES = ("orders", "cart", "profile", "admin")


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {}
    for page in PAGES:
        headers: dict[str, str] = {}
        response = client.get(f"/{page}", headers=headers)
        found[page] = told(response.status_code, dict(response.headers))
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "orders": "403",
            "cart": "403",
            "profile": "403",
            "admin": "401 Token",
        },
        good={
            "orders": "401 Token",
            "cart": "401 Apikey",
            "profile": "401 Token",
            "admin": "401 Token",
        },
    )
]
