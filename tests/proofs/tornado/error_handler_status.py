"""RL803 under Tornado: what answers an error says that all is well."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.tornado.client import Client

PAGES = ("lamps", "orders")


def probe(client: Client) -> dict[str, object]:
    return {page: client.ask(f"/{page}").status for page in PAGES}


PROOFS = [
    Proof(
        probe=probe,
        bad={"lamps": 200, "orders": 200},
        good={"lamps": 404, "orders": 403},
    ),
]
