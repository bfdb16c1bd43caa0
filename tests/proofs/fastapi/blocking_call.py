"""RL601 under FastAPI: a heart on the loop stops beating while one request waits."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.stalls import GOES_ON, STALLS, of_asgi, slow_server

WAITING = [
    "/sleep",
    "/helper",
    "/dependency",
    "/audited",
    "/requests",
    "/session",
    "/urllib",
    "/httpx",
    "/client",
    "/with-client",
    "/attribute",
    "/process",
    "/output",
    "/wait",
    "/system",
    "/bcrypt",
    "/pbkdf2",
    "/sqlite",
    "/orm",
    "/engine",
    "/future",
    "/event",
    "/background",
    "/task",
    "/stream",
]
FIXED = {"/sleep", "/dependency", "/audited", "/background", "/stream"}
IN_THREADS = [
    "/sleep",
    "/helper",
    "/helpers",
    "/nested",
    "/dependency",
    "/audited",
    "/requests",
    "/httpx",
    "/attribute",
    "/process",
    "/bcrypt",
    "/sqlite",
    "/orm",
    "/background",
    "/stream",
    "/stream-in-thread",
]


def probe(client: Any) -> dict[str, object]:
    paths = {route.path for route in client.app.routes}
    with slow_server():
        found = of_asgi(client.app, [path for path in WAITING if path in paths])
    if "/nested-loop" in paths:
        found["/nested-loop"] = client.get("/nested-loop").status_code
    return found


def probe_good(client: Any) -> dict[str, object]:
    with slow_server():
        return of_asgi(client.app, IN_THREADS)


def probe_helpers(client: Any) -> dict[str, object]:
    return of_asgi(client.app, ["/people/1", "/people"])


_STALLED: dict[str, object] = dict.fromkeys(WAITING, (200, STALLS))

PROOFS = [
    Proof(
        probe=probe,
        bad={**_STALLED, "/nested-loop": 500},
        fixed={
            **{path: (200, GOES_ON if path in FIXED else STALLS) for path in WAITING},
            "/task": (200, GOES_ON),
            "/nested-loop": 500,
        },
    ),
    Proof(
        fixture="",
        corrected="good.py",
        probe=probe_good,
        good=dict.fromkeys(IN_THREADS, (200, GOES_ON)),
    ),
    Proof(
        fixture="bad_helpers",
        probe=probe_helpers,
        bad={"/people/1": (200, STALLS), "/people": (200, STALLS)},
        good={"/people/1": (200, GOES_ON), "/people": (200, GOES_ON)},
    ),
]
