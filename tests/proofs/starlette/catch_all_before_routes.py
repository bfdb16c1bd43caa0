"""RL202 under Starlette: the first full match wins, whatever comes after it."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof


def probe(client: TestClient) -> dict[str, object]:
    found: dict[str, object] = {}
    for path in ("/pages/health", "/site/version", "/api/v1/version", "/late/files/health"):
        response = client.get(path)
        found[path] = (response.status_code, response.text)
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/pages/health": (200, "page health"),
            "/site/version": (404, "Not Found"),
            "/api/v1/version": (404, "Not Found"),
            "/late/files/health": (200, "page health"),
        },
        good={
            "/pages/health": (200, "healthy"),
            "/site/version": (200, "1.0"),
            "/api/v1/version": (200, "1.0"),
            "/late/files/health": (200, "healthy"),
        },
    )
]
