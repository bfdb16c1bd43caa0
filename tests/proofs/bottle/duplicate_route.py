"""RL204 under Bottle: the last of two equal rules answers."""

from __future__ import annotations

from werkzeug.test import Client

from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    paths = ("/films", "/films/emma", "/halls", "/rooms", "/tickets")
    return {path: client.get(path).get_data(as_text=True) for path in paths}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/films": "all films",
            "/films/emma": "film by title",
            "/halls": "list of halls",
            "/rooms": "rooms",
            "/tickets": "tickets",
        },
        good={
            "/films": "films",
            "/films/emma": "film",
            "/halls": "halls",
            "/rooms": "halls",
            "/tickets": "tickets",
        },
    )
]
