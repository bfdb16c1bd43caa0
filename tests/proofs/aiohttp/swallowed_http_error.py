"""RL604 under aiohttp: 404s and redirects become 500s, those of paths without a route too."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    paths = ("books/1", "books/7", "shelves/first", "shelves/none")
    return {path: client.get(f"/{path}").status_code for path in paths}


PROOFS = [
    Proof(
        probe=probe,
        bad={"books/1": 200, "books/7": 500, "shelves/first": 500, "shelves/none": 500},
        good={"books/1": 200, "books/7": 404, "shelves/first": 302, "shelves/none": 404},
        fixed={"books/1": 200, "books/7": 404, "shelves/first": 302, "shelves/none": 404},
    )
]
