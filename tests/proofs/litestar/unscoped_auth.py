"""RL301 under Litestar: paths that only look like a public one are public, too."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {}
    for school in ("jwt", "teachers", "pupils", "parents", "cooks", "drivers", "guests"):
        found[school] = {
            path: client.get(f"/{school}{path}").status_code
            for path in ("/news", "/marks/news", "/newsroom", "/new")
        }
    return found


def probe_second_place(client: Any) -> dict[str, object]:
    """What is closed at one place ought to be at the other one."""
    pages = [
        "reports/raw",
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
            "reports/june": (200, 200),
        },
        good={
            "reports/raw": (403, 403),
            "reports/june": (200, 200),
        },
    ),
    Proof(
        probe=probe,
        bad={
            "jwt": {"/news": 200, "/marks/news": 200, "/newsroom": 200, "/new": 401},
            "teachers": {"/news": 200, "/marks/news": 200, "/newsroom": 200, "/new": 200},
            "pupils": {"/news": 200, "/marks/news": 401, "/newsroom": 200, "/new": 401},
            "parents": {"/news": 200, "/marks/news": 200, "/newsroom": 200, "/new": 401},
            "cooks": {"/news": 200, "/marks/news": 401, "/newsroom": 200, "/new": 401},
            "drivers": {"/news": 200, "/marks/news": 401, "/newsroom": 401, "/new": 200},
            "guests": {"/news": 200, "/marks/news": 200, "/newsroom": 200, "/new": 401},
        },
        good={
            "jwt": {"/news": 200, "/marks/news": 401, "/newsroom": 401, "/new": 401},
            "teachers": {"/news": 200, "/marks/news": 401, "/newsroom": 401, "/new": 401},
            "pupils": {"/news": 200, "/marks/news": 401, "/newsroom": 401, "/new": 401},
            "parents": {"/news": 200, "/marks/news": 401, "/newsroom": 401, "/new": 401},
            "cooks": {"/news": 200, "/marks/news": 401, "/newsroom": 401, "/new": 401},
            "drivers": {"/news": 200, "/marks/news": 401, "/newsroom": 401, "/new": 401},
            "guests": {"/news": 200, "/marks/news": 401, "/newsroom": 401, "/new": 401},
        },
    ),
]
