"""RL202 under FastAPI: the first full match wins, whatever comes after it."""

from __future__ import annotations

from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from tests.proofs.harness import Proof


def live(client: TestClient) -> str:
    try:
        with client.websocket_connect("/site/live") as websocket:
            return str(websocket.receive()["type"])
    except WebSocketDisconnect as exc:
        return f"closed with {exc.code}"
    except Exception as exc:
        return type(exc).__name__


def probe(client: TestClient) -> dict[str, object]:
    found: dict[str, object] = {}
    for method, path in (
        ("GET", "/pages/health"),
        ("POST", "/pages/orders"),
        ("POST", "/proxy/login"),
        ("GET", "/library/files/index"),
        ("GET", "/site/api/version"),
        ("GET", "/shop/v1/status"),
    ):
        response = client.request(method, path)
        found[path] = (response.status_code, response.text)
    found["live"] = live(client)
    return found


def probe_modules(client: TestClient) -> dict[str, object]:
    return {path: client.get(path).json() for path in ("/users/1", "/nothing")}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/pages/health": (200, '"page health"'),
            "/pages/orders": (200, '"ordered"'),
            "/proxy/login": (200, '"forwarded login"'),
            "/library/files/index": (200, '"document index"'),
            "/site/api/version": (404, '{"detail":"Not Found"}'),
            "/shop/v1/status": (404, '{"detail":"Not Found"}'),
            "live": "closed with 1000",
        },
        good={
            "/pages/health": (200, '"healthy"'),
            "/pages/orders": (200, '"ordered"'),
            "/proxy/login": (200, '"signed in"'),
            "/library/files/index": (200, '"index"'),
            "/site/api/version": (200, '"1.0"'),
            "/shop/v1/status": (200, "up"),
            "live": "websocket.close",
        },
    ),
    Proof(
        fixture="bad_modules",
        probe=probe_modules,
        bad={
            "/users/1": {"fallback": "users/1"},
            "/nothing": {"fallback": "nothing"},
        },
        good={
            "/users/1": {"user": 1},
            "/nothing": {"fallback": "nothing"},
        },
    ),
]
