"""RL705 under Django REST framework: orders for less than one copy are taken."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

NAMES = ("statement", "validated", "uncalled")


def probe(client: Any) -> dict[str, object]:
    return {
        name: client.post(f"/{name}", {"copies": "-1"}, "application/json").status_code
        for name in NAMES
    }


PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(NAMES, 200),
        good=dict.fromkeys(NAMES, 400),
        fixed={"statement": 400, "validated": 200, "uncalled": 400},
    )
]
