"""RL604 under Flask-RESTX: a broad clause around a refusal answers instead of it."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.proofs.harness import Proof

REQUESTS = {
    "abort": ("GET", "/boxes/8"),
    "helper": ("DELETE", "/boxes/7"),
}


def probe(client: FlaskClient) -> dict[str, object]:
    return {
        label: client.open(path, method=method).status_code
        for label, (method, path) in REQUESTS.items()
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={"abort": 500, "helper": 200},
        good={"abort": 404, "helper": 403},
        fixed={"abort": 404, "helper": 403},
    ),
]
