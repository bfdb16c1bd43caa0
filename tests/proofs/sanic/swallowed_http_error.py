"""RL604 under Sanic: a 404 or 403 that becomes something else on its way out."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.sanic.client import Client


def probe(client: Client) -> dict[str, object]:
    return {
        "unknown": client.get("/books/2").status_code,
        "title": client.get("/books/2/title").status_code,
        "borrower": client.get("/books/1/borrower").status_code,
        "lend": client.post("/books/1").status_code,
        "lend unknown": client.post("/books/2").status_code,
    }


GOOD = {"unknown": 404, "title": 404, "borrower": 403, "lend": 409, "lend unknown": 404}

PROOFS = [
    Proof(
        probe=probe,
        bad={"unknown": 500, "title": 200, "borrower": 200, "lend": 500, "lend unknown": 500},
        good=GOOD,
        fixed=GOOD,
    )
]
