"""RL209 under Microdot: what a decorator is not called for is not registered."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    return {"bread": client.get("/bread").status, "unknown": client.get("/unknown").text}


PROOFS = [
    Proof(
        probe=probe,
        bad={"bread": 404, "unknown": "Not found"},
        good={"bread": 200, "unknown": "no such bread"},
    )
]
