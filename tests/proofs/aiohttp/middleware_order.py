"""RL206 under aiohttp: every request fails in what comes too early."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    return {
        path: client.get(path).status_code for path in ("/members/me", "/visits/me", "/users/me")
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={"/members/me": 500, "/visits/me": 500, "/users/me": 500},
        good={"/members/me": 401, "/visits/me": 200, "/users/me": 401},
    )
]
