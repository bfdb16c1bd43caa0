"""django-ninja: of two operations for one method and path the first answers; two paths that only look
alike are two views, and the first of these answers for all methods."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

BAD = {
    "same path": ("get", "/api/lamps"),
    "one of several methods": ("post", "/api/baskets"),
    "other name": ("put", "/api/lamps/red"),
    "other router": ("delete", "/api/lamps/red"),
}
GOOD = {
    "same path": ("get", "/api/lamps/all"),
    "one of several methods": ("post", "/api/baskets"),
    "other name": ("put", "/api/lamps/red"),
    "other router": ("delete", "/api/offers/red"),
    "other version": ("get", "/api/v2/lamps"),
}


def probe_bad(client: Any) -> dict[str, object]:
    return _ask(client, BAD)


def probe_good(client: Any) -> dict[str, object]:
    return _ask(client, GOOD)


def _ask(client: Any, requests: dict[str, tuple[str, str]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for label, (method, path) in requests.items():
        response = getattr(client, method)(path)
        found[label] = (response.status_code, response.content.decode().strip('"'))
    return found


PROOFS = [
    Proof(
        probe=probe_bad,
        bad={
            "same path": (200, "lamps"),
            "one of several methods": (200, "basket"),
            "other name": (405, "Method not allowed"),
            "other router": (405, "Method not allowed"),
        },
    ),
    Proof(
        probe=probe_good,
        fixture="",
        corrected="good.py",
        good={
            "same path": (200, "all lamps"),
            "one of several methods": (200, "filled"),
            "other name": (200, "changed red"),
            "other router": (200, "dropped red"),
            "other version": (200, "newer lamps"),
        },
    ),
]
