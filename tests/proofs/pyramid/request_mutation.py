"""RL701 under Pyramid: `params` and what policies compute are read-only."""

from __future__ import annotations

from werkzeug.test import Client

from tests.proofs.harness import Proof
from tests.proofs.pyramid.client import seen


def probe(client: Client) -> dict[str, object]:
    return {path: seen(client, f"/{path}") for path in ("books", "sorted", "user")}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "books": (500, "KeyError"),
            "sorted": (500, "KeyError"),
            "user": (500, "AttributeError"),
        },
        good={
            "books": (200, '{"page": "1"}'),
            "sorted": (200, '{"order": "title"}'),
            "user": (200, '{"user": "ann"}'),
        },
    ),
]
