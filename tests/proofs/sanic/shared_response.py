"""RL106 under Sanic: what is set for one guest is sent to the next."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    client.get("/welcome?name=ann")
    return {"cookies for bob": client.get("/welcome?name=bob").headers.get_list("set-cookie")}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "cookies for bob": [
                "name-ann=yes; Path=/; SameSite=Lax; Secure",
                "name-bob=yes; Path=/; SameSite=Lax; Secure",
            ]
        },
        good={"cookies for bob": ["name-bob=yes; Path=/; SameSite=Lax; Secure"]},
    ),
]
