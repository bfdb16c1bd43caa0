"""RL106 under aiohttp: the second request for a shared response gets no answer."""

from __future__ import annotations

from typing import Any

import httpx

from tests.proofs.harness import Proof


def asked_twice(client: Any, path: str) -> list[object]:
    found: list[object] = []
    for _ in range(2):
        try:
            found.append(client.get(path, timeout=0.5).status_code)
        except httpx.ReadTimeout:
            found.append("no answer")
    return found


def probe(client: Any) -> dict[str, object]:
    return {path: asked_twice(client, path) for path in ("/secret", "/books", "/shelf")}


def probe_package(client: Any) -> dict[str, object]:
    return {"/books": asked_twice(client, "/books")}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/secret": [403, "no answer"],
            "/books": [200, "no answer"],
            "/shelf": [503, "no answer"],
        },
        good={"/secret": [403, 403], "/books": [200, 200], "/shelf": [503, 503]},
    ),
    Proof(
        probe=probe_package,
        fixture="bad_package",
        bad={"/books": [503, "no answer"]},
        good={"/books": [503, 503]},
    ),
]
