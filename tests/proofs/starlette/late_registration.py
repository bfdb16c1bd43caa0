"""RL205 under Starlette: what is missing when it was registered too late."""

from __future__ import annotations

from typing import Any

from starlette.testclient import TestClient

from tests.proofs.harness import Proof


def started(app: Any) -> str:
    try:
        with TestClient(app):
            return "started"
    except RuntimeError as exc:
        return str(exc)


def probe(client: TestClient) -> dict[str, object]:
    app: Any = client.app
    compressed = app.routes[0].endpoint.__globals__["compressed"]
    with client:
        return {
            "handler": client.get("/work").status_code,
            "route": client.get("/version").status_code,
            "compression": client.get("/status").headers.get("content-encoding"),
            "route of the script": client.get("/metrics").status_code,
            "start": started(compressed),
        }


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "handler": 500,
            "route": 404,
            "compression": None,
            "route of the script": 404,
            "start": "Cannot add middleware after an application has started",
        },
        good={
            "handler": 503,
            "route": 200,
            "compression": "gzip",
            "route of the script": 200,
            "start": "started",
        },
    )
]
