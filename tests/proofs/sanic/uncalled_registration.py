"""RL209 under Sanic: a function is no path, and the module can not be imported."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.sanic.client import Client


def probe(client: Client) -> dict[str, object]:
    return {"bread": client.seen("/bread")}


PROOFS = [
    Proof(probe=probe, bad={"import_error": "AttributeError"}, good={"bread": (200, "bread")})
]
