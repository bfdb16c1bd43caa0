"""RL304 under Quart: what a client without a token gets."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def socket(client: Any, path: str) -> str:
    """What a WebSocket sends first, or why there is none."""
    try:
        with client.websocket_connect(path) as opened:
            return str(opened.receive_text())
    except Exception:
        return "refused"


def probe(client: Any) -> dict[str, object]:
    return {
        "/bids": client.get("/bids").status_code,
        **{path: socket(client, path) for path in ("/live", "/room/talk")},
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={"/bids": 401, "/live": "secret", "/room/talk": "secret"},
        good={"/bids": 401, "/live": "refused", "/room/talk": "refused"},
    ),
]
