"""RL204 under Tornado: of two equal expressions the first one answers, whatever the method."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.tornado.client import Client

REQUESTS = (
    ("GET", "/rooms/7"),
    ("POST", "/rooms/7"),
    ("GET", "/tickets"),
    ("GET", "/offers"),
)


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {}
    for method, path in REQUESTS:
        status, text = client.seen(path, method)
        found[f"{method} {path}"] = (status, "" if text.startswith("<html>") else text)
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "GET /rooms/7": (200, "room 7"),
            "POST /rooms/7": (405, ""),
            "GET /tickets": (200, "day tickets"),
            "GET /offers": (200, "sales"),
        },
        good={
            "GET /rooms/7": (200, "room 7"),
            "POST /rooms/7": (200, "room 7 changed"),
            "GET /tickets": (200, "day tickets"),
            "GET /offers": (200, "sales"),
        },
    ),
]
