"""RL501 under aiohttp: aiohttp-cors sends the asking origin back where any may ask."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

STRANGER = "https://evil.example"
PATHS = ("/shop/me", "/news/me", "/news/mapping", "/views/me", "/by-hand/me", "/signals/me")


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {}
    for path in PATHS:
        headers = client.get(path, headers={"Origin": STRANGER}).headers
        found[path] = (
            headers.get("access-control-allow-origin"),
            headers.get("access-control-allow-credentials"),
        )
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/shop/me": (STRANGER, "true"),
            "/news/me": (STRANGER, "true"),
            "/news/mapping": (STRANGER, "true"),
            "/views/me": (STRANGER, "true"),
            # Browsers refuse these two.
            "/by-hand/me": ("*", "true"),
            "/signals/me": ("*", "true"),
        },
        good={
            "/shop/me": (None, None),
            "/news/me": (STRANGER, None),
            "/news/mapping": (None, None),
            "/views/me": (STRANGER, None),
            "/by-hand/me": ("*", None),
            "/signals/me": ("https://shop.example", "true"),
        },
    )
]
