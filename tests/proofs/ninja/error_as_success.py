"""RL802 under django-ninja: clients get a 200 with an error in it."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PATHS = ("/books/9", "/loans/9", "/shelves/x", "/authors/9", "/covers/9")


def probe(client: Any) -> dict[str, object]:
    """Nothing of it is there."""
    return {path: client.get(path).status_code for path in PATHS}


PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(PATHS, 200),
        good={
            "/books/9": 404,
            "/loans/9": 409,
            "/shelves/x": 400,
            "/authors/9": 404,
            "/covers/9": 404,
        },
    ),
]
