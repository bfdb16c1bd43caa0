"""RL510 under Starlette: who says that he is inside gets in."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.forwarded import EVIL, SPOOFED
from tests.proofs.harness import Proof

PAGES = ("/depot", "/values", "/guards")


def probe(client: TestClient) -> dict[str, object]:
    found: dict[str, object] = {p: client.get(p, headers=SPOOFED).status_code for p in PAGES}
    inside = {"X-Client-IP": "10.0.0.1"}
    found["another header"] = client.get("/guards", headers=inside).status_code
    found["link"] = EVIL in client.get("/invitation", headers=SPOOFED).text
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={**dict.fromkeys(PAGES, 200), "another header": 200, "link": True},
        good={**dict.fromkeys(PAGES, 403), "another header": 403, "link": False},
    ),
]
