"""RL308 under Flask: a page of another site hears what is said to its visitor."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof, serve
from tests.proofs.origins import STRANGER, headers, heard_at


def probe(client: Any) -> dict[str, object]:
    client.get("/enter/ann")
    cookie = f"session={client.get_cookie('session').value}"
    with serve(client.application) as url:
        address = url.replace("http", "ws")
        return {
            "chat": heard_at(f"{address}/chat", headers(cookie)),
            "suffix": heard_at(f"{address}/suffix", headers(cookie, "https://evil-chat.example")),
        }


def probe_socketio(client: Any) -> dict[str, object]:
    """The server of Socket.IO looks at the origin before it opens a session of its own."""
    response = client.get("/socket.io/?EIO=4&transport=polling", headers={"Origin": STRANGER})
    return {"handshake": response.status_code}


PROOFS = [
    Proof(
        probe=probe,
        bad={"chat": "ann", "suffix": "ann"},
        good={"chat": "refused", "suffix": "refused"},
    ),
    Proof(
        probe=probe_socketio,
        fixture="bad_socketio.py",
        bad={"handshake": 200},
        good={"handshake": 400},
    ),
]
