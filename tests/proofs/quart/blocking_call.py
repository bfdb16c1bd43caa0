"""RL601 under Quart: the loop stands still while a coroutine function waits."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.stalls import GOES_ON, STALLS, of_asgi, slow_server

PATHS = ("/sleep", "/helper", "/audited", "/rates", "/missing")


def probe(client: Any) -> dict[str, object]:
    with slow_server():
        return of_asgi(client.app, PATHS)


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
