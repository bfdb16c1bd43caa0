"""RL302 under Microdot: what is registered is the function without its guard."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.microdot.client import Client


def probe(client: Client) -> dict[str, object]:
    return {
        "/salaries": client.get("/salaries").status,
        "/payments": client.post("/payments").status,
        "/bonuses": client.get("/bonuses").status,
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={"/salaries": 200, "/payments": 200, "/bonuses": 200},
        good={"/salaries": 401, "/payments": 401, "/bonuses": 403},
        fixed={"/salaries": 401, "/payments": 401, "/bonuses": 403},
    )
]
