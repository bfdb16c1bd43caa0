"""RL506 under Microdot: what an exception says reaches the client."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PAGES = (
    "plain",
    "json",
    "abort",
    "raised",
)


def probe(client: Any) -> dict[str, object]:
    return {page: "hunter2" in client.get(f"/{page}").text for page in PAGES}


PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(PAGES, True),
        good=dict.fromkeys(PAGES, False),
    )
]
