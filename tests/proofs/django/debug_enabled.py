"""RL505 under Django: whether the page of an error shows local variables."""

from __future__ import annotations

from django.test import Client

from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    response = client.get("/patient")
    return {"status": response.status_code, "variables": "of ann" in response.content.decode()}


OPEN = {"status": 500, "variables": True}
CLOSED = {"status": 500, "variables": False}

PROOFS = [
    Proof(probe=probe, bad=OPEN, good=CLOSED, fixed=CLOSED),
    Proof(probe=probe, fixture="bad_bool.py", bad=OPEN, good=CLOSED),
    Proof(probe=probe, fixture="bad_literal.py", bad=OPEN, good=CLOSED, fixed=CLOSED),
    Proof(probe=probe, fixture="bad_settings", bad=OPEN, good=CLOSED, fixed=CLOSED),
]
