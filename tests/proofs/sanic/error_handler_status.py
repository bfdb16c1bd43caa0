"""RL803 under Sanic: what answers an error says that all is well."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PAGES = ("nothing", "oven", "bread", "crash")


def probe(client: Any) -> dict[str, object]:
    return {page: client.get(f"/{page}").status_code for page in PAGES}


PROOFS = [
    Proof(
        probe=probe,
        bad={"nothing": 200, "oven": 200, "bread": 200, "crash": 200},
        good={"nothing": 404, "oven": 403, "bread": 409, "crash": 500},
        fixed={"nothing": 404, "oven": 403, "bread": 200, "crash": 200},
    ),
]
