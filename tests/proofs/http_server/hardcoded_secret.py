"""RL507 under http.server: whoever has read the source is the administrator."""

from __future__ import annotations

from typing import Any

from tests.proofs.forging import token
from tests.proofs.harness import Proof


def orders(client: Any) -> object:
    forged = token("the-orders-and-long-enough-for-hs256")
    text = client.wire("/orders", Authorization=forged)
    return text.rpartition("\n")[2] or "no answer"


def probe(client: Any) -> dict[str, object]:
    return {"token": orders(client)}


PROOFS = [Proof(probe=probe, bad={"token": "admin"}, good={"token": "no answer"})]
