"""django-ninja makes Django's paths: the first one that matches takes a request, whatever its method."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

REQUESTS = {
    "literal": ("get", "/api/books/newest"),
    "annotated": ("get", "/api/books/lamp/pages/last"),
    "other method": ("post", "/api/books/lamp/loans"),
    "several methods": ("get", "/api/shelves/full"),
    "router before": ("get", "/api/readers/search"),
    "behind the API": ("get", "/api/shelves/statistics"),
    "no parameter": ("post", "/api/books/newest/copies"),
}
ONLY_GOOD = {
    "one view for a path": ("post", "/api/books/newest"),
    "converter": ("get", "/api/shelves/7"),
    "nested router": ("get", "/api/readers/loans/7"),
    "path of the API": ("get", "/api/readers/loans/all"),
}


def probe(client: Any) -> dict[str, object]:
    return _ask(client, REQUESTS)


def probe_good(client: Any) -> dict[str, object]:
    return _ask(client, ONLY_GOOD)


def _ask(client: Any, requests: dict[str, tuple[str, str]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for label, (method, path) in requests.items():
        response = getattr(client, method)(path)
        found[label] = (response.status_code, response.content.decode().strip('"')[:20])
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "literal": (200, "book newest"),
            "annotated": (422, '{"detail": [{"type":'),
            "other method": (405, "Method not allowed"),
            "several methods": (200, "shelf full"),
            "router before": (200, "reader search"),
            "behind the API": (200, "shelf statistics"),
            "no parameter": (200, "copied"),
        },
        good={
            "literal": (200, "newest book"),
            "annotated": (200, "last page"),
            "other method": (200, "lent lamp"),
            "several methods": (200, "full shelves"),
            "router before": (200, "readers found"),
            "behind the API": (200, "statistics"),
            "no parameter": (200, "copied"),
        },
    ),
    Proof(
        probe=probe_good,
        fixture="",
        corrected="good.py",
        good={
            "one view for a path": (200, "announced"),
            "converter": (200, "shelf 7"),
            "nested router": (200, "loan 7"),
            "path of the API": (200, "all loans"),
        },
    ),
]
