"""RL603 under Sanic: exceptions that nobody hears of, and work that is not done."""

from __future__ import annotations

import time
from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.tasks import complaints


def probe(client: Any) -> dict[str, object]:
    """Status, exceptions that nobody looked at, and what was done."""
    found: dict[str, object] = {}
    with complaints() as unseen:
        done = client.module.DONE
        for path in ("/created", "/plain"):
            status = client.seen(path)[0]
            time.sleep(0.05)
            found[path] = (status, unseen(), sorted(done))
            done.clear()
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={"/created": (200, 1, []), "/plain": (200, 1, [])},
        good={
            "/created": (200, 0, ["created"]),
            "/plain": (200, 0, ["plain"]),
        },
    )
]
