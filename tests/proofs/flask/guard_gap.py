"""RL304 under Flask: what a client without a token gets."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

GUARDED = ("/orders", "/bills")
LOST = ("/returns", "/stock", "/old-bills")


def probe(client: Any) -> dict[str, object]:
    return {path: client.get(path).status_code for path in (*GUARDED, *LOST)}


PROOFS = [
    Proof(
        probe=probe,
        bad={**dict.fromkeys(GUARDED, 401), **dict.fromkeys(LOST, 200)},
        good=dict.fromkeys((*GUARDED, *LOST), 401),
    ),
    Proof(
        fixture="bad_modules",
        probe=lambda client: {
            path: client.get(path).status_code for path in ("/orders", "/returns", "/stock")
        },
        bad={"/orders": 401, "/returns": 200, "/stock": 200},
        good=dict.fromkeys(("/orders", "/returns", "/stock"), 401),
    ),
]
