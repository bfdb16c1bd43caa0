"""RL403 under Starlette: a limit that is none, or that is not a number."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    return {
        "small": client.post("/notes", content=b"x").status_code,
        "large": client.post("/notes", content=b"x" * 3 * 1024 * 1024).status_code,
    }


CORRECTED: dict[str, object] = {"small": 200, "large": 413}

PROOFS = [
    Proof(probe=probe, bad={"small": 200, "large": 200}, good=CORRECTED),
    Proof(
        probe=probe,
        fixture="bad_text.py",
        corrected="good.py",
        bad={"small": 500, "large": 500},
        good=CORRECTED,
        fixed=CORRECTED,
    ),
]
