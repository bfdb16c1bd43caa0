"""RL302 under Sanic: the function is registered as it is below the route decorator."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.sanic.client import Client


def probe(client: Client) -> dict[str, object]:
    return {
        "salaries": client.get("/salaries").status_code,
        "people": client.get("/staff/people").status_code,
        "old bonuses": client.get("/bonus").status_code,
        "bonuses": client.get("/bonuses").status_code,
        "slips": client.get("/slips", headers={"authorization": "Bearer key"}).status_code,
        "feed": client.talk("/staff/feed")[0],
    }


GOOD = {
    "salaries": 401,
    "people": 403,
    "old bonuses": 401,
    "bonuses": 401,
    "slips": 200,
    "feed": 1000,
}

PROOFS = [
    Proof(
        probe=probe,
        bad={
            "salaries": 200,
            "people": 200,
            "old bonuses": 200,
            "bonuses": 401,
            "slips": 500,
            "feed": "secret",
        },
        good=GOOD,
        fixed={**GOOD, "slips": 500},
    )
]
