"""RL505 under Quart: whether the answer to an error holds a local variable."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    return {"local variables": "of ann" in client.get("/prices").text}


OPEN, CLOSED = {"local variables": True}, {"local variables": False}

PROOFS = [Proof(probe=probe, bad=OPEN, good=CLOSED, fixed=CLOSED)]
