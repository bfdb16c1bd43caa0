"""RL401 under Falcon: a megabyte is taken where 64 KiB are plenty."""

from __future__ import annotations

from tests.proofs.falcon.client import Client
from tests.proofs.harness import Proof

ALL = ("POST", "PUT", "PATCH", "DELETE")


def posted(client: Client, methods: tuple[str, ...]) -> dict[str, object]:
    return {
        label: [client.ask("/document", method, json=text).status_code for method in methods]
        for label, text in (("long", "x" * 900_000), ("short", "x"))
    }


def probe(client: Client) -> dict[str, object]:
    return posted(client, ALL)


def probe_asgi(client: Client) -> dict[str, object]:
    return posted(client, ALL[:2])


PROOFS = [
    Proof(
        probe=probe,
        bad={"long": [200, 200, 200, 200], "short": [200, 200, 200, 200]},
        good={"long": [413, 413, 413, 413], "short": [200, 200, 200, 200]},
    ),
    Proof(
        probe=probe_asgi,
        fixture="bad_asgi.py",
        bad={"long": [200, 200], "short": [200, 200]},
        good={"long": [413, 413], "short": [200, 200]},
    ),
]
