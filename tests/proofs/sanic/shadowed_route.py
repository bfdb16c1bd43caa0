"""RL203 under Sanic: a parameter with an expression is tried after those of a type."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.sanic.client import Client


def probe(client: Client) -> dict[str, object]:
    return {
        "user": client.seen("/users/ann"),
        "isbn": client.seen("/articles/42"),
        "year": client.seen("/articles/tea/2024"),
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "user": (200, "key ann"),
            "isbn": (200, "article 42"),
            "year": (405, "Method GET not allowed for URL /articles/tea/2024"),
        },
        good={"user": (200, "user ann"), "isbn": (200, "isbn 42"), "year": (200, "edition 2024")},
    )
]
