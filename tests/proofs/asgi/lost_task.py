"""RL603 under ASGI: exceptions that nobody hears of."""

from __future__ import annotations

import time
from typing import Any

import httpx

from tests.proofs.harness import Proof, serve
from tests.proofs.tasks import complaints


def probe(client: Any) -> dict[str, object]:
    """Status, and the exceptions that nobody looked at."""
    found: dict[str, object] = {}
    with complaints() as unseen, serve(client.app) as url:
        time.sleep(0.05)
        unseen()
        for path in ("/", "/page"):
            status = httpx.get(url + path).status_code
            time.sleep(0.05)
            found[path] = (status, unseen())
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={"/": (200, 1), "/page": (200, 2)},
        good={"/": (200, 0), "/page": (200, 0)},
    )
]
