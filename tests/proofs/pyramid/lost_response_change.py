"""RL107 under Pyramid: what was set on another response is not there."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PAGES = ("papers", "login", "vault", "folder", "index")


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
            "papers": (200, []),
            "login": (302, []),
            "vault": (403, []),
            "folder": (200, []),
            "index": (200, []),
        },
        good={
            "papers": (200, ["Set-Cookie"]),
            "login": (302, ["Set-Cookie"]),
            "vault": (403, ["X-Shelf"]),
            "folder": (200, ["X-Shelf"]),
            "index": (200, ["Set-Cookie"]),
        },
    ),
]
