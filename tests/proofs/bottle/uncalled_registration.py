"""RL209 under Bottle: a page for errors without a status is for none."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    page = client.get("/unknown").get_data(as_text=True)
    return {"bread": client.get("/bread").status_code, "own page": page == "no such bread"}


PROOFS = [
    Proof(
        probe=probe,
        bad={"bread": 200, "own page": False},
        good={"bread": 200, "own page": True},
    )
]
