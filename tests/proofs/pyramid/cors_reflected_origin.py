"""RL502 under Pyramid: a stranger's origin comes back with credentials."""

from __future__ import annotations

from werkzeug.test import Client

from tests.proofs.harness import Proof

ORIGINS = {
    "/api/orders": "https://evil.example",
    "/feeds/news": "https://evilshop.example",
    "/stock/bolts": "https://my.shop.example.evil.example",
    "/prices": "https://evil.example",
}


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {}
    for path, origin in ORIGINS.items():
        headers = client.get(path, headers={"Origin": origin}).headers
        reflected = headers.get("Access-Control-Allow-Origin") == origin
        found[path] = reflected and "Access-Control-Allow-Credentials" in headers
    return found


PROOFS = [
    Proof(probe=probe, bad=dict.fromkeys(ORIGINS, True), good=dict.fromkeys(ORIGINS, False)),
]
