"""RL803 under aiohttp: what answers an error says that all is well."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PAGES = ("ships", "lost", "crash")


def probe(client: Any) -> dict[str, object]:
    return {page: client.get(f"/{page}").status_code for page in PAGES}


PROOFS = [
    Proof(
        probe=probe,
        bad={"ships": 200, "lost": 200, "crash": 200},
        good={"ships": 403, "lost": 410, "crash": 500},
        fixed={"ships": 403, "lost": 200, "crash": 500},
    ),
]
