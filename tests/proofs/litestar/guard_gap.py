"""RL304 under Litestar: what a client without a token gets."""

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
    pages = ("/hooked/tools", "/wrapped/tools", "/visits/all")
    return {
        **{path: client.get(path).status_code for path in pages},
        **{path: socket(client, path) for path in ("/hooked/live", "/wrapped/talk")},
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/hooked/tools": 401,
            "/wrapped/tools": 401,
            "/visits/all": 200,
            "/hooked/live": "secret",
            "/wrapped/talk": "secret",
        },
        good={
            "/hooked/tools": 401,
            "/wrapped/tools": 401,
            "/visits/all": 401,
            "/hooked/live": "refused",
            "/wrapped/talk": "refused",
        },
    ),
]
