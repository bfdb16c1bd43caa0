"""RL803 under Pyramid: what answers an error says that all is well."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PAGES = ("nothing", "papers", "page", "shelf")


def probe(client: Any) -> dict[str, object]:
    return {page: client.get(f"/{page}").status_code for page in PAGES}


PROOFS = [
    Proof(
        probe=probe,
        bad={"nothing": 200, "papers": 200, "page": 200, "shelf": 200},
        good={"nothing": 404, "papers": 403, "page": 410, "shelf": 504},
        fixed={"nothing": 404, "papers": 200, "page": 200, "shelf": 200},
    ),
]
