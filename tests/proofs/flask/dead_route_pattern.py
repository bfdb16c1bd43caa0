"""RL208 under Flask: paths for other frameworks are plain text, and views are called with what paths have."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.texts import answers

PATHS = {
    "colon": "/colon/3",
    "braces": "/braces/3",
    "typed": "/typed/3",
    "group": "/group/3",
    "anchored": "/anchored",
    "search": "/search?title=Emma",
    "files": "/files/a/b",
    "book": "/books/3",
    "authors": "/authors/Austen",
    "latest": "/latest",
    "shelf": "/shelves/3",
}
BAD: dict[str, object] = {
    "colon": 404,
    "braces": 404,
    "typed": 404,
    "group": 404,
    "anchored": 404,
    "search": 404,
    "files": 404,
    "book": 500,
    "authors": 500,
    "latest": 500,
    "shelf": 500,
}
GOOD: dict[str, object] = {
    "colon": "number3",
    "braces": "number3",
    "typed": "Dune",
    "group": "number3",
    "anchored": "anchored",
    "search": "titleEmma",
    "files": "filea/b",
    "book": "number3",
    "authors": "authors",
    "latest": "latest3",
    "shelf": "shelf3",
}
#: Of a query, and of names that differ, nobody knows which side is meant.
KEPT = ("search", "book", "authors", "latest", "shelf")
FIXED = {label: BAD[label] if label in KEPT else GOOD[label] for label in BAD}

TYPES = {"author": "/authors/Austen", "book": "/books/3"}
SLASH = {"status": "/api/status", "books": "/books", "home": "/"}
MEMBERS = {"members": "/members", "member": "/members/3"}

PROOFS = [
    Proof(probe=answers(PATHS), bad=BAD, good=GOOD, fixed=FIXED),
    Proof(
        fixture="bad_types.py",
        probe=answers(TYPES),
        bad={"import_error": "LookupError"},
        good={"author": "authorAusten", "book": "number3"},
        fixed={"author": "authorAusten", "book": "number3"},
    ),
    Proof(
        fixture="bad_slash.py",
        probe=answers(SLASH),
        bad={"import_error": "ValueError"},
        good={"status": "up", "books": "books", "home": "home"},
        fixed={"status": "up", "books": "books", "home": "home"},
    ),
    Proof(
        fixture="bad_modules",
        probe=answers(MEMBERS),
        bad={"members": "members", "member": 500},
        good={"members": "members", "member": "member3"},
        fixed=None,
    ),
    Proof(
        fixture="",
        corrected="good_preprocessors.py",
        probe=answers({"about": "/en/about"}),
        good={"about": "aboutinen"},
    ),
]
