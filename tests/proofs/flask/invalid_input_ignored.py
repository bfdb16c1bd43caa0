"""RL705 under Flask: orders are placed without a CSRF token, and for less than one copy."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

NAMES = ("statement", "uncalled", "plain")


def probe(client: Any) -> dict[str, object]:
    return {name: client.post(f"/{name}", data={"copies": "-1"}).status_code for name in NAMES}


PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(NAMES, 200),
        good=dict.fromkeys(NAMES, 400),
        fixed={"statement": 200, "uncalled": 400, "plain": 200},
    )
]
