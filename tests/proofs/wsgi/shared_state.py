"""RL702 under WSGI: an application is one object, and a client sees what another one has sent."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.wsgi.client import Client


def probe(client: Client) -> dict[str, object]:
    """What a second client sees of the first one, which has sent something."""
    return {"first": client.seen("/", x_user="ann"), "second": client.seen("/")}


PROOFS = [
    Proof(
        probe=probe,
        bad={"first": (200, "hello ann"), "second": (200, "hello ann")},
        good={"first": (200, "hello ann"), "second": (200, "hello nobody")},
    ),
]
