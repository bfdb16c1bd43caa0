"""RL105 under Microdot: a path without a value is a 204, also for what is an error."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.microdot.client import Client


def probe(client: Client) -> dict[str, object]:
    return {
        "seed": client.get("/seeds/2").status,
        "search": client.get("/search").status,
        "counter": client.get("/counter", {"X-Clock": "night"}).status,
        "crash": client.get("/crash").status,
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={"seed": 204, "search": 204, "counter": 204, "crash": 500},
        good={"seed": 404, "search": 400, "counter": 503, "crash": 404},
    )
]
