"""RL501 under Tornado: any origin and credentials, in one answer."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.tornado.client import Client


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {}
    for path in ("/me", "/orders", "/files"):
        headers = client.ask(path, Origin="https://evil.example").headers
        found[path] = (
            headers.get("Access-Control-Allow-Origin"),
            headers.get("Access-Control-Allow-Credentials"),
        )
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(("/me", "/orders", "/files"), ("*", "true")),
        good={
            "/me": ("https://shop.example", "true"),
            "/orders": ("*", None),
            "/files": ("https://shop.example", "true"),
        },
    ),
]
