"""RL502 under Starlette: sites that pass for a known one."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof


def probe(client: TestClient) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, origin in (
        ("dot", "https://appXexample.com"),
        ("suffix", "https://evil-example.com"),
        ("text", "https://app.example.co"),
    ):
        answer = client.get(f"/{name}/account", headers={"Origin": origin}).headers
        found[name] = answer.get("access-control-allow-origin")
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "dot": "https://appXexample.com",
            "suffix": "https://evil-example.com",
            "text": "https://app.example.co",
        },
        good={
            "dot": None,
            "suffix": None,
            "text": None,
        },
    ),
]
