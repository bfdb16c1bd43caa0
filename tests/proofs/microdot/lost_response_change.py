"""RL107 under Microdot: what was set on another response is not there."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PAGES = ("plants", "bench", "moved", "shed")


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {}
    for page in PAGES:
        response = client.get(f"/{page}")
        names = [
            name for name in ("Set-Cookie", "X-Bench", "X-Closing") if name in response.headers
        ]
        found[page] = (response.status, names)
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={"plants": (200, []), "bench": (203, []), "moved": (302, []), "shed": (403, [])},
        good={
            "plants": (200, ["Set-Cookie"]),
            "bench": (203, ["X-Bench", "X-Closing"]),
            "moved": (302, ["Set-Cookie"]),
            "shed": (403, ["Set-Cookie"]),
        },
    ),
]
