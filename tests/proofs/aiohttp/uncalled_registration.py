"""RL209 under aiohttp: a route without a call is in no table."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    return {"/bread": client.get("/bread").status_code}


PROOFS = [Proof(probe=probe, bad={"/bread": 404}, good={"/bread": 200})]
