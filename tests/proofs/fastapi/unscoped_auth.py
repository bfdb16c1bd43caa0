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


def probe_second_place(client: TestClient) -> dict[str, object]:
    """What is closed at one place ought to be at the other one."""
    pages = [
        "reports/raw",
        "prices/old",
        "staff/ann",
        "reports/june",
    ]
    return {
        page: tuple(client.get(f"{place}/{page}").status_code for place in ("/v1", "/v2"))
        for page in pages
    }


PROOFS = [
    Proof(
        fixture="bad_second_place.py",
        probe=probe_second_place,
        bad={
            "reports/raw": (403, 200),
            "prices/old": (403, 200),
            "staff/ann": (401, 200),
            "reports/june": (200, 200),
        },
        good={
            "reports/raw": (403, 403),
            "prices/old": (403, 403),
            "staff/ann": (401, 401),
            "reports/june": (200, 200),
        },
    ),
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
