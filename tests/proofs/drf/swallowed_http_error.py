"""RL604 under REST framework: refusals that become accidents, or none at all."""

from __future__ import annotations

from django.test import Client

from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    return {path: client.get(path).status_code for path in ("/boxes/7", "/boxes/8", "/keys")}


PROOFS = [
    Proof(
        probe=probe,
        bad={"/boxes/7": 200, "/boxes/8": 500, "/keys": 200},
        good={"/boxes/7": 200, "/boxes/8": 404, "/keys": 403},
        fixed={"/boxes/7": 200, "/boxes/8": 404, "/keys": 403},
    )
]
