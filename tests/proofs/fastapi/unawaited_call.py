"""RL602 under FastAPI: what was not awaited has not been done, or is a 500."""

from __future__ import annotations

from typing import Any

from starlette.websockets import WebSocketDisconnect

from tests.proofs.harness import Proof

ASKED = (
    ("GET", "/timed"),
    ("GET", "/stamped"),
    ("POST", "/names"),
    ("POST", "/names/direct"),
    ("POST", "/names/raw"),
    ("POST", "/names/echo"),
    ("POST", "/forms"),
    ("GET", "/saved"),
    ("GET", "/saved/later"),
    ("GET", "/saved/through"),
    ("GET", "/found"),
    ("GET", "/found/plain"),
    ("GET", "/found/all"),
)


def probe(client: Any) -> dict[str, object]:
    """Status, and what was saved; for the form what the handler says of an empty one."""
    found: dict[str, object] = {}
    saved = client.app.routes[-1].endpoint.__globals__["SAVED"]
    for method, path in ASKED:
        sent = {"json": {"name": "ann"}} if path.startswith("/names") else {}
        answer = client.request(method, path, **sent)
        found[path] = (answer.status_code, sorted(saved))
        if path == "/forms":
            found[path] = answer.json()["filled"]
        saved.clear()
    with client.websocket_connect("/secrets") as websocket:
        try:
            found["/secrets"] = websocket.receive_text()
        except WebSocketDisconnect as closed:
            found["/secrets"] = closed.code
    return found


def entries(client: Any) -> dict[str, object]:
    answers = [client.get("/add/a"), client.get("/add/b"), client.post("/replace/c")]
    return {answer.url.path: answer.json()["entries"] for answer in answers}


ERRORS = dict.fromkeys(
    (
        "/timed",
        "/stamped",
        "/names",
        "/names/direct",
        "/names/raw",
        "/names/echo",
        "/found",
        "/found/plain",
        "/found/all",
    ),
    (500, []),
)
FINE = dict.fromkeys(ERRORS, (200, []))

PROOFS = [
    Proof(
        probe=probe,
        bad={
            **ERRORS,
            "/forms": True,
            "/saved": (200, []),
            "/saved/later": (200, []),
            "/saved/through": (200, []),
            "/secrets": "secret",
        },
        good={
            **FINE,
            "/forms": False,
            "/saved": (200, ["saved"]),
            "/saved/later": (200, ["later", "run"]),
            "/saved/through": (
                200,
                ["a", "b", "called", "closed", "one", "pending", "registry", "through"],
            ),
            "/secrets": 1008,
        },
        # What stands in a plain function can't be awaited. The WebSocket is closed now, and what is
        # sent behind that is RL102's.
        fixed={
            **FINE,
            "/found/plain": (500, []),
            "/forms": False,
            "/saved": (200, ["saved"]),
            "/saved/later": (200, []),
            "/saved/through": (200, ["registry", "through"]),
            "/secrets": 1008,
        },
    ),
    Proof(
        probe=entries,
        fixture="bad_modules",
        bad={"/add/a": [], "/add/b": [], "/replace/c": ["c"]},
        good={"/add/a": ["a"], "/add/b": ["a", "b"], "/replace/c": ["c"]},
        fixed={"/add/a": ["a"], "/add/b": ["a", "b"], "/replace/c": ["c"]},
    ),
]
