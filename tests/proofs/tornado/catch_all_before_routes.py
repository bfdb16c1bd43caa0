"""RL202 under Tornado: the first expression that matches takes the request."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.tornado.client import Client

PATHS = (
    "/tasks/result/7",
    "/files/books",
    "/loans",
    "/books",
    "/books/7",
    "/shelves/top",
    "/members",
    "/else",
)


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {}
    for path in PATHS:
        status, text = client.seen(path)
        found[path] = (status, "" if text.startswith("<html>") else text)
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/tasks/result/7": (200, "task result/7"),
            "/files/books": (404, ""),
            "/loans": (200, "loans"),
            "/books": (404, "fallback"),
            "/books/7": (404, "fallback"),
            "/shelves/top": (404, "fallback"),
            "/members": (404, "fallback"),
            "/else": (404, "fallback"),
        },
        good={
            "/tasks/result/7": (200, "result of 7"),
            "/files/books": (200, "books"),
            "/loans": (200, "loans"),
            "/books": (200, "books"),
            "/books/7": (200, "book 7"),
            "/shelves/top": (200, "shelf top"),
            "/members": (200, "members"),
            "/else": (404, "fallback"),
        },
    ),
]
