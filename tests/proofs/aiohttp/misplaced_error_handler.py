"""RL201 under aiohttp: the first middleware is the outermost, and what it raises nobody answers."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {}
    for path, headers in (
        ("/users/page", {}),
        ("/users/lost", {"X-User": "ann"}),
        ("/posts/page", {"X-Sender": "spam"}),
    ):
        response = client.get(path, headers=headers)
        found[path] = (response.status_code, response.headers["content-type"].split(";")[0])
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/users/page": (401, "text/plain"),
            "/users/lost": (404, "application/json"),
            "/posts/page": (500, "text/plain"),
        },
        good={
            "/users/page": (401, "application/json"),
            "/users/lost": (404, "application/json"),
            "/posts/page": (403, "application/json"),
        },
    )
]
