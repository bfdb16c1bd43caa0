"""RL405 under Quart: somebody tries three passwords."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PATHS = ("/login",)
GUESS = {"name": "ann", "password": "guess"}
FREE, LIMITED = [401, 401, 401], [401, 401, 429]


def probe(client: Any) -> dict[str, object]:
    return {path: [client.post(path, data=GUESS).status_code for _ in range(3)] for path in PATHS}


PROOFS = [Proof(probe=probe, bad=dict.fromkeys(PATHS, FREE), good=dict.fromkeys(PATHS, LIMITED))]
