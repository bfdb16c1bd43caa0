"""RL209 under Django: a class is called with the request, and fails."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PATHS = ("/bread/", "/rolls/")


def probe(client: Any) -> dict[str, object]:
    return {path: client.get(path).status_code for path in PATHS}


PROOFS = [Proof(probe=probe, bad=dict.fromkeys(PATHS, 500), good=dict.fromkeys(PATHS, 200))]
