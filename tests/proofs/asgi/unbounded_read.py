"""RL402 in raw ASGI: three megabytes are put together, unless somebody counts."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

BODY = b"x" * 3 * 1024 * 1024


def probe(client: Any) -> dict[str, object]:
    return {
        name: client.post(f"/{name}", content=BODY).status_code for name in ("joined", "listed")
    }


PROOFS = [
    Proof(probe=probe, bad={"joined": 200, "listed": 200}, good={"joined": 413, "listed": 413})
]
