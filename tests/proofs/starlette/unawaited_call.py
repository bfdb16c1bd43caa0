"""RL602 under Starlette: 500 for coroutines as values, 200 for loans that are not made."""

from __future__ import annotations

from typing import Any

from starlette.websockets import WebSocketDisconnect

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {
        "/timed": client.get("/timed").status_code,
        "/name": client.post("/name", json={"name": "ann"}).status_code,
        "/form": client.post("/form").text,
        "/loan": client.get("/loan").text,
        "/shown": client.get("/shown").status_code,
        "POST /loans": client.post("/loans", content=b"Emma").status_code,
        "/loans": client.get("/loans").text,
    }
    with client.websocket_connect("/secrets") as websocket:
        try:
            found["/secrets"] = websocket.receive_text()
        except WebSocketDisconnect as closed:
            found["/secrets"] = closed.code
    return found


GOOD = {
    "/timed": 200,
    "/name": 200,
    "/form": "empty",
    "/loan": "lent",
    "/shown": 200,
    "POST /loans": 200,
    "/loans": "Dune",
    "/secrets": 1008,
}

PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/timed": 500,
            "/name": 500,
            "/form": "filled",
            "/loan": "lent",
            "/shown": 500,
            "POST /loans": 500,
            "/loans": "",
            "/secrets": "secret",
        },
        good=GOOD,
        # What stands in a plain function can't be awaited.
        fixed={**GOOD, "/shown": 500},
    )
]
