"""RL208 under Starlette: other frameworks' parameters are text, and what a path lacks is a KeyError."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.texts import answers

PATHS = {
    "colon": "/colon/3",
    "angles": "/angles/3",
    "typed": "/typed/3",
    "group": "/group/3",
    "search": "/search?title=Emma",
    "files": "/files/a/b",
    "author": "/authors/Austen",
    "reader": "/readers/Ann",
    "shelf": "/shelves/3/all?title=Emma",
}
BAD: dict[str, object] = {**dict.fromkeys(PATHS, 404), "author": 500, "reader": 500}
GOOD: dict[str, object] = {
    "colon": "number3",
    "angles": "number3",
    "typed": "number3",
    "group": "number3",
    "search": "titleEmma",
    "files": "filea/b",
    "author": "authorAusten",
    "reader": "readerAnn",
    "shelf": "titleEmma",
}
KEPT = ("search", "author", "reader")
FIXED = {label: BAD[label] if label in KEPT else GOOD[label] for label in BAD}

SLASH = {"books": "/books", "book": "/books/3"}

PROOFS = [
    Proof(probe=answers(PATHS), bad=BAD, good=GOOD, fixed=FIXED),
    Proof(
        fixture="bad_slash.py",
        probe=answers(SLASH),
        bad={"import_error": "AssertionError"},
        good={"books": "books", "book": "number3"},
        fixed={"books": "books", "book": "number3"},
    ),
]
