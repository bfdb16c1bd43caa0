"""RL510 under Sanic: who says that he is inside gets in."""

from __future__ import annotations

from typing import Any

from tests.proofs.forwarded import EVIL, SPOOFED
from tests.proofs.harness import Proof

PAGES = ("/vault/parcels", "/stamps")


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {page: client.seen(page, **SPOOFED)[0] for page in PAGES}
    for page in ("/tracking",):
        found[page] = EVIL in client.seen(page, **SPOOFED)[1]
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={**dict.fromkeys(PAGES, 200), "/tracking": True},
        good={**dict.fromkeys(PAGES, 403), "/tracking": False},
    ),
]
