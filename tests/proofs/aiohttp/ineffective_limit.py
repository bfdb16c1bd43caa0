"""RL403 under aiohttp: three megabytes are taken."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    return {"large": client.post("/notes", content=b"x" * 3 * 1024 * 1024).status_code}


PROOFS = [Proof(probe=probe, bad={"large": 200}, good={"large": 413})]
