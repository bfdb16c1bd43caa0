"""RL107 under Bottle: what was set on another response is not there."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PAGES = ("books", "shelf", "members", "lent", "plan", "own")


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {}
    for page in PAGES:
        response = client.get(f"/{page}")
        names = [name for name in ("Set-Cookie", "X-Shelf") if name in response.headers]
        found[page] = (response.status_code, names)
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "books": (200, []),
            "shelf": (203, []),
            "members": (403, []),
            "lent": (404, []),
            "plan": (404, []),
            "own": (200, []),
        },
        good={
            "books": (200, ["Set-Cookie"]),
            "shelf": (203, ["X-Shelf"]),
            "members": (403, ["Set-Cookie"]),
            "lent": (404, ["X-Shelf"]),
            "plan": (404, []),
            "own": (200, ["X-Shelf"]),
        },
    ),
]
