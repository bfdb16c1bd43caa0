"""RL503 under Starlette: which pages a browser lets read the answer."""

from __future__ import annotations

from typing import Any

from tests.proofs import reflections
from tests.proofs.harness import Proof

STRANGER = "https://stranger.example"


def probe(client: Any) -> dict[str, object]:
    path = "/prices"
    allowed = client.get(path, headers={"Origin": STRANGER}).headers.get(
        "Access-Control-Allow-Origin"
    )
    return {"a stranger reads": allowed in ("*", STRANGER)}


def probe_reflected(client: Any) -> dict[str, object]:
    return reflections.seen(
        lambda path, origin: client.get(path, headers={"Origin": origin}).headers
    )


PROOFS = [
    Proof(probe=probe, bad={"a stranger reads": True}, good={"a stranger reads": False}),
    Proof(
        fixture="bad_reflected.py",
        probe=probe_reflected,
        bad=reflections.BAD,
        good=reflections.GOOD,
    ),
]
