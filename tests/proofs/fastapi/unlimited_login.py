"""RL405 under FastAPI: somebody tries three passwords."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PATHS = ("/auth/token",)
GUESS = {"name": "ann", "username": "ann", "password": "guess"}
FREE, LIMITED = [401, 401, 401], [401, 401, 429]


def probe(client: Any) -> dict[str, object]:
    return {path: [client.post(path, data=GUESS).status_code for _ in range(3)] for path in PATHS}


def probe_credentials(client: Any) -> dict[str, object]:
    guess = {"name": "ann", "password": "guess"}
    return {"/sign-in": [client.post("/sign-in", json=guess).status_code for _ in range(3)]}


PROOFS = [
    Proof(probe=probe, bad=dict.fromkeys(PATHS, FREE), good=dict.fromkeys(PATHS, LIMITED)),
    Proof(
        probe=probe_credentials,
        fixture="bad_credentials.py",
        bad={"/sign-in": FREE},
        good={"/sign-in": LIMITED},
    ),
]
