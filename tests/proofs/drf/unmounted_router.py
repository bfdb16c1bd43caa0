"""RL207 under Django REST framework: nobody serves the routes of a router that nobody includes."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PATHS = ("/roots/",)


def probe(client: Any) -> dict[str, object]:
    return {path: client.get(path).status_code for path in PATHS}


PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(PATHS, 404),
        good=dict.fromkeys(PATHS, 200),
    ),
]
