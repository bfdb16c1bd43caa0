"""RL205 under Microdot: mounting copies the routes, and `run` does not return."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.microdot.client import Client


def probe(client: Client) -> dict[str, object]:
    paths = ("/wind/speed", "/wind/direction", "/rain", "/snow")
    return {path: client.get(path).status for path in paths}


PROOFS = [
    Proof(
        probe=probe,
        bad={"/wind/speed": 200, "/wind/direction": 404, "/rain": 200, "/snow": 404},
        good={"/wind/speed": 200, "/wind/direction": 200, "/rain": 200, "/snow": 200},
    )
]
