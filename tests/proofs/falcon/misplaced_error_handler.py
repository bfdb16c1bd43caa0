"""RL201 under Falcon: a crash is answered by Falcon's own handler."""

from __future__ import annotations

from tests.proofs.falcon.client import Client
from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    return {path: client.seen(path) for path in ("/machine", "/orders/9")}


def probe_raised(client: Client) -> dict[str, object]:
    return {"/machine": client.seen("/machine")}


SORRY = (500, '{"error": "we are sorry"}')

PROOFS = [
    Proof(
        probe=probe,
        bad={"/machine": (500, ""), "/orders/9": (404, "")},
        good={"/machine": SORRY, "/orders/9": (404, '{"error": "no order 9"}')},
    ),
    Proof(
        probe=probe_raised,
        fixture="",
        corrected="good_raised.py",
        good={"/machine": SORRY},
    ),
]
