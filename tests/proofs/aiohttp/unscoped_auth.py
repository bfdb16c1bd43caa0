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


def probe_second_place(client: Any) -> dict[str, object]:
    """What is closed at one place ought to be at the other one."""
    pages = [
        "reports/raw",
        "staff/ann",
        "stock/pens",
    ]
    return {
        page: tuple(client.get(f"{place}/{page}").status_code for place in ("", "/v2"))
        for page in pages
    }


def probe_versions(client: Any) -> dict[str, object]:
    """What is closed at one place ought to be at the other one."""
    pages = [
        "reports/raw/june",
        "audits/june/keys",
        "stock/pens",
    ]
    return {
        page: tuple(
            client.get(f"{place}/{page}", headers={"Authorization": "token-of-ann"}).status_code
            for place in ("", "/v2")
        )
        for page in pages
    }


PROOFS = [
    Proof(
        fixture="bad_versions",
        probe=probe_versions,
        bad={
            "reports/raw/june": (403, 200),
            "audits/june/keys": (403, 200),
            "stock/pens": (200, 200),
        },
        good={
            "reports/raw/june": (403, 403),
            "audits/june/keys": (403, 403),
            "stock/pens": (200, 200),
        },
    ),
    Proof(
        fixture="bad_second_place.py",
        probe=probe_second_place,
        bad={
            "reports/raw": (403, 200),
            "staff/ann": (401, 200),
            "stock/pens": (200, 200),
        },
        good={
            "reports/raw": (403, 403),
            "staff/ann": (401, 401),
            "stock/pens": (200, 200),
        },
    ),
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
