"""RL603 under Quart: exceptions that nobody hears of, and work that is not done."""

from __future__ import annotations

import time
from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.tasks import complaints


def probe(client: Any) -> dict[str, object]:
    """Status, exceptions that nobody looked at, and what was done."""
    found: dict[str, object] = {}
    with client, complaints() as unseen:
        done = client.app.view_functions["created"].__globals__["DONE"]
        for path in ("/created", "/called", "/plain"):
            status = client.get(path).status_code
            time.sleep(0.05)
            found[path] = (status, unseen(), sorted(done))
            done.clear()
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={"/created": (200, 2, []), "/called": (200, 1, []), "/plain": (500, 1, [])},
        good={
            "/created": (200, 0, ["created", "hook"]),
            "/called": (200, 0, ["called", "hook"]),
            "/plain": (200, 0, ["hook", "plain"]),
        },
    )
]
