"""django-ninja: a path that takes everything takes what was meant for those behind it."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PATHS = ("files/newest", "files/links/7", "files/statistics", "trash", "files/a/b")


def probe(client: Any) -> dict[str, object]:
    return {path: client.get(f"/api/{path}").content.decode().strip('"') for path in PATHS}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "files/newest": "file newest",
            "files/links/7": "file links/7",
            "files/statistics": "file statistics",
            "trash": "trash",
            "files/a/b": "file a/b",
        },
        good={
            "files/newest": "newest file",
            "files/links/7": "link 7",
            "files/statistics": "statistics",
            "trash": "trash",
            "files/a/b": "file a/b",
        },
    )
]
