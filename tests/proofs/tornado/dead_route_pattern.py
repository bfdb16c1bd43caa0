"""RL208 under Tornado: expressions that match never or too much, and handlers that are called otherwise."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.texts import answers

PATHS = {
    "colon": "/colon/3",
    "braces": "/braces/3",
    "angles": "/angles/3",
    "books": "/books",
    "start": "/start",
    "more": "/start-anything",
    "author": "/authors/Austen",
    "years": "/years/1815-1816",
    "year": "/years/1815",
    "pages": "/pages/3",
    "latest": "/latest",
    "file": "/static/nothing.txt",
}
BAD: dict[str, object] = {
    **dict.fromkeys(("colon", "braces", "angles", "books", "years"), 404),
    "start": "page",
    "more": "page",
    **dict.fromkeys(("author", "year", "pages", "latest", "file"), 500),
}
GOOD: dict[str, object] = {
    "colon": "number3",
    "braces": "number3",
    "angles": "number3",
    "books": "page",
    "start": "page",
    "more": 404,
    "author": "authorAusten",
    "years": "from1815to1816",
    "year": 404,
    "pages": "pages",
    "latest": "number1",
    "file": 404,
}
KEPT = ("author", "years", "year", "pages", "latest", "file")
FIXED = {label: BAD[label] if label in KEPT else GOOD[label] for label in BAD}

PROOFS = [Proof(probe=answers(PATHS), bad=BAD, good=GOOD, fixed=FIXED)]
