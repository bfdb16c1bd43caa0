"""RL506 under ASGI: what an exception says reaches the client."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PAGES = (
    "plain",
    "helper",
    "traceback",
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
