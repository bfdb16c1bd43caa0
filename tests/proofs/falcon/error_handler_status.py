"""RL803 under Falcon: what answers an error says that all is well."""

from __future__ import annotations

from tests.proofs.falcon.client import Client
from tests.proofs.harness import Proof

PAGES = ("GET", "POST", "PUT", "DELETE")


def probe(client: Client) -> dict[str, object]:
    return {page: client.ask("/winds", page).status_code for page in PAGES}


PROOFS = [
    Proof(
        probe=probe,
        bad={"GET": 200, "POST": 200, "PUT": 200, "DELETE": 200},
        good={"GET": 409, "POST": 403, "PUT": 404, "DELETE": 400},
    ),
]
