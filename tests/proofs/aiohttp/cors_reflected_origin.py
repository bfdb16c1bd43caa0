"""RL502 under aiohttp: the stranger's origin comes back, with credentials."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

STRANGER = "https://notshop.example"


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {}
    for path in ("/signals/me", "/suffix/me", "/profile", "/account"):
        headers = client.get(path, headers={"Origin": STRANGER}).headers
        origin = headers.get("access-control-allow-origin")
        found[path] = (origin, headers.get("access-control-allow-credentials"))
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/signals/me": (STRANGER, "true"),
            "/suffix/me": (STRANGER, "true"),
            "/profile": (STRANGER, "true"),
            "/account": (STRANGER, "true"),
        },
        good={
            "/signals/me": (None, None),
            "/suffix/me": (None, None),
            "/profile": (None, None),
            "/account": (STRANGER, None),
        },
    )
]
