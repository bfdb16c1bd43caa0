"""RL701 under FastAPI: each middleware has a request object of its own; its data is immutable."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof


def probe(client: TestClient) -> dict[str, object]:
    paths = "tenant seen trace page headers user method language"
    found: dict[str, object] = {}
    for path in paths.split():
        answer = client.get(f"/{path}")
        found[path] = answer.json() if answer.status_code == 200 else answer.status_code
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "tenant": {"tenant": None},
            "seen": {"seen": None},
            "trace": {"trace": None},
            "page": 500,
            "headers": 500,
            "user": 500,
            "method": 500,
            "language": {"language": None},
        },
        good={
            "tenant": {"tenant": "main"},
            "seen": {"seen": "yes"},
            "trace": {"trace": "42"},
            "page": {"page": "1"},
            "headers": {"page": "1"},
            "user": {"user": "ann"},
            "method": {"method": "POST"},
            "language": {"language": "en"},
        },
    ),
]
