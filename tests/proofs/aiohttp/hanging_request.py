"""RL105 under aiohttp: a path without an answer is a 500."""

from __future__ import annotations

from typing import Any

import httpx

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    paths = ("books/7", "labels/7", "covers/7", "pages/page")
    found: dict[str, object] = {path: client.get(f"/{path}").status_code for path in paths}
    try:
        url = client.base_url.join("/stream")
        found["stream"] = httpx.get(url, headers={"Connection": "close"}).text
    except (httpx.ReadError, httpx.RemoteProtocolError):
        found["stream"] = "no HTTP"
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "books/7": 500,
            "labels/7": 500,
            "covers/7": 500,
            "pages/page": 500,
            "stream": "no HTTP",
        },
        good={
            "books/7": 404,
            "labels/7": 404,
            "covers/7": 404,
            "pages/page": 200,
            "stream": "piece",
        },
        fixed={
            "books/7": 500,
            "labels/7": 500,
            "covers/7": 500,
            "pages/page": 200,
            "stream": "no HTTP",
        },
    )
]
