"""RL310 under http.server: what those hear who sent nothing (`admin`: who is known, and not let in)."""

from __future__ import annotations

from typing import Any

from tests.proofs.challenges import told
from tests.proofs.harness import Proof

PAGES = ("orders", "profile", "admin")


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {}
    for page in PAGES:
        headers = {"Authorization": "Bearer bob"} if page == "admin" else {}
        head, *lines = client.wire(f"/{page}", **headers).partition("\n\n")[0].split("\n")
        sent = dict(line.split(": ", 1) for line in lines if ": " in line)
        found[page] = told(int(head.split()[1]), sent)
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "orders": "403",
            "profile": "401",
            "admin": "403",
        },
        good={
            "orders": "401 Bearer",
            "profile": "401 Bearer",
            "admin": "403",
        },
    )
]
