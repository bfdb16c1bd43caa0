"""RL603 under Flask: what a view has not awaited is cancelled with its loop."""

from __future__ import annotations

import time
from typing import Any

from tests.proofs.harness import Proof

PATHS = ("/letter", "/card", "/kept", "/added", "/note")


def probe(client: Any) -> dict[str, object]:
    """Status, and what was written, that of the hook before each request included."""
    found: dict[str, object] = {}
    done = client.application.view_functions["letters.letter"].__globals__["DONE"]
    for path in PATHS:
        status = client.get(path).status_code
        time.sleep(0.03)
        found[path] = (status, sorted(done))
        done.clear()
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/letter": (200, []),
            "/card": (200, []),
            "/kept": (200, []),
            "/added": (200, []),
            "/note": (500, []),
        },
        good={
            "/letter": (200, ["letter", "remember"]),
            "/card": (200, ["card", "remember"]),
            "/kept": (200, ["kept", "remember"]),
            "/added": (200, ["added", "remember"]),
            "/note": (200, ["note", "remember"]),
        },
    )
]
