"""RL104 under Quart: hooks whose return value means "go on", or nothing at all."""

from __future__ import annotations

from starlette.testclient import TestClient, WebSocketDenialResponse

from tests.proofs.harness import Proof


def probe(client: TestClient) -> dict[str, object]:
    token = {"Authorization": "token-of-ann"}
    requests = {
        "report without token": ("/reports/", {}),
        "report with token": ("/reports/", token),
        "bill without token": ("/billing/", {}),
        "bill without role": ("/billing/", token),
        "bill": ("/billing/", {**token, "X-Role": "accountant"}),
        "volume without token": ("/archive/1999", {}),
        "volume": ("/archive/1999", token),
        "banned client": ("/reports/", {**token, "X-Client": "banned"}),
        "outdated client": ("/reports/", {**token, "X-Client-Version": "1.4"}),
    }
    return {
        label: client.get(path, headers=headers).status_code
        for label, (path, headers) in requests.items()
    }


def probe_websockets(client: TestClient) -> dict[str, object]:
    shop = {"Authorization": "token-of-ann", "Origin": "https://shop.example"}
    listeners = {
        "listener without token": {"Origin": "https://shop.example"},
        "listener": shop,
        "banned listener": {**shop, "X-Client": "banned"},
        "listener from elsewhere": {**shop, "Origin": "https://evil.example"},
    }
    return {label: greeting(client, headers) for label, headers in listeners.items()}


def greeting(client: TestClient, headers: dict[str, str]) -> object:
    """The first message, or the status with which the handshake is refused."""
    try:
        with client.websocket_connect("/events/sales", headers=dict(headers)) as websocket:
            return websocket.receive_text()
    except WebSocketDenialResponse as refusal:
        return refusal.status_code


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "report without token": 200,
            "report with token": 200,
            "bill without token": 200,
            "bill without role": 200,
            "bill": 200,
            "volume without token": 200,
            "volume": 200,
            "banned client": 200,
            "outdated client": 200,
        },
        good={
            "report without token": 401,
            "report with token": 200,
            "bill without token": 401,
            "bill without role": 403,
            "bill": 200,
            "volume without token": 302,
            "volume": 200,
            "banned client": 403,
            "outdated client": 426,
        },
    ),
    Proof(
        probe=probe_websockets,
        fixture="bad_websockets.py",
        bad={
            "listener without token": "sold 3",
            "listener": "sold 3",
            "banned listener": "sold 3",
            "listener from elsewhere": "sold 3",
        },
        good={
            "listener without token": 401,
            "listener": "sold 3",
            "banned listener": 403,
            "listener from elsewhere": 403,
        },
    ),
]
