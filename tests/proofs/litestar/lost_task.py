"""RL603 under Litestar: exceptions that nobody hears of, and work that is not done."""

from __future__ import annotations

import time
from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.tasks import complaints


def probe(client: Any) -> dict[str, object]:
    """Status, exceptions that nobody looked at, and what was done."""
    found: dict[str, object] = {}
    with complaints() as unseen:
        handler = next(iter(client.app.routes[0].route_handlers))
        done = handler.fn.__globals__["DONE"]
        for path in ("/created", "/dropped", "/called", "/several"):
            status = client.get(path).status_code
            time.sleep(0.05)
            found[path] = (status, unseen(), sorted(done))
            done.clear()
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/created": (200, 1, []),
            "/dropped": (200, 0, []),
            "/called": (500, 0, []),
            "/several": (200, 0, []),
        },
        good={
            "/created": (200, 0, ["created"]),
            "/dropped": (200, 0, ["dropped"]),
            "/called": (200, 0, ["called"]),
            "/several": (200, 0, ["several"]),
        },
    )
]
