"""RL208 under FastAPI: other frameworks' parameters are text, and what a path lacks is a 422."""

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
    "books": "/books",
    "book": "/books/3",
    "books of": "/authors/3/books",
    "reader": "/readers/Ann",
    "shelf": "/shelves/3",
}
BAD: dict[str, object] = {
    **dict.fromkeys(PATHS, 404),
    "book": 422,
    "books of": 422,
    "reader": 500,
}
GOOD: dict[str, object] = {
    "colon": '"number3"',
    "angles": '"number3"',
    "typed": '"number3"',
    "group": '"number3"',
    "search": '"titleEmma"',
    "files": '"filea/b"',
    "books": '"books"',
    "book": '"number3"',
    "books of": '"author3from0"',
    "reader": '"readerAnn"',
    "shelf": '"shelf3"',
}
KEPT = ("search", "book", "books of", "reader")
FIXED = {label: BAD[label] if label in KEPT else GOOD[label] for label in BAD}

TYPES = {"book": "/books/3", "author": "/authors/Austen", "shelves": "/shelves/all"}
TYPED: dict[str, object] = {
    "book": '"number3"',
    "author": '"authorAusten"',
    "shelves": '"shelves"',
}
MEMBERS = {"members": "/members", "active": "/members/active", "glued": "/membersactive"}

PROOFS = [
    Proof(probe=answers(PATHS), bad=BAD, good=GOOD, fixed=FIXED),
    Proof(
        fixture="bad_types.py",
        probe=answers(TYPES),
        bad={"import_error": "AssertionError"},
        good=TYPED,
        fixed=TYPED,
    ),
    Proof(
        fixture="bad_modules",
        probe=answers(MEMBERS),
        bad={"members": '"members"', "active": 404, "glued": '"activemembers"'},
        good={"members": '"members"', "active": '"activemembers"', "glued": 404},
        fixed={"members": '"members"', "active": '"activemembers"', "glued": 404},
    ),
]
