"""RL509 under Sanic: whether pages come with headers that protect them."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.pages import OPEN, PROTECTED, shown


def probe(client: Any) -> dict[str, object]:
    return {"page": shown(client.get("/").headers)}


PROOFS = [Proof(probe=probe, bad={"page": OPEN}, good={"page": PROTECTED})]
