"""RL803 under aiohttp: what answers an error says that all is well."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PAGES = ("nothing", "ships", "lost", "crash", "charts")


def probe(client: Any) -> dict[str, object]:
    return {page: client.get(f"/{page}").status_code for page in PAGES}


PROOFS = [
    Proof(
        probe=probe,
        bad={"nothing": 200, "ships": 200, "lost": 200, "crash": 200, "charts": 200},
        good={"nothing": 404, "ships": 403, "lost": 410, "crash": 500, "charts": 200},
        fixed={"nothing": 200, "ships": 403, "lost": 200, "crash": 500, "charts": 200},
    ),
]
