"""RL203 under Microdot: the first route that matches answers."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.microdot.client import Client


def probe(client: Client) -> dict[str, object]:
    paths = ("/plants/new", "/plants/7", "/plants/fern", "/orders/open")
    return {path: client.get(path).text for path in paths}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/plants/new": "plant",
            "/plants/7": "plant",
            "/plants/fern": "plant",
            "/orders/open": "orders",
        },
        good={
            "/plants/new": "new plant",
            "/plants/7": "plant by number",
            "/plants/fern": "plant",
            "/orders/open": "open orders",
        },
    )
]
