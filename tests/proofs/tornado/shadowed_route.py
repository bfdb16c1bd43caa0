"""RL203 under Tornado: a group takes every word that it matches, before later expressions are tried."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.tornado.client import Client

PATHS = ("/users/me", "/users/ada", "/books/new", "/books/7/8", "/about")


def probe(client: Client) -> dict[str, object]:
    return {path: client.seen(path) for path in PATHS}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/users/me": (200, "user me"),
            "/users/ada": (200, "user ada"),
            "/books/new": (200, "book new"),
            "/books/7/8": (200, "page 7 8"),
            "/about": (200, "page about"),
        },
        good={
            "/users/me": (200, "me"),
            "/users/ada": (200, "user ada"),
            "/books/new": (200, "newbook"),
            "/books/7/8": (200, "year 7 8"),
            "/about": (200, "about"),
        },
    ),
    Proof(
        fixture="",
        corrected="good.py",
        probe=lambda client: {
            path: client.seen(path)
            for path in ("/years/1999", "/years/latest", "/covers/a-b", "/shops")
        },
        good={
            "/years/1999": (200, "year 1999"),
            "/years/latest": (200, "about latest"),
            "/covers/a-b": (200, "about a-b"),
            "/shops": (200, "about"),
        },
    ),
]
