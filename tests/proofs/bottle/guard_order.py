"""RL302 under Bottle: a guard above the route decorator is never called."""

from __future__ import annotations

from werkzeug.test import Client

from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    return {
        "salaries": client.get("/salaries").status_code,
        "bonuses": client.get("/bonuses").status_code,
        "payments": client.post("/payments").status_code,
    }


REFUSED = {"salaries": 401, "bonuses": 401, "payments": 401}

PROOFS = [
    Proof(
        probe=probe,
        bad={"salaries": 200, "bonuses": 200, "payments": 200},
        good=REFUSED,
        fixed=REFUSED,
    )
]
