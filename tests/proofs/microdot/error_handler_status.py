"""RL803 under Microdot: what answers an error says that all is well."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PAGES = ("nothing", "fail/403", "fail/410", "crash")


def probe(client: Any) -> dict[str, object]:
    return {page: client.get(f"/{page}").status for page in PAGES}


PROOFS = [
    Proof(
        probe=probe,
        bad={"nothing": 200, "fail/403": 200, "fail/410": 200, "crash": 200},
        good={"nothing": 404, "fail/403": 403, "fail/410": 410, "crash": 500},
        fixed={"nothing": 404, "fail/403": 403, "fail/410": 410, "crash": 200},
    ),
]
