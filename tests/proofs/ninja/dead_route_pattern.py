"""RL208 under django-ninja: other frameworks' parameters are text, and what a path lacks is a 422."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.texts import answers

PATHS = {
    "colon": "/api/colon/3",
    "group": "/api/group/3",
    "search": "/api/search?title=Emma",
    "files": "/api/files/a/b",
    "book": "/api/books/3",
    "shelf": "/api/shelves/3",
    "status": "/v2/status",
}
BAD: dict[str, object] = {**dict.fromkeys(PATHS, 404), "book": 422, "shelf": 422}
GOOD: dict[str, object] = {
    "colon": '"number3"',
    "group": '"number3"',
    "search": '"titleEmma"',
    "files": '"filea/b"',
    "book": '"number3"',
    "shelf": '"shelf3"',
    "status": '"up"',
}
KEPT = ("search", "book", "shelf")
FIXED = {label: BAD[label] if label in KEPT else GOOD[label] for label in BAD}

PROOFS = [
    Proof(probe=answers(PATHS), bad=BAD, good=GOOD, fixed=FIXED),
    Proof(
        fixture="bad_types.py",
        probe=answers({"book": "/api/books/3"}),
        bad={"import_error": "ImproperlyConfigured"},
        good={"book": '"number3"'},
        fixed={"book": '"number3"'},
    ),
]
