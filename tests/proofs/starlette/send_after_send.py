"""RL102 under Starlette: the endpoint goes on after `close()`, and its next send fails."""

from __future__ import annotations

from typing import Any

from starlette.testclient import TestClient

from tests.proofs.harness import Proof


def visit(client: TestClient, path: str) -> str:
    try:
        with client.websocket_connect(path) as websocket:
            websocket.send_json({"amount": 0})
            message: dict[str, Any] = websocket.receive()
            return f"{message['type']} {message.get('code')}"
    except Exception as exc:
        return type(exc).__name__


def probe(client: TestClient) -> dict[str, object]:
    app: Any = client.app
    subscribers = app.routes[-1].endpoint.on_connect.__globals__["SUBSCRIBERS"]
    found: dict[str, object] = {}
    for path in ("/prices", "/orders", "/alerts"):
        subscribers.clear()
        seen = visit(client, path)
        found[path] = (seen, list(subscribers))
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/prices": ("WebSocketDisconnected", ["prices"]),
            "/orders": ("WebSocketDisconnected", ["orders"]),
            "/alerts": ("WebSocketDisconnected", ["alerts"]),
        },
        good={
            "/prices": ("WebSocketDisconnect", []),
            "/orders": ("websocket.close 1007", []),
            "/alerts": ("WebSocketDisconnect", []),
        },
        fixed={
            "/prices": ("WebSocketDisconnect", []),
            "/orders": ("websocket.close 1007", []),
            "/alerts": ("WebSocketDisconnect", []),
        },
    )
]
