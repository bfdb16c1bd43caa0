"""RL604 under aiohttp: the 404 becomes a 500."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    return {number: client.get(f"/books/{number}").status_code for number in ("1", "7")}


PROOFS = [
    Proof(
        probe=probe,
        bad={"1": 200, "7": 500},
        good={"1": 200, "7": 404},
        fixed={"1": 200, "7": 404},
    )
]
