"""RL202 under Microdot: the first route that matches answers."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.microdot.client import Client


def probe(client: Client) -> dict[str, object]:
    paths = ("/guide/index", "/guide/owls/figures/3", "/guide/owls")
    return {path: client.get(path).text for path in paths}


PROOFS = [
    Proof(
        probe=probe,
        bad={"/guide/index": "page", "/guide/owls/figures/3": "page", "/guide/owls": "page"},
        good={"/guide/index": "index", "/guide/owls/figures/3": "figure", "/guide/owls": "page"},
    )
]
