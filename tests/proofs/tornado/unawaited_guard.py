"""RL305 under Tornado: who comes in without a token."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PATHS = (
    "/condition",
    "/variable",
    "/plain",
    "/future",
    "/opened",
    "/opened-later",
    "/method",
    "/statement",
    "/member",
    "/listener",
)
_HANDSHAKE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec_WebSocket_Version": "13",
    "Origin": "https://evil.example",
}


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {path: client.ask(path).status for path in PATHS}
    found["/vote"] = client.ask("/vote", "POST").status
    client.timeout = 0.3
    found["/chat"] = _status(client)
    return found


def _status(client: Any) -> int:
    import http.client

    connection = http.client.HTTPConnection("127.0.0.1", client.port, timeout=3)
    headers = {name.replace("_", "-"): value for name, value in _HANDSHAKE.items()}
    try:
        connection.request("GET", "/chat", headers=headers)
        return connection.getresponse().status
    finally:
        connection.close()


def modules(client: Any) -> dict[str, object]:
    return {path: client.ask(path).status for path in ("/songs", "/logs")}


_OPEN = {**dict.fromkeys(PATHS, 200), "/vote": 200, "/chat": 101}
_CLOSED = {
    **dict.fromkeys(PATHS, 403),
    "/member": 302,
    "/listener": 302,
    "/vote": 403,
    "/chat": 403,
}
PROOFS = [
    Proof(
        probe=probe,
        bad=_OPEN,
        good=_CLOSED,
        # Plain functions can't await, and what the framework calls is to be rewritten.
        fixed={
            **_CLOSED,
            "/plain": 200,
            "/member": 200,
            "/listener": 200,
            "/vote": 200,
            "/chat": 101,
        },
    ),
    Proof(
        fixture="bad_modules",
        probe=modules,
        bad={"/songs": 200, "/logs": 200},
        good={"/songs": 403, "/logs": 403},
        fixed={"/songs": 403, "/logs": 403},
    ),
]
