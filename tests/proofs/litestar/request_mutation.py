"""RL701 under Litestar: a request takes no attributes of its own, and a write is a 500."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    found = {path: client.get(f"/{path}").status_code for path in ("user", "headers", "rooms")}
    found["hook"] = client.get("/rooms", headers={"x-guest": "ann"}).status_code
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={"user": 500, "headers": 500, "rooms": 500, "hook": 500},
        good={"user": 200, "headers": 200, "rooms": 200, "hook": 200},
    ),
]
