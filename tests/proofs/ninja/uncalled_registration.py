"""RL209 under django-ninja: an operation without a call is none."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    return {"bread": client.get("/api/bread").status_code}


PROOFS = [Proof(probe=probe, bad={"bread": 404}, good={"bread": 200})]
