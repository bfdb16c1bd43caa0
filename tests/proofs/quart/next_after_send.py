"""RL103 under Quart: the decorator refuses the request, and the view has run all the same."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof


def probe(client: TestClient) -> dict[str, object]:
    outbox = client.app.view_functions["newsletter"].__globals__["outbox"]
    found: dict[str, object] = {}
    for page in ("newsletter", "reminder", "invitation", "receipt"):
        outbox.sent.clear()
        headers = {"X-Role": "admin"} if page == "receipt" else {}
        status = client.post(f"/{page}", headers=headers).status_code
        found[page] = (status, list(outbox.sent))
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "newsletter": (403, ["newsletter"]),
            "reminder": (403, ["reminder"]),
            "invitation": (302, ["invitation"]),
            "receipt": (200, ["receipt", "receipt"]),
        },
        good={
            "newsletter": (403, []),
            "reminder": (403, []),
            "invitation": (302, []),
            "receipt": (200, ["receipt"]),
        },
    ),
]
