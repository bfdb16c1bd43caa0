"""RL209 under Flask-RESTX: a resource without a path is not served."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    return {"bread": client.get("/bread").status_code}


PROOFS = [Proof(probe=probe, bad={"bread": 404}, good={"bread": 200})]
