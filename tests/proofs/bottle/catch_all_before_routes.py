"""RL202 under Bottle: of rules with wildcards the first that matches answers."""

from __future__ import annotations

from werkzeug.test import Client

from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    paths = ("/wiki/home", "/wiki/home/history", "/wiki/home/history/3", "/files/logo/info")
    return {path: client.get(path).get_data(as_text=True) for path in paths}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/wiki/home": "page",
            "/wiki/home/history": "page",
            "/wiki/home/history/3": "page",
            "/files/logo/info": "files",
        },
        good={
            "/wiki/home": "page",
            "/wiki/home/history": "history",
            "/wiki/home/history/3": "revision",
            "/files/logo/info": "info",
        },
    )
]
