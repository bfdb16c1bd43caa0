"""RL603 under Starlette: exceptions that nobody hears of, and work that is not done."""

from __future__ import annotations

import time
from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.tasks import complaints


def probe(client: Any) -> dict[str, object]:
    """Status, exceptions that nobody looked at, and what was done."""
    found: dict[str, object] = {}
    with client, complaints() as unseen:
        done = client.app.routes[0].endpoint.__globals__["DONE"]
        for path in ("/reminder", "/plain", "/called", "/forgotten"):
            status = client.get(path).status_code
            time.sleep(0.05)
            found[path] = (status, unseen(), sorted(done))
            done.clear()
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/reminder": (200, 2, []),
            "/plain": (500, 1, []),
            "/called": (200, 1, []),
            "/forgotten": (200, 1, []),
        },
        good={
            "/reminder": (200, 0, []),
            "/plain": (200, 0, ["plain"]),
            "/called": (200, 0, ["called"]),
            "/forgotten": (200, 0, ["forgotten"]),
        },
    )
]
