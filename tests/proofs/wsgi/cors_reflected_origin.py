"""RL502 under WSGI: a stranger's origin comes back with credentials."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.wsgi.client import Client

ORIGINS = {"/prices": "https://evil.example", "/stock": "https://evilshop.example"}


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {}
    for path, origin in ORIGINS.items():
        _, headers, _ = client.ask(path, origin=origin)
        reflected = headers.get("Access-Control-Allow-Origin") == origin
        found[path] = reflected and "Access-Control-Allow-Credentials" in headers
    return found


PROOFS = [Proof(probe=probe, bad=dict.fromkeys(ORIGINS, True), good=dict.fromkeys(ORIGINS, False))]
