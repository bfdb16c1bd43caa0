"""RL209 under REST framework: what stands for the view takes no request."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    return {"bread": client.get("/bread/").status_code}


PROOFS = [Proof(probe=probe, bad={"bread": 500}, good={"bread": 200})]
