"""RL204 under Quart: the second of two equal rules is never reached."""

from __future__ import annotations

from starlette.testclient import TestClient, WebSocketDenialResponse

from tests.proofs.harness import Proof


def probe(client: TestClient) -> dict[str, object]:
    def text(method: str, path: str) -> str:
        return client.request(method, path).text

    return {
        "GET /status": text("GET", "/status"),
        "GET /users/ann": text("GET", "/users/ann"),
        "PUT /files/a/b": text("PUT", "/files/a/b"),
        "GET /ping": text("GET", "/ping"),
        "POST /teams": text("POST", "/teams"),
        "second views reached": _reached_second(client),
        "WebSockets": [
            greeting(client, path) for path in ("/status/live", "/status/live/again", "/status")
        ],
    }


def greeting(client: TestClient, path: str) -> object:
    """The first message, or the status with which the handshake is refused."""
    try:
        with client.websocket_connect(path) as websocket:
            return websocket.receive_text()
    except WebSocketDenialResponse as refusal:
        return refusal.status_code


def _reached_second(client: TestClient) -> list[str]:
    """The paths on which any method leads to a view that calls itself the second."""
    paths = [
        "/status",
        "/users/ann",
        "/users/7",
        "/files/a/b",
        "/ping",
        "/ping/again",
        "/teams",
        "/api/version",
        "/api/v2/version",
    ]
    return [
        path
        for path in paths
        for method in ("GET", "POST", "PUT")
        if client.request(method, path).text.startswith("second")
    ]


def probe_modules(client: TestClient) -> dict[str, object]:
    def text(path: str) -> str:
        return client.get(path).text

    return {
        "show": text("/users/ann"),
        "orders": text("/users/ann/orders"),
        "profile reached": any(
            text(path) == "profile of ann" for path in ("/users/ann", "/profiles/ann")
        ),
    }


def probe_hosts(client: TestClient) -> dict[str, object]:
    return {
        host: client.get("/", headers={"Host": host}).text
        for host in ("shop.example", "blog.example")
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "GET /status": "first: status",
            "GET /users/ann": "first: ann",
            "PUT /files/a/b": "first: a/b",
            "GET /ping": "first: pong",
            "POST /teams": "first: new team",
            "second views reached": [],
            "WebSockets": ["first: live", 404, 400],
        },
        good={
            "GET /status": "first: status",
            "GET /users/ann": "first: ann",
            "PUT /files/a/b": "second: a/b",
            "GET /ping": "first: pong",
            "POST /teams": "second: new team",
            "second views reached": [
                "/status",
                "/users/7",
                "/files/a/b",
                "/ping/again",
                "/teams",
                "/api/v2/version",
            ],
            "WebSockets": ["first: live", "second: live", "third: live"],
        },
    ),
    Proof(
        probe=probe_modules,
        fixture="bad_modules",
        bad={"show": "account of ann", "orders": "orders of ann", "profile reached": False},
        good={"show": "account of ann", "orders": "orders of ann", "profile reached": True},
    ),
    Proof(
        probe=probe_hosts,
        fixture="",
        corrected="good_hosts.py",
        good={"shop.example": "shop", "blog.example": "blog"},
    ),
]
