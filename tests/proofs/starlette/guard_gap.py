"""RL304 under Starlette: what a client without a token gets."""

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
        "/pictures": client.get("/pictures").status_code,
        **{path: socket(client, path) for path in ("/watch", "/hall/listen")},
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={"/pictures": 401, "/watch": "secret", "/hall/listen": "secret"},
        good={"/pictures": 401, "/watch": "refused", "/hall/listen": "refused"},
    ),
]
