"""RL108 under django-ninja: the status comes first, and errors are raised."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    def seen(path: str) -> tuple[int, str]:
        response = client.get(f"/api/{path}")
        body = response.content.decode()
        return response.status_code, "" if "<!doctype" in body.lower() else body

    return {p: seen(p) for p in ("pair", "response-pair", "returned-error", "raised", "helper")}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "pair": (500, ""),
            "response-pair": (500, ""),
            "returned-error": (500, ""),
            "raised": (500, ""),
            "helper": (500, ""),
        },
        good={
            "pair": (404, '{"error": "no such entry"}'),
            "response-pair": (404, '{"error": "no such entry"}'),
            "returned-error": (404, '{"detail": "no such entry"}'),
            "raised": (409, '{"error": "closed"}'),
            "helper": (404, '{"error": "no such entry"}'),
        },
        fixed={
            "pair": (500, ""),
            "response-pair": (500, ""),
            "returned-error": (404, '{"detail": "no such entry"}'),
            "raised": (409, '{"error": "closed"}'),
            "helper": (500, ""),
        },
    ),
]
