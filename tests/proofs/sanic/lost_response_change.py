"""RL107 under Sanic: what was set on another response or after the head is not there."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PAGES = ("breads", "moved", "oven", "smell")


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {}
    for page in PAGES:
        response = client.get(f"/{page}")
        names = [name for name in ("Set-Cookie", "X-Oven") if name in response.headers]
        found[page] = (response.status_code, names)
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={"breads": (200, []), "moved": (302, []), "oven": (403, []), "smell": (200, [])},
        good={
            "breads": (200, ["Set-Cookie"]),
            "moved": (302, ["X-Oven"]),
            "oven": (403, ["Set-Cookie", "X-Oven"]),
            "smell": (200, ["X-Oven"]),
        },
    ),
]
