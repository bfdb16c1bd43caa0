"""RL510 under django-ninja: who says that he is inside gets in."""

from __future__ import annotations

from typing import Any

from tests.proofs.forwarded import EVIL, SPOOFED
from tests.proofs.harness import Proof

PAGES = ("/seats", "/guests")


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {
        page: client.get(page, headers=SPOOFED).status_code for page in PAGES
    }
    for page in ("/ticket",):
        found[page] = EVIL in client.get(page, headers=SPOOFED).content.decode()
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={**dict.fromkeys(PAGES, 200), "/ticket": True},
        good={**dict.fromkeys(PAGES, 403), "/ticket": False},
    ),
]
