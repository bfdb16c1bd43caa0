"""RL108 under WSGI: a server sends an iterable of bytes, and nothing else."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.wsgi.client import Client

ANN = "token-of-ann"


def probe(client: Client) -> dict[str, object]:
    return {
        "stranger": client.ask("/")[0],
        "page": client.ask("/", authorization=ANN)[0],
        "bytes": client.ask("/bytes", authorization=ANN)[0],
        "dictionary": client.ask("/dictionary", authorization=ANN)[0],
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={"stranger": 500, "page": 200, "bytes": 500, "dictionary": 500},
        good={"stranger": 403, "page": 200, "bytes": 200, "dictionary": 200},
    ),
]
