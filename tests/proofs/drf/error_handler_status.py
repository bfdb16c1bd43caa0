"""RL803 under REST framework: what answers an error says that all is well."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PAGES = ("tickets", "seat")


def probe(client: Any) -> dict[str, object]:
    return {page: client.get(f"/{page}").status_code for page in PAGES}


PROOFS = [
    Proof(
        probe=probe,
        bad={"tickets": 200, "seat": 404},
        good={"tickets": 409, "seat": 404},
    ),
]
