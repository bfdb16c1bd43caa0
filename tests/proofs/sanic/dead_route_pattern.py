"""RL208 under Sanic: other frameworks' parameters are text, and handlers are called by name."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.texts import answers

PATHS = {
    "colon": "/colon/3",
    "braces": "/braces/3",
    "typed": "/typed/3",
    "search": "/search?title=Emma",
    "files": "/files/a/b",
    "book": "/books/3",
    "authors": "/authors/Austen",
    "shelf": "/shelves/3",
}
BAD: dict[str, object] = {
    **dict.fromkeys(PATHS, 404),
    **dict.fromkeys(("book", "authors", "shelf"), 500),
}
GOOD: dict[str, object] = {
    "colon": "number3",
    "braces": "number3",
    "typed": "number3",
    "search": "titleEmma",
    "files": "filea/b",
    "book": "number3",
    "authors": "authors",
    "shelf": "shelf3",
}
KEPT = ("search", "book", "authors", "shelf")
FIXED = {label: BAD[label] if label in KEPT else GOOD[label] for label in BAD}

PROOFS = [
    Proof(probe=answers(PATHS), bad=BAD, good=GOOD, fixed=FIXED),
    Proof(
        fixture="", corrected="good.py", probe=answers({"till": "/till"}), good={"till": "till7"}
    ),
]
