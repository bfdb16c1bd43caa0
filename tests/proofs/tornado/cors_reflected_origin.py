"""RL502 under Tornado: strangers get their own origin back, with credentials."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.tornado.client import Client

STRANGERS = {
    "/me": "https://evil.example",
    "/orders": "https://evilshop.example",
    "/partners": "https://evil.example/partner.example",
}


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {}
    for path, origin in STRANGERS.items():
        headers = client.ask(path, Origin=origin).headers
        found[path] = (
            headers.get("Access-Control-Allow-Origin"),
            headers.get("Access-Control-Allow-Credentials"),
        )
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={path: (origin, "true") for path, origin in STRANGERS.items()},
        good={
            "/me": (None, None),
            "/orders": (STRANGERS["/orders"], None),
            "/partners": (None, None),
        },
    ),
]
