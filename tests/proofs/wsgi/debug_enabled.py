"""RL505 under raw WSGI: whether the page of an error offers a console."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.wsgi.client import Client


def probe(client: Client) -> dict[str, object]:
    return {"console": "EVALEX = true" in client.ask("/")[2].decode()}


PROOFS = [Proof(probe=probe, bad={"console": True}, good={"console": False})]
