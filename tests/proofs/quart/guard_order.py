"""RL302 under Quart: the route decorator registers the function that it is given."""

from __future__ import annotations

from starlette.testclient import TestClient, WebSocketDenialResponse

from tests.proofs.harness import Proof


def probe(client: TestClient) -> dict[str, object]:
    pages = [
        "login",
        "login/module",
        "basic",
        "key",
        "role",
        "both",
        "new-address",
        "old-address",
        "staff/rota",
        "staff/canteen",
    ]
    found: dict[str, object] = {page: client.get(f"/{page}").status_code for page in pages}
    stranger = {"Origin": "https://stranger.example"}
    for path in ("calls", "staff/calls", "prices"):
        found[f"WebSocket {path}"] = greeting(client, f"/{path}", stranger)
    shared = client.get("/shared", headers={"Origin": "https://shop.example"})
    found["shared with"] = shared.headers.get("Access-Control-Allow-Origin")
    return found


def greeting(client: TestClient, path: str, headers: dict[str, str]) -> object:
    """The first message, or the status with which the handshake is refused."""
    try:
        with client.websocket_connect(path, headers=dict(headers)) as websocket:
            return websocket.receive_text()
    except WebSocketDenialResponse as refusal:
        return refusal.status_code


def probe_unnamed(client: TestClient) -> dict[str, object]:
    return {page: client.get(f"/{page}").status_code for page in ("plans", "budgets")}


GUARDED: dict[str, object] = {
    "login": 401,
    "login/module": 401,
    "basic": 401,
    "key": 302,
    "role": 403,
    "both": 302,
    "new-address": 302,
    "old-address": 302,
    "staff/rota": 302,
    "staff/canteen": 302,
    "WebSocket calls": 403,
    "WebSocket staff/calls": 403,
    "WebSocket prices": 400,
    "shared with": "https://shop.example",
}

PROOFS = [
    Proof(
        probe=probe,
        bad={
            "login": 200,
            "login/module": 200,
            "basic": 200,
            "key": 200,
            "role": 200,
            "both": 200,
            "new-address": 302,
            "old-address": 200,
            "staff/rota": 200,
            "staff/canteen": 200,
            "WebSocket calls": "secret",
            "WebSocket staff/calls": "secret",
            "WebSocket prices": "public",
            "shared with": None,
        },
        good=GUARDED,
        fixed=GUARDED,
    ),
    Proof(
        probe=probe_unnamed,
        fixture="bad_unnamed.py",
        bad={"plans": 200, "budgets": 200},
        good={"plans": 403, "budgets": 403},
    ),
]
