"""django-ninja: a broad clause around an HTTP error answers instead of it."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PATHS = {"HttpError": "boxes/8", "helper": "keys", "Http404": "lists/old"}


def probe(client: Any) -> dict[str, object]:
    return {label: client.get(f"/api/{path}").status_code for label, path in PATHS.items()}


GOOD = {"HttpError": 404, "helper": 403, "Http404": 404}

PROOFS = [
    Proof(
        probe=probe,
        bad={"HttpError": 500, "helper": 200, "Http404": 200},
        good=GOOD,
        fixed=GOOD,
    )
]
