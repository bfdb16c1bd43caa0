"""RL509 under FastAPI: whether pages come with headers that protect them."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.pages import OPEN, PROTECTED, shown


def probe(client: Any) -> dict[str, object]:
    return {"page": shown(client.get("/").headers)}


def probe_api(client: Any) -> dict[str, object]:
    return {"index": shown(client.get("/").headers)[0]}


PROOFS = [
    Proof(probe=probe, bad={"page": OPEN}, good={"page": PROTECTED}),
    Proof(
        probe=probe_api,
        fixture="",
        corrected="good_api.py",
        good={"index": "application/json"},
    ),
]
