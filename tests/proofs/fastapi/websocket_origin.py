"""RL308 under FastAPI: a page of another site hears what is said to its visitor."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.origins import headers, heard

PATHS = (
    "/cookies",
    "/depends",
    "/parameter",
    "/key",
    "/suffix",
    "/prefix",
    "/part",
    "/either",
)


def probe(client: Any) -> dict[str, object]:
    return {path: heard(client.app, path, sent(path)) for path in PATHS}


def sent(path: str) -> dict[str, str]:
    origins = {
        "/suffix": "https://evil-inbox.example",
        "/prefix": "https://inbox.example.evil.example",
        "/part": "https://inbox.example.evil.example",
    }
    return headers("session=s-ann", origins.get(path, "https://evil.example"))


def probe_socketio(client: Any) -> dict[str, object]:
    """The server of Socket.IO looks at the origin before it opens a session of its own."""
    path = "/socket.io/?EIO=4&transport=polling"
    return {"handshake": client.get(path, headers=headers("session=s-ann")).status_code}


PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(PATHS, "ann"),
        good=dict.fromkeys(PATHS, "refused"),
    ),
    Proof(
        probe=probe_socketio,
        fixture="bad_socketio.py",
        bad={"handshake": 200},
        good={"handshake": 400},
    ),
]
