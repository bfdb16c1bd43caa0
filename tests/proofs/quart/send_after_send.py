"""RL102 under Quart: the function goes on after `close()`, and its next send fails."""

from __future__ import annotations

from typing import Any

from starlette.testclient import TestClient, WebSocketDenialResponse
from starlette.websockets import WebSocketDisconnect

from tests.proofs.harness import Proof


def visit(client: TestClient, path: str) -> str:
    try:
        with client.websocket_connect(path) as websocket:
            websocket.send_json({"amount": 0})
            message = websocket.receive()
            return f"{message['type']} {message.get('code')}"
    except WebSocketDenialResponse as refusal:
        return f"refused with {refusal.status_code}"
    except WebSocketDisconnect as end:
        return f"closed with {end.code}"


def probe(client: TestClient) -> dict[str, object]:
    app: Any = client.app
    subscribers = app.view_functions["prices"].__globals__["SUBSCRIBERS"]
    found: dict[str, object] = {}
    for path in ("/prices", "/orders", "/news", "/alerts/gold"):
        subscribers.clear()
        found[path] = (visit(client, path), list(subscribers))
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/prices": ("closed with 1008", ["prices"]),
            "/orders": ("websocket.close 1007", ["orders"]),
            "/news": ("closed with 1008", ["news"]),
            "/alerts/gold": ("closed with 1008", ["alerts"]),
        },
        good={
            "/prices": ("closed with 1008", []),
            "/orders": ("websocket.close 1007", []),
            "/news": ("closed with 1008", []),
            "/alerts/gold": ("refused with 403", []),
        },
        # What the hook is to answer is the developer's to decide.
        fixed={
            "/prices": ("closed with 1008", []),
            "/orders": ("websocket.close 1007", []),
            "/news": ("closed with 1008", []),
            "/alerts/gold": ("closed with 1008", ["alerts"]),
        },
    )
]
