"""RL510 under raw ASGI: who says that he is inside gets in."""

from __future__ import annotations

import sys
from typing import Any

from tests.proofs.forwarded import EVIL, SPOOFED, under_uvicorn
from tests.proofs.harness import Proof

PAGES = ("/drafts",)


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {
        page: client.get(page, headers=SPOOFED).status_code for page in PAGES
    }
    for page in ("/link",):
        found[page] = EVIL in client.get(page, headers=SPOOFED).text
    return found


def probe_server(client: Any) -> dict[str, object]:
    return {"drafts": under_uvicorn(sys.modules[client.app.__module__])}


PROOFS = [
    Proof(
        probe=probe,
        bad={**dict.fromkeys(PAGES, 200), "/link": True},
        good={**dict.fromkeys(PAGES, 403), "/link": False},
    ),
    Proof(
        probe=probe_server,
        fixture="bad_server.py",
        bad={"drafts": 200},
        good={"drafts": 403},
    ),
]
