"""RL103 under FastAPI: the client is refused, and the letter was sent all the same."""

from __future__ import annotations

from typing import Any

from starlette.testclient import TestClient

from tests.proofs.harness import Proof


def probe(client: TestClient) -> dict[str, object]:
    app: Any = client.app
    found: dict[str, object] = {}
    for name in ("late", "tardy", "stored", "overwritten", "twice", "retried"):
        mounted = next(r for r in app.routes if r.path == f"/{name}").app
        sent = mounted.router.routes[-1].original_router.routes[0].endpoint.__globals__["SENT"]
        sent.clear()
        # The mail server is busy at the first letter, when it is a fragile one.
        subject = "fragile" if name == "retried" else "spring"
        response = client.post(f"/{name}/letters?subject={subject}")
        found[name] = (response.status_code, list(sent))
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "late": (403, ["spring"]),
            "tardy": (401, ["spring"]),
            "stored": (403, ["spring"]),
            "overwritten": (200, ["spring"]),
            "twice": (500, ["spring"]),
            "retried": (500, ["fragile"]),
        },
        good={
            "late": (403, []),
            "tardy": (401, []),
            "stored": (403, []),
            "overwritten": (403, []),
            "twice": (200, ["spring"]),
            "retried": (503, ["fragile"]),
        },
    )
]
