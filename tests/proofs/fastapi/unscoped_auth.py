"""RL301 under FastAPI: pages that a path test lets through without a token."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof


def probe(client: TestClient) -> dict[str, object]:
    paths = (
        "/prefix/publications",
        "/several/publications",
        "/text/log",
        "/part/admin/login-history",
        "/suffix/admin?theme=.css",
        "/guarded/admin",
    )
    found: dict[str, object] = {path: client.get(path).status_code for path in paths}
    found["log in"] = client.get("/part/login").status_code
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/prefix/publications": 200,
            "/several/publications": 200,
            "/text/log": 200,
            "/part/admin/login-history": 200,
            "/suffix/admin?theme=.css": 200,
            "/guarded/admin": 200,
            "log in": 200,
        },
        good={
            "/prefix/publications": 401,
            "/several/publications": 401,
            "/text/log": 401,
            "/part/admin/login-history": 401,
            "/suffix/admin?theme=.css": 401,
            "/guarded/admin": 401,
            "log in": 200,
        },
    ),
]
