"""RL301 under aiohttp: pages that a path test opens, though nobody has signed in."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PATHS = {
    "users": ("/login", "/login-history"),
    "tokens": ("/health", "/unhealthy/health-records", "/docs-internal"),
    "admin": ("/admin", "/admin/users"),
    "sessions": ("/public", "/publications"),
}


def probe(client: Any) -> dict[str, object]:
    return {
        f"{host}{path}": client.get(path, headers={"Host": f"{host}.example"}).status_code
        for host, paths in PATHS.items()
        for path in paths
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "users/login": 200,
            "users/login-history": 200,
            "tokens/health": 200,
            "tokens/unhealthy/health-records": 200,
            "tokens/docs-internal": 200,
            "admin/admin": 200,
            "admin/admin/users": 403,
            "sessions/public": 200,
            "sessions/publications": 200,
        },
        good={
            "users/login": 200,
            "users/login-history": 401,
            "tokens/health": 200,
            "tokens/unhealthy/health-records": 401,
            "tokens/docs-internal": 401,
            "admin/admin": 403,
            "admin/admin/users": 403,
            "sessions/public": 200,
            "sessions/publications": 401,
        },
    ),
]
