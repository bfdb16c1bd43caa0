"""RL305 under http.server: what a client without a token gets."""

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
)


def probe(client: Any) -> dict[str, object]:
    return {path: "secret" in client.wire(f"/{path}") for path in PATHS}


PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(PATHS, True),
        good=dict.fromkeys(PATHS, False),
    ),
]
