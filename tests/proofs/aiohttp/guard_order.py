"""RL302 under aiohttp: `RouteTableDef` takes the function that it is given, without what is above."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    found = {
        path: client.get(path).status_code
        for path in ("/salaries", "/people", "/report", "/reports", "/profile")
    }
    return {**found, "/hook": client.post("/hook").status_code}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/salaries": 200,
            "/people": 200,
            "/report": 401,
            "/reports": 200,
            "/profile": 200,
            "/hook": 200,
        },
        good={
            "/salaries": 401,
            "/people": 403,
            "/report": 401,
            "/reports": 401,
            "/profile": 401,
            "/hook": 403,
        },
        fixed={
            "/salaries": 401,
            "/people": 403,
            "/report": 401,
            "/reports": 401,
            "/profile": 401,
            "/hook": 200,
        },
    )
]
