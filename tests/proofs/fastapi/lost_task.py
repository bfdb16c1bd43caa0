"""RL603 under FastAPI: exceptions that nobody hears of, and work that is never done."""

from __future__ import annotations

import time
from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.tasks import complaints

PATHS = (
    "/label",
    "/labels",
    "/reminder",
    "/receipt",
    "/note",
    "/forgotten",
    "/dropped",
    "/refused",
    "/twice",
    "/members",
    "/all",
)


def probe(client: Any) -> dict[str, object]:
    """Status, the exceptions that nobody looked at (that of the middleware counts each time) and what
    was done."""
    found: dict[str, object] = {}
    with client, complaints() as unseen:
        done = client.app.routes[-1].endpoint.__globals__["DONE"]
        for path in PATHS:
            status = client.get(path).status_code
            time.sleep(0.02)
            found[path] = (status, unseen(), sorted(done))
            done.clear()
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/label": (200, 2, []),
            "/labels": (200, 5, []),
            "/reminder": (500, 1, []),
            "/receipt": (200, 1, []),
            "/note": (200, 1, ["note"]),
            "/forgotten": (200, 1, []),
            "/dropped": (200, 1, []),
            "/refused": (403, 1, []),
            "/twice": (200, 1, ["second"]),
            "/members": (401, 1, []),
            "/all": (200, 1, []),
        },
        good={
            "/label": (200, 0, []),
            "/labels": (200, 0, ["e"]),
            "/reminder": (200, 0, ["reminder"]),
            "/receipt": (200, 0, ["receipt"]),
            "/note": (200, 0, ["factory", "note"]),
            "/forgotten": (200, 0, ["forgotten"]),
            "/dropped": (200, 0, ["dropped"]),
            "/refused": (403, 0, ["refused"]),
            "/twice": (200, 0, ["second", "twice"]),
            "/members": (401, 0, ["stranger"]),
            "/all": (500, 0, []),
        },
    )
]
