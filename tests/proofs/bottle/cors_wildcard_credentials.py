"""RL501 under Bottle: both headers are sent; browsers refuse the pair (Fetch, CORS protocol)."""

from __future__ import annotations

from werkzeug.test import Client

from tests.proofs.harness import Proof

ORIGIN = "https://evil.example"


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {}
    for path in ("/me", "/partners/orders"):
        headers = client.get(path, headers={"Origin": ORIGIN}).headers
        found[path] = (
            headers.get("Access-Control-Allow-Origin"),
            headers.get("Access-Control-Allow-Credentials"),
        )
    return found


OPEN = ("*", "true")

PROOFS = [
    Proof(
        probe=probe,
        bad={"/me": OPEN, "/partners/orders": OPEN},
        good={"/me": ("*", None), "/partners/orders": ("*", None)},
    )
]
