"""RL403 under Litestar: what comes in is read, whatever its size; a text fails every read."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

LARGE = b"x" * 21_000_000


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {}
    for path in (
        "/unlimited/negatives", "/unlimited/albums", "/unlimited/router/prints", "/infinite/slides",
    ):  # fmt: skip
        found[path] = client.post(path, content=LARGE).status_code
    found["/text/prints"] = client.post("/text/prints", content=b"few").status_code
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/unlimited/negatives": 201,
            "/unlimited/albums": 201,
            "/unlimited/router/prints": 201,
            "/infinite/slides": 201,
            "/text/prints": 500,
        },
        good={
            "/unlimited/negatives": 413,
            "/unlimited/albums": 413,
            "/unlimited/router/prints": 413,
            "/infinite/slides": 413,
            "/text/prints": 201,
        },
        fixed={
            "/unlimited/negatives": 201,
            "/unlimited/albums": 201,
            "/unlimited/router/prints": 201,
            "/infinite/slides": 201,
            "/text/prints": 201,
        },
    ),
]
