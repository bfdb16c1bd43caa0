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


DOCUMENTS = {"1": "salaries", "2": "holidays"}

ANSWERS = {
    "json": (403, {"detail": "editors only"}),
    "redirect": (303, ""),
    "response": (401, "sign in first"),
    "text": (403, "editors only"),
    "pair?number=9": (404, {"detail": "no such document"}),
    "last": (200, "<h1>Documents</h1>"),
    "mapping": (200, {"documents": {"1": "salaries", "2": "holidays"}}),
    "exception": (403, {"detail": "editors only"}),
    "alias": (403, {"detail": "editors only"}),
    "base?number=9": (404, {"detail": "no such document"}),
    "subclass": (403, {"detail": "editors only"}),
    "dependency": (403, {"detail": "editors only"}),
    "class-dependency": (403, {"detail": "editors only"}),
    "helper": (403, {"detail": "editors only"}),
    "exception-helper/9": (404, {"detail": "no document 9"}),
    "decorated": (200, {"1": "salaries", "2": "holidays"}),
    "locked": (423, {"detail": "somebody is editing"}),
    "assigned": (403, "editors only"),
    "live": "closed with 1008",
}
GOOD_SERVICES = {
    "other's account": (403, {"detail": "not your account"}),
    "own account": (200, {"owner": "ann", "balance": 120}),
    "unknown account": (404, {"detail": "account not found"}),
    "unknown statement": (404, {"detail": "statement not found"}),
}
GOOD_MIDDLEWARE = {
    "outdated": (426, "0 ordered"),
    "keyed": (403, "0 ordered"),
    "forgetful": (200, "1 ordered"),
}

PROOFS = [
    Proof(
        probe=probe,
        bad={
            "json": (200, {"1": "salaries", "2": "holidays"}),
            "redirect": (200, {"1": "salaries", "2": "holidays"}),
            "response": (200, {"1": "salaries", "2": "holidays"}),
            "text": (200, {"1": "salaries", "2": "holidays"}),
            "pair?number=9": (200, "nothing"),
            "last": (200, ""),
            "mapping": (200, None),
            "exception": (200, {"1": "salaries", "2": "holidays"}),
            "alias": (200, {"1": "salaries", "2": "holidays"}),
            "base?number=9": (200, "nothing"),
            "subclass": (200, {"1": "salaries", "2": "holidays"}),
            "dependency": (200, {"1": "salaries", "2": "holidays"}),
            "class-dependency": (200, {"1": "salaries", "2": "holidays"}),
            "helper": (200, {"1": "salaries", "2": "holidays"}),
            "exception-helper/9": (200, "nothing"),
            "decorated": (200, None),
            "locked": (500, ""),
            "assigned": (200, {"1": "salaries", "2": "holidays"}),
            "live": {"documents": 2},
        },
        good=ANSWERS,
        fixed={
            "json": (403, {"detail": "editors only"}),
            "redirect": (303, ""),
            "response": (401, "sign in first"),
            "text": (200, {"1": "salaries", "2": "holidays"}),
            "pair?number=9": (200, "nothing"),
            "last": (200, "<h1>Documents</h1>"),
            "mapping": (200, {"documents": {"1": "salaries", "2": "holidays"}}),
            "exception": (403, {"detail": "editors only"}),
            "alias": (403, {"detail": "editors only"}),
            "base?number=9": (404, {"detail": "no such document"}),
            "subclass": (403, {"detail": "editors only"}),
            "dependency": (403, {"detail": "editors only"}),
            "class-dependency": (403, {"detail": "editors only"}),
            "helper": (403, {"detail": "editors only"}),
            "exception-helper/9": (404, {"detail": "no document 9"}),
            "decorated": (200, {"1": "salaries", "2": "holidays"}),
            "locked": (423, {"detail": "somebody is editing"}),
            "assigned": (200, {"1": "salaries", "2": "holidays"}),
            "live": "closed with 1008",
        },
        # No fix knows what to do with a name, a condition, a pair, a mapping or a helper's None.
    ),
    Proof(
        fixture="bad_services",
        probe=probe_services,
        bad={
            "other's account": (200, {"owner": "ann", "balance": 120}),
            "own account": (200, {"owner": "ann", "balance": 120}),
            "unknown account": (200, {"owner": "eve", "balance": 0}),
            "unknown statement": (200, {"owner": "ann", "year": 1999}),
        },
        good=GOOD_SERVICES,
        fixed=GOOD_SERVICES,
        # An exception that a helper makes is not followed through another module.
    ),
    Proof(
        fixture="bad_middleware.py",
        probe=probe_middleware,
        bad={
            "outdated": (200, "1 ordered"),
            "keyed": (200, "1 ordered"),
            "forgetful": (500, "1 ordered"),
        },
        good=GOOD_MIDDLEWARE,
        fixed=GOOD_MIDDLEWARE,
    ),
]
