"""RL603 under django-ninja: under WSGI a task is cancelled when its operation returns."""

from __future__ import annotations

import time
from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {
        path: client.get(f"/api/{path}").status_code for path in ("created", "plain")
    }
    time.sleep(0.05)
    found["list"] = client.get("/api/list").json()
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={"created": 200, "plain": 500, "list": []},
        good={"created": 200, "plain": 200, "list": ["created", "plain"]},
    )
]
