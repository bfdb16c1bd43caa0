"""RL304 under Sanic: what a client without a token gets."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

GUARDED = ("/orders", "/bills")
LOST = ("/returns", "/stock", "/old-bills")


def probe(client: Any) -> dict[str, object]:
    return {path: client.seen(path, "GET")[0] for path in (*GUARDED, *LOST)}


PROOFS = [
    Proof(
        probe=probe,
        bad={**dict.fromkeys(GUARDED, 401), **dict.fromkeys(LOST, 200)},
        good=dict.fromkeys((*GUARDED, *LOST), 401),
    ),
]
