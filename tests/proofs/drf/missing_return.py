"""RL101 under REST framework: refusals that nobody gets."""

from __future__ import annotations

from django.test import Client

from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    return {
        "balance": client.get("/balance").status_code,
        "entries": client.get("/entries").status_code,
        "entry": client.post("/entries", "{}", content_type="application/json").status_code,
        "removal": client.delete("/entries").status_code,
        "accounts": client.get("/accounts/").status_code,
        "closed accounts": client.get("/accounts/closed/").status_code,
        "invoices": client.get("/invoices").status_code,
    }


GOOD = {
    "balance": 403,
    "entries": 403,
    "entry": 400,
    "removal": 403,
    "accounts": 404,
    "closed accounts": 403,
    "invoices": 200,
}

PROOFS = [
    Proof(
        probe=probe,
        bad={
            "balance": 200,
            "entries": 200,
            "entry": 201,
            "removal": 204,
            "accounts": 200,
            "closed accounts": 200,
            "invoices": 500,
        },
        good=GOOD,
        fixed=GOOD,
    )
]
