"""RL104 under aiohttp: what receivers of a signal return is dropped, and the endpoint has run."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    nobody = client.get("/page")
    user = client.get("/tokens/page", headers={"X-User": "ann"})
    return {
        "/page": (nobody.status_code, nobody.text),
        "/tokens/page": user.status_code,
        "opened": sorted(client.module.OPENED),
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={"/page": (200, "secret"), "/tokens/page": 200, "opened": ["/page", "/tokens/page"]},
        good={"/page": (401, "sign in first"), "/tokens/page": 401, "opened": []},
    )
]
