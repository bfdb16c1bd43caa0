"""RL701 under Falcon: most attributes of a request can't be assigned."""

from __future__ import annotations

from tests.proofs.falcon.client import Client
from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    return {
        "params": client.seen("/orders")[0],
        "scheme": client.seen("/orders", "POST")[0],
        "host": client.seen("/", headers={"X-Host": "shop"})[0],
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={"params": 500, "scheme": 500, "host": 500},
        good={"params": 200, "scheme": 200, "host": 404},
    ),
]
