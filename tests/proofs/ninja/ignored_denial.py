"""django-ninja lets in whoever gets something true, an answer that refuses included."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

REQUESTS = {
    "response": ("files", {"Authorization": "Bearer thief"}),
    "exception": ("visits", {}),
    "async exception": ("keys", {"Authorization": "Basic YTpi"}),
    "status": ("soup", {"X-Again": "yes"}),
    "pair": ("wards/beds", {"X-Key": "thief"}),
}


def probe(client: Any) -> dict[str, object]:
    return {
        label: client.get(f"/api/{path}", headers=headers).status_code
        for label, (path, headers) in REQUESTS.items()
    }


PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(REQUESTS, 200),
        good={
            "response": 401,
            "exception": 401,
            "async exception": 403,
            "status": 429,
            "pair": 401,
        },
    )
]
