"""RL208 under Flask-RESTful: paths are Flask's, and resources are called with what they have."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.texts import answers

PATHS = {
    "colon": "/colon/3",
    "braces": "/braces/3",
    "search": "/search?title=Emma",
    "book": "/books/3",
    "author": "/authors/Austen",
    "shelf": "/shelves/all",
    "glued": "/shelvesall",
}
BAD: dict[str, object] = {
    "colon": 404,
    "braces": 404,
    "search": 404,
    "book": 500,
    "author": 500,
    "shelf": 404,
    "glued": '"shelf"',
}
GOOD: dict[str, object] = {
    "colon": '"number3"',
    "braces": '"number3"',
    "search": '"search"',
    "book": '"number3"',
    "author": '"author"',
    "shelf": '"shelf"',
    "glued": 404,
}
KEPT = ("search", "book", "author")
FIXED = {label: BAD[label] if label in KEPT else GOOD[label] for label in BAD}

PROOFS = [
    Proof(probe=answers(PATHS), bad=BAD, good=GOOD, fixed=FIXED),
    Proof(
        fixture="bad_types.py",
        probe=answers({"author": "/authors/Austen"}),
        bad={"import_error": "LookupError"},
        good={"author": '"authorAusten"'},
        fixed={"author": '"authorAusten"'},
    ),
]
