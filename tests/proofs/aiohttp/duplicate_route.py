"""RL204 under aiohttp: the second of two equal routes never answers."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    found = {
        client.request(method, path).text
        for method in ("GET", "POST", "PUT")
        for path in ("/status", "/users/ann", "/users/7/orders")
    }
    found |= {client.get(path).text for path in ("/team/issues", "/team/project/issues")}
    return {"second reached": "second" in found}


PROOFS = [Proof(probe=probe, bad={"second reached": False}, good={"second reached": True})]
