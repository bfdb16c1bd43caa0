"""RL511 under Quart: whether a strange page may read the answers."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

STRANGER = "https://stranger.example"


def allowed(client: Any, path: str) -> bool:
    headers = client.get(path, headers={"Origin": STRANGER}).headers
    return headers.get("Access-Control-Allow-Origin") in ("*", STRANGER)


def probe(client: Any) -> dict[str, object]:
    return {path: allowed(client, path) for path in ("/prices",)}


PROOFS = [Proof(probe=probe, bad={"/prices": True}, good={"/prices": False})]
