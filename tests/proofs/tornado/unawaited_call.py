"""RL602 under Tornado: 200 for entries that are not kept."""

from __future__ import annotations

import time
from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    """Status, body and the entries after it; for the wait whether anything was waited for."""
    found: dict[str, object] = {}
    for method, path in (
        ("GET", "/entry"),
        ("POST", "/entry"),
        ("PUT", "/entry"),
        ("DELETE", "/entry"),
        ("GET", "/own"),
    ):
        status, text = client.seen(path, method, body=b"" if method in ("POST", "PUT") else None)
        found[f"{method} {path}"] = (status, text, client.seen("/list", "POST", body=b"")[1])
        client.settle()
        client.seen("/list", "POST", body=b"")
    began = time.monotonic()
    client.seen("/wait")
    found["waited"] = time.monotonic() - began > 0.045
    return found


GOOD = {
    "GET /entry": (200, "kept", "entry,prepared"),
    "POST /entry": (200, "kept", "plain,prepared"),
    "PUT /entry": (200, "kept", "later,prepared"),
    "DELETE /entry": (200, "deleted", "prepared"),
    "GET /own": (200, "started", "prepared"),
    "waited": True,
}

PROOFS = [
    Proof(
        probe=probe,
        bad={
            "GET /entry": (200, "kept", "prepared"),
            "POST /entry": (200, "kept", "prepared"),
            "PUT /entry": (200, "kept", "prepared"),
            "DELETE /entry": (200, "", "prepared"),
            "GET /own": (200, "not started", ""),
            "waited": False,
        },
        good=GOOD,
        # The error that nobody heard of is one now, and what stands in a plain method stays.
        fixed={
            **GOOD,
            "POST /entry": (200, "kept", "prepared"),
            "PUT /entry": (
                500,
                "<html><title>500: Internal Server Error</title>"
                "<body>500: Internal Server Error</body></html>",
                "later,prepared",
            ),
        },
    )
]
