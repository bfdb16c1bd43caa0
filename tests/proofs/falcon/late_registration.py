"""RL205 under Falcon: what is registered too late is missing."""

from __future__ import annotations

from typing import Any
from unittest import mock
from wsgiref.simple_server import WSGIServer

from falcon import testing

from tests.proofs.falcon.client import Client
from tests.proofs.harness import Proof

ROBOT = {"User-Agent": "SearchBot/1.0"}


def asked(app: Any) -> dict[str, object]:
    def status(path: str, **rest: Any) -> int:
        return testing.simulate_request(app, "GET", path, **rest).status_code

    return {
        "/status": status("/status"),
        "/status for a robot": status("/status", headers=ROBOT),
        "/metrics": status("/metrics"),
    }


def probe(client: Client) -> dict[str, object]:
    return asked(client.module.app)


def probe_served(client: Client) -> dict[str, object]:
    """What the server answers at the moment it starts."""
    found: dict[str, object] = {}

    def serve(server: WSGIServer) -> None:
        found.update(asked(server.get_app()))
        server.server_close()

    with mock.patch.object(WSGIServer, "serve_forever", serve):
        client.module.main()
    return found


BAD = {"/status": 200, "/status for a robot": 200, "/metrics": 404}
GOOD = {"/status": 200, "/status for a robot": 403, "/metrics": 200}

PROOFS = [
    Proof(probe=probe, bad=BAD, good=GOOD),
    Proof(probe=probe_served, fixture="bad_served.py", bad=BAD, good=GOOD),
]
