"""RL507 under Microdot: whoever has read the source is the administrator."""

from __future__ import annotations

import json

from tests.proofs.forging import token
from tests.proofs.harness import Proof
from tests.proofs.microdot.client import Client


def probe(client: Client) -> dict[str, object]:
    forged = token("the-orders-and-long-enough-for-hs256")
    answer = client.get("/orders", {"Authorization": forged})
    return {"token": json.loads(answer.text)["user"] if answer.status == 200 else answer.status}


PROOFS = [Proof(probe=probe, bad={"token": "admin"}, good={"token": 500})]
