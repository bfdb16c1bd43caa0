"""RL208 under Bottle: other frameworks' parameters are text, and callbacks are called by name."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.texts import answers

PATHS = {
    "braces": "/braces/3",
    "typed": "/typed/3",
    "search": "/search?title=Emma",
    "files": "/files/a/b",
    "books": "/books",
    "book": "/books/3",
    "authors": "/authors/Austen",
    "latest": "/latest",
}
BAD: dict[str, object] = {
    **dict.fromkeys(PATHS, 404),
    **dict.fromkeys(("book", "authors", "latest"), 500),
}
GOOD: dict[str, object] = {
    "braces": "number3",
    "typed": "number3",
    "search": "titleEmma",
    "files": "filea/b",
    "books": "books",
    "book": "number3",
    "authors": "authors",
    "latest": "latest3",
}
KEPT = ("search", "book", "authors", "latest")
FIXED = {label: BAD[label] if label in KEPT else GOOD[label] for label in BAD}

PROOFS = [
    Proof(probe=answers(PATHS), bad=BAD, good=GOOD, fixed=FIXED),
    Proof(
        fixture="bad_types.py",
        probe=answers({"book": "/books/3", "author": "/authors/Austen"}),
        bad={"import_error": "KeyError"},
        good={"book": "number3", "author": "authorAusten"},
        fixed={"book": "number3", "author": "authorAusten"},
    ),
]
