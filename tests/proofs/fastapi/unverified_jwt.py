"""RL307 under FastAPI: a token that was forged, has expired or is signed in another way is believed."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.jwts import BELIEVED, FIXED, REFUSED, answer, expired, forged, refusals


def probe(client: Any) -> dict[str, object]:
    def ask(path: str, headers: dict[str, str]) -> tuple[int, str]:
        response = client.get(path, headers=headers)
        return response.status_code, response.text

    return refusals(ask)


def probe_helpers(client: Any) -> dict[str, object]:
    def ask(path: str, headers: dict[str, str]) -> tuple[int, str]:
        response = client.get(path, headers=headers)
        return response.status_code, response.text

    return {"forged": answer(ask, "/me", forged()), "expired": answer(ask, "/old", expired())}


PROOFS = [
    Proof(probe=probe, bad=BELIEVED, good=REFUSED, fixed=FIXED),
    Proof(
        probe=probe_helpers,
        fixture="bad_helpers",
        bad={"forged": "admin", "expired": "admin"},
        good={"forged": "refused", "expired": "refused"},
        fixed={"forged": "admin", "expired": "refused"},
    ),
]
