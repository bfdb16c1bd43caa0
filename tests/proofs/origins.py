"""Handshakes of WebSockets as a browser sends them for a page of another site: with the cookies of its
visitor, and with that site's origin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

STRANGER = "https://evil.example"


def headers(cookie: str, origin: str = STRANGER) -> dict[str, str]:
    return {"Origin": origin, "Cookie": cookie}


def heard(app: Any, path: str, sent: Mapping[str, str], first: str | None = None) -> str:
    """What an ASGI application says first, once the WebSocket is open and `first` was sent; "refused"
    when it does not open."""
    from starlette.testclient import TestClient
    from starlette.websockets import WebSocketDisconnect

    try:
        with TestClient(app).websocket_connect(path, headers=dict(sent)) as websocket:
            if first is not None:
                websocket.send_text(first)
            return websocket.receive_text()
    except WebSocketDisconnect:
        return "refused"
    except Exception as error:
        return "refused" if "Denial" in type(error).__name__ else type(error).__name__


def heard_at(url: str, sent: Mapping[str, str]) -> str:
    """The same of a server at a `ws://` address; "refused" also when nothing is said."""
    from websockets.exceptions import ConnectionClosed, InvalidHandshake
    from websockets.sync.client import connect

    try:
        with connect(url, additional_headers=dict(sent), open_timeout=5) as websocket:
            text = websocket.recv(timeout=3)
            return text if isinstance(text, str) else text.decode()
    except (ConnectionClosed, InvalidHandshake, TimeoutError):
        return "refused"
