"""RL507 under raw WSGI: whoever has read the source is the administrator."""

from __future__ import annotations

from typing import Any

from tests.proofs.forging import token
from tests.proofs.harness import Proof


def orders(client: Any) -> object:
    forged = token("the-orders-and-long-enough-for-hs256")
    status, _, body = client.ask("/orders", AUTHORIZATION=forged)
    return body.decode() if status == 200 else status


def probe(client: Any) -> dict[str, object]:
    return {"token": orders(client)}


PROOFS = [Proof(probe=probe, bad={"token": "admin"}, good={"token": 500})]
