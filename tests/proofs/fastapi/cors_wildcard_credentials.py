"""RL501 under FastAPI: what a browser is told for an unknown site."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof


def probe(client: TestClient) -> dict[str, object]:
    found: dict[str, object] = {}
    for name in ("star", "text", "pair", "mixed", "pattern", "named"):
        headers = {"Origin": "https://evil.example", "Cookie": "session=1"}
        answer = client.get(f"/{name}/account", headers=headers).headers
        found[name] = (
            answer.get("access-control-allow-origin"),
            answer.get("access-control-allow-credentials"),
        )
    return found


def probe_settings(client: TestClient) -> dict[str, object]:
    headers = {"Origin": "https://evil.example", "Cookie": "session=1"}
    answer = client.get("/account", headers=headers).headers
    return {"allowed": answer.get("access-control-allow-origin")}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "star": ("https://evil.example", "true"),
            "text": ("https://evil.example", "true"),
            "pair": ("https://evil.example", "true"),
            "mixed": ("https://evil.example", "true"),
            "pattern": ("https://evil.example", "true"),
            "named": ("https://evil.example", "true"),
        },
        good={
            "star": ("*", None),
            "text": ("*", None),
            "pair": (None, "true"),
            "mixed": (None, "true"),
            "pattern": (None, "true"),
            "named": (None, "true"),
        },
    ),
    Proof(
        fixture="bad_settings",
        probe=probe_settings,
        bad={"allowed": "https://evil.example"},
        good={"allowed": None},
    ),
]
