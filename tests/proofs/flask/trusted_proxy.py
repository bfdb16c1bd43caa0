"""RL510 under Flask: who says that he is in the office gets in."""

from __future__ import annotations

from typing import Any

from tests.proofs.forwarded import EVIL, SPOOFED
from tests.proofs.harness import Proof

PAGES = ("/reports", "/stock", "/orders", "/prices", "/staff", "/keys", "/wages")


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {p: client.get(p, headers=SPOOFED).status_code for p in PAGES}
    found["link"] = EVIL in client.post("/password", headers=SPOOFED).text
    return found


def probe_helper(client: Any) -> dict[str, object]:
    return {"reports": client.get("/reports", headers=SPOOFED).status_code}


def probe_middleware(client: Any) -> dict[str, object]:
    return {
        "reports": client.get("/reports", headers=SPOOFED).status_code,
        "link": client.get("/link", headers=SPOOFED).text,
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={**dict.fromkeys(PAGES, 200), "link": True},
        good={**dict.fromkeys(PAGES, 403), "link": False},
    ),
    Proof(
        probe=probe_helper,
        fixture="bad_helper",
        bad={"reports": 200},
        good={"reports": 403},
    ),
    Proof(
        probe=probe_middleware,
        fixture="bad_middleware.py",
        bad={"reports": 200, "link": "http://evil.example/"},
        good={"reports": 403, "link": "http://localhost/"},
    ),
]
