"""RL105 under Starlette: an endpoint or middleware without a response is a 500."""

from __future__ import annotations

from typing import Any

from starlette.testclient import TestClient
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.proofs.harness import Proof, serve


def auction(client: TestClient) -> object:
    # The test client waits for ever for the answer to its handshake.
    app: Any = client.app
    with serve(app) as url:
        try:
            with connect(url.replace("http", "ws", 1) + "/auction") as websocket:
                return websocket.recv()
        except InvalidStatus as exc:
            return exc.response.status_code


def probe(client: TestClient) -> dict[str, object]:
    found: dict[str, object] = {}
    for path in ("9", "9/label", "0/year", "9/frame", "1/lend"):
        found[path] = client.get(f"/pictures/{path}").status_code
    found["tour at night"] = client.get("/tour/1", headers={"X-Hour": "23"}).status_code
    found["auction"] = auction(client)
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "9": 500,
            "9/label": 500,
            "0/year": 500,
            "9/frame": 500,
            "1/lend": 500,
            "tour at night": 500,
            "auction": 500,
        },
        good={
            "9": 404,
            "9/label": 404,
            "0/year": 404,
            "9/frame": 404,
            "1/lend": 410,
            "tour at night": 503,
            "auction": 403,
        },
    )
]
