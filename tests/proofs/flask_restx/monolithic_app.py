"""RL902 under Flask-RESTX: clients observe no difference, in one application or in its parts."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.shops import PATHS


def probe(client: Any) -> dict[str, object]:
    return {path: client.get(path).status_code for path in PATHS}


SAME: dict[str, object] = dict.fromkeys(PATHS, 200)
PROOFS = [Proof(probe=probe, bad=SAME, good=SAME)]
