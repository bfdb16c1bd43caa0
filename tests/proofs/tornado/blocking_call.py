"""RL601 under Tornado: the loop stands still while a method waits, be it a plain one."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.stalls import GOES_ON, STALLS, listening, slow_server
from tests.proofs.tornado.client import Client

WAITING = ["/sleep", "/plain", "/helper", "/prepared", "/rates", "/process", "/hash", "/generator"]


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {}
    with slow_server():
        for path in WAITING:
            with listening(client.loop) as heart:
                status = client.ask(path).status
            found[path] = (status, heart.verdict)
        found["/client"] = client.ask("/client").status
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={**dict.fromkeys(WAITING, (200, STALLS)), "/client": 500},
        good={**dict.fromkeys(WAITING, (200, GOES_ON)), "/client": 200},
        fixed={
            **dict.fromkeys(WAITING, (200, STALLS)),
            "/sleep": (200, GOES_ON),
            "/client": 500,
        },
    )
]
