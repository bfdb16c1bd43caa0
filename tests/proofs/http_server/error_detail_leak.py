"""RL506 under http.server: what an exception says reaches the client."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PAGES = (
    "sent/9",
    "plain/9",
    "helper/9",
    "traceback/9",
)


def probe(client: Any) -> dict[str, object]:
    return {page: "hunter2" in client.wire(f"/{page}") for page in PAGES}


PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(PAGES, True),
        good=dict.fromkeys(PAGES, False),
    )
]
