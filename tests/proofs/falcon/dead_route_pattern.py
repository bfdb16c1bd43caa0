"""RL208 under Falcon: other frameworks' parameters are text, and responders are called by name."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.texts import answers

PATHS = {
    "colon": "/colon/3",
    "angles": "/angles/3",
    "group": "/group/3",
    "search": "/search?title=Emma",
    "files": "/files/a/b",
    "author": "/authors/Austen",
    "readers": "/readers/Ann",
    "latest": "/latest",
}
BAD: dict[str, object] = {
    **dict.fromkeys(PATHS, 404),
    **dict.fromkeys(("author", "readers", "latest"), 500),
}
GOOD: dict[str, object] = {
    "colon": "number3",
    "angles": "number3",
    "group": "number3",
    "search": "titleEmma",
    "files": "filea/b",
    "author": "authorAusten",
    "readers": "readers",
    "latest": "number1",
}
KEPT = ("search", "author", "readers", "latest")
FIXED = {label: BAD[label] if label in KEPT else GOOD[label] for label in BAD}

TYPES = {"author": "/authors/Austen", "book": "/books/3", "old": "/old/3"}
TYPED: dict[str, object] = {"author": "authorAusten", "book": "number3", "old": "number3"}

PROOFS = [
    Proof(probe=answers(PATHS), bad=BAD, good=GOOD, fixed=FIXED),
    Proof(
        fixture="bad_types.py",
        probe=answers(TYPES),
        bad={"import_error": "UnacceptableRouteError"},
        good=TYPED,
        fixed=TYPED,
    ),
]
