"""RL401 under Starlette: a megabyte is taken where 64 KiB are plenty."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof


def probe(client: TestClient) -> dict[str, object]:
    text = "x" * 900_000
    return {
        "json": client.post("/json", json=text).status_code,
        "form": client.post("/form", data={"text": text}).status_code,
        "short": client.post("/json", json="x").status_code,
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "json": 200,
            "form": 200,
            "short": 200,
        },
        good={
            "json": 413,
            "form": 413,
            "short": 200,
        },
    ),
]
