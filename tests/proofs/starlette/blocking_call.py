"""RL601 under Starlette: the loop stands still while a coroutine function waits."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.stalls import GOES_ON, STALLS, of_asgi, slow_server

FIXED = ("/sleep", "/background", "/stream", "/missing")
OTHERS = ("/requests", "/audited", "/endpoint")
STATUS = {"/missing": 404}


def probe(client: Any) -> dict[str, object]:
    with slow_server():
        return of_asgi(client.app, [*FIXED, *OTHERS])


def _seen(verdicts: dict[str, str]) -> dict[str, object]:
    return {path: (STATUS.get(path, 200), verdict) for path, verdict in verdicts.items()}


PROOFS = [
    Proof(
        probe=probe,
        bad=_seen(dict.fromkeys((*FIXED, *OTHERS), STALLS)),
        good=_seen(dict.fromkeys((*FIXED, *OTHERS), GOES_ON)),
        fixed=_seen({**dict.fromkeys(FIXED, GOES_ON), **dict.fromkeys(OTHERS, STALLS)}),
    )
]
