"""RL803 under Bottle: what answers an error says that all is well."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PAGES = ("nothing", "fail/403", "fail/410")


def probe(client: Any) -> dict[str, object]:
    return {page: client.get(f"/{page}").status_code for page in PAGES}


PROOFS = [
    Proof(
        probe=probe,
        bad={"nothing": 200, "fail/403": 200, "fail/410": 200},
        good={"nothing": 404, "fail/403": 403, "fail/410": 410},
        fixed={"nothing": 404, "fail/403": 403, "fail/410": 404},
    ),
]
