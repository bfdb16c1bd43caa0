"""RL505 under Bottle: whether the answer to an error holds the traceback."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    return {"traceback": "ZeroDivisionError" in client.get("/prices").get_data(as_text=True)}


OPEN, CLOSED = {"traceback": True}, {"traceback": False}

PROOFS = [Proof(probe=probe, bad=OPEN, good=CLOSED, fixed=CLOSED)]
