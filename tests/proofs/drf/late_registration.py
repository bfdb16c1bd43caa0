"""RL205 under REST framework: what is registered after the list of URLs was made."""

from __future__ import annotations

from django.test import Client

from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    paths = "/loaves/ /rolls/ /cakes/tarts/ /beans/ /cups/"
    return {path: client.get(path).status_code for path in paths.split()}


PROOFS = [
    Proof(
        probe=probe,
        bad={"/loaves/": 200, "/rolls/": 404, "/cakes/tarts/": 404, "/beans/": 200, "/cups/": 404},
        good=dict.fromkeys(("/loaves/", "/rolls/", "/cakes/tarts/", "/beans/", "/cups/"), 200),
    )
]
