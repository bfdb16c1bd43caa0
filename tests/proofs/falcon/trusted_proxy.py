"""RL510 under Falcon: who says that he is inside gets in."""

from __future__ import annotations

from typing import Any

from tests.proofs.forwarded import EVIL, SPOOFED
from tests.proofs.harness import Proof

PAGES = ("/bridge", "/engine", "/cabins")


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {
        page: client.ask(page, headers=SPOOFED).status_code for page in PAGES
    }
    for page in ("/ticket",):
        found[page] = EVIL in client.ask(page, headers=SPOOFED).text
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={**dict.fromkeys(PAGES, 200), "/ticket": True},
        good={**dict.fromkeys(PAGES, 403), "/ticket": False},
    ),
]
