"""RL601 under Falcon's ASGI applications: the loop stands still while a responder waits."""

from __future__ import annotations

from tests.proofs.falcon.client import Client
from tests.proofs.harness import Proof
from tests.proofs.stalls import GOES_ON, STALLS, of_asgi, slow_server

PATHS = ("/sleep", "/helper", "/audited", "/rates")


def probe(client: Client) -> dict[str, object]:
    with slow_server():
        return of_asgi(client.module.app, PATHS)


PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(PATHS, (200, STALLS)),
        good=dict.fromkeys(PATHS, (200, GOES_ON)),
        fixed={**dict.fromkeys(PATHS, (200, STALLS)), "/sleep": (200, GOES_ON)},
    )
]
