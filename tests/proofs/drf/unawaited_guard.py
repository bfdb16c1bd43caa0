"""RL305 under REST framework: what a client without a token gets."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PATHS = (
    "condition",
    "variable",
    "operators",
    "comparison",
    "statement",
    "handed_on",
    "method",
    "asked",
    "desk",
    "shelf",
)


def probe(client: Any) -> dict[str, object]:
    return {path: client.get(f"/{path}").status_code for path in PATHS}


PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(PATHS, 200),
        good=dict.fromkeys(PATHS, 403),
    ),
]
