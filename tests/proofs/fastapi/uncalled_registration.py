"""RL209 under FastAPI: what a decorator is not called for is not registered."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PATHS = ("/bread", "/shop/rolls", "/shop/cakes")


def probe(client: Any) -> dict[str, object]:
    return {path: client.get(path).status_code for path in PATHS}


PROOFS = [
    Proof(
        probe=probe,
        bad={"/bread": 404, "/shop/rolls": 404, "/shop/cakes": 500},
        good={"/bread": 200, "/shop/rolls": 200, "/shop/cakes": 404},
    )
]
