"""RL308 under Microdot: a page of another site hears what is said to its visitor."""

from __future__ import annotations

import jwt

from tests.proofs.harness import Proof
from tests.proofs.jwts import KEY
from tests.proofs.microdot.client import Client
from tests.proofs.origins import headers

PATHS = ("/cookie", "/upgrade", "/session", "/suffix")


def probe(client: Client) -> dict[str, object]:
    return {path: heard(client, path) for path in PATHS}


def heard(client: Client, path: str) -> str:
    session = jwt.encode({"user": "ann"}, KEY, "HS256")
    origin = "https://evil-garden.example" if path == "/suffix" else "https://evil.example"
    sent = headers(f"session_id=g-ann; session={session}", origin)
    texts = client.websocket(path, [], sent)
    return "ann" if texts[:1] == ["ann"] else "refused"


PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(PATHS, "ann"),
        good=dict.fromkeys(PATHS, "refused"),
    )
]
