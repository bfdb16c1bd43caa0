"""RL208 under aiohttp: other frameworks' parameters are text, and what a path lacks is a KeyError."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.texts import answers

PATHS = {
    "search": "/search?title=Emma",
    "files": "/files/a/b",
    "author": "/authors/Austen",
    "reader": "/readers/Ann",
    "colon": "/colon/3",
    "angles": "/angles/3",
    "typed": "/typed/3",
    "group": "/group/3",
}
BAD: dict[str, object] = {**dict.fromkeys(PATHS, 404), "author": 500, "reader": 500}
GOOD: dict[str, object] = {
    "search": "titleEmma",
    "files": "filea/b",
    "author": "authorAusten",
    "reader": "readerAnn",
    "colon": "number3",
    "angles": "number3",
    "typed": "number3",
    "group": "number3",
}
KEPT = ("search", "author", "reader")
FIXED = {label: BAD[label] if label in KEPT else GOOD[label] for label in BAD}

PROOFS = [
    Proof(probe=answers(PATHS), bad=BAD, good=GOOD, fixed=FIXED),
    Proof(
        fixture="bad_slash.py",
        probe=answers({"books": "/books"}),
        bad={"import_error": "ValueError"},
        good={"books": "books"},
        fixed={"books": "books"},
    ),
]
