"""RL507 under Pyramid: whoever has read the source is the administrator."""

from __future__ import annotations

from typing import Any

from tests.proofs.forging import token
from tests.proofs.harness import Proof


def orders(client: Any) -> object:
    forged = token("the-orders-and-long-enough-for-hs256")
    response = client.get("/orders", headers={"Authorization": forged})
    return response.get_json()["user"] if response.status_code == 200 else response.status_code


def probe(client: Any) -> dict[str, object]:
    return {"token": orders(client)}


PROOFS = [Proof(probe=probe, bad={"token": "admin"}, good={"token": 500})]
