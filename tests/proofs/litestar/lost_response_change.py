"""RL107 under Litestar: what was set on another response is not there."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PAGES = ("plays", "stage", "moved", "box", "backstage")


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {}
    for page in PAGES:
        response = client.get(f"/{page}")
        names = [name for name in ("Set-Cookie", "X-Stage") if name in response.headers]
        found[page] = (response.status_code, names)
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "plays": (200, []),
            "stage": (200, []),
            "moved": (302, []),
            "box": (403, []),
            "backstage": (403, []),
        },
        good={
            "plays": (200, ["Set-Cookie"]),
            "stage": (200, ["X-Stage"]),
            "moved": (302, ["Set-Cookie"]),
            "box": (403, ["Set-Cookie"]),
            "backstage": (403, ["X-Stage"]),
        },
    ),
]
