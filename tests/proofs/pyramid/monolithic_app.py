"""RL902 under Pyramid: clients observe no difference; the application has parts, or it has none."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.shops import PARTS, PATHS, parts


def probe(client: Any) -> dict[str, object]:
    answers = {path: client.get(path).status_code for path in PATHS}
    return {**answers, "parts": parts()}


SAME: dict[str, object] = dict.fromkeys(PATHS, 200)
PROOFS = [
    Proof(
        probe=probe,
        corrected="good",
        bad={**SAME, "parts": ()},
        good={**SAME, "parts": PARTS},
    )
]
