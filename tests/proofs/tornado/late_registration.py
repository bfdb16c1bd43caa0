"""RL205 under Tornado: an application reads its table once; it can be added to by `add_handlers`."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.tornado.client import Client


def probe(client: Client) -> dict[str, object]:
    return {path: client.ask(path).status for path in ("/status", "/version", "/load")}


PROOFS = [
    Proof(
        probe=probe,
        bad={"/status": 200, "/version": 404, "/load": 404},
        good={"/status": 200, "/version": 200, "/load": 200},
    ),
]
