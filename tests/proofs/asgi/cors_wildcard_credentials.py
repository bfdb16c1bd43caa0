"""RL501 in ASGI: both headers go out, which browsers refuse."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof


def probe(client: TestClient) -> dict[str, object]:
    found: dict[str, object] = {}
    for path in ("/written", "/extended", "/wrapped"):
        answer = client.get(path, headers={"Origin": "https://shop.example"}).headers
        found[path] = (
            answer.get("access-control-allow-origin"),
            answer.get("access-control-allow-credentials"),
        )
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/written": ("*", "true"),
            "/extended": ("*", "true"),
            "/wrapped": ("*", "true"),
        },
        good={
            "/written": ("https://shop.example", "true"),
            "/extended": ("https://shop.example", "true"),
            "/wrapped": ("*", "false"),
        },
    ),
]
