"""RL604 under Starlette: the 404 becomes a 500, or a 200."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    paths = ("books/1", "books/7", "books/7/title")
    return {path: client.get(f"/{path}").status_code for path in paths}


PROOFS = [
    Proof(
        probe=probe,
        bad={"books/1": 200, "books/7": 500, "books/7/title": 200},
        good={"books/1": 200, "books/7": 404, "books/7/title": 404},
        fixed={"books/1": 200, "books/7": 404, "books/7/title": 404},
    )
]
