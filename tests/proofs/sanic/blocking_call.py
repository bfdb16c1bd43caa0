"""RL601 under Sanic: the loop stands still while a handler waits, be it a plain function."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.sanic.client import Client
from tests.proofs.stalls import GOES_ON, STALLS, listening, slow_server

PATHS = ("/sleep", "/plain", "/helper", "/audited", "/rates", "/parcels", "/missing")


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {}
    with slow_server():
        for path in PATHS:
            with listening(client.loop) as heart:
                status = client.get(path).status_code
            found[path] = (status, heart.verdict)
    return found


def _seen(verdict: str, **others: str) -> dict[str, object]:
    return {
        path: (404 if path == "/missing" else 200, others.get(path[1:], verdict)) for path in PATHS
    }


PROOFS = [
    Proof(
        probe=probe,
        bad=_seen(STALLS),
        good=_seen(GOES_ON),
        fixed=_seen(STALLS, sleep=GOES_ON),
    )
]
