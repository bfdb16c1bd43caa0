"""RL601 under aiohttp: the loop stands still while a handler waits, be it a plain function."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.stalls import GOES_ON, STALLS, listening, slow_server

WAITING = [
    "/sleep",
    "/helper",
    "/audited",
    "/requests",
    "/process",
    "/output",
    "/system",
    "/hash",
    "/view",
    "/plain",
]
NESTED = ("/nested-loop", "/until-complete")


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {}
    with slow_server():
        for path in WAITING:
            with listening(client.loop) as heart:
                status = client.get(path).status_code
            found[path] = (status, heart.verdict)
    for path in NESTED:
        found[path] = client.get(path).status_code
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={**dict.fromkeys(WAITING, (200, STALLS)), **dict.fromkeys(NESTED, 500)},
        good={**dict.fromkeys(WAITING, (200, GOES_ON)), **dict.fromkeys(NESTED, 200)},
        fixed={
            **dict.fromkeys(WAITING, (200, STALLS)),
            **dict.fromkeys(NESTED, 500),
            "/sleep": (200, GOES_ON),
        },
    )
]
