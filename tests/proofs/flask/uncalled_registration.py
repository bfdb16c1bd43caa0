"""RL209 under Flask: what a decorator is not called for is not registered."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PATHS = ("/bread", "/rolls", "/cakes", "/pies")


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {path: client.get(path).status_code for path in PATHS}
    found["order"] = client.post("/shop/order").status_code
    found["unknown"] = "no such bread" in client.get("/unknown").text
    return found


BAD = {"/bread": 404, "/rolls": 404, "/cakes": 500, "/pies": 500, "order": 404, "unknown": False}
GOOD = {**dict.fromkeys(PATHS, 200), "order": 200, "unknown": True}

PROOFS = [Proof(probe=probe, bad=BAD, good=GOOD)]
