"""RL301 under Starlette: pages that a path test lets through without a user."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof


def probe(client: TestClient) -> dict[str, object]:
    paths = ("/prefix/public/news", "/prefix/publications", "/part/health")
    found: dict[str, object] = {path: client.get(path).status_code for path in paths}
    found["part of a path"] = client.get("/part/internal/healthcheck").status_code
    return found


def probe_second_place(client: TestClient) -> dict[str, object]:
    """What is closed at one place ought to be at the other one."""
    pages = [
        "audits/raw",
        "staff/ann",
        "secrets/key",
        "reports/june",
    ]
    return {
        page: tuple(client.get(f"{place}/{page}").status_code for place in ("", "/v2"))
        for page in pages
    }


PROOFS = [
    Proof(
        fixture="bad_second_place.py",
        probe=probe_second_place,
        bad={
            "audits/raw": (403, 200),
            "staff/ann": (401, 200),
            "secrets/key": (403, 200),
            "reports/june": (200, 200),
        },
        good={
            "audits/raw": (403, 403),
            "staff/ann": (401, 401),
            "secrets/key": (403, 403),
            "reports/june": (200, 200),
        },
    ),
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
