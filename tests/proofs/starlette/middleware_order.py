"""RL206 under Starlette: an answer that the browser may not read, and scope keys not there yet."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof


def probe(client: TestClient) -> dict[str, object]:
    headers = {"Origin": "https://app.example", "X-Load": "high"}
    loaded = client.get("/loaded/notes", headers=headers)
    return {
        "loaded": (loaded.status_code, loaded.headers.get("access-control-allow-origin")),
        "members": client.get("/members/notes").status_code,
        "themed": client.get("/themed/notes").status_code,
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "loaded": (503, None),
            "members": 500,
            "themed": 500,
        },
        good={
            "loaded": (503, "https://app.example"),
            "members": 401,
            "themed": 200,
        },
    )
]
