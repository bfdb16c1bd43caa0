"""RL602 under Litestar: repairs that are not made, and coroutines as values."""

from __future__ import annotations

from typing import Any

from litestar.exceptions import WebSocketDisconnect

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {
        path: client.get(path).status_code for path in ("/repaired", "/found")
    }
    found["/names"] = client.post("/names", json={"name": "ann"}).status_code
    found["/list"] = client.get("/list").text
    found["/passed"] = client.get("/passed").status_code
    with client.websocket_connect("/secrets") as socket:
        try:
            found["/secrets"] = socket.receive_text()
        except WebSocketDisconnect as closed:
            found["/secrets"] = closed.code
    return found


GOOD = {
    "/repaired": 200,
    "/found": 200,
    "/names": 200,
    "/list": "red",
    "/passed": 200,
    "/secrets": 4001,
}

PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/repaired": 200,
            "/found": 200,
            "/names": 500,
            "/list": "",
            "/passed": 500,
            "/secrets": "secret",
        },
        good=GOOD,
        fixed=GOOD,
    )
]
