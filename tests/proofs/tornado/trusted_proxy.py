"""RL510 under Tornado: who says that he is inside gets in."""

from __future__ import annotations

from typing import Any

from tests.proofs.forwarded import EVIL, SPOOFED
from tests.proofs.harness import Proof

PAGES = ("/lamp", "/log")


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {
        page: client.ask(page, X_Real_IP="10.0.0.2", **SPOOFED).status for page in PAGES
    }
    for page in ("/chart",):
        found[page] = EVIL in client.ask(page, **SPOOFED).text
    return found


def probe_log(client: Any) -> dict[str, object]:
    return {"log": client.seen("/log", **SPOOFED)}


PROOFS = [
    Proof(
        probe=probe,
        bad={**dict.fromkeys(PAGES, 200), "/chart": True},
        good={**dict.fromkeys(PAGES, 403), "/chart": False},
    ),
    Proof(
        probe=probe_log,
        fixture="",
        corrected="good_server.py",
        good={"log": (200, "two ships")},
    ),
]
