"""RL402 under aiohttp: three megabytes pass a limit of one."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

BODY = b"x" * 3 * 1024 * 1024
NAMES = ("content", "annotated")


def probe(client: Any) -> dict[str, object]:
    return {name: client.post(f"/{name}", content=BODY).status_code for name in NAMES}


PROOFS = [Proof(probe=probe, bad=dict.fromkeys(NAMES, 200), good=dict.fromkeys(NAMES, 413))]
