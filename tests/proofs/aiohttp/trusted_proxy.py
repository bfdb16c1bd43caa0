"""RL510 under aiohttp: who says that he is inside gets in."""

from __future__ import annotations

from typing import Any

from tests.proofs.forwarded import EVIL, SPOOFED
from tests.proofs.harness import Proof

PAGES = ("/studio/playlist", "/microphones")


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {
        page: client.get(page, headers=SPOOFED).status_code for page in PAGES
    }
    for page in ("/stream",):
        found[page] = EVIL in client.get(page, headers=SPOOFED).text
    return found


def probe_server(client: Any) -> dict[str, object]:
    return {"drafts": client.get("/doors", headers={"X-Forwarded-For": "10.0.0.1"}).status_code}


PROOFS = [
    Proof(
        probe=probe,
        bad={**dict.fromkeys(PAGES, 200), "/stream": True},
        good={**dict.fromkeys(PAGES, 403), "/stream": False},
    ),
    Proof(
        probe=probe_server,
        fixture="bad_remotes.py",
        bad={"drafts": 200},
        good={"drafts": 400},
    ),
]
