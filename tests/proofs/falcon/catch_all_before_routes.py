"""RL202 under Falcon: the sink that was added last takes what begins like it."""

from __future__ import annotations

from tests.proofs.falcon.client import Client
from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    def begins(path: str) -> tuple[int, str]:
        status, text = client.seen(path)
        return status, text.partition("\n")[0]

    return {
        path: begins(path)
        for path in (
            "/api/status",
            "/api/orders/1",
            "/api/bills/7",
            "/api/users",
            "/pictures/thumbs/good.py",
            "/documents/good.py",
        )
    }


def probe_last(client: Client) -> dict[str, object]:
    return {path: client.seen(path) for path in ("/users", "/old/1", "/new")}


FIRST_LINE = '"""Broad prefixes first, and static routes that no sink takes."""'

PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/api/status": (200, "status"),
            "/api/orders/1": (200, "api proxy"),
            "/api/bills/7": (200, "api proxy"),
            "/api/users": (200, "api proxy"),
            "/pictures/thumbs/good.py": (404, ""),
            "/documents/good.py": (200, "documents"),
        },
        good={
            "/api/status": (200, "status"),
            "/api/orders/1": (200, "orders proxy"),
            "/api/bills/7": (200, "bill 7"),
            "/api/users": (200, "api proxy"),
            "/pictures/thumbs/good.py": (200, FIRST_LINE),
            "/documents/good.py": (200, FIRST_LINE),
        },
    ),
    Proof(
        probe=probe_last,
        fixture="bad_last.py",
        bad={"/users": (200, "users"), "/old/1": (200, "page"), "/new": (200, "page")},
        good={"/users": (200, "users"), "/old/1": (200, "legacy"), "/new": (200, "page")},
    ),
]
