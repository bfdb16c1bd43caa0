"""RL206 under Sanic: request middleware runs by priority, then in the order of its definition."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.sanic.client import Client


def probe(client: Client) -> dict[str, object]:
    return {
        "stranger": client.seen("/orders/1"),
        "ann": client.seen("/orders/1", Authorization="Bearer key"),
        "not cached": client.seen("/orders/2"),
    }


BAD = {
    "stranger": (200, "order of ann"),
    "ann": (200, "order of ann"),
    "not cached": (401, "sign in"),
}
GOOD = {**BAD, "stranger": (401, "sign in")}

PROOFS = [
    Proof(probe=probe, bad=BAD, good=GOOD),
    Proof(probe=probe, fixture="bad_priority.py", bad=BAD, good=GOOD),
]
