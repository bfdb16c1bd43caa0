"""RL105 under FastAPI: `null` with 200, a 500, an empty page or a redirect to nowhere."""

from __future__ import annotations

from typing import Any

from starlette.testclient import TestClient
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.proofs.harness import Proof, serve


def live(client: TestClient) -> object:
    # The test client waits for ever for the answer to its handshake.
    app: Any = client.app
    with serve(app) as url:
        try:
            with connect(url.replace("http", "ws", 1) + "/books/live") as websocket:
                return websocket.recv()
        except InvalidStatus as exc:
            return exc.response.status_code


def probe(client: TestClient) -> dict[str, object]:
    found: dict[str, object] = {}
    for path in (
        "9", "9/loan", "0/price", "1/format/pdf", "starting-with/X/first", "9/answer", "9/model",
        "9/annotated", "9/page", "9/moved", "9/read",
    ):  # fmt: skip
        response = client.get(f"/books/{path}")
        found[path] = (response.status_code, response.text)
    found["moved to"] = client.get("/books/9/moved").headers.get("location")
    found["live"] = live(client)
    for header, value in (("x-hour", "23"), ("x-noise", "1")):
        found[header] = client.get("/reading-room/seats", headers={header: value}).status_code
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "9": (200, "null"),
            "9/loan": (200, "null"),
            "0/price": (200, "null"),
            "1/format/pdf": (200, "null"),
            "starting-with/X/first": (200, "null"),
            "9/answer": (200, "null"),
            "9/model": (500, "Internal Server Error"),
            "9/annotated": (500, "Internal Server Error"),
            "9/page": (200, ""),
            "9/moved": (307, ""),
            "9/read": (500, ""),
            "moved to": "None",
            "live": 500,
            "x-hour": 500,
            "x-noise": 500,
        },
        good={
            "9": (404, '{"detail":"no such book"}'),
            "9/loan": (404, '{"detail":"no such book"}'),
            "0/price": (404, '{"detail":"no price"}'),
            "1/format/pdf": (404, "no such format"),
            "starting-with/X/first": (404, '{"detail":"no such book"}'),
            "9/answer": (404, '{"detail":"no such book"}'),
            "9/model": (404, '{"detail":"no such book"}'),
            "9/annotated": (404, '{"detail":"no such book"}'),
            "9/page": (404, "<h1>No such book</h1>"),
            "9/moved": (307, ""),
            "9/read": (409, '{"detail":"damaged"}'),
            "moved to": "/books",
            "live": 403,
            "x-hour": 503,
            "x-noise": 400,
        },
    )
]
