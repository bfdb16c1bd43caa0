"""RL603 under Falcon: exceptions that nobody hears of, and work that is not done."""

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
        for path in ("GET", "POST", "PUT"):
            status = client.ask("/bookings", path).status_code
            time.sleep(0.05)
            found[path] = (status, unseen(), sorted(done))
            done.clear()
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={"GET": (200, 1, []), "POST": (500, 0, []), "PUT": (200, 1, [])},
        good={
            "GET": (200, 0, ["booked"]),
            "POST": (200, 0, ["booked"]),
            "PUT": (200, 0, ["named"]),
        },
    )
]
