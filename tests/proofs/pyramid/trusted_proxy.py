"""RL510 under Pyramid: who says that he is inside gets in."""

from __future__ import annotations

from typing import Any

from tests.proofs.forwarded import EVIL, SPOOFED, under_waitress
from tests.proofs.harness import Proof

PAGES = ("/files/letters", "/loans")


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {
        page: client.get(page, headers=SPOOFED).status_code for page in PAGES
    }
    for page in ("/password",):
        found[page] = EVIL in client.get(page, headers=SPOOFED).text
    return found


def probe_server(client: Any) -> dict[str, object]:
    return {"drafts": under_waitress(client.module)}


PROOFS = [
    Proof(
        probe=probe,
        bad={**dict.fromkeys(PAGES, 200), "/password": True},
        good={**dict.fromkeys(PAGES, 403), "/password": False},
    ),
    Proof(
        probe=probe_server,
        fixture="bad_server.py",
        bad={"drafts": 200},
        good={"drafts": 403},
    ),
]
