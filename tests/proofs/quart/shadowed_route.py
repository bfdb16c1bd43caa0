"""RL203 does not exist under Quart: a parameter above a literal does not hide it."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof


def probe(client: TestClient) -> dict[str, object]:
    paths = ("/users/ann", "/users/7", "/users/me", "/music/latest", "/news/latest")
    return {path: client.get(path).text for path in paths}


PROOFS = [
    Proof(
        probe=probe,
        fixture="",
        corrected="good.py",
        good={
            "/users/ann": "user ann",
            "/users/7": "user no. 7",
            "/users/me": "myself",
            "/music/latest": "latest of music",
            "/news/latest": "latest news",
        },
    ),
]
