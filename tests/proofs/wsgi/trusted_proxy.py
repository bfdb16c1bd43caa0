"""RL510 under WSGI: who says that he is inside gets in."""

from __future__ import annotations

from typing import Any

from tests.proofs.forwarded import EVIL, SPOOFED, under_waitress
from tests.proofs.harness import Proof

SENT = {name.replace("-", "_"): value for name, value in SPOOFED.items()}
PAGES = ("/drafts",)


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {page: client.seen(page, **SENT)[0] for page in PAGES}
    for page in ("/feed",):
        found[page] = EVIL in client.seen(page, **SENT)[1]
    return found


def probe_server(client: Any) -> dict[str, object]:
    return {"drafts": under_waitress(client.module)}


PROOFS = [
    Proof(
        probe=probe,
        bad={**dict.fromkeys(PAGES, 200), "/feed": True},
        good={**dict.fromkeys(PAGES, 403), "/feed": False},
    ),
    Proof(
        probe=probe_server,
        fixture="bad_server.py",
        bad={"drafts": 200},
        good={"drafts": 403},
    ),
]
