"""RL102 under FastAPI: the handler goes on after `close()`, and its next send fails."""

from __future__ import annotations

from typing import Any

from starlette.testclient import TestClient

from tests.proofs.harness import Proof


def visit(client: TestClient, path: str) -> str:
    try:
        with client.websocket_connect(path) as websocket:
            message: dict[str, Any] = websocket.receive()
            if message["type"] != "websocket.close":
                websocket.send_text("hello")
                message = websocket.receive()
            return f"{message['type']} {message.get('code')}"
    except Exception as exc:
        return type(exc).__name__


def probe(client: TestClient) -> dict[str, object]:
    app: Any = client.app
    joined = app.routes[-1].endpoint.__globals__["JOINED"]
    found: dict[str, object] = {}
    for path in ("/rooms/board", "/history/board", "/echo", "/files", "/presence"):
        joined.clear()
        seen = visit(client, path)
        found[path] = (seen, list(joined))
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/rooms/board": ("WebSocketDisconnected", ["board"]),
            "/history/board": ("WebSocketDisconnected", ["board"]),
            "/echo": ("WebSocketDisconnected", ["echo"]),
            "/files": ("WebSocketDisconnected", ["files"]),
            "/presence": ("WebSocketDisconnected", ["presence"]),
        },
        good={
            "/rooms/board": ("WebSocketDisconnect", []),
            "/history/board": ("websocket.close 1008", []),
            "/echo": ("websocket.close 1008", []),
            "/files": ("WebSocketDisconnect", []),
            "/presence": ("WebSocketDisconnect", []),
        },
        fixed={
            "/rooms/board": ("WebSocketDisconnect", []),
            "/history/board": ("websocket.close 1008", []),
            "/echo": ("websocket.close 1008", []),
            "/files": ("WebSocketDisconnect", []),
            "/presence": ("WebSocketDisconnected", ["presence"]),
        },
    )
]
