"""RL208 under Django REST framework: routes that views are not made for, and slashes."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.texts import answers

PATHS = {
    "book": "/books/1",
    "author": "/authors/Austen",
    "latest": "/latest",
    "lead": "/lead",
    "joined": "/api/authors/Austen",
    "shelves": "/v1/shelves/",
    "shelf": "/v1/shelves/3/",
    "readers": "/v2/readers/",
}
BAD: dict[str, object] = {
    "book": 500,
    "author": 500,
    "latest": 500,
    "lead": 404,
    "joined": 404,
    "shelves": '"shelves"',
    "shelf": 500,
    "readers": 404,
}
GOOD: dict[str, object] = {
    "book": '{"title":"Emma"}',
    "author": '"authorAusten"',
    "latest": '"latest1"',
    "lead": '"latest1"',
    "joined": '"authorAusten"',
    "shelves": '"shelves"',
    "shelf": '"shelf3"',
    "readers": '"readers"',
}
MENDED = ("lead", "joined", "readers")
FIXED = {label: GOOD[label] if label in MENDED else BAD[label] for label in BAD}

PROOFS = [Proof(probe=answers(PATHS), bad=BAD, good=GOOD, fixed=FIXED)]
