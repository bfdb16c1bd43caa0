"""RL203 under Starlette: the parameter route answers for the literal one."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof


def probe(client: TestClient) -> dict[str, object]:
    paths = ("/authors/me", "/tags/popular", "/posts/drafts", "/years/popular")
    return {path: client.get(path).text for path in paths}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/authors/me": "author me",
            "/tags/popular": "tag popular",
            "/posts/drafts": "post drafts",
            "/years/popular": "tag popular",
        },
        good={
            "/authors/me": "me",
            "/tags/popular": "popular",
            "/posts/drafts": "drafts",
            "/years/popular": "popular",
        },
    )
]
