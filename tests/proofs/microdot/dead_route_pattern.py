"""RL208 under Microdot: other frameworks' parameters are text, and handlers are called by name."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.texts import answers

PATHS = {
    "colon": "/colon/3",
    "braces": "/braces/3",
    "typed": "/typed/3",
    "search": "/search?title=Emma",
    "book": "/books/3",
    "authors": "/authors/Austen",
    "latest": "/latest",
}
BAD: dict[str, object] = {
    **dict.fromkeys(PATHS, 404),
    **dict.fromkeys(("book", "authors", "latest"), 500),
}
GOOD: dict[str, object] = {
    "colon": "number3",
    "braces": "number3",
    "typed": "number3",
    "search": "titleEmma",
    "book": "number3",
    "authors": "authors",
    "latest": "latest3",
}
KEPT = ("search", "book", "authors", "latest")
FIXED = {label: BAD[label] if label in KEPT else GOOD[label] for label in BAD}


def author(client: Any) -> dict[str, object]:
    """The connection breaks while Microdot looks for a route."""
    try:
        return answers({"author": "/authors/Austen"})(client)
    except AssertionError as error:
        return {"author": str(error)}


PROOFS = [
    Proof(probe=answers(PATHS), bad=BAD, good=GOOD, fixed=FIXED),
    Proof(
        fixture="bad_types.py",
        probe=author,
        bad={"author": "ValueError"},
        good={"author": "authorAusten"},
        fixed={"author": "authorAusten"},
    ),
]
