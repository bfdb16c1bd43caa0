"""RL510 under Flask-RESTful: who says that he is a station gets in."""

from __future__ import annotations

from typing import Any

from tests.proofs.forwarded import EVIL, SPOOFED
from tests.proofs.harness import Proof

PAGES = ("/reports", "/forecast")


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {p: client.get(p, headers=SPOOFED).status_code for p in PAGES}
    found["link"] = EVIL in client.get("/feed", headers=SPOOFED).text
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={**dict.fromkeys(PAGES, 200), "link": True},
        good={**dict.fromkeys(PAGES, 403), "link": False},
    ),
]
