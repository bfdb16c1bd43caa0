"""RL304 under aiohttp: what a client without a token gets."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

GUARDED = (("GET", "/orders"), ("POST", "/bills"))
LOST = {("GET", "/returns"): 200, ("POST", "/old-bills"): 201}


def probe(client: Any) -> dict[str, object]:
    return {
        f"{method} {path}": client.request(method, path).status_code
        for method, path in (*GUARDED, *LOST)
    }


_REFUSED = {f"{method} {path}": 401 for method, path in (*GUARDED, *LOST)}

PROOFS = [
    Proof(
        probe=probe,
        bad={**_REFUSED, **{f"{method} {path}": status for (method, path), status in LOST.items()}},
        good=_REFUSED,
    ),
]
