"""RL603 under aiohttp: exceptions that nobody hears of, and work that is not done."""

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
        time.sleep(0.05)
        unseen()
        done.clear()
        for path in ("/song", "/loop", "/named", "/both"):
            status = client.get(path).status_code
            time.sleep(0.05)
            found[path] = (status, unseen(), sorted(done))
            done.clear()
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/song": (200, 1, []),
            "/loop": (200, 1, []),
            "/named": (200, 1, []),
            "/both": (200, 0, []),
        },
        good={
            "/song": (200, 0, []),
            "/loop": (200, 0, ["loop"]),
            "/named": (200, 0, ["named"]),
            "/both": (500, 0, []),
        },
    )
]
