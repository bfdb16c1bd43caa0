"""RL106 under Bottle: what is set for one guest is sent to the next."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    client.get("/welcome?name=ann")
    return {"cookies for bob": client.get("/welcome?name=bob").headers.getlist("Set-Cookie")}


PROOFS = [
    Proof(
        probe=probe,
        bad={"cookies for bob": ["name-ann=yes", "name-bob=yes"]},
        good={"cookies for bob": ["name-bob=yes"]},
    ),
]
