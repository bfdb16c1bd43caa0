"""RL402 under WSGI: what comes is read, however much it is."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.wsgi.client import Client

BIG = b"line\n" * (1024 * 1024)


def probe(client: Client) -> dict[str, object]:
    return {
        "put": client.ask("/put", "PUT", BIG)[0],
        "small": client.ask("/put", "PUT", b"line\n")[0],
        "lines": client.ask("/lines", "PUT", BIG)[0],
        "mirrored": len(client.ask("/mirror", "PUT", BIG)[2]),
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={"put": 200, "small": 200, "lines": 200, "mirrored": len(BIG)},
        good={"put": 413, "small": 200, "lines": 413, "mirrored": 1024 * 1024},
    )
]
