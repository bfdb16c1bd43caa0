"""RL701 under aiohttp: query, headers and cookies are read-only, and a write a 500."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    found = {
        path: client.get(f"/{path}").status_code for path in ("books", "traced", "visits", "drafts")
    }
    found["method"] = client.get("/nothing", headers={"X-Method": "PUT"}).status_code
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={"books": 500, "traced": 500, "visits": 500, "drafts": 500, "method": 500},
        good={"books": 200, "traced": 200, "visits": 200, "drafts": 200, "method": 404},
    ),
]
