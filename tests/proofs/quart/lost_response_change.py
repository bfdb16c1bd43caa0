"""RL107 under Quart: what was set on another response is not there."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PAGES = ("films", "shows", "moved", "members", "hall", "greeting")


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {}
    for page in PAGES:
        response = client.get(f"/{page}")
        names = [name for name in ("Set-Cookie", "X-Hall") if name in response.headers]
        found[page] = (response.status_code, names)
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "films": (200, []),
            "shows": (200, []),
            "moved": (302, []),
            "members": (403, []),
            "hall": (200, []),
            "greeting": (200, []),
        },
        good={
            "films": (200, ["Set-Cookie"]),
            "shows": (200, ["X-Hall"]),
            "moved": (302, ["Set-Cookie"]),
            "members": (403, ["Set-Cookie"]),
            "hall": (203, []),
            "greeting": (200, ["X-Hall"]),
        },
    ),
]
