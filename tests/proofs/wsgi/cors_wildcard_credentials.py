"""RL501 under WSGI: every origin and credentials in the headers of one answer."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.wsgi.client import Client

PATHS = ("/prices", "/stock")


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {}
    for path in PATHS:
        _, headers, _ = client.ask(path, origin="https://evil.example")
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
