"""RL208 under Django: paths that match never or too much, and views that are called otherwise."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.texts import answers

PATHS = {
    "lead": "/lead",
    "colon": "/colon/3",
    "braces": "/braces/3",
    "ends": "/ends/",
    "group": "/group/3",
    "search": "/search?title=Emma",
    "shelves": "/shelves/all",
    "readers": "/readers/all",
    "orders": "/orders/all",
    "letters": "/letters/3",
    "slashed": "/slashed/",
    "admin": "/xadminx/y",
    "users": "/api/users/5",
    "book": "/books/3",
    "pages": "/books/3/pages/4",
    "latest": "/latest",
    "author": "/authors/Austen",
    "years": "/years/1815-1816",
    "shelf": "/shelf/3",
}
BAD: dict[str, object] = {
    **dict.fromkeys(PATHS, 404),
    **dict.fromkeys(("admin", "users"), "page"),
    **dict.fromkeys(("book", "pages", "latest", "author", "years", "shelf"), 500),
}
GOOD: dict[str, object] = {
    "lead": "page",
    "colon": "number3",
    "braces": "number3",
    "ends": "page",
    "group": "number3",
    "search": "page",
    "shelves": "page",
    "readers": "page",
    "orders": "page",
    "letters": "number3",
    "slashed": "page",
    "admin": 404,
    "users": 404,
    "book": "number3",
    "pages": "anything",
    "latest": "number1",
    "author": "authorAusten",
    "years": "from1815to1816",
    "shelf": "shelf3",
}
KEPT = ("search", "book", "pages", "latest", "author", "years", "shelf")
FIXED = {label: BAD[label] if label in KEPT else GOOD[label] for label in BAD}

ROOT = {"home": "/", "other": "/nothing/here"}
TYPES = {"book": "/books/3", "old": "/old/3"}
MEMBERS = {"members": "/members/", "member": "/members/3", "of": "/members/of/3"}

PROOFS = [
    Proof(probe=answers(PATHS), bad=BAD, good=GOOD, fixed=FIXED),
    Proof(
        fixture="bad_root.py",
        probe=answers(ROOT),
        bad={"home": "home", "other": "home"},
        good={"home": "home", "other": 404},
        fixed={"home": "home", "other": 404},
    ),
    Proof(
        fixture="bad_types.py",
        probe=answers(TYPES),
        bad={"import_error": "ImproperlyConfigured"},
        good={"book": "number3", "old": "number3"},
        fixed={"book": "number3", "old": "number3"},
    ),
    Proof(
        fixture="bad_modules",
        probe=answers(MEMBERS),
        bad={"members": 404, "member": 404, "of": 404},
        good={"members": "members", "member": "member3", "of": "member3"},
        fixed={"members": "members", "member": "member3", "of": 500},
    ),
]
