"""RL305 under Microdot: what a client without a token gets."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.microdot.client import Client

PATHS = (
    "condition",
    "variable",
    "operators",
    "comparison",
    "statement",
    "handed_on",
    "method",
    "asked",
    "room/desk",
)


def probe(client: Client) -> dict[str, object]:
    return {path: client.get(f"/{path}").status for path in PATHS}


PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(PATHS, 200),
        good=dict.fromkeys(PATHS, 403),
        fixed=dict.fromkeys(PATHS, 403),
    ),
]
