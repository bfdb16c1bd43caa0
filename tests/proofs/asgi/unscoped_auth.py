"""RL301 in ASGI middleware: a page that the prefix lets through without a key."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof


def probe(client: TestClient) -> dict[str, object]:
    paths = ("/site/docs/start", "/site/docs-internal")
    return {path: client.get(path).status_code for path in paths}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/site/docs/start": 200,
            "/site/docs-internal": 200,
        },
        good={
            "/site/docs/start": 200,
            "/site/docs-internal": 401,
        },
    ),
]
