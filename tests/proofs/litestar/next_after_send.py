"""RL103 under Litestar: the client sees the refusal, and the payment is made."""

from __future__ import annotations

from typing import Any

import httpx

from tests.proofs.harness import Proof, serve

WHOLE = {"X-Token": "t", "X-Branch": "north"}


def probe(client: Any) -> dict[str, object]:
    """Under a server: the test client is strict about messages after the last one."""
    found: dict[str, object] = {}
    with serve(client.app) as url:
        for path, headers in (
            ("/token/1", {}),
            ("/branch/2", {"X-Branch": "south"}),
            ("/hours/3", {"X-Hour": "night"}),
            ("/twice/4", {"X-Priority": "high"}),
        ):
            found[path] = httpx.post(url + path, headers=headers).status_code
        for path in ("/token/5", "/branch/6", "/hours/7", "/twice/8"):
            found[path] = httpx.post(url + path, headers=WHOLE).status_code
        found["payments"] = httpx.get(f"{url}/payments").json()
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/token/1": 401,
            "/branch/2": 403,
            "/hours/3": 503,
            "/twice/4": 201,
            "/token/5": 201,
            "/branch/6": 201,
            "/hours/7": 201,
            "/twice/8": 201,
            "payments": ["1", "2", "3", "4", "4", "5", "6", "7", "8"],
        },
        good={
            "/token/1": 401,
            "/branch/2": 403,
            "/hours/3": 503,
            "/twice/4": 201,
            "/token/5": 201,
            "/branch/6": 201,
            "/hours/7": 201,
            "/twice/8": 201,
            "payments": ["4", "5", "6", "7", "8"],
        },
        fixed={
            "/token/1": 401,
            "/branch/2": 403,
            "/hours/3": 503,
            "/twice/4": 201,
            "/token/5": 201,
            "/branch/6": 201,
            "/hours/7": 201,
            "/twice/8": 201,
            "payments": ["4", "4", "5", "6", "7", "8"],
        },
    ),
]
