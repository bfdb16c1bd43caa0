"""RL306 under Quart: what a client gets who is not signed in."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PATHS = ("refused", "allowed", "none", "not-none", "named")


def probe(client: Any) -> dict[str, object]:
    return {path: client.get(f"/{path}").status_code for path in PATHS}


PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(PATHS, 200),
        good=dict.fromkeys(PATHS, 401),
        fixed=dict.fromkeys(PATHS, 401),
    ),
]
