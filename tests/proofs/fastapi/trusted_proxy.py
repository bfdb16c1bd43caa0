"""RL510 under FastAPI: who says that he is inside gets in."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.forwarded import EVIL, SPOOFED
from tests.proofs.harness import Proof

PAGES = ("/reports", "/stock", "/orders")


def probe(client: TestClient) -> dict[str, object]:
    found: dict[str, object] = {p: client.get(p, headers=SPOOFED).status_code for p in PAGES}
    found["mail"] = EVIL in client.post("/password", headers=SPOOFED).text
    found["calendar"] = EVIL in client.get("/calendar", headers=SPOOFED).text
    return found


def probe_helper(client: TestClient) -> dict[str, object]:
    pages = ("/reports", "/stock")
    return {p: client.get(p, headers=SPOOFED).status_code for p in pages}


PROOFS = [
    Proof(
        probe=probe,
        bad={**dict.fromkeys(PAGES, 200), "mail": True, "calendar": True},
        good={**dict.fromkeys(PAGES, 403), "mail": False, "calendar": False},
    ),
    Proof(
        probe=probe_helper,
        fixture="bad_helper",
        bad={"/reports": 200, "/stock": 200},
        good={"/reports": 403, "/stock": 403},
    ),
]
