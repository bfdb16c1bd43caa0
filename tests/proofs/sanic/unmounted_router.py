"""RL207 under Sanic: nobody serves the routes of a blueprint that nobody registers."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.sanic.client import Client

PATHS = ("/timetable/today", "/archive/old/")


def probe(client: Client) -> dict[str, object]:
    return {path: client.seen(path)[0] for path in PATHS}


PROOFS = [Proof(probe=probe, bad=dict.fromkeys(PATHS, 404), good=dict.fromkeys(PATHS, 200))]
