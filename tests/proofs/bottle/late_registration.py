"""RL205 under Bottle: what is not there when the server starts, or when routes are copied."""

from __future__ import annotations

from werkzeug.test import Client

from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    paths = ("/zones", "/zones/utc", "/alarms/next", "/time", "/date", "/year")
    return {path: client.get(path).status_code for path in paths}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/zones": 200,
            "/zones/utc": 404,
            "/alarms/next": 404,
            "/time": 200,
            "/date": 404,
            "/year": 404,
        },
        good=dict.fromkeys(
            ("/zones", "/zones/utc", "/alarms/next", "/time", "/date", "/year"), 200
        ),
    )
]
