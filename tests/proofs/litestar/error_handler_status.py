"""RL803 under Litestar: what answers an error says that all is well."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PAGES = ("nothing", "stage", "seats", "crash")


def probe(client: Any) -> dict[str, object]:
    return {page: client.get(f"/{page}").status_code for page in PAGES}


PROOFS = [
    Proof(
        probe=probe,
        bad={"nothing": 200, "stage": 200, "seats": 200, "crash": 200},
        good={"nothing": 404, "stage": 403, "seats": 409, "crash": 500},
        fixed={"nothing": 404, "stage": 403, "seats": 200, "crash": 500},
    ),
]
