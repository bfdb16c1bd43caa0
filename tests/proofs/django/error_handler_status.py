"""RL803 under Django: what answers an error says that all is well."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PAGES = ("nothing", "lion", "keeper", "crash")


def probe(client: Any) -> dict[str, object]:
    return {page: client.get(f"/{page}").status_code for page in PAGES}


PROOFS = [
    Proof(
        probe=probe,
        bad={"nothing": 200, "lion": 200, "keeper": 200, "crash": 200},
        good={"nothing": 404, "lion": 409, "keeper": 403, "crash": 500},
        fixed={"nothing": 404, "lion": 200, "keeper": 403, "crash": 500},
    ),
]
