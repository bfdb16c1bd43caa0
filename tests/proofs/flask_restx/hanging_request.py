"""RL105 under Flask-RESTX: a resource without a value answers `null`."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.proofs.harness import Proof

REQUESTS = {
    "method": ("GET", "/parcels/8"),
    "marshalled": ("PUT", "/parcels/8"),
    "decorator": ("GET", "/stamps?closed"),
    "error handler": ("POST", "/parcels/8?quiet"),
    "default error handler": ("DELETE", "/parcels/8?quiet"),
}


def probe(client: FlaskClient) -> dict[str, object]:
    return {
        label: client.open(path, method=method).status_code
        for label, (method, path) in REQUESTS.items()
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "method": 200,
            "marshalled": 200,
            "decorator": 200,
            "error handler": 500,
            "default error handler": 500,
        },
        good={
            "method": 404,
            "marshalled": 404,
            "decorator": 503,
            "error handler": 503,
            "default error handler": 500,
        },
    ),
]
