"""RL103 under Starlette: the client is refused, and the order was taken all the same."""

from __future__ import annotations

from typing import Any

from starlette.testclient import TestClient

from tests.proofs.harness import Proof


def probe(client: TestClient) -> dict[str, object]:
    app: Any = client.app
    orders = app.routes[0].routes[0].endpoint.__globals__["ORDERS"]
    found: dict[str, object] = {}
    for name in ("customers", "throttled", "doubled"):
        orders.clear()
        response = client.post(f"/{name}/orders", headers={"User-Agent": "curl/8"})
        found[name] = (response.status_code, list(orders))
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "customers": (403, ["tea"]),
            "throttled": (429, ["tea"]),
            "doubled": (500, ["tea", "tea"]),
        },
        good={
            "customers": (403, []),
            "throttled": (429, []),
            "doubled": (200, ["tea"]),
        },
    )
]
