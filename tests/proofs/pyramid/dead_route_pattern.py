"""RL208 under Pyramid: other frameworks' parameters are text, and what a path lacks is a KeyError."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.texts import answers

PATHS = {
    "angles": "/angles/3",
    "typed": "/typed/3",
    "group": "/group/3",
    "search": "/search?title=Emma",
    "ends": "/ends?title=Emma",
    "author": "/authors/Austen",
}
BAD: dict[str, object] = {**dict.fromkeys(PATHS, 404), "author": 500}
GOOD: dict[str, object] = {
    "angles": "number3",
    "typed": "number3",
    "group": "number3",
    "search": "titleEmma",
    "ends": "titleEmma",
    "author": "authorAusten",
}
KEPT = ("search", "author")
FIXED = {label: BAD[label] if label in KEPT else GOOD[label] for label in BAD}

PROOFS = [Proof(probe=answers(PATHS), bad=BAD, good=GOOD, fixed=FIXED)]
