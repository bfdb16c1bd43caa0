"""RL101 under FastAPI: what is built and dropped refuses nobody."""

from __future__ import annotations

from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from tests.proofs.harness import Proof


def answer(client: TestClient, path: str, **headers: str) -> tuple[int, object]:
    response = client.get(path, headers=headers)
    if response.headers.get("content-type") == "application/json":
        return response.status_code, response.json()
    return response.status_code, response.text


def live(client: TestClient) -> object:
    try:
        with client.websocket_connect("/live") as websocket:
            return websocket.receive_json()
    except WebSocketDisconnect as exc:
        return f"closed with {exc.code}"


def probe(client: TestClient) -> dict[str, object]:
    paths = (
        "json", "redirect", "response", "text", "pair?number=9", "last", "mapping", "exception",
        "alias", "base?number=9", "subclass", "dependency", "class-dependency", "helper",
        "exception-helper/9", "decorated", "locked", "assigned",
    )  # fmt: skip
    found: dict[str, object] = {path: answer(client, f"/{path}") for path in paths}
    found["live"] = live(client)
    return found


def probe_services(client: TestClient) -> dict[str, object]:
    return {
        "other's account": answer(client, "/accounts/ann", **{"X-User": "bob"}),
        "own account": answer(client, "/accounts/ann", **{"X-User": "ann"}),
        "unknown account": answer(client, "/accounts/eve", **{"X-User": "eve"}),
        "unknown statement": answer(client, "/accounts/ann/statement?year=1999"),
    }


def probe_middleware(client: TestClient) -> dict[str, object]:
    found: dict[str, object] = {}
    for name in ("outdated", "keyed", "forgetful"):
        orders = next(r.app for r in client.app.routes if r.path == f"/{name}")  # type: ignore[attr-defined]
        before = len(orders.routes[-1].endpoint.__globals__["ORDERS"])
        response = client.post(f"/{name}/orders?item=tea", headers={"X-Client-Version": "1.0"})
        ordered = len(orders.routes[-1].endpoint.__globals__["ORDERS"]) - before
        found[name] = (response.status_code, f"{ordered} ordered")
    return found


ANSWERS = GOOD("bad.py")
GOOD_SERVICES = GOOD("bad_services")
GOOD_MIDDLEWARE = GOOD("bad_middleware.py")

PROOFS = [
    Proof(
        probe=probe,
        bad=BAD("bad.py"),
        good=ANSWERS,
        # A response that was given a name may be meant for more than being returned.
        fixed={**ANSWERS, "assigned": (200, {"1": "salaries", "2": "holidays"})},
    ),
    Proof(
        fixture="bad_services",
        probe=probe_services,
        bad=BAD("bad_services"),
        good=GOOD_SERVICES,
        fixed=GOOD_SERVICES,
    ),
    Proof(
        fixture="bad_middleware.py",
        probe=probe_middleware,
        bad=BAD("bad_middleware.py"),
        good=GOOD_MIDDLEWARE,
        fixed=GOOD_MIDDLEWARE,
    ),
]
