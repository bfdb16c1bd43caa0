"""RL204 under Microdot: the first of two equal paths answers."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.microdot.client import Client


def probe(client: Client) -> dict[str, object]:
    paths = ("/fish", "/fish/nemo", "/tanks/", "/tanks/old/")
    return {path: client.get(path).text for path in paths}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/fish": "fish",
            "/fish/nemo": "one fish",
            "/tanks/": "tanks",
            "/tanks/old/": "Not found",
        },
        good={
            "/fish": "fish",
            "/fish/nemo": "one fish",
            "/tanks/": "tanks",
            "/tanks/old/": "old tanks",
        },
    )
]
