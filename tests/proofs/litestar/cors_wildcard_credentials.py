"""RL501 under Litestar: a stranger's page may read the answer, cookies and all."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

STRANGER = {"Origin": "https://stranger.example", "Cookie": "session=1"}


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {}
    for name in ("listed", "named", "default", "expression", "starred", "by_hand"):
        path = "leaflet" if name == "by_hand" else "record"
        headers = client.get(f"/{name}/{path}", headers=STRANGER).headers
        found[name] = (
            headers.get("access-control-allow-origin"),
            headers.get("access-control-allow-credentials"),
        )
    headers = client.get("/listed/boom", headers=STRANGER).headers
    found["after an error"] = headers.get("access-control-allow-origin")
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "listed": ("https://stranger.example", "true"),
            "named": ("https://stranger.example", "true"),
            "default": ("https://stranger.example", "true"),
            "expression": ("https://stranger.example", "true"),
            "starred": ("https://stranger.example", "true"),
            "by_hand": ("*", "true"),
            "after an error": "https://stranger.example",
        },
        good={
            "listed": (None, "true"),
            "named": (None, "true"),
            "default": ("https://stranger.example", None),
            "expression": (None, "true"),
            "starred": (None, "true"),
            "by_hand": ("*", None),
            "after an error": None,
        },
    ),
]
