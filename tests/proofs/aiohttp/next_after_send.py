"""RL103 under aiohttp: a payment is made that was refused, or made twice."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    """How many payments come of one request without a token."""
    found: dict[str, object] = {}
    for name in ("token", "twice", "late"):
        client.module.PAYMENTS.clear()
        client.post(f"/{name}/pay/5")
        found[name] = len(client.module.PAYMENTS)
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={"token": 1, "twice": 2, "late": 1},
        good={"token": 0, "twice": 0, "late": 0},
    )
]
