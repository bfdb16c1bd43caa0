"""RL106 under REST framework: what is set for one guest is sent to the next."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    client.get("/welcome?name=ann")
    return {"cookies for bob": sorted(client.get("/welcome?name=bob").cookies)}


PROOFS = [
    Proof(
        probe=probe,
        bad={"cookies for bob": ["name-ann", "name-bob"]},
        good={"cookies for bob": ["name-bob"]},
    ),
]
