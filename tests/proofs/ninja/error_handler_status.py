"""RL803 under django-ninja: what answers an error says that all is well."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PAGES = ("balance", "entries/x", "entries/1")


def probe(client: Any) -> dict[str, object]:
    return {page: client.get(f"/api/{page}").status_code for page in PAGES}


PROOFS = [
    Proof(
        probe=probe,
        bad={"balance": 200, "entries/x": 200, "entries/1": 200},
        good={"balance": 403, "entries/x": 422, "entries/1": 409},
        fixed={"balance": 403, "entries/x": 200, "entries/1": 200},
    ),
]
