"""RL501 under Falcon: the origin that asks, whichever it is, is allowed with credentials."""

from __future__ import annotations

from tests.proofs.falcon.client import Client
from tests.proofs.harness import Proof

STRANGER = "https://stranger.example"


def allowed(client: Client, path: str, origin: str = STRANGER) -> tuple[object, object]:
    headers = client.ask(path, headers={"Origin": origin}).headers
    return (
        headers.get("access-control-allow-origin"),
        headers.get("access-control-allow-credentials"),
    )


def probe(client: Client) -> dict[str, object]:
    return {
        "stranger": allowed(client, "/profile"),
        "shop": allowed(client, "/profile", "https://shop.example"),
    }


def probe_headers(client: Client) -> dict[str, object]:
    return {path: allowed(client, path) for path in ("/profile", "/name")}


SHOP = ("https://shop.example", "true")

PROOFS = [
    Proof(
        probe=probe,
        bad={"stranger": (STRANGER, "true"), "shop": SHOP},
        good={"stranger": (None, None), "shop": SHOP},
    ),
    Proof(
        probe=probe,
        fixture="bad_default.py",
        bad={"stranger": (STRANGER, "true"), "shop": SHOP},
        good={"stranger": ("*", None), "shop": SHOP},
    ),
    Proof(
        probe=probe,
        fixture="bad_positional.py",
        bad={"stranger": (STRANGER, "true"), "shop": SHOP},
        good={"stranger": (None, None), "shop": SHOP},
    ),
    Proof(
        probe=probe_headers,
        fixture="bad_headers.py",
        bad={"/profile": ("*", "true"), "/name": ("*", "true")},
        good={"/profile": SHOP, "/name": ("*", None)},
    ),
]
