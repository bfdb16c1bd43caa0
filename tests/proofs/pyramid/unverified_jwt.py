"""RL307 under Pyramid: a token that was forged, has expired or is signed in another way is believed."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.jwts import BELIEVED, FIXED, REFUSED, refusals


def probe(client: Any) -> dict[str, object]:
    def ask(path: str, headers: dict[str, str]) -> tuple[int, str]:
        response = client.get(path, headers=headers)
        return response.status_code, response.get_data(as_text=True)

    return refusals(ask)


PROOFS = [Proof(probe=probe, bad=BELIEVED, good=REFUSED, fixed=FIXED)]
