"""RL301 under Tornado: what paths look like opens more than was meant."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.tornado.client import Client

PATHS = (
    "/login",
    "/login-history",
    "/helpers",
    "/salaries",
    "/salaries?static",
    "/reports",
    "/reports/all",
)


def probe(client: Client) -> dict[str, object]:
    return {path: client.ask(path).status for path in PATHS}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/login": 200,
            "/login-history": 200,
            "/helpers": 200,
            "/salaries": 401,
            "/salaries?static": 200,
            "/reports": 200,
            "/reports/all": 401,
        },
        good={
            "/login": 200,
            "/login-history": 401,
            "/helpers": 401,
            "/salaries": 401,
            "/salaries?static": 401,
            "/reports": 302,
            "/reports/all": 302,
        },
    ),
]
