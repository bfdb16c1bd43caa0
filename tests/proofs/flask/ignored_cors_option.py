"""RL511 under Flask: whether a strange page may read the answers."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

STRANGER = "https://stranger.example"


def allowed(client: Any, path: str) -> bool:
    headers = client.get(path, headers={"Origin": STRANGER}).headers
    return headers.get("Access-Control-Allow-Origin") in ("*", STRANGER)


def probe(client: Any) -> dict[str, object]:
    return {path: allowed(client, path) for path in ("/prices", "/orders/all", "/stock")}


def probe_one(client: Any) -> dict[str, object]:
    return {"/prices": allowed(client, "/prices")}


OPEN = {"/prices": True, "/orders/all": True, "/stock": True}
CLOSED = dict.fromkeys(OPEN, False)

PROOFS = [
    Proof(probe=probe, bad=OPEN, good=CLOSED, fixed=CLOSED),
    Proof(
        probe=probe_one,
        fixture="bad_late.py",
        bad={"/prices": True},
        good={"/prices": False},
    ),
    Proof(
        probe=probe_one,
        fixture="bad_setting.py",
        bad={"/prices": True},
        good={"/prices": False},
    ),
    Proof(
        probe=probe_one,
        fixture="bad_config",
        bad={"/prices": True},
        good={"/prices": False},
        fixed={"/prices": False},
    ),
]
