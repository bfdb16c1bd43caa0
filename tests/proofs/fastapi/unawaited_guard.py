"""RL305 under FastAPI: what a client without a token gets."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof

PATHS = (
    "/condition",
    "/variable",
    "/walrus",
    "/operators",
    "/comparison",
    "/all",
    "/statement",
    "/method",
    "/handed-on",
    "/plain",
    "/router/dependency",
    "/guarded/middleware",
)


def probe(client: TestClient) -> dict[str, object]:
    found: dict[str, object] = {path: client.get(path).status_code for path in PATHS}
    found["/conditional"] = client.get("/conditional").json()
    return found


def shared(client: TestClient) -> dict[str, object]:
    return {path: client.get(path).status_code for path in ("/function", "/method")}


_OPEN = {**dict.fromkeys(PATHS, 200), "/conditional": {"secret": 42}}
_CLOSED = {
    **dict.fromkeys(PATHS, 403),
    "/method": 401,
    "/operators": 403,
    "/conditional": {"error": "admins only"},
}

PROOFS = [
    # `plain` can't await; everything else can.
    Proof(probe=probe, bad=_OPEN, good=_CLOSED, fixed={**_CLOSED, "/plain": 200}),
    Proof(
        fixture="bad_shared",
        probe=shared,
        bad={"/function": 200, "/method": 200},
        good={"/function": 403, "/method": 403},
        fixed={"/function": 403, "/method": 403},
    ),
]
