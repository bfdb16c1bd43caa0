"""RL603 under Django: under WSGI a task is cancelled when its view returns."""

from __future__ import annotations

import time
from typing import Any

from django.urls import resolve

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    """Status, and what was archived."""
    found: dict[str, object] = {}
    done = resolve("/invoice").func.__globals__["DONE"]
    for path in ("/invoice", "/reminder", "/orders"):
        status = client.get(path).status_code
        time.sleep(0.03)
        found[path] = (status, list(done))
        done.clear()
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={"/invoice": (200, []), "/reminder": (500, []), "/orders": (200, [])},
        good={
            "/invoice": (200, ["invoice"]),
            "/reminder": (200, ["reminder"]),
            "/orders": (200, ["orders"]),
        },
    )
]
