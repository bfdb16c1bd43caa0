"""RL203 under REST framework: who answers at an address that looks like a key."""

from __future__ import annotations

from django.test import Client

from tests.proofs.harness import Proof


def answers(client: Client, paths: str) -> dict[str, object]:
    return {path: client.get(path).json() for path in paths.split()}


def probe(client: Client) -> dict[str, object]:
    return answers(
        client,
        "/api/books/ /api/books/5/ /api/books/newest/ /api/books/5/pages/ /api/books/lent/ "
        "/api/books/statistics/ /books/statistics/ /shelf/ /shelf/5 /shelf/loans",
    )


def probe_near(client: Client) -> dict[str, object]:
    return answers(client, "/desk/copies/5/ /desk/copies/sold/ /desk/loans/today/")


ALIKE = {
    "/api/books/": "books",
    "/api/books/5/": "book 5",
    "/api/books/newest/": "newest book",
    "/api/books/5/pages/": "200 pages",
    "/shelf/": "books",
    "/shelf/5": "book 5",
}

PROOFS = [
    Proof(
        probe=probe,
        bad={
            **ALIKE,
            "/api/books/lent/": "book lent",
            "/api/books/statistics/": "book statistics",
            "/books/statistics/": "book statistics",
            "/shelf/loans": "book loans",
        },
        good={
            **ALIKE,
            "/api/books/lent/": "loans",
            "/api/books/statistics/": "statistics",
            "/books/statistics/": "statistics",
            "/shelf/loans": "loans",
        },
    ),
    Proof(
        probe=probe_near,
        fixture="",
        corrected="good.py",
        good={
            "/desk/copies/5/": "copy 5",
            "/desk/copies/sold/": "loans",
            "/desk/loans/today/": "loans",
        },
    ),
]
