"""RL301 under Starlette: pages that a path test lets through without a user."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof


def probe(client: TestClient) -> dict[str, object]:
    paths = ("/prefix/public/news", "/prefix/publications", "/part/health")
    found: dict[str, object] = {path: client.get(path).status_code for path in paths}
    found["part of a path"] = client.get("/part/internal/healthcheck").status_code
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/prefix/public/news": 200,
            "/prefix/publications": 200,
            "/part/health": 200,
            "part of a path": 200,
        },
        good={
            "/prefix/public/news": 200,
            "/prefix/publications": 401,
            "/part/health": 200,
            "part of a path": 401,
        },
    ),
]
