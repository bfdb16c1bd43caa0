"""RL103 in raw ASGI: the client sees the refusal, and the payment was made."""

from __future__ import annotations

from typing import Any

import httpx
from starlette.testclient import TestClient
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.proofs.harness import Proof, serve


def rates(url: str) -> object:
    try:
        with connect(url.replace("http", "ws", 1)) as websocket:
            return websocket.recv()
    except InvalidStatus as exc:
        return exc.response.status_code


def probe(client: TestClient) -> dict[str, object]:
    app: Any = client.app
    payments = app.routes[0].app.app.routes[0].endpoint.__globals__["PAYMENTS"]
    found: dict[str, object] = {}
    # The application works on after the client has its answer: the end of the server awaits it.
    for name in ("token", "by-hand", "limit", "twice"):
        payments.clear()
        with serve(app) as url:
            status = httpx.post(f"{url}/{name}/pay/50").status_code
        found[name] = (status, list(payments))
    payments.clear()
    with serve(app) as url:
        answer = rates(f"{url}/by-hand/rates")
    found["rates"] = (answer, list(payments))
    return found


def probe_modules(client: TestClient) -> dict[str, object]:
    app: Any = client.app
    orders = app.app.__globals__["ORDERS"]
    with serve(app) as url:
        status = httpx.post(f"{url}/tea").status_code
    return {"stranger": (status, list(orders))}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "token": (401, ["50"]),
            "by-hand": (401, ["50"]),
            "limit": (403, ["50"]),
            "twice": (200, ["50", "50"]),
            "rates": (403, ["rates"]),
        },
        good={
            "token": (401, []),
            "by-hand": (401, []),
            "limit": (403, []),
            "twice": (200, ["50"]),
            "rates": (403, []),
        },
        fixed={
            "token": (401, []),
            "by-hand": (401, []),
            "limit": (403, []),
            "twice": (200, ["50", "50"]),
            "rates": (403, []),
        },
    ),
    Proof(
        fixture="bad_modules",
        probe=probe_modules,
        bad={"stranger": (403, ["/tea"])},
        good={"stranger": (403, [])},
        fixed={"stranger": (403, [])},
    ),
]
