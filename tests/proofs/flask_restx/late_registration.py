"""RL205 under Flask-RESTX: resources that nobody gets to see."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.proofs.harness import Proof

REQUESTS = {
    "before": ("GET", "/loaves"),
    "resource as a script": ("GET", "/rolls"),
    "namespace as a script": ("GET", "/ovens/"),
}


def probe(client: FlaskClient) -> dict[str, object]:
    return {
        label: client.open(path, method=method).status_code
        for label, (method, path) in REQUESTS.items()
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={"before": 200, "resource as a script": 404, "namespace as a script": 404},
        good={"before": 200, "resource as a script": 200, "namespace as a script": 200},
    ),
]
