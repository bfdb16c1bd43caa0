"""RL208 under Litestar: other frameworks' parameters are text, and what a path lacks is a 400."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.texts import answers

PATHS = {
    "colon": "/colon/3",
    "angles": "/angles/3",
    "search": "/search?title=Emma",
    "book": "/books/3",
    "reader": "/readers/Ann",
    "shelf": "/shelves/3",
}
BAD: dict[str, object] = {
    "colon": 404,
    "angles": 404,
    "search": 404,
    "book": 400,
    "reader": 500,
    "shelf": 400,
}
GOOD: dict[str, object] = {
    "colon": "number3",
    "angles": "number3",
    "search": "titleEmma",
    "book": "number3",
    "reader": "readerAnn",
    "shelf": "shelf3",
}
FIXED = {**BAD, "colon": "number3", "angles": "number3"}

PROOFS = [
    Proof(probe=answers(PATHS), bad=BAD, good=GOOD, fixed=FIXED),
    Proof(
        fixture="bad_types.py",
        probe=answers({"book": "/books/3", "author": "/authors/Austen"}),
        bad={"import_error": "ImproperlyConfiguredException"},
        good={"book": "number3", "author": "authorAusten"},
        fixed={"book": "number3", "author": "authorAusten"},
    ),
]
