"""RL501 under Pyramid: every origin and credentials in the headers of one answer."""

from __future__ import annotations

from werkzeug.test import Client

from tests.proofs.harness import Proof

PATHS = ("/api/orders", "/feeds/news", "/stock/bolts", "/prices", "/offers")


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {}
    for path in PATHS:
        headers = client.get(path, headers={"Origin": "https://evil.example"}).headers
        found[path] = (
            headers.get("Access-Control-Allow-Origin"),
            headers.get("Access-Control-Allow-Credentials"),
        )
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(PATHS, ("*", "true")),
        good=dict.fromkeys(PATHS, ("https://shop.example", "true")),
    )
]
