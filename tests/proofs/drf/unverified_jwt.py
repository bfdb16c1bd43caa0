"""RL307 under Django REST framework: a forged, old or oddly signed token is believed."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.jwts import BELIEVED, FIXED, REFUSED, answer, forged, refusals


def probe(client: Any) -> dict[str, object]:
    def ask(path: str, headers: dict[str, str]) -> tuple[int, str]:
        response = client.get(path, headers=headers)
        return response.status_code, response.content.decode()

    return {**refusals(ask), "simple": answer(ask, "/simple", forged())}


PROOFS = [
    Proof(
        probe=probe,
        bad={**BELIEVED, "simple": "admin"},
        good={**REFUSED, "simple": "refused"},
        fixed={**FIXED, "simple": "admin"},
    )
]
