"""RL102 under Litestar: a handler goes on after `close()`, and nobody hears it."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def visit(client: Any, path: str) -> str:
    try:
        with client.websocket_connect(path) as websocket:
            websocket.send_json({"amount": 0})
            message = websocket.receive()
            return f"{message['type']} {message.get('code')}"
    except Exception as exc:
        return f"{type(exc).__name__} {getattr(exc, 'code', '')}".strip()


def probe(client: Any) -> dict[str, object]:
    seen = {path: visit(client, path) for path in ("/lots", "/live/bids")}
    return {**seen, "bids": client.get("/bids").json()}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/lots": "WebSocketDisconnect 1008",
            "/live/bids": "WebSocketDisconnect 1007",
            "bids": ["lots", "bids"],
        },
        good={
            "/lots": "WebSocketDisconnect 1008",
            "/live/bids": "WebSocketDisconnect 1007",
            "bids": [],
        },
        fixed={
            "/lots": "WebSocketDisconnect 1008",
            "/live/bids": "WebSocketDisconnect 1007",
            "bids": [],
        },
    ),
]
