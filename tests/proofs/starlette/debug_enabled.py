"""RL505 under Starlette: whether the answer to an error holds the traceback."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    return {"traceback": "ZeroDivisionError" in client.get("/prices").text}


OPEN, CLOSED = {"traceback": True}, {"traceback": False}

PROOFS = [Proof(probe=probe, bad=OPEN, good=CLOSED, fixed=CLOSED)]
