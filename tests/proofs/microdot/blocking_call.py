"""RL601 under Microdot: the loop stands still while a coroutine function waits."""

from __future__ import annotations

import asyncio

from tests.proofs.harness import Proof
from tests.proofs.microdot.client import Client
from tests.proofs.stalls import GOES_ON, STALLS, slow_server, watched

PATHS = ("/sleep", "/helper", "/audited", "/rates", "/missing")


def probe(client: Client) -> dict[str, object]:
    with slow_server():
        return {path: asyncio.run(watched(lambda p=path: client.status(p))) for path in PATHS}


def _seen(verdict: str, **others: str) -> dict[str, object]:
    return {
        path: (404 if path == "/missing" else 200, others.get(path[1:], verdict)) for path in PATHS
    }


PROOFS = [
    Proof(
        probe=probe,
        bad=_seen(STALLS),
        good=_seen(GOES_ON),
        fixed=_seen(STALLS, sleep=GOES_ON, audited=GOES_ON),
    )
]
