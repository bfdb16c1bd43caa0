"""RL602 under Quart: coroutines as values are a 500, or true."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

SENT = {"name": "ann"}


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {
        path: client.get(path).status_code
        for path in ("/bid", "/page", "/rendered", "/made", "/plain")
    }
    found["/names"] = client.post("/names", json=SENT).status_code
    found["/names/read"] = client.post("/names/read", json=SENT).status_code
    found["/forms"] = client.post("/forms", data=SENT).status_code
    found["/data"] = client.post("/data").text
    found["/bids"] = client.get("/bids").text
    with client.websocket_connect("/secrets") as socket:
        found["/secrets"] = socket.receive_text()
    return found


GOOD = {
    **dict.fromkeys(
        ("/bid", "/page", "/rendered", "/made", "/plain", "/names", "/names/read", "/forms"), 200
    ),
    "/data": "nothing",
    "/bids": "ann",
    "/secrets": "first",
}

PROOFS = [
    Proof(
        probe=probe,
        bad={
            **dict.fromkeys(GOOD, 500),
            "/bid": 200,
            "/data": "something",
            "/bids": "",
            "/secrets": "second",
        },
        good=GOOD,
        # What stands in a plain function can't be awaited.
        fixed={**GOOD, "/plain": 500},
    )
]
