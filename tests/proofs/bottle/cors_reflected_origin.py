"""RL502 under Bottle: the origin of an attacker is sent back, with credentials."""

from __future__ import annotations

from werkzeug.test import Client

from tests.proofs.harness import Proof

ORIGIN = "https://evilshop.example"


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {}
    for path in ("/me", "/partners/orders"):
        headers = client.get(path, headers={"Origin": ORIGIN}).headers
        found[path] = (
            headers.get("Access-Control-Allow-Origin"),
            headers.get("Access-Control-Allow-Credentials"),
        )
    return found


OPEN = (ORIGIN, "true")

PROOFS = [
    Proof(
        probe=probe,
        bad={"/me": OPEN, "/partners/orders": OPEN},
        good={"/me": (None, None), "/partners/orders": (ORIGIN, None)},
    )
]
