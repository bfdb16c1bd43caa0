"""RL604 under Microdot: `abort` raises an exception like any other."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.microdot.client import Client


def probe(client: Client) -> dict[str, object]:
    return {path: client.get(f"/{path}/bob").status for path in ("users", "cards", "letters")}


PROOFS = [
    Proof(
        probe=probe,
        bad={"users": 500, "cards": 200, "letters": 500},
        good={"users": 404, "cards": 404, "letters": 404},
        fixed={"users": 404, "cards": 404, "letters": 404},
    )
]
