"""django-ninja: an unknown URL is Django's 404, which no handler of the API sees."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    unknown = client.get("/api/nowhere")
    return {
        "unknown place": client.get("/api/places/8").status_code,
        "unknown URL": (unknown.status_code, unknown.headers["Content-Type"]),
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={"unknown place": 410, "unknown URL": (404, "text/html; charset=utf-8")},
        good={"unknown place": 404, "unknown URL": (404, "application/json")},
    )
]
