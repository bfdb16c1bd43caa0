"""RL205 under Litestar: routers and lists are copied; only the application takes more later."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {
        path: client.get(path).status_code
        for path in ("/stage/plays", "/stage/actors", "/seats", "/actors", "/office/takings")
    }
    found["on monday"] = client.get("/plays", headers={"X-Day": "monday"}).status_code
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/stage/plays": 200,
            "/stage/actors": 404,
            "/seats": 404,
            "/actors": 200,
            "/office/takings": 200,
            "on monday": 200,
        },
        good={
            "/stage/plays": 200,
            "/stage/actors": 200,
            "/seats": 200,
            "/actors": 200,
            "/office/takings": 401,
            "on monday": 401,
        },
    ),
]
