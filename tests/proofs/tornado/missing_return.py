"""RL101 under Tornado: an exception that is only constructed stops nothing."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.tornado.client import Client


def probe(client: Client) -> dict[str, object]:
    return {
        "statement": client.seen("/notes/1"),
        "function": client.seen("/notes/9", "PUT"),
        "own class": client.seen("/notes/9", "POST")[0],
        "method": client.seen("/notes/1", "DELETE")[0],
        "prepare": client.seen("/admin")[0],
        "finish": client.seen("/admin?draft=1", X_Member="admin"),
        "assigned": client.seen("/admin", "POST", X_Member="admin")[0],
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "statement": (200, "buy lamps"),
            "function": (200, "saved"),
            "own class": 200,
            "method": 200,
            "prepare": 200,
            "finish": (200, "draftall notes"),
            "assigned": 200,
        },
        good={
            "statement": (
                403,
                "<html><title>403: Forbidden</title><body>403: Forbidden</body></html>",
            ),
            "function": (
                404,
                "<html><title>404: Not Found</title><body>404: Not Found</body></html>",
            ),
            "own class": 404,
            "method": 403,
            "prepare": 401,
            "finish": (200, "draft"),
            "assigned": 409,
        },
        fixed={
            "statement": (
                403,
                "<html><title>403: Forbidden</title><body>403: Forbidden</body></html>",
            ),
            "function": (
                404,
                "<html><title>404: Not Found</title><body>404: Not Found</body></html>",
            ),
            "own class": 404,
            "method": 403,
            "prepare": 401,
            "finish": (200, "draft"),
            "assigned": 200,
        },
    ),
]
